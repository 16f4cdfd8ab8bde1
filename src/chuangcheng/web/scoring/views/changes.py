"""What changed between a run and the run before: one table, a row for each unit and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chuangcheng.engine.model import Rulebook
from chuangcheng.engine.telling.compare import Standing as Place
from chuangcheng.engine.telling.compare import UnitChange
from chuangcheng.people.policy import require
from chuangcheng.stages.scoring.models import Run, Standing
from chuangcheng.stages.scoring.queries import comparing, seeing
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.web.scoring.views.sight import is_insider, run_seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.formats import exact, points
from chuangcheng.web.shell.tables import Column, Filter, Table

#: Lines of a unit that are told in its row; the rest is counted and stands in the why.
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in a period, with its total in both runs (0.0001 point), its places as text, and what changed in words."""

    unit: int
    name: str
    code: str
    period: str
    before: int | None
    after: int | None
    difference: int
    place: str
    says: str

    @property
    def changed(self) -> bool:
        return bool(self.difference or self.place or self.says)


@login_required
@require_GET
def changes(request: HttpRequest, key: int) -> HttpResponse:
    """What changed against the run before; ``?all=1`` shows the units in which nothing did, too."""
    run = run_seen(request, key)
    require(is_insider(request, run.season))
    before = seeing.run_before(run)
    rows = _rows(before, run) if before else []
    changed = [row for row in rows if row.changed]
    everyone = request.GET.get("all") == "1"
    table = _table(request, run, rows if everyone else changed)
    if table.wants_export:
        return export(table, table.caption)
    here = reverse("run_changes", args=[run.pk])
    context = {
        "run": run,
        "season": run.season,
        "before": before,
        "table": table,
        "other_period": period_name(before.period) if before and before.period != run.period else "",
        "name": period_name(run.period),
        "tabs": [
            {"label": _("有变化的"), "url": here, "current": not everyone, "count": len(changed)},
            {"label": _("全部单位"), "url": f"{here}?all=1", "current": everyone, "count": len(rows)},
        ],
    }
    return render(request, "scoring/changes.html", context)


def _table(request: HttpRequest, run: Run, rows: list[Row]) -> Table:
    periods = dict.fromkeys(row.period for row in rows)
    return Table(
        request,
        rows,
        columns=(
            Column("unit", _("单位"), lambda row: row.name, sort=("unit",), main=True),
            Column("period", _("期间"), lambda row: period_name(row.period), sort=("period",)),
            Column("before", _("原来"), lambda row: row.before, "points", sort=("before",), fixed=True),
            Column("after", _("现在"), lambda row: row.after, "points", sort=("after",), why=True, fixed=True,
                   link=lambda row: reverse("unit_score", args=[run.pk, row.unit, row.period])
                   if row.after is not None else ""),
            Column("difference", _("相差"), lambda row: row.difference, "gain", sort=("difference",), fixed=True),
            Column("place", _("位次"), lambda row: row.place),
            Column("says", _("变化的明细"), lambda row: row.says, wide=True),
        ),
        filters=(
            Filter("q", _("搜索"), "search", keep=lambda row, word: word in row.name or word in row.code),
            Filter("period", _("期间"), keep=lambda row, period: row.period == period,
                   choices=lambda: [(one, period_name(one)) for one in periods]),
        ),
        caption=_("与上一次的变化"),
    )  # fmt: skip


def _rows(before: Run, run: Run) -> list[Row]:
    """All units and periods that either run has scored, by period and unit; those in which nothing differs, too."""
    rulebook = seeing.rulebook_of(run)
    changed = {(one.unit, one.period): one for one in comparing.changes(before, run)}
    had = {(one.unit.code, one.period): one for one in _standings(before)}
    has = {(one.unit.code, one.period): one for one in _standings(run)}
    both = {period for _unit, period in had} & {period for _unit, period in has}
    spots = sorted({*had, *has}, key=lambda spot: (spot[1], spot[0]))
    return [_row(rulebook, had.get(spot), has.get(spot), changed.get(spot)) for spot in spots if spot[1] in both]


def _standings(run: Run) -> list[Standing]:
    return list(Standing.objects.filter(run=run).select_related("unit"))


def _row(rulebook: Rulebook, had: Standing | None, has: Standing | None, change: UnitChange | None) -> Row:
    one = has or had
    assert one is not None
    before, after = (standing.points if standing else None for standing in (had, has))
    return Row(
        unit=one.unit_id,
        name=one.unit.name,
        code=one.unit.code,
        period=one.period,
        before=before,
        after=after,
        difference=(after or 0) - (before or 0),
        place=_places(*change.rank) if change and change.rank[0] != change.rank[1] else "",
        says=_says(rulebook, change) if change else "",
    )


def _places(had: Place | None, has: Place | None) -> str:
    return " → ".join(exact(one.rank, 10) if one else "—" for one in (had, has))


def _says(rulebook: Rulebook, change: UnitChange) -> str:
    """Lines that came, went or changed, and decisions: ``问题扣分 wt-000012 −0.1 → −0.3``."""
    items: Mapping[str, str] = {item.id: item.title for item in rulebook.walk()} | {"total": _("总分")}
    titles = {one.id: one.title for one in rulebook.decisions}
    told = [
        " ".join(
            filter(
                None,
                (items.get(key.item, key.item), key.key or key.fact, f"{_or_none(two.before)} → {_or_none(two.after)}"),
            )
        )
        for key, two in change.lines.items()
    ]
    more = len(told) - MOST_LINES
    told = [*told[:MOST_LINES], *([_("还有 %(n)s 条") % {"n": more}] if more > 0 else [])]
    told += [f"＋{titles.get(one, one)}" for one in sorted(change.taken)]
    told += [f"−{titles.get(one, one)}" for one in sorted(change.lost)]
    return "；".join(told)


def _or_none(value: int | None) -> str:
    return _("无") if value is None else points(value, signed=True)
