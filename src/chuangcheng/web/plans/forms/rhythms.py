"""How often something comes round, asked without jargon: choose a kind, fill in its two or three fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.almanac import FESTIVALS, Rhythm, written
from chuangcheng.almanac.rhythms import WORDS
from chuangcheng.web.shell.forms import DateInput

KINDS: Final = (
    ("weekdays", _("每周固定的几天")),
    ("week", _("每周若干次，哪天都行")),
    ("daily", _("每天，或每个工作日")),
    ("monthly", _("每月固定的一天")),
    ("period", _("每月、每季度、每半年或每年，哪天都行")),
    ("every", _("每隔几天、几周或几个月")),
    ("spans", _("每年固定的一段时间（季节、某月、某周）")),
    ("festivals", _("逢节日")),
    ("phases", _("每个阶段或战役")),
    ("event", _("某件事发生之后几天内")),
    ("age", _("有人满多少岁时")),
    ("once", _("只办一次")),
    ("none", _("不定次数（适时）")),
)
#: Fields that each kind asks for.
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "weekdays": ("weekdays", "part", "holidays"),
    "week": (),
    "daily": ("days", "roster"),
    "monthly": ("nth", "day", "weekday", "part", "holidays"),
    "period": ("unit", "after"),
    "every": ("count", "step", "anchor", "holidays"),
    "spans": ("spans",),
    "festivals": ("names", "own", "before", "after"),
    "phases": ("of_phase", "after"),
    "event": ("of", "count_days", "count_kind"),
    "age": ("age", "within"),
    "once": ("once_first", "once_last"),
    "none": (),
}
_SEVEN: Final = tuple(enumerate((_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")), start=1))
_HOLIDAYS: Final = (
    ("skip", _("停一次，不补")),
    ("before", _("提前到之前的工作日")),
    ("after", _("顺延到之后的工作日")),
    ("keep", _("照常")),
)
_PARTS: Final = (("", _("全天")), ("morning", _("上午")), ("afternoon", _("下午")), ("evening", _("晚上")))
_NTH: Final = (
    ("", _("按几日")),
    (1, _("第一个")),
    (2, _("第二个")),
    (3, _("第三个")),
    (4, _("第四个")),
    (-1, _("最后一个")),
)
#: 春季：3月1日至5月31日, 6月, 8月8日—8月14日
_SPAN: Final = re.compile(
    r"(?:(?P<name>[^：:]{1,40})[：:])?\s*(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日?)?"
    r"(?:\s*[-—–~至到]+\s*(?:(?P<m2>\d{1,2})月)?(?:(?P<d2>\d{1,2})日?)?)?"
)
#: 庙会：农历3月3日
_OWN: Final = re.compile(r"(?P<name>[^：:]{1,40})[：:]\s*(?P<lunar>农历)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日?")


def _number(label: Any, **more: Any) -> forms.Field:
    return forms.IntegerField(label=label, required=False, min_value=0, **more)


def _choice(label: Any, choices: Any, **more: Any) -> forms.Field:
    return forms.ChoiceField(label=label, choices=choices, required=False, **more)


def rhythm_fields() -> dict[str, forms.Field]:
    """All fields that some kind asks for; what is right is the almanac's to say."""
    return {
        "weekdays": forms.TypedMultipleChoiceField(
            label=_("星期几"), choices=_SEVEN, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
        ),
        "nth": forms.TypedChoiceField(label=_("怎么定"), choices=_NTH, coerce=int, empty_value=None, required=False),
        "day": _number(_("几日"), max_value=31, help_text=_("31 就是每月最后一天；按第几个星期几时不填。")),
        "weekday": forms.TypedChoiceField(
            label=_("第几个星期几"), choices=_SEVEN, coerce=int, empty_value=None, required=False
        ),
        "part": _choice(_("时段"), _PARTS),
        "days": _choice(_("哪些天"), (("calendar", _("每天")), ("working", _("每个工作日")))),
        "roster": forms.BooleanField(label=_("全天有人值守"), required=False),
        "unit": _choice(_("每多久一次"), (("month", _("每月")), ("quarter", _("每季度")), ("half", _("每半年")), ("year", _("每年")))),
        "count": _number(_("每隔"), max_value=400),
        "step": _choice(_("单位"), (("weeks", pgettext_lazy("step", "周")), ("days", pgettext_lazy("step", "天")), ("months", pgettext_lazy("step", "个月")))),
        "anchor": forms.DateField(label=_("起算日期"), widget=DateInput, required=False, help_text=_("这一天不算，隔满一次才到期。")),
        "spans": forms.CharField(label=_("哪些时间"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
                                 help_text=_("每行一段，例如：春季：3月1日至5月31日；健身月：6月。")),
        "names": forms.MultipleChoiceField(label=_("哪些节日"), required=False, widget=forms.CheckboxSelectMultiple,
                                           choices=[(name, name) for name in FESTIVALS]),
        "own": forms.CharField(label=_("自定节日"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
                               help_text=_("每行一个，例如：庙会：农历3月3日。")),
        "before": _number(_("节前几天起"), max_value=60),
        "of_phase": _choice(_("哪一种"), (("phase", _("每个阶段")), ("campaign", _("每个战役")))),
        "after": _number(_("结束后几天内"), max_value=366, help_text=_("0：在期内办；10：期末之后10天内办。")),
        "of": forms.CharField(label=_("什么事之后"), max_length=40, required=False, help_text=_("例如：检查结束、名单公布。发生时在本页记下日期。")),
        "count_days": _number(_("几天内"), max_value=366),
        "count_kind": _choice(_("怎么数"), (("working", _("工作日")), ("calendar", _("自然日")))),
        "age": _number(_("年满几岁"), max_value=120),
        "within": _number(_("几天内"), max_value=366),
        "once_first": forms.DateField(label=_("从哪天"), widget=DateInput, required=False),
        "once_last": forms.DateField(label=_("到哪天"), widget=DateInput, required=False),
        "holidays": _choice(_("逢节假日"), _HOLIDAYS),
    }  # fmt: skip


#: What stands in the fields until somebody writes something else.
START: Final[dict[str, Any]] = {
    "weekdays": [5],
    "day": 1,
    "weekday": 1,
    "count": 2,
    "names": ["春节", "清明", "端午", "七夕", "中秋", "重阳"],
    "before": 7,
    "after": 0,
    "count_days": 3,
    "age": 18,
    "within": 30,
    "holidays": "skip",
}


def told(kind: str, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The rhythm in JSON form that the fields of a kind say; None: no number is asked for. What is missing or wrong in
    it the almanac names."""
    return None if kind == "none" else _TELL[kind](given)


def _monthly(given: Mapping[str, Any]) -> dict[str, Any]:
    more = {"kind": "monthly", "part": given.get("part") or "", "holidays": given.get("holidays") or "keep"}
    if given.get("nth"):
        return {**more, "nth": given["nth"], "weekday": given.get("weekday")}
    return {**more, "day": given.get("day") or 0}


def _spans(text: str) -> list[dict[str, str]]:
    found = []
    for line in filter(None, (line.strip() for line in re.split(r"[\n；;]", text))):
        match = _SPAN.fullmatch(line)
        if not match:
            return [{"name": line[:40], "first": "?", "last": "?"}]
        month, day = int(match["m"]), int(match["d"] or 1)
        end = int(match["m2"] or month)
        end_day = int(match["d2"] or (match["d"] if match["d"] and not match["m2"] else _length(end)))
        found.append(
            {
                "name": (match["name"] or "").strip(),
                "first": f"{month:02d}-{day:02d}",
                "last": f"{end:02d}-{end_day:02d}",
            }
        )
    return found


def _length(month: int) -> int:
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _own(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in filter(None, (line.strip() for line in re.split(r"[\n；;]", text))):
        match = _OWN.fullmatch(line)
        if not match:
            return [{"name": line[:40]}]
        found.append(
            {
                "name": match["name"].strip(),
                "lunar": bool(match["lunar"]),
                "month": int(match["m"]),
                "day": int(match["d"]),
            }
        )
    return found


def _iso(value: Any) -> str:
    return value.isoformat() if value else ""


_TELL: Final[dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "weekdays": lambda g: {
        "kind": "weekdays",
        "weekdays": list(g.get("weekdays") or []),
        "part": g.get("part") or "",
        "holidays": g.get("holidays") or "skip",
    },
    "week": lambda g: {"kind": "each", "unit": "week"},
    "daily": lambda g: {"kind": "daily", "days": g.get("days") or "calendar", "roster": bool(g.get("roster"))},
    "monthly": _monthly,
    "period": lambda g: {"kind": "each", "unit": g.get("unit") or "month", "after": g.get("after") or 0},
    "every": lambda g: {
        "kind": "every",
        "count": g.get("count") or 0,
        "unit": g.get("step") or "weeks",
        "anchor": _iso(g.get("anchor")),
        "holidays": g.get("holidays") or "keep",
    },
    "spans": lambda g: {"kind": "spans", "spans": _spans(g.get("spans") or "")},
    "festivals": lambda g: {
        "kind": "festivals",
        "names": list(g.get("names") or []),
        "own": _own(g.get("own") or ""),
        "before": g.get("before") or 0,
        "after": g.get("after") or 0,
    },
    "phases": lambda g: {"kind": "phases", "of": g.get("of_phase") or "phase", "after": g.get("after") or 0},
    "event": lambda g: {
        "kind": "event",
        "of": g.get("of") or "",
        "days": g.get("count_days") or 0,
        "count": g.get("count_kind") or "working",
    },
    "age": lambda g: {"kind": "age", "age": g.get("age") or 0, "within": g.get("within") or 0},
    "once": lambda g: {"kind": "once", "first": _iso(g.get("once_first")), "last": _iso(g.get("once_last"))},
}


def filled(rhythm: Rhythm) -> dict[str, Any]:
    """The fields of the form as a rhythm fills them: ``told(…)`` of them gives the rhythm again."""
    data = written(rhythm)
    if data["kind"] == "as_set":
        inner = data["rhythm"]
        return {"word": data["word"], **(_filled(inner) if inner else {"kind": "none"})}
    return _filled(data)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    kind = data["kind"]
    if kind == "each":
        return {**data, "kind": "week" if data["unit"] == "week" and not data["after"] else "period"}
    renamed: dict[str, dict[str, Any]] = {
        "every": {"step": data.get("unit")},
        "phases": {"of_phase": data.get("of")},
        "event": {"count_days": data.get("days"), "count_kind": data.get("count")},
        "once": {"once_first": data.get("first"), "once_last": data.get("last")},
        "spans": {"spans": "\n".join(_span_line(span) for span in data.get("spans", []))},
        "festivals": {"own": "\n".join(_own_line(own) for own in data.get("own", []))},
    }
    return {**data, **renamed.get(kind, {})}


def _span_line(span: dict[str, str]) -> str:
    first, last = ([int(part) for part in span[end].split("-")] for end in ("first", "last"))
    name = f"{span['name']}：" if span["name"] else ""
    return f"{name}{first[0]}月{first[1]}日至{last[0]}月{last[1]}日"


def _own_line(own: dict[str, Any]) -> str:
    return f"{own['name']}：{'农历' if own['lunar'] else ''}{own['month']}月{own['day']}日"


WORD_CHOICES: Final = (("", _("没有，写明了次数")), *((word, word) for word in WORDS))
