"""What a plan would take over from a field: a handful of texts that a person sees, may change and accepts.

A missing or masked year is filled from ``year`` alone, which a person gives for the whole text; masked money and masked
numbers stay empty. What must be there and is not stands in ``lacks``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from chuangcheng.texts.days import Day
from chuangcheng.texts.taking.rhythms import Rhythm, rhythm_of

#: The texts of an entry for each kind of field: name → whether it must be filled.
SHAPES: Final[dict[str, dict[str, bool]]] = {
    "title": {"text": True},
    "aim": {"text": True, "level": False},
    "period": {"first": True, "last": True},
    "phase": {"title": True, "first": True, "last": True, "content": False},
    "group": {"members": True},
    "task": {"title": True, "standard": False, "host": False, "helpers": False, "officer": False, "due_on": False},
    "measure": {"title": True, "standard": False, "host": False, "helpers": False, "officer": False, "due_on": False},
    "cadence": {"title": True, "rhythm": True, "least": False, "most": False},
    "goal": {"title": True, "planned": True, "measure_word": True, "due_on": False},
    "scoring": {
        "condition": True,
        "act": True,
        "points": False,
        "most": False,
        "others": False,
        "per": False,
        "limit": False,
    },
    "money": {"text": True, "role": False, "yuan": False},
    "checklist": {"title": True, "items": False},
}
#: Fields that are their words and become nothing by themselves.
WORDS: Final = {"text": True}
#: 今年, 本年 and 当年 are the year of the text; 去年 and 明年 lie beside it.
_BESIDE: Final = {"去": -1, "明": 1, "次": 1}
_LEVELS: Final = (
    ("全国", "国家级"), ("国家", "国家级"), ("省", "省级"), ("自治区", "省级"), ("市", "市级"), ("县", "县级"),
    ("区", "县级"), ("镇", "镇级"), ("乡", "镇级"), ("村", "村级"),
)  # fmt: skip
_LEADING: Final = (
    "牵头",
    "责任单位",
    "责任主体",
    "责任科室",
    "责任股室",
    "责任部门",
    "主办",
    "实施单位",
    "负责",
    "承办",
)
_HELPING: Final = ("配合", "协办")


@dataclass(frozen=True, slots=True)
class Entry:
    """The texts of an entry, and the names of those that must be filled and are not."""

    texts: dict[str, str]
    lacks: tuple[str, ...] = ()


def shape_of(name: str) -> dict[str, bool]:
    """The texts that an entry of this field has, and which of them must be filled."""
    return SHAPES.get(name, WORDS)


def entry_of(name: str, value: Any, year: int | None, sentence: str = "") -> Entry:
    """The entry of a stored value (``storing.value_as_json``). ``sentence`` is the title of a measure."""
    texts = _MAKE[name](value, year, sentence) if name in _MAKE else {"text": str(value.get("text", ""))}
    shape = shape_of(name)
    return checked(name, {each: texts.get(each, "") for each in shape})


def checked(name: str, texts: Mapping[str, str]) -> Entry:
    """An entry with what it lacks; a rhythm lacks what its kind still asks for."""
    shape = shape_of(name)
    given = {each: str(texts.get(each, "")).strip() for each in shape}
    lacks = [each for each, needed in shape.items() if needed and not given[each]]
    return Entry(given, tuple(lacks))


def needs_year(value: Any) -> bool:
    """Whether a day in a stored value has no year: what the question for the year is asked for."""
    if isinstance(value, Mapping):
        if "year_shown" in value:
            return value["year"] is None
        return any(needs_year(each) for each in value.values())
    return isinstance(value, list) and any(needs_year(each) for each in value)


def day_of(data: Mapping[str, Any] | None, year: int | None, *, end: bool) -> str:
    """A stored day as ``2026-04-20``: its last day where ``end``, else its first; '' when its year is not known or the
    calendar has no such day.

    >>> day_of({"year": None, "month": 6, "day": None, "year_shown": "20xx", "edge": "底"}, 2026, end=True)
    '2026-06-30'
    """
    if data is None:
        return ""
    day = Day(**data)
    known = day.year if day.year is not None else _year(day.year_shown, year)
    if known is None:
        return ""
    day = replace(day, year=known)
    if not day.exists():
        return ""
    month, number = day.last() if end else day.first()
    if not end and day.day is None:
        month -= 2 if day.edge.endswith("季度") else 5 if day.edge.endswith("半年") else 0
    return f"{known:04d}-{month:02d}-{number:02d}"


def _year(shown: str, year: int | None) -> int | None:
    return None if year is None or (shown.isdigit() and shown != str(year)[-2:]) else year + _BESIDE.get(shown, 0)


def _by(span: Mapping[str, Any] | None, year: int | None) -> str:
    return day_of(span["last"] or span["first"], year, end=True) if span else ""


def _aim(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    level = next((word for sign, word in _LEVELS if sign in value["level"]), "")
    return {"text": value["text"], "level": level}


def _period(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    return {"first": day_of(value["first"], year, end=False), "last": day_of(value["last"], year, end=True)}


def _phase(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    days = _period(value["days"], year, "") if value["days"] else {}
    return {"title": value["name"], **days}


def _group(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    lines = []
    for member in value["members"]:
        duty = f"（{member['duty']}）" if member["duty"] else ""
        if member["names"]:
            lines.append(f"{member['post']}：{'、'.join(member['names'])}{duty}")
    if value["office"] and lines:
        lines.append(f"办公室：{value['office']}")
    return {"members": "\n".join(lines)}


def _task(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    return {"title": value.get("title") or sentence, **_answering(value["parties"]), "due_on": _by(value["by"], year)}


def _answering(parties: list[Any]) -> dict[str, str]:
    """Who answers. One name leads; several that lead are kept as printed, since the text does not say which."""
    leading = [name for party in parties if party["role"].startswith(_LEADING) for name in party["names"]]
    helping = [name for party in parties if party["role"].startswith(_HELPING) for name in party["names"]]
    others = [
        f"{party['role']}：{'、'.join(party['names'])}"
        for party in parties
        if not party["role"].startswith((*_LEADING, *_HELPING))
    ]
    if len(leading) > 1:
        others.insert(0, f"责任单位：{'、'.join(leading)}")
    host = leading[0] if len(leading) == 1 else ""
    return {"host": host, "helpers": "、".join(helping), "standard": "；".join(others)}


def _cadence(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    rhythm: Rhythm = rhythm_of(value)
    least, most = (value["least"], value["most"]) if value["counted"] in _TIMES else (1, None)
    return {
        "title": value["what"],
        "rhythm": json.dumps(rhythm, ensure_ascii=False) if rhythm else "",
        "least": str(least or 1),
        "most": str(most) if most else "",
    }


#: What is counted as times; hours, books and reports are things, and stay in the words.
_TIMES: Final = ("次", "场", "期", "遍", "轮", "堂")


def _goal(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    amount = value["amount"]
    number = amount["number"] or ""
    return {
        "title": value["subject"],
        "planned": "" if "/" in number else number,
        "measure_word": amount["unit"],
        "due_on": _by(value["by"], year),
    }


def _scoring(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    return {
        "condition": value["condition"],
        "act": value["act"],
        "points": _points(value["points"]),
        "most": _points(value["most"]),
        "others": "、".join(f"{said} {_points(count)}" for said, count in value["others"]),
        "per": value["per"],
        "limit": value["limit"],
    }


def _points(count: int | None) -> str:
    return "" if count is None else f"{count / 10000:.4f}".rstrip("0").rstrip(".")


def _money(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    fen = value["fen"]
    yuan = "" if fen is None else f"{fen // 100}" + (f".{fen % 100:02d}" if fen % 100 else "")
    return {"text": sentence or value["text"], "role": value["role"], "yuan": yuan}


def _checklist(value: Any, year: int | None, sentence: str) -> dict[str, str]:
    return {"title": value["name"], "items": "、".join(value["items"])}


_MAKE: Final[dict[str, Callable[[Any, int | None, str], dict[str, str]]]] = {
    "aim": _aim,
    "period": _period,
    "phase": _phase,
    "group": _group,
    "task": _task,
    "measure": _task,
    "cadence": _cadence,
    "goal": _goal,
    "scoring": _scoring,
    "money": _money,
    "checklist": _checklist,
}
