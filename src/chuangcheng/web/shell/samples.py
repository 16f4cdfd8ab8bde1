"""Invented data of the components page. No real place or person stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chuangcheng.web.shell import charts, formats
from chuangcheng.web.shell.forms import DateInput
from chuangcheng.web.shell.tables import Column, Filter, State, Table

SAMPLE_STATES = {
    "open": State(_("待整改"), "warn", "clock"),
    "late": State(_("已逾期"), "bad", "alert-triangle"),
    "fixed": State(_("待复查"), "info", "eye"),
    "closed": State(_("已销号"), "good", "check"),
    "draft": State(_("草稿")),
}


@dataclass(frozen=True, slots=True)
class Village:
    """A line of the sample table."""

    code: str
    name: str
    group: str
    points: int | None
    change: int
    money: int
    problems: int
    day: date
    state: str


_NAMES = (_("东岭村"), _("柳溪村"), _("石桥村"), _("上河村"), _("梅坪村"), _("南湾社区"), _("青禾村"), _("云台村"))


def villages() -> list[Village]:
    """Sixty invented villages; one has no score yet."""
    keys = list(SAMPLE_STATES)
    return [
        Village(
            code=f"V{n:03d}",
            name=str(_NAMES[n % len(_NAMES)]),
            group=str(_("平原组") if n % 3 else _("山区组")),
            points=None if n == 7 else 979_000 - n * 3_500,
            change=(n % 5 - 2) * 5_000,
            money=(20 - n) * 10_000,
            problems=n % 7,
            day=date(2026, 1 + n % 12, 1 + n % 27),
            state=keys[n % len(keys)],
        )
        for n in range(60)
    ]


def table(request: HttpRequest, rows: Sequence[Village] | None = None, name: str = "") -> Table:
    """The sample list with every kind of column and filter."""
    return Table(
        request,
        villages() if rows is None else rows,
        columns=(
            Column("name", _("单位"), lambda v: v.name, main=True, sort=("name",), link=lambda v: f"#{v.code}"),
            Column("code", _("代码"), lambda v: v.code, sort=("code",), spare=True),
            Column("group", _("组别"), lambda v: v.group, sort=("group",)),
            Column(
                "points", _("得分"), lambda v: v.points, "points", ("points",), lambda v: f"#why-{v.code}", why=True
            ),
            Column("change", _("加减分"), lambda v: v.change, "gain", ("change",)),
            Column("money", _("奖补"), lambda v: v.money, "money", ("money",)),
            Column("problems", _("问题数"), lambda v: v.problems, "integer", ("problems",)),
            Column("day", _("日期"), lambda v: v.day, "day", ("day",)),
            Column("state", _("状态"), lambda v: SAMPLE_STATES[v.state], "state"),
        ),
        filters=(
            Filter("q", _("搜索"), "search", keep=lambda v, text: text in v.name or text in v.code),
            Filter("state", _("状态"), choices=_state_choices, keep=lambda v, key: v.state == key),
            Filter("from", _("起"), "from", keep=lambda v, day: v.day >= day),
            Filter("until", _("止"), "until", keep=lambda v, day: v.day <= day),
        ),
        name=name,
        order="-points",
        size=25,
        select="chosen",
        key=lambda v: v.code,
        caption=_("村得分示例"),
    )


def _state_choices() -> list[tuple[str, Any]]:
    return [(key, state.label) for key, state in SAMPLE_STATES.items()]


def states() -> list[State]:
    """Every tone of a badge."""
    return list(SAMPLE_STATES.values())


class SampleForm(forms.Form):
    """Every kind of field."""

    title = forms.CharField(label=_("标题"), max_length=40, help_text=_("一句话说清是什么事、在哪里。"))
    unit = forms.ChoiceField(
        label=_("责任单位"), choices=[("", "—"), *((str(n), name) for n, name in enumerate(_NAMES))]
    )
    found_on = forms.DateField(label=_("发现日期"), widget=DateInput)
    points = forms.DecimalField(label=_("扣分"), max_digits=8, decimal_places=4, help_text=_("填正数，例如 0.5。"))
    kind = forms.ChoiceField(
        label=_("来源"),
        widget=forms.RadioSelect,
        choices=[("patrol", _("巡查")), ("media", _("媒体曝光")), ("public", _("群众举报"))],
    )
    places = forms.MultipleChoiceField(
        label=_("涉及地点"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("road", _("主干道")), ("market", _("集贸市场")), ("lane", _("背街小巷"))],
    )
    note = forms.CharField(label=_("说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    urgent = forms.BooleanField(label=_("需要当天处理"), required=False)
    photo = forms.FileField(label=_("照片"), required=False)


@dataclass(frozen=True, slots=True)
class SampleProblem:
    """A line of the problem list."""

    place: str
    message: Any
    todo: Any = ""


def problems() -> list[SampleProblem]:
    """Three problems as an import shows them."""
    return [
        SampleProblem(
            "问题!C14" if formats.day(date(2026, 1, 1)).endswith("日") else "Problems!C14",
            _("日期不在本创建周期内。"),
            _("改成周期内的日期，或把周期延长。"),
        ),
        SampleProblem("V013", _("单位表里没有这个代码。"), _("先在单位表里加上它，或改正代码。")),
        SampleProblem("rulebook.yaml:42", _("“points” 不是认识的设置。"), _("可用的设置列在手册第 3 节。")),
    ]


@dataclass(frozen=True, slots=True)
class Tab:
    """One of a row of pages."""

    label: Any
    url: str
    current: bool = False
    count: int | None = None


def tabs(path: str) -> list[Tab]:
    """Three tabs, the first one current."""
    return [
        Tab(_("全部"), path, True, 60),
        Tab(_("待办"), f"{path}?state=open", count=12),
        Tab(_("说明"), f"{path}#forms"),
    ]


def drawings() -> list[charts.Chart]:
    """One chart of each kind."""
    bars = [charts.Point(name, 979_000 - n * 41_000 if n != 4 else None, n == 2) for n, name in enumerate(_NAMES)]
    quarters = (_("一季度"), _("二季度"), _("三季度"), _("四季度"))
    trend = [charts.Point(name, value) for name, value in zip(quarters, (932_000, 951_500, None, 968_000), strict=True)]
    strip = [
        (name, tuple(None if (n + q) % 7 == 6 else (n * 5 + q * 3) % 9 for q in range(4)))
        for n, name in enumerate(_NAMES)
    ]
    return [
        charts.bars(_("各村得分"), bars, heads=(_("单位"), _("得分")), write=formats.points, note=_("红色为本村。")),
        charts.line(_("逐季得分"), trend, heads=(_("季度"), _("得分")), write=formats.points),
        charts.heat(_("各村问题数"), quarters, strip, corner=_("单位"), write=_count),
    ]


def _count(value: int | None) -> str:
    return formats.UNKNOWN if value is None else str(value)
