"""A draft as JSON that loses nothing: what a stored draft keeps of it, field by field, with places and notes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any, Final

from chuangcheng.texts.model import Draft, Field, Heading, Note, Place, Unread
from chuangcheng.texts.numbers import plain

#: Counts up whenever the stored form changes.
VERSION: Final = 1


def stored(draft: Draft) -> dict[str, Any]:
    """A draft as JSON. Places are offsets in ``Reading.text``; days keep their parts; numbers are exact text."""
    return {
        "version": VERSION,
        "kind": draft.kind,
        "place": _place(draft.place),
        "notes": _notes(draft.notes),
        "fields": [_field(each) for each in draft.fields],
        "unread": [_unread(each) for each in draft.unread],
        "outline": [_heading(each) for each in draft.outline],
    }


def value_as_json(value: Any) -> Any:
    """A value of ``values.py``: shapes as objects with all their names, tuples as lists, fractions as text."""
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, tuple):
        return [value_as_json(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: value_as_json(getattr(value, each.name)) for each in fields(value)}
    return value


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "value": value_as_json(field.value),
        "sentence": field.sentence,
        "place": _place(field.place),
        "mark": list(field.mark),
        "rule": field.rule,
        "section": list(field.section),
        "notes": _notes(field.notes),
    }


def _unread(unread: Unread) -> dict[str, Any]:
    return {
        "sentence": unread.sentence,
        "place": _place(unread.place),
        "section": list(unread.section),
        "signs": list(unread.signs),
    }


def _heading(heading: Heading) -> dict[str, Any]:
    return {"level": heading.level, "number": heading.number, "text": heading.text, "notes": _notes(heading.notes)}


def _place(place: Place) -> list[int | None]:
    return [place.start, place.end, place.line, place.page]


def _notes(notes: tuple[Note, ...]) -> list[list[Any]]:
    return [[each.code, dict(each.values)] for each in notes]
