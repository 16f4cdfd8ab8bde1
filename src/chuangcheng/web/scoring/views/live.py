"""当前得分: what the facts recorded so far come to. A draft that nobody has published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from chuangcheng.base.errors import NotSeen, Refused
from chuangcheng.engine.model import Item, Rulebook
from chuangcheng.engine.numbers import POINT
from chuangcheng.people.models import Organisation
from chuangcheng.people.policy import require
from chuangcheng.stages.scoring import policy
from chuangcheng.stages.scoring.models import Season, SeasonUnit
from chuangcheng.stages.scoring.queries import seeing
from chuangcheng.stages.scoring.queries.live import Board, Live, live_board, live_score
from chuangcheng.stages.scoring.queries.live import Line as LiveLine
from chuangcheng.stages.scoring.queries.live.touched import RECORDS
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.web.scoring.views.sight import is_insider, season_seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.records import record_page
from chuangcheng.web.shell.sight import account_of, organisation_seen
from chuangcheng.web.shell.tables import Column, Filter, Table

#: Lines that are made of many facts, or of none.
KINDS: Final = {
    "points": gettext_lazy("按事实计算"),
    "start": gettext_lazy("起评分"),
    "clamp": gettext_lazy("封顶或保底"),
    "weight": gettext_lazy("权重"),
    "na": gettext_lazy("不适用"),
    "veto": gettext_lazy("一票否决"),
    "imputed": gettext_lazy("固定分"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the page shows it: what it is about, and where that stands."""

    points: int
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """An item with its value (None where it is not known) and its lines; ``depth`` counts the sections above it."""

    item: Item
    depth: int
    points: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the list of all."""

    pk: int
    name: str
    code: str
    group: str
    place: int | None
    points: int | None


@login_required
@require_GET
def board(request: HttpRequest, key: int) -> HttpResponse:
    """All units as they stand now, for those who see drafts."""
    season = season_seen(request, key)
    require(is_insider(request, season))
    found, refusal = _board(season)
    rows = _rows(season, found) if found else []
    groups = sorted({row.group for row in rows if row.group})
    table = Table(
        request,
        rows,
        columns=(
            Column("place", _("位次"), lambda row: row.place, "points", sort=("place", "code")),
            Column("unit", _("单位"), lambda row: row.name, sort=("name",), main=True),
            Column("points", _("当前得分"), lambda row: row.points, "points", sort=("points",), why=True, fixed=True,
                   link=lambda row: reverse("unit_live", args=[season.pk, row.pk])),
            Column("group", _("排名组"), lambda row: row.group, sort=("group",), spare=True),
        ),
        filters=(
            Filter("q", _("搜索"), "search", keep=lambda row, word: word in row.name or word in row.code),
            Filter("group", _("排名组"), keep=lambda row, group: row.group == group, choices=lambda: [(one, one) for one in groups]),
        ),
        order="place",
        caption=_("当前得分"),
    )  # fmt: skip
    if table.wants_export:
        return export(table, table.caption)
    context = {"season": season, "found": found, "table": table, "refusal": refusal, "name": _name(found)}
    return render(request, "scoring/live_board.html", context)


@login_required
@require_GET
def unit_live(request: HttpRequest, key: int, unit: int) -> HttpResponse:
    """One unit as it stands now: total, items, lines; for those who see drafts also its place in its group."""
    season, organisation = season_seen(request, key), organisation_seen(request, unit)
    _ensure_member(season, organisation)
    require(policy.may_see_live(account_of(request), season.programme.host, organisation))
    found, refusal = _live(season, organisation)
    rulebook = seeing.rulebook_of_version(season.version)
    context = {
        "season": season,
        "unit": organisation,
        "found": found,
        "refusal": refusal,
        "name": _name(found),
        "items": _items(rulebook, found) if found else [],
        "rest": _lines(found, "total") if found else [],
        "insider": is_insider(request, season),
        "rank": _place(found),
    }
    return render(request, "scoring/live.html", context)


@login_required
@require_GET
def brief(request: HttpRequest, unit: int) -> HttpResponse:
    """A line for other pages: the unit's score now in each season that runs, and what a record gives in it. Empty (204)
    for those who may not see it.

    ``?programme=`` asks for one programme, ``?record=app.model:key`` for the record.
    """
    by, organisation = account_of(request), organisation_seen(request, unit)
    seasons = seeing.visible_seasons(by).filter(units__organisation=organisation).order_by("-first")
    asked = request.GET.get("programme", "")
    if asked.isascii() and asked.isdecimal():
        seasons = seasons.filter(programme=int(asked))
    record = request.GET.get("record", "")
    is_fact = not record or record.partition(":")[0] in RECORDS
    told = [
        one
        for season in seasons[:3]
        if is_fact
        and policy.may_see_live(by, season.programme.host, organisation)
        and (one := _brief(request, season, organisation, record)) is not None
    ]
    if not told:
        return HttpResponse(status=204)
    return render(request, "scoring/live_brief.html", {"told": told, "unit": organisation})


def _brief(request: HttpRequest, season: Season, unit: Organisation, record: str) -> dict[str, object] | None:
    found, refusal = _live(season, unit)
    if refusal or found is None or found.errors or found.score is None:
        return None
    mine = [line.points for line in found.score.lines if record and f"{line.model}:{line.pk}" == record]
    return {
        "season": season,
        "name": _name(found),
        "points": found.score.published,
        "so_far": found.score.exact,
        "asked": bool(record),
        "gives": sum(mine) if mine else None,
        "place": _place(found) if is_insider(request, season) else None,
        "size": found.standing.size if found.standing else 0,
    }


def _ensure_member(season: Season, unit: Organisation) -> None:
    if not SeasonUnit.objects.filter(season=season, organisation=unit).exists():
        raise NotSeen


def _live(season: Season, unit: Organisation) -> tuple[Live | None, str]:
    """The score now, or what stands in its way."""
    try:
        return live_score(season, unit.code), ""
    except Refused as refusal:
        return None, str(refusal)


def _board(season: Season) -> tuple[Board | None, str]:
    try:
        return live_board(season), ""
    except Refused as refusal:
        return None, str(refusal)


def _name(found: Live | Board | None) -> str:
    return period_name(found.period.id) if found else ""


def _place(found: Live | None) -> int | None:
    """The place counted like points, so that a shared place of 8.5 is written as it is."""
    return int(found.standing.rank * POINT) if found and found.standing else None


def _rows(season: Season, found: Board) -> list[Row]:
    """All units by group and place; who is not ranked comes last."""
    members = list(season.units.select_related("organisation", "parent"))
    names = {one.organisation.code: one.organisation for one in members}
    parents = {one.parent.code: one.parent.name for one in members if one.parent}
    rows = [
        Row(
            names[unit].pk,
            names[unit].name,
            unit,
            parents.get(one.standing.group, one.standing.group) if one.standing else "",
            _place(one),
            one.score.published if one.score else None,
        )
        for unit, one in found.units.items()
        if unit in names
    ]
    return sorted(rows, key=lambda row: (row.place is None, row.group, row.place or 0, row.code))


def _items(rulebook: Rulebook, found: Live) -> list[Told]:
    """The rulebook's items in their order, those that have a value or a line."""
    told = []
    waiting = [(item, 0) for item in reversed(rulebook.items)]
    values = found.score.items if found.score else {}
    while waiting:
        item, depth = waiting.pop()
        lines = _lines(found, item.id)
        if item.id in values or lines or item.children:
            told.append(Told(item, depth, values.get(item.id), lines))
        waiting += [(child, depth + 1) for child in reversed(item.children)]
    return told


def _lines(found: Live, item: str) -> tuple[Line, ...]:
    lines = found.score.lines if found.score else ()
    return tuple(_line(line) for line in lines if line.item == item)


def _line(line: LiveLine) -> Line:
    about = line.fact or line.key or str(KINDS[line.kind])
    return Line(line.points, about, record_page(line.model, line.pk) if line.model else "")
