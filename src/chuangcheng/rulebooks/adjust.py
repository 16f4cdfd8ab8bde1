"""The common settings of a rulebook: found in its text, and written back with every comment kept.

An office changes points, caps, the reading of 依次加倍, ties, amounts and deposits by form; what lies deeper it changes
in the text. Numbers are kept as they are typed: ``0.10`` stays ``0.10``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ruamel.yaml import YAML

Path = tuple[str | int, ...]

ESCALATIONS: Final = ("double", "add_double", "linear", "add_linear", "once")
#: Keys of an item that are settings.
ITEM_NUMBERS: Final = ("full", "start", "floor", "cap", "weight")
RANKING_TIES: Final = ("min", "dense", "max", "mean")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: where it stands (``items/2/scale/each``), whose it is, what it says now, and what it may say.

    ``label`` is a stable word (``cap``, ``escalate``, ``award``) which pages put into the reader's language;
    ``choices`` is empty for a number or an expression.
    """

    path: str
    owner: str
    label: str
    value: str
    choices: tuple[str, ...] = ()
    detail: str = ""


def settings_of(text: str) -> list[Setting]:
    """List the common settings of a rulebook in the order of its text. The text must be YAML that reads."""
    book = _load(text)
    found = [
        setting for number, item in enumerate(book.get("items") or []) for setting in _item(item, ("items", number))
    ]
    found += _bounds(book)
    found += _ranking(book)
    found += _money(book)
    return found


def adjusted(text: str, changes: Mapping[str, str]) -> str:
    """Return the text with the settings at these paths changed.

    Raises ``KeyError`` for a path that is no setting of this rulebook. An empty value is not a way to delete a setting:
    ``ValueError``.
    """
    known = {setting.path for setting in settings_of(text)}
    book = _load(text)
    for path, value in changes.items():
        if path not in known:
            raise KeyError(path)
        if not value.strip():
            raise ValueError(path)
        *way, last = _parse(path)
        place: Any = book
        for step in way:
            place = place[step]
        place[last] = _yaml().load(value)
    return _dump(book)


def with_publication(text: str, document: str, clause: str, first: str, last: str | None) -> str:
    """Return the text with the basis and the days of force that it is published with."""
    book = _load(text)
    book["basis"] = [{"document": document, "clause": clause} if clause else {"document": document}]
    load = _yaml().load
    book["effective"] = {"from": load(first), "to": load(last) if last else None}
    return _dump(book)


def without_days(text: str) -> str:
    """Return the text in force at all times: an example has days of its own."""
    book = _load(text)
    book.pop("effective", None)
    return _dump(book)


def _yaml() -> YAML:
    """A reader and writer that keeps comments, quotes and the indentation of the shipped rulebooks."""
    yaml = YAML(typ="rt")
    yaml.width = 4096
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _load(text: str) -> Any:
    return _yaml().load(text) or {}


def _dump(book: Any) -> str:
    stream = io.StringIO()
    _yaml().dump(book, stream)
    return stream.getvalue()


def _parse(path: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in path.split("/")]


def _join(path: Path) -> str:
    return "/".join(str(step) for step in path)


def _plain(value: Any) -> str | None:
    """A scalar as it would be typed; ``None`` for what is no number or text."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return None
    stream = io.StringIO()
    _yaml().dump(value, stream)
    return stream.getvalue().removesuffix("...\n").strip().strip("'\"")


def _scalar(
    place: Any, key: str | int, path: Path, owner: str, label: str, choices: tuple[str, ...] = (), detail: str = ""
) -> Iterator[Setting]:
    value = place.get(key) if isinstance(place, dict) else place[key]
    shown = _plain(value)
    if shown is not None and not (label == "start" and shown == "full"):
        yield Setting(_join((*path, key)), owner, label, shown, choices, detail)


def _item(item: Any, path: Path) -> Iterator[Setting]:
    owner = str(item.get("title") or item.get("id") or "")
    for key in ITEM_NUMBERS:
        yield from _scalar(item, key, path, owner, key)
    if isinstance(value := (item.get("ladder") or {}).get("value"), dict):
        yield from _ladder(value, (*path, "ladder", "value"), owner)
    elif "ladder" in item:
        yield from _scalar(item["ladder"], "value", (*path, "ladder"), owner, "points")
    scale = item.get("scale") or {}
    for key in ("each", "ratio", "points", "step", "then", "least"):
        yield from _scalar(scale, key, (*path, "scale"), owner, "points" if key in ("each", "ratio") else key)
    for number, band in enumerate(scale.get("bands") or []):
        detail = " ".join(f"{key} {band[key]}" for key in ("from", "above", "to") if key in band)
        yield from _scalar(band, "points", (*path, "scale", "bands", number), owner, "points", detail=detail)
    for number, check in enumerate((item.get("checklist") or {}).get("items") or []):
        yield from _scalar(check, "full", (*path, "checklist", "items", number), str(check.get("title", "")), "full")
    for number, child in enumerate(item.get("items") or []):
        yield from _item(child, (*path, "items", number))


def _ladder(value: Any, path: Path, owner: str) -> Iterator[Setting]:
    yield from _scalar(value, "escalate", path, owner, "escalate", ESCALATIONS)
    yield from _scalar(value, "base", path, owner, "points")
    yield from _scalar(value, "limit", path, owner, "limit")
    for number, row in enumerate(value.get("rows") or []):
        detail = " · ".join(str(cell) for cell in row[:-1])
        yield from _scalar(row, len(row) - 1, (*path, "rows", number), owner, "points", detail=detail)


def _bounds(book: Any) -> Iterator[Setting]:
    period = (book.get("totals") or {}).get("period") or {}
    for key in ("floor", "cap"):
        yield from _scalar(period, key, ("totals", "period"), "totals", key)


def _ranking(book: Any) -> Iterator[Setting]:
    ranking = book.get("ranking") or {}
    yield from _scalar(ranking, "ties", ("ranking",), "ranking", "ties", RANKING_TIES)
    yield from _scalar(ranking, "on", ("ranking",), "ranking", "on", ("published", "exact"))


def _money(book: Any) -> Iterator[Setting]:
    settlement = book.get("settlement") or {}
    for kind in ("deposits", "awards", "fines"):
        for number, entry in enumerate(settlement.get(kind) or []):
            path = ("settlement", kind, number)
            place = entry.get("rank", entry.get("ranks", ""))
            detail = f"{entry.get('party', '')} {place}".strip()
            for key in ("amount", "persons_at_least", "least_size"):
                yield from _scalar(entry, key, path, kind, key, detail=detail)
    yield from _scalar(settlement, "ties", ("settlement",), "settlement", "ties", ("share", "each"))
