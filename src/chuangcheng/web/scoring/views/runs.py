"""Runs: scoring a period, its standings, its problems, what changed against the run before."""

from __future__ import annotations

import io
import zipfile

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen
from chuangcheng.base.jobs import how_far
from chuangcheng.base.models import Job
from chuangcheng.engine.numbers import POINT
from chuangcheng.people.policy import require
from chuangcheng.stages.scoring import actions, checks, jobs
from chuangcheng.stages.scoring.models import Publication, Run, Standing
from chuangcheng.stages.scoring.queries import results, seeing
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.queries.size import size_of
from chuangcheng.stages.scoring.states import RunState
from chuangcheng.web.scoring import forms
from chuangcheng.web.scoring.views.seasons import season_crumbs
from chuangcheng.web.scoring.views.sight import is_insider, may_score, run_seen, season_seen
from chuangcheng.web.scoring.views.states import RUN_STATES, band_state
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, Table


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Score a period."""
    season = season_seen(request, key)
    require(may_score(request, season))
    calendar = checks.calendar_of(season, seeing.rulebook_of_version(season.version))
    begun = [period for period in calendar.periods if period.first <= clock.today()]
    form = forms.RunForm([(one.id, period_name(one.id)) for one in reversed(begun)], request.POST or None)

    def act() -> HttpResponse:
        by, asked = account_of(request), form.cleaned_data
        if size_of(season) > settings.SCORED_AT_ONCE:
            as_of = asked["as_of"].isoformat() if asked["as_of"] else ""
            job = jobs.score.enqueue(by=by, account=by.pk, season=season.pk, period=asked["period"], as_of=as_of)
            return redirect("run_job", key=job.pk)
        run = actions.run_season(by=by, season=season, **asked)
        return _to_run(request, run.pk, run.errors)

    context = {
        "heading": _("计分"),
        "lead": _("从已记录的事实重新计算。结果先是草稿，公布之前各单位看不到。"),
        "back": reverse("season", args=[season.pk]),
        "crumbs": season_crumbs(season),
        "submit": _("开始计分"),
    }
    return form_page(request, form, act, context)


def _to_run(request: HttpRequest, run: int, errors: int) -> HttpResponse:
    """Say what came of a scoring, and show the run."""
    if errors:
        messages.warning(request, _("有%(count)s个错误，还没有得分。请按清单处理后重新计分。") % {"count": errors})
    else:
        messages.success(request, _("计分完成。请核对结果与变化，再公布。"))
    return redirect("run", key=run)


@login_required
@require_GET
def job(request: HttpRequest, key: int) -> HttpResponse:
    """How far the worker is with a scoring; when it is done, on to the run. Only for whoever asked for it."""
    found = Job.objects.filter(pk=key, by_id=account_of(request).pk, name=jobs.score.name).first()
    if found is None:
        raise NotSeen
    season = season_seen(request, found.arguments["season"])
    done, total = how_far(found)
    context = {"job": found, "season": season, "done": done, "total": total}
    if request.htmx:  # type: ignore[attr-defined]  # django-htmx puts it there
        return (
            HttpResponseClientRedirect(request.path)
            if found.is_over
            else render(request, "scoring/progress.html", context)
        )
    if found.state == Job.State.DONE and found.result is not None:
        return _to_run(request, found.result["run"], found.result["errors"])
    return render(request, "scoring/job.html", context)


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """A run: standings of its period or of the year, and what to do next."""
    run = run_seen(request, key)
    period = request.GET.get("period", run.period)
    insider = is_insider(request, run.season)
    publication = Publication.objects.filter(run=run).select_related("published_by", "closed").first()
    table = _standings(request, run, period, insider, publication)
    if table.wants_export:
        return export(table, f"{period_name(period)}{table.caption}")
    context = {
        "run": run,
        "name": period_name(run.period),
        "shown": period_name(period),
        "season": run.season,
        "state": RUN_STATES[RunState(run.state)],
        "table": table,
        "insider": insider,
        "keeps": may_score(request, run.season),
        "publication": publication,
        "before": seeing.run_before(run) if insider else None,
        "periods": _period_tabs(run, period),
    }
    return render(request, "scoring/run.html", context)


@login_required
@require_GET
def problems(request: HttpRequest, key: int) -> HttpResponse:
    """The problems of a run, each with its place and what to do."""
    run = run_seen(request, key)
    require(is_insider(request, run.season))
    said = [
        {"place": one.where, "message": one.message, "severity": one.severity, "code": one.code}
        for one in results.problems(run)
    ]
    return render(request, "scoring/problems.html", {"run": run, "season": run.season, "problems": said})


@login_required
@require_GET
def folder(request: HttpRequest, key: int) -> FileResponse:
    """The run's season folder as a ZIP: anyone can score it again with the command line."""
    run = run_seen(request, key)
    require(is_insider(request, run.season))
    actions.export_folder(by=account_of(request), run=run)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted((results.folder_of(run) / "season").iterdir()):
            bundle.write(path, f"{run.period}-{run.number}/{path.name}")
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{run.period}-{run.number}.zip")


def _standings(request: HttpRequest, run: Run, period: str, insider: bool, publication: Publication | None) -> Table:
    """The table of standings. Ranks and decisions of others are for insiders; a unit sees its own rows, with a rank only
    where the ranking is published."""
    rulebook = seeing.rulebook_of(run) if run.is_scored else None
    titles = {decision.id: decision.title for decision in rulebook.decisions} if rulebook else {}
    columns = [
        Column("unit", _("单位"), lambda one: one.unit.name, sort=("unit__name",), main=True),
        Column("points", _("得分"), lambda one: one.points, "points", sort=("points",), why=True, fixed=True,
               link=lambda one: reverse("unit_score", args=[run.pk, one.unit_id, one.period])),
    ]  # fmt: skip
    if insider or (publication and publication.shows_ranking):
        columns.insert(0, Column("rank", _("位次"), _place, "points", sort=("rank", "unit__code")))
    if insider:
        columns.append(Column("decisions", _("结论"), lambda one: "、".join(titles.get(d, d) for d in one.decisions)))
    if rulebook is not None:
        columns.append(Column("band", _("档次"), lambda one: band_state(seeing.band_of(one, rulebook)), "state"))
    return Table(
        request,
        seeing.visible_standings(account_of(request), run).filter(period=period),
        columns=tuple(columns),
        filters=(Filter("q", _("搜索"), "search", ("unit__name", "unit__code")),),
        order="rank" if columns[0].key == "rank" else "unit",
        caption=_("得分与位次"),
    )


def _place(standing: Standing) -> int | None:
    """The place counted like points, so that a shared place of 8.5 is written and exported as it is."""
    return None if standing.rank is None else int(standing.rank * POINT)


def _period_tabs(run: Run, current: str) -> list[dict[str, object]]:
    periods = Standing.objects.filter(run=run).order_by("period").values_list("period", flat=True).distinct()
    address = reverse("run", args=[run.pk])
    return [
        {"label": period_name(period), "url": f"{address}?period={period}", "current": period == current, "count": None}
        for period in periods
    ]
