"""A reading as plain dictionaries, lists and text: what ``chuangcheng plans read`` prints as YAML."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from chuangcheng.texts.days import Day
from chuangcheng.texts.model import Draft, Field, Note, Place, Reading, Unread
from chuangcheng.texts.numbers import plain
from chuangcheng.texts.wording import Language


def as_data(reading: Reading, language: Language = "zh") -> dict[str, Any]:
    """Everything that was read. Numbers are text (exact), days ``2026-04-20`` or ``--04-20`` without a year."""
    return {
        "file": reading.name,
        "format": reading.format,
        "texts": [_draft(each, language) for each in reading.drafts],
        "dropped": [
            {"reason": each.reason, "line": each.place.line, "text": each.sentence} for each in reading.dropped
        ],
        "notes": _notes(reading.notes, language),
    }


def _draft(draft: Draft, language: Language) -> dict[str, Any]:
    return _without_nothing(
        {
            "text": draft.number,
            "kind": draft.kind,
            "place": _place(draft.place),
            "notes": _notes(draft.notes, language),
            "fields": [_field(each, language) for each in draft.fields],
            "outline": [
                _without_nothing(
                    {
                        "level": each.level,
                        "number": each.number,
                        "heading": each.text,
                        "notes": _notes(each.notes, language),
                    }
                )
                for each in draft.outline
            ],
            "unread": [_unread(each) for each in draft.unread],
        }
    )


def _field(field: Field, language: Language) -> dict[str, Any]:
    return _without_nothing(
        {
            "field": field.name,
            "value": value_as_data(field.value),
            "sentence": field.sentence,
            "place": _place(field.place),
            "mark": list(field.mark),
            "rule": field.rule,
            "section": list(field.section),
            "notes": _notes(field.notes, language),
        }
    )


def _unread(unread: Unread) -> dict[str, Any]:
    return _without_nothing({"sentence": unread.sentence, "place": _place(unread.place), "signs": list(unread.signs)})


def _place(place: Place) -> dict[str, int]:
    found = {
        "line": place.line,
        "paragraph": place.paragraph,
        "page": place.page,
        "start": place.start,
        "end": place.end,
    }
    return {name: value for name, value in found.items() if value is not None}


def _notes(notes: tuple[Note, ...], language: Language) -> list[dict[str, str]]:
    return [{"code": each.code, "says": each.told(language)} for each in notes]


def value_as_data(value: Any) -> Any:
    """A value of ``values.py`` as plain data; its one-word shape (``Words``) as that word."""
    if isinstance(value, Day):
        return told_day(value)
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, tuple):
        return [value_as_data(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        inside = {each.name: value_as_data(getattr(value, each.name)) for each in fields(value)}
        return inside["text"] if set(inside) == {"text"} else _without_nothing(inside)
    return value


def told_day(day: Day) -> str:
    """A day as text: ``2026-04-20``, ``--04-20`` without a year, ``20xx-10`` for a whole month.

    >>> told_day(Day(None, 4, 20)), told_day(Day(2026, 6, None, edge="底"))
    ('--04-20', '2026-06 底')
    """
    year = str(day.year) if day.year is not None else day.year_shown or "-"
    edge = f" {day.edge}" if day.edge and day.edge != "month" else ""
    return f"{year}-{day.month:02d}" + (f"-{day.day:02d}" if day.day else "") + edge


def _without_nothing(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, [], "", ())}
