"""The JSON form of rhythms: what a cadence keeps, what a form and an import give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final

from chuangcheng.almanac import rhythms
from chuangcheng.almanac.festivals import FESTIVALS, OwnFestival
from chuangcheng.almanac.rhythms import (
    Age,
    AsSet,
    Daily,
    Each,
    Event,
    Every,
    Festivals,
    Monthly,
    Once,
    Phases,
    Rhythm,
    Span,
    Spans,
    Weekdays,
)

#: The word that each kind bears in JSON.
KINDS: Final[dict[str, type[Any]]] = {
    "daily": Daily,
    "each": Each,
    "weekdays": Weekdays,
    "every": Every,
    "monthly": Monthly,
    "spans": Spans,
    "festivals": Festivals,
    "phases": Phases,
    "event": Event,
    "age": Age,
    "once": Once,
    "as_set": AsSet,
}
_NAMES: Final = {kind: name for name, kind in KINDS.items()}
#: What is due after its period is due before the next one ends.
_LONGEST_AFTER: Final = {"week": 6, "month": 27, "quarter": 89, "half": 180, "year": 364}
Given = Mapping[str, Any]


class BadRhythm(ValueError):
    """A rhythm that cannot be read. ``code``: unknown-kind, unknown-field, wrong-value, empty or days-reversed;
    ``field``: which part of it."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(f"{code}: {field}" if field else code)
        self.code = code
        self.field = field


def read(data: object) -> Rhythm:
    """The rhythm of a JSON object ``{"kind": …, …}``. Raises BadRhythm; fields that it does not know are refused."""
    if not isinstance(data, Mapping) or data.get("kind") not in KINDS:
        raise BadRhythm("unknown-kind", "kind")
    kind = KINDS[data["kind"]]
    unknown = set(data) - {field.name for field in fields(kind)} - {"kind"}
    if unknown:
        raise BadRhythm("unknown-field", min(map(str, unknown)))
    rhythm: Rhythm = _READERS[data["kind"]](data)
    return rhythm


def written(rhythm: Rhythm) -> dict[str, Any]:
    """A rhythm as a JSON object: ``read(written(rhythm)) == rhythm``."""
    return {"kind": _NAMES[type(rhythm)], **{f.name: _plain(getattr(rhythm, f.name)) for f in fields(rhythm)}}


def _plain(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return {"name": value.name, "first": _month_day_text(value.first), "last": _month_day_text(value.last)}
    if isinstance(value, OwnFestival):
        return {"name": value.name, "month": value.month, "day": value.day, "lunar": value.lunar}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return written(value) if type(value) in _NAMES else value  # type: ignore[arg-type]


def _month_day_text(day: tuple[int, int]) -> str:
    return f"{day[0]:02d}-{day[1]:02d}"


def _daily(data: Given) -> Daily:
    return Daily(_one_of(data, "days", rhythms.DAYS, "calendar"), _flag(data, "roster"))


def _each(data: Given) -> Each:
    unit = _one_of(data, "unit", rhythms.PERIODS)
    return Each(unit, _whole(data, "after", 0, _LONGEST_AFTER[unit], 0))


def _weekdays(data: Given) -> Weekdays:
    given = data.get("weekdays")
    if not isinstance(given, list) or not all(_is_whole(n) and 1 <= n <= 7 for n in given):
        raise BadRhythm("wrong-value", "weekdays")
    if not given:
        raise BadRhythm("empty", "weekdays")
    return Weekdays(tuple(sorted(set(given))), _part(data), _holidays(data, "skip"))


def _every(data: Given) -> Every:
    unit = _one_of(data, "unit", rhythms.UNITS)
    return Every(_whole(data, "count", 1, 400), unit, _day(data, "anchor"), _holidays(data, "keep"))


def _monthly(data: Given) -> Monthly:
    if data.get("day") is not None:
        return Monthly(day=_whole(data, "day", 1, 31), part=_part(data), holidays=_holidays(data, "keep"))
    nth = data.get("nth")
    if not _is_whole(nth) or nth not in (-1, 1, 2, 3, 4):
        raise BadRhythm("wrong-value", "nth")
    weekday = _whole(data, "weekday", 1, 7)
    return Monthly(nth=nth, weekday=weekday, part=_part(data), holidays=_holidays(data, "keep"))


def _spans(data: Given) -> Spans:
    return Spans(tuple(_span(given) for given in _list(data, "spans")))


def _span(given: object) -> Span:
    if not isinstance(given, Mapping):
        raise BadRhythm("wrong-value", "spans")
    return Span(_text(given, "name", needed=False), _month_day(given, "first"), _month_day(given, "last"))


def _festivals(data: Given) -> Festivals:
    names = data.get("names", [])
    own = tuple(_own(given) for given in _list(data, "own", needed=False))
    if not isinstance(names, list) or not all(isinstance(name, str) and name in FESTIVALS for name in names):
        raise BadRhythm("wrong-value", "names")
    if not names and not own:
        raise BadRhythm("empty", "names")
    return Festivals(
        tuple(dict.fromkeys(names)), own, _whole(data, "before", 0, 60, 7), _whole(data, "after", 0, 60, 0)
    )


def _own(given: object) -> OwnFestival:
    if not isinstance(given, Mapping):
        raise BadRhythm("wrong-value", "own")
    lunar = _flag(given, "lunar")
    most = 30 if lunar else 31
    return OwnFestival(_text(given, "name"), _whole(given, "month", 1, 12), _whole(given, "day", 1, most), lunar)


def _phases(data: Given) -> Phases:
    return Phases(_one_of(data, "of", rhythms.OCCASIONS), _whole(data, "after", 0, 366, 0))


def _event(data: Given) -> Event:
    days, count = _whole(data, "days", 0, 366), _one_of(data, "count", rhythms.DAYS, "working")
    return Event(_text(data, "of"), days, count)


def _age(data: Given) -> Age:
    return Age(_whole(data, "age", 1, 120), _whole(data, "within", 0, 366, 30))


def _once(data: Given) -> Once:
    rhythm = Once(_day(data, "first"), _day(data, "last"))
    if rhythm.last < rhythm.first:
        raise BadRhythm("days-reversed", "last")
    return rhythm


def _as_set(data: Given) -> AsSet:
    inner = data.get("rhythm")
    rhythm = None if inner is None else read(inner)
    if isinstance(rhythm, AsSet):
        raise BadRhythm("wrong-value", "rhythm")
    return AsSet(_one_of(data, "word", rhythms.WORDS), rhythm)


_READERS: Final[dict[str, Callable[[Given], Rhythm]]] = {
    "daily": _daily,
    "each": _each,
    "weekdays": _weekdays,
    "every": _every,
    "monthly": _monthly,
    "spans": _spans,
    "festivals": _festivals,
    "phases": _phases,
    "event": _event,
    "age": _age,
    "once": _once,
    "as_set": _as_set,
}


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _whole(data: Given, name: str, least: int, most: int, default: int | None = None) -> int:
    value = data.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadRhythm("wrong-value", name)
    return value


def _one_of(data: Given, name: str, words: tuple[str, ...], default: str | None = None) -> Any:
    value = data.get(name, default)
    if value not in words:
        raise BadRhythm("wrong-value", name)
    return value


def _part(data: Given) -> Any:
    return _one_of(data, "part", rhythms.PARTS, "")


def _holidays(data: Given, default: str) -> Any:
    return _one_of(data, "holidays", rhythms.HOLIDAYS, default)


def _flag(data: Given, name: str) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        raise BadRhythm("wrong-value", name)
    return value


def _text(data: Given, name: str, *, needed: bool = True) -> str:
    value = data.get(name, "")
    if not isinstance(value, str) or len(value) > 40:
        raise BadRhythm("wrong-value", name)
    if needed and not value.strip():
        raise BadRhythm("empty", name)
    return value.strip()


def _list(data: Given, name: str, *, needed: bool = True) -> list[Any]:
    value = data.get(name, [])
    if not isinstance(value, list) or len(value) > 24:
        raise BadRhythm("wrong-value", name)
    if needed and not value:
        raise BadRhythm("empty", name)
    return value


def _day(data: Given, name: str) -> date:
    value = data.get(name)
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        raise BadRhythm("wrong-value", name) from error


def _month_day(data: Given, name: str) -> tuple[int, int]:
    value = data.get(name)
    try:
        day = date.fromisoformat(f"2024-{value}")  # a leap year: 02-29 is a day
    except ValueError as error:
        raise BadRhythm("wrong-value", name) from error
    return day.month, day.day
