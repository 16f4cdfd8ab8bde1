"""Why a unit has its score: item by item, down to the records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen
from chuangcheng.engine.telling.explain import ItemTold, LineTold, Trace
from chuangcheng.people.models import Organisation
from chuangcheng.rulebooks.telling import told as problem_told
from chuangcheng.stages.scoring import policy
from chuangcheng.stages.scoring.models import Publication
from chuangcheng.stages.scoring.queries import seeing
from chuangcheng.stages.scoring.queries.explaining import Records, explanation
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.web.scoring.views.sight import is_insider, run_seen
from chuangcheng.web.scoring.views.states import band_state
from chuangcheng.web.shell.formats import MINUS
from chuangcheng.web.shell.records import record_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import State

TRACE_STATES = {
    "used": None,
    "superseded": State(_("被后来的代替"), "", "history"),
    "na": State(_("不适用"), "", "ban"),
    "left_out": State(_("不计"), "", "x"),
}

#: What the engine's notes on a fact mean.
NOTES = {
    "unless": _("同一对象已在别的项目计分"),
    "key": _("关键项不合格，本点位计0分"),
    "rest": _("换算和四舍五入的其余部分"),
}

#: A hyphen before a figure that stands by itself.
HYPHEN = re.compile(r"(?<![\w.)-])-(?=\d)")

#: Facts shown at once behind a line; the rest is counted. A checklist of many places has hundreds.
MOST_FACTS = 60


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact behind a line as the page shows it."""

    name: str
    gave: int | None
    state: State | None
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A ledger line with its facts; ``more`` counts those that are not shown."""

    points: int
    reason: str
    key: str
    facts: tuple[Fact, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its settings and lines."""

    told: ItemTold
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]


@login_required
@require_GET
def unit_score(request: HttpRequest, key: int, unit: int, period: str) -> HttpResponse:
    """The score of one unit in one period, and where each part of it comes from."""
    run = run_seen(request, key)
    standings = seeing.visible_standings(account_of(request), run)
    standing = standings.filter(unit=unit, period=period).first()
    if standing is None:
        raise NotSeen
    told, records = explanation(run, standing)
    publication = Publication.objects.filter(run=run).first()
    context = {
        "run": run,
        "season": run.season,
        "standing": standing,
        "name": period_name(period),
        "problems": [{"place": one.where, "message": real_minus(problem_told(one))} for one in told.problems],
        "items": [_item(item, records) for item in told.items],
        "total_lines": [_line(line, records) for line in told.lines],
        "band": band_state(seeing.band_of(standing, seeing.rulebook_of(run))),
        "own": seeing.own_score(standing, publication) if publication else None,
        "insider": is_insider(request, run.season),
        "publication": publication,
        "may_object": _may_object(request, publication, standing.unit, period),
    }
    return render(request, "scoring/unit_score.html", context)


def _may_object(request: HttpRequest, publication: Publication | None, unit: Organisation, period: str) -> bool:
    if publication is None or publication.run.period != period or publication.run.state != "published":
        return False
    in_time = clock.today() <= publication.objections_until
    return in_time and policy.may_object(account_of(request), unit)


def _item(told: ItemTold, records: Records) -> Item:
    return Item(told, tuple(_line(line, records) for line in told.lines), tuple(_facts(told.traces, records)))


def _line(told: LineTold, records: Records) -> Line:
    shown = tuple(_facts(told.traces[:MOST_FACTS], records))
    return Line(told.points, real_minus(told.reason), told.key, shown, max(0, len(told.traces) - MOST_FACTS))


def real_minus(text: str) -> str:
    """A sentence of the engine with the minus sign that figures of pages have; hyphens of codes and days stay."""
    return HYPHEN.sub(MINUS, text)


def _facts(traces: Iterable[Trace], records: Records) -> list[Fact]:
    return [
        Fact(
            name=trace.fact,
            gave=trace.gave,
            state=TRACE_STATES[trace.state],
            note=str(NOTES.get(trace.note, trace.note)),
            url=record_page(*records[trace.kind, trace.fact]) if (trace.kind, trace.fact) in records else "",
        )
        for trace in traces
    ]
