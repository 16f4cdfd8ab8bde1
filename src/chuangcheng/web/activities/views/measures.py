"""Measures with what their readings come to in a span of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Person
from chuangcheng.people.policy import require
from chuangcheng.stages.activities import actions, policy, queries
from chuangcheng.stages.activities.models import Measure
from chuangcheng.stages.activities.queries import Reading, plain
from chuangcheng.stages.activities.states import MeasureKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.activities.forms.measures import MeasureForm
from chuangcheng.web.activities.kinds.room import ROOM, records_for_a_unit
from chuangcheng.web.register.sight import programme_among, programme_seen, programmes_seen
from chuangcheng.web.register.views import tabs
from chuangcheng.web.shell import formats
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen

#: Persons that a table of one measure names at most; the rest are counted.
MOST_NAMES = 60
#: Periods that a measure tells of at most, the latest ones.
MOST_PERIODS = 8


@dataclass(frozen=True, slots=True)
class Result:
    """What a measure comes to: lines of (label, figure, remark), and a table of persons."""

    measure: Measure
    count: int
    lines: list[tuple[Any, str, str]]
    heads: tuple[Any, ...] = ()
    people: Sequence[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Whom each measure asks (by its key), and names by a person's key."""

    asked: dict[int, list[Person]]
    names: dict[int, str]


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All measures of a programme with their results, of the units in sight."""
    by, programmes = account_of(request), programmes_seen(request)
    programme = programme_among(request, programmes)
    context: dict[str, Any] = {"tabs": tabs(ROOM, "measure_list", programme), "programmes": programmes}
    if programme is None:
        return render(request, "activities/measures.html", context)
    first = _day(request, "from") or programme.first
    last = _day(request, "until") or min(programme.last, max(clock.today(), programme.first))
    measures = list(Measure.objects.filter(programme=programme).select_related("programme").prefetch_related("persons"))
    readings = queries.readings_of(by, measures, first, last)
    people = _people(by, programme, measures, readings)
    context |= {
        "programme": programme,
        "season": programme.title,
        "first": first,
        "last": last,
        "results": [result(measure, readings[measure.pk], people, (first, last)) for measure in measures],
        "meetings": [
            (kind, queries.attendance(told)) for kind, told in queries.meetings(by, programme, first, last).items()
        ],
        "may_keep": policy.may_keep_records(by, programme.host),
        "may_record": records_for_a_unit(by, programme),
        "sees_incidents": queries.visible_incidents(by, programme).exists()
        or policy.may_keep_records(by, programme.host),
    }
    return render(request, "activities/measures.html", context)


def result(measure: Measure, readings: Sequence[Reading], people: People, days: tuple[date, date]) -> Result:
    """Work a measure out, in its own way."""
    make = {
        MeasureKind.STREAK: _streak,
        MeasureKind.QUOTA: _quota,
        MeasureKind.ATTENDANCE: _attendance,
        MeasureKind.EXAM: _exam,
        MeasureKind.SHARE: _share,
    }.get(MeasureKind(measure.kind), _sum)
    return make(measure, readings, people, days)


def _sum(measure: Measure, readings: Sequence[Reading], people: People, days: tuple[date, date]) -> Result:
    """Rates of errors and timeliness, sums of money and counts."""
    if measure.kind in (MeasureKind.ERRORS, MeasureKind.TIMELY):
        rate = queries.ratio(readings)
        remark = ""
        if measure.kind == MeasureKind.ERRORS:
            remark = _("没有错情") if rate.is_none else _("有错情，不能写“无错情”") if rate.is_known else ""
        elif rate.is_known and not rate.is_all:
            remark = _("不能写“全部及时”")
        return Result(measure, len(readings), [(measure.get_kind_display(), rate.counted, remark)])
    months = queries.by_month(readings)
    total = sum(months.values(), Decimal(0))
    lines = [(_("合计"), f"{plain(total)}{measure.measure_word}" if readings else "", "")]
    lines += [(month, f"{plain(number)}{measure.measure_word}", "") for month, number in months.items()]
    return Result(measure, len(readings), lines)


def _streak(measure: Measure, readings: Sequence[Reading], people: People, days: tuple[date, date]) -> Result:
    streaks = queries.streaks(readings, measure.awards)
    reached = [
        (length, sum(any(award[0] == length for award in one.awards) for one in streaks.values()))
        for length in measure.awards
    ]
    lines = [
        (_("达到 %(length)d 班") % {"length": length}, _("%(count)d 人") % {"count": n}, "") for length, n in reached
    ]
    rows = [
        (
            people.names.get(person, ""),
            str(one.current),
            str(one.longest),
            "；".join(f"{length}（{formats.day(on)}）" for length, on in one.awards),
        )
        for person, one in streaks.items()
    ]
    heads = (_("人员"), _("现在连续"), _("最长"), _("达标"))
    return Result(measure, len(readings), lines, heads, sorted(rows)[:MOST_NAMES])


def _quota(measure: Measure, readings: Sequence[Reading], people: People, days: tuple[date, date]) -> Result:
    persons = {person.pk: person for person in people.asked[measure.pk]}
    cut = queries.spans(measure.period, *days)
    dues = queries.quota(readings, list(persons), cut, measure.least, measure.most)
    lines, rows = [], []
    for start, end in cut[-6:]:
        mine = [one for one in dues if one.first == start]
        short = [one for one in mine if one.short]
        reached = sum((one.reached for one in mine), Decimal(0))
        asked = (measure.least or Decimal(0)) * len(mine)
        remark = _("不足的 %(count)d 人") % {"count": len(short)} if short else _("没有不足的")
        figure = f"{plain(reached)}{measure.measure_word}"
        lines.append(
            (f"{formats.day(start)}–{formats.day(end)}", f"{figure} / {plain(asked)}{measure.measure_word}", remark)
        )
        rows += [(_who(persons[one.person]), formats.day(start), plain(one.reached), plain(one.short)) for one in short]
    heads = (_("不足的人"), _("从"), _("完成"), _("还差"))
    return Result(measure, len(readings), lines, heads, rows[-MOST_NAMES:])


def _attendance(measure: Measure, readings: Sequence[Reading], people: People, days: tuple[date, date]) -> Result:
    told = queries.attendance(readings)
    lines = [(_("扣除请假"), told.rate.counted, ""), (_("不扣请假"), told.strict.counted, "")]
    return Result(measure, len(readings), lines)


def _share(measure: Measure, readings: Sequence[Reading], people: People, days: tuple[date, date]) -> Result:
    """A part of a whole, period by period: of all, and without those who did not say (F40)."""
    lines = []
    for name, told in _by_period(measure, readings, days):
        share = queries.attendance(told)
        without = _("扣除不了解的 %(share)s") % {"share": share.rate.counted} if share.excused else ""
        lines.append((name or measure.get_kind_display(), share.strict.counted, without))
    return Result(measure, len(readings), lines)


def _exam(measure: Measure, readings: Sequence[Reading], people: People, days: tuple[date, date]) -> Result:
    """Who took part and who passed, period by period: one exam a quarter is one line for each quarter (F39)."""
    lines = []
    for name, marks in _by_period(measure, readings, days):
        told = queries.exam(marks, len(people.asked[measure.pk]), measure.pass_mark)
        for label, rate in ((_("参考率"), told.participation), (_("及格率"), told.passed)):
            lines.append((f"{name} {label}".strip(), rate.counted, ""))
    return Result(measure, len(readings), lines)


def _by_period(
    measure: Measure, readings: Sequence[Reading], days: tuple[date, date]
) -> list[tuple[str, list[Reading]]]:
    """The readings of each of the last periods that the measure has, named by their days; of one without, all."""
    if not measure.period:
        return [("", list(readings))]
    cut = queries.spans(measure.period, *days)[-MOST_PERIODS:]
    return [
        (f"{formats.day(start)}–{formats.day(end)}", [one for one in readings if start <= one.day <= end])
        for start, end in cut
    ]


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin to measure something."""
    by, programme = account_of(request), programme_seen(request)
    require(policy.may_keep_records(by, programme.host))
    form = MeasureForm(by, programme, request.POST or None)

    def act() -> HttpResponse:
        actions.add_measure(by=by, programme=programme, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect(_above(programme))

    return form_page(request, form, act, {"heading": _("新增指标"), **_around(programme)})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change what a measure asks, or end it."""
    by, measure = account_of(request), _seen(request, key)
    require(policy.may_keep_records(by, measure.programme.host))
    form = MeasureForm(by, measure.programme, request.POST or None, measure=measure)

    def act() -> HttpResponse:
        actions.change_measure(by=by, measure=measure, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect(_above(measure.programme))

    def fresh() -> MeasureForm:
        now = _seen(request, key)
        return MeasureForm(by, now.programme, measure=now)

    context = {"heading": measure.name, **_around(measure.programme)}
    return form_page(request, form, act, context, fresh=fresh)


def _seen(request: HttpRequest, key: int) -> Measure:
    return seen(Measure.objects.select_related("programme__host"), request, key, path="programme__host")


def _above(programme: Programme) -> str:
    return f"{reverse('measure_list')}?programme={programme.pk}"


def _around(programme: Programme) -> dict[str, Any]:
    back = _above(programme)
    return {"back": back, "crumbs": [(_("计量"), back)], "season": programme.title}


def _people(by: Account, programme: Programme, measures: list[Measure], readings: dict[int, list[Reading]]) -> People:
    """Whom the measures ask, and the names behind the streaks."""
    streaks = [one.pk for one in measures if one.kind == MeasureKind.STREAK]
    keys = {one.person for key in streaks for one in readings[key] if one.person is not None}
    persons = Person.objects.filter(pk__in=keys).select_related("organisation") if keys else ()
    return People(queries.persons_asked(by, programme, measures), {one.pk: _who(one) for one in persons})


def _who(person: Person) -> str:
    return f"{person.name}（{person.organisation.name}）"


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
