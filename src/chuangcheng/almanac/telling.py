"""A rhythm in a sentence, Chinese or English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, Literal

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

Language = Literal["zh", "en"]

_WEEKDAYS: Final = "一二三四五六日"
_DAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PARTS: Final = {"": "", "morning": "上午", "afternoon": "下午", "evening": "晚上"}
_PERIODS: Final = {"week": "每周", "month": "每月", "quarter": "每季度", "half": "每半年", "year": "每年"}
_PERIODS_EN: Final = {"week": "week", "month": "month", "quarter": "quarter", "half": "half-year", "year": "year"}
_ENDS: Final = {"week": "周末", "month": "月末", "quarter": "季末", "half": "半年末", "year": "年末"}
_HOLIDAYS: Final = {
    "skip": "，逢节假日停一次",
    "before": "，逢节假日提前",
    "after": "，逢节假日顺延",
    "keep": "",
}
_HOLIDAYS_EN: Final = {
    "skip": "; not on holidays",
    "before": "; on holidays the working day before",
    "after": "; on holidays the working day after",
    "keep": "",
}
_UNITS: Final = {"days": "天", "weeks": "周", "months": "个月"}
_NTH: Final = {1: "第一个", 2: "第二个", 3: "第三个", 4: "第四个", -1: "最后一个"}
_NTH_EN: Final = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_WORDS_EN: Final = {
    "定期": "Regularly",
    "不定期": "From time to time",
    "经常": "Often",
    "及时": "In time",
    "适时": "When suitable",
    "随时": "At any time",
}
_OF: Final = {"phase": ("阶段", "phase"), "campaign": ("战役", "campaign")}


def say(rhythm: Rhythm, *, least: int = 1, most: int | None = None, language: Language = "zh") -> str:
    """The rhythm with how many times, as a person would say it.

    >>> say(Each("week"), least=1, most=2)
    '每周1—2次'
    >>> say(Weekdays((5,)), language="en")
    'Every Friday; not on holidays'
    """
    teller = (_CHINESE if language == "zh" else _ENGLISH)[type(rhythm)]
    return str(teller(rhythm, _times(least, most, language)))


def _times(least: int, most: int | None, language: Language) -> str:
    """How many times within each slot; '' for the plain once."""
    if language == "zh":
        if most is not None:
            return f"{least}次" if most == least else f"{least}—{most}次"
        return "" if least == 1 else f"至少{least}次"
    if most is not None:
        return _count_en(least) if most == least else f"{least} to {most} times"
    return "" if least == 1 else f"at least {_count_en(least)}"


def _count_en(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _day_en(day: date) -> str:
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def _daily(r: Daily, times: str) -> str:
    told = "每天" if r.days == "calendar" else "每个工作日"
    return f"{told}全天{times and '，' + times}" if r.roster else f"{told}{times or '一次'}"


def _each(r: Each, times: str) -> str:
    if r.after:
        return f"{_PERIODS[r.unit]}{times or '一次'}，{_ENDS[r.unit]}后{r.after}天内"
    return f"{_PERIODS[r.unit]}{times or '一次'}"


def _weekdays(r: Weekdays, times: str) -> str:
    days = "、".join(f"周{_WEEKDAYS[n - 1]}" for n in r.weekdays)
    return f"每{days}{_PARTS[r.part]}{times}{_HOLIDAYS[r.holidays]}"


def _every(r: Every, times: str) -> str:
    step = f"每{'' if r.count == 1 else r.count}{_UNITS[r.unit].lstrip('个') if r.count == 1 else _UNITS[r.unit]}"
    if r.count == 2 and r.unit == "weeks":
        step = "每两周"
    return f"{step}{times or '一次'}，自{_day(r.anchor)}起算{_HOLIDAYS[r.holidays]}"


def _monthly(r: Monthly, times: str) -> str:
    if r.day is not None:
        day = "最后一天" if r.day == 31 else f"{r.day}日"
    else:
        day = f"{_NTH[r.nth or 1]}周{_WEEKDAYS[(r.weekday or 1) - 1]}"
    return f"每月{day}{_PARTS[r.part]}{times}{_HOLIDAYS[r.holidays]}"


def _spans(r: Spans, times: str) -> str:
    return f"每年{'、'.join(_span(span) for span in r.spans)}{times and '，各' + times}"


def _span(span: Span) -> str:
    name = f"{span.name}（" if span.name else ""
    (month, day), (end_month, end_day) = span.first, span.last
    if day == 1 and end_day == _length(end_month):
        days = f"{month}月" if month == end_month else f"{month}月至{end_month}月"
    elif span.first == span.last:
        days = f"{month}月{day}日"
    else:
        days = f"{month}月{day}日至{end_month}月{end_day}日"
    return f"{name}{days}{'）' if span.name else ''}"


def _length(month: int) -> int:
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _own(own: OwnFestival) -> str:
    return f"{own.name}（{'农历' if own.lunar else ''}{own.month}月{own.day}日）"


def _festivals(r: Festivals, times: str) -> str:
    names = "、".join([*r.names, *map(_own, r.own)])
    window = f"，节前{r.before}天" if r.before else "，当天"
    after = f"至节后{r.after}天" if r.after else "起" if r.before else ""
    return f"每逢{names}{times}{window}{after}"


def _phases(r: Phases, times: str) -> str:
    return f"每个{_OF[r.of][0]}{times or '一次'}{f'，结束后{r.after}天内' if r.after else ''}"


def _event(r: Event, times: str) -> str:
    if r.days == 0:
        return f"“{r.of}”当天{times}"
    return f"“{r.of}”后{r.days}个工作日内{times}" if r.count == "working" else f"“{r.of}”后{r.days}天内{times}"


def _age(r: Age, times: str) -> str:
    return f"年满{r.age}周岁后{r.within}天内{times or '一次'}"


def _once(r: Once, times: str) -> str:
    return f"{_day(r.first)}至{_day(r.last)}{times or '一次'}"


def _as_set(r: AsSet, times: str) -> str:
    if r.rhythm is None:
        return f"{r.word}，不定次数"
    return f"{r.word}（定为{_CHINESE[type(r.rhythm)](r.rhythm, times)}）"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _with(told: str, times: str) -> str:
    return f"{told}, {times}" if times else told


def _daily_en(r: Daily, times: str) -> str:
    told = "Every day" if r.days == "calendar" else "Every working day"
    return _with(f"{told}, all day" if r.roster else told, times)


def _each_en(r: Each, times: str) -> str:
    unit = _PERIODS_EN[r.unit]
    told = f"{(times[:1].upper() + times[1:]) if times else 'Once'} a {unit}"
    return f"{told}, within {r.after} days after its end" if r.after else told


def _weekdays_en(r: Weekdays, times: str) -> str:
    days = _and([_DAYS_EN[n - 1] for n in r.weekdays])
    return _with(f"Every {days}{' ' + r.part if r.part else ''}", times) + _HOLIDAYS_EN[r.holidays]


def _every_en(r: Every, times: str) -> str:
    step = f"Every {r.unit[:-1]}" if r.count == 1 else f"Every {r.count} {r.unit}"
    return f"{_with(step, times)}, counted from {_day_en(r.anchor)}{_HOLIDAYS_EN[r.holidays]}"


def _monthly_en(r: Monthly, times: str) -> str:
    if r.day is not None:
        day = "last day" if r.day == 31 else f"day {r.day}"
    else:
        day = f"{_NTH_EN[r.nth or 1]} {_DAYS_EN[(r.weekday or 1) - 1]}"
    return (
        _with(f"On the {day}{' (' + r.part + ')' if r.part else ''} of each month", times) + _HOLIDAYS_EN[r.holidays]
    ).replace("the day", "day")


def _spans_en(r: Spans, times: str) -> str:
    return _with(f"Every year: {_and([_span_en(span) for span in r.spans])}", times)


def _span_en(span: Span) -> str:
    (month, day), (end_month, end_day) = span.first, span.last
    if day == 1 and end_day == _length(end_month):
        days = (
            _MONTHS_EN[month - 1] if month == end_month else f"{_MONTHS_EN[month - 1]} to {_MONTHS_EN[end_month - 1]}"
        )
    elif span.first == span.last:
        days = f"{day} {_MONTHS_EN[month - 1]}"
    else:
        days = f"{day} {_MONTHS_EN[month - 1]} to {end_day} {_MONTHS_EN[end_month - 1]}"
    return f"{span.name} ({days})" if span.name else days


def _festivals_en(r: Festivals, times: str) -> str:
    own = [f"{o.name} ({'lunar ' if o.lunar else ''}{o.month}/{o.day})" for o in r.own]
    names = _and([*(FESTIVALS[name] for name in r.names), *own])
    window = f"from {r.before} days before" if r.before else "on the day"
    return _with(f"At {names}", times) + f", {window}{f' to {r.after} days after' if r.after else ''}"


def _phases_en(r: Phases, times: str) -> str:
    told = f"{(times[:1].upper() + times[1:]) if times else 'Once'} in each {_OF[r.of][1]}"
    return f"{told}, within {r.after} days after its end" if r.after else told


def _event_en(r: Event, times: str) -> str:
    if r.days == 0:
        return _with(f"On the day of “{r.of}”", times)
    unit = "working days" if r.count == "working" else "days"
    return _with(f"Within {r.days} {unit} of “{r.of}”", times)


def _age_en(r: Age, times: str) -> str:
    return _with(f"Within {r.within} days of turning {r.age}", times)


def _once_en(r: Once, times: str) -> str:
    return _with(f"From {_day_en(r.first)} to {_day_en(r.last)}", times)


def _as_set_en(r: AsSet, times: str) -> str:
    word = _WORDS_EN[r.word]
    if r.rhythm is None:
        return f"{word}; no number is asked for"
    inner = _ENGLISH[type(r.rhythm)](r.rhythm, times)
    return f"{word} (set as: {inner[:1].lower() + inner[1:]})"


_Teller = Callable[[Any, str], str]
_CHINESE: Final[dict[type[Any], _Teller]] = {
    Daily: _daily,
    Each: _each,
    Weekdays: _weekdays,
    Every: _every,
    Monthly: _monthly,
    Spans: _spans,
    Festivals: _festivals,
    Phases: _phases,
    Event: _event,
    Age: _age,
    Once: _once,
    AsSet: _as_set,
}
_ENGLISH: Final[dict[type[Any], _Teller]] = {
    Daily: _daily_en,
    Each: _each_en,
    Weekdays: _weekdays_en,
    Every: _every_en,
    Monthly: _monthly_en,
    Spans: _spans_en,
    Festivals: _festivals_en,
    Phases: _phases_en,
    Event: _event_en,
    Age: _age_en,
    Once: _once_en,
    AsSet: _as_set_en,
}
