"""Seasons: what is scored, by which rulebook, with which units."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base.errors import NotSeen
from chuangcheng.base.journal import together
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans.queries import visible_programmes
from chuangcheng.stages.scoring import actions, policy
from chuangcheng.stages.scoring.models import Publication, Season, SeasonUnit
from chuangcheng.stages.scoring.queries import seeing
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.states import RunState
from chuangcheng.web.scoring import season_forms as forms
from chuangcheng.web.scoring.views.sight import is_insider, may_score, season_seen
from chuangcheng.web.scoring.views.states import RUN_STATES, band_state
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, Table

ROOM = gettext_lazy("考核得分")
#: Units whose score as it stands now is shown on the season's page.
MOST_OWN: Final = 5


def season_crumbs(season: Season) -> list[tuple[str, str]]:
    """Crumbs down to a season."""
    return [(str(ROOM), reverse("season_list")), (str(season), reverse("season", args=[season.pk]))]


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The seasons in sight; the only one opens at once."""
    by = account_of(request)
    seasons = list(seeing.visible_seasons(by))
    keeps = any(policy.may_score(by, programme.host) for programme in visible_programmes(by))
    if len(seasons) == 1 and not keeps:
        return redirect("season", key=seasons[0].pk)
    return render(request, "scoring/seasons.html", {"seasons": seasons, "keeps": keeps})


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """A season: the own published scores for a unit, the runs for insiders."""
    season = season_seen(request, key)
    by, insider = account_of(request), is_insider(request, season)
    table = Table(
        request,
        seeing.visible_runs(by, season),
        columns=(
            Column("number", _("序号"), lambda run: f"#{run.number}", sort=("number",), main=True,
                   link=lambda run: reverse("run", args=[run.pk])),
            Column("period", _("期间"), lambda run: period_name(run.period), sort=("period", "number")),
            Column("as_of", _("计分截至"), lambda run: run.as_of, "day", sort=("as_of",)),
            Column("state", _("状态"), lambda run: RUN_STATES[run.state], "state"),
            Column("errors", _("错误"), lambda run: run.errors, "integer"),
            Column("warnings", _("警告"), lambda run: run.warnings, "integer", spare=True),
            Column("by", _("计算人"), lambda run: run.ran_by, spare=True),
            Column("at", _("计算时间"), lambda run: run.ran_at, "moment", sort=("ran_at",), spare=True),
        ),
        filters=(Filter("state", _("状态"), fields=("state",), choices=lambda: RunState.choices),),
        order="-number",
        caption=_("计分列表"),
    )  # fmt: skip
    if table.wants_export:
        return export(table, table.caption)
    context = {
        "season": season,
        "table": table,
        "insider": insider,
        "keeps": may_score(request, season),
        "own": _own_scores(request, season),
        "mine": [] if insider else _own_units(by, season),
        "open_objections": seeing.visible_objections(by, season).filter(state="filed").count(),
    }
    return render(request, "scoring/season.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a season."""
    by = account_of(request)
    form = forms.SeasonForm(by, request.POST or None)

    def act() -> HttpResponse:
        season = actions.open_season(by=by, **form.cleaned_data)
        messages.success(request, _("已开设考核年度，参评单位%(count)s个。") % {"count": season.units.count()})
        return redirect("season", key=season.pk)

    back = reverse("season_list")
    context = {"heading": _("开设考核年度"), "back": back, "crumbs": [(ROOM, back)], "draft": "season"}
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change the rulebook version or the objection window."""
    by, season = account_of(request), season_seen(request, key)
    require(may_score(request, season))
    initial = {"version": season.version_id, "objection_days": season.objection_days, "revision": season.revision}
    form = forms.SeasonEditForm(by, request.POST or None, initial=initial)

    def act() -> HttpResponse:
        actions.change_season(by=by, season=season, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("season", key=season.pk)

    back = reverse("season", args=[season.pk])
    return form_page(request, form, act, {"heading": _("修改考核年度"), "back": back, "crumbs": season_crumbs(season)})


@login_required
@require_http_methods(["GET", "POST"])
def ranking(request: HttpRequest, key: int) -> HttpResponse:
    """Switch the publication of rankings on or off."""
    lead = _("默认不公布排名：各单位只看自己的得分、明细、档次和本组中位数。公布排名要有依据；两项都留空就是不公布。")
    return _switch(request, key, "ranking", _("公布排名的依据"), lead)


@login_required
@require_http_methods(["GET", "POST"])
def fines(request: HttpRequest, key: int) -> HttpResponse:
    """Switch the posting of fines on or off."""
    lead = _("默认只提议、不列入处罚。列入处罚要写明文件和条款；两项都留空就是不列入。")
    return _switch(request, key, "fines", _("处罚的依据"), lead)


@login_required
@require_GET
def units(request: HttpRequest, key: int) -> HttpResponse:
    """The units that take part, with superior, group and exemption."""
    season = season_seen(request, key)
    require(is_insider(request, season))
    keeps = may_score(request, season)
    table = Table(
        request,
        season.units.select_related("organisation", "parent"),
        columns=(
            Column("name", _("单位"), lambda one: one.organisation.name, sort=("organisation__name",), main=True,
                   link=(lambda one: reverse("season_exempt", args=[one.pk])) if keeps else None),
            Column("code", _("代码"), lambda one: one.organisation.code, sort=("organisation__code",)),
            Column("parent", _("上级"), lambda one: one.parent.name if one.parent else "", sort=("parent__name",)),
            Column("group", _("排名组"), lambda one: one.group, sort=("group", "organisation__code")),
            Column("exempt", _("不参加排名的原因"), lambda one: one.exempt_reason),
        ),
        filters=(Filter("q", _("搜索"), "search", ("organisation__name", "organisation__code")),),
        order="code",
        caption=_("参评单位"),
    )  # fmt: skip
    if table.wants_export:
        return export(table, table.caption)
    return render(request, "scoring/units.html", {"season": season, "table": table, "keeps": keeps})


@login_required
@require_http_methods(["GET", "POST"])
def exempt(request: HttpRequest, key: int) -> HttpResponse:
    """A unit's ranking group in the season, and whether it is out of the ranking, with a reason."""
    member = SeasonUnit.objects.filter(pk=key).select_related("season__programme__host", "organisation").first()
    if member is None:
        raise NotSeen
    season = season_seen(request, member.season_id)
    require(may_score(request, season))
    initial = {"group": member.group, "exempt": member.exempt, "reason": member.exempt_reason}
    form = forms.MemberForm(request.POST or None, initial=initial)

    def act() -> HttpResponse:
        values, by = dict(form.cleaned_data), account_of(request)
        group = values.pop("group")
        with together():
            if group.strip() != member.group:
                actions.set_group(by=by, member=member, group=group)
            if values != {"exempt": member.exempt, "reason": member.exempt_reason}:
                actions.exempt_unit(by=by, member=member, **values)
        messages.success(request, _("已保存。"))
        return redirect("season_units", key=season.pk)

    back = reverse("season_units", args=[season.pk])
    return form_page(
        request, form, act, {"heading": member.organisation.name, "back": back, "crumbs": season_crumbs(season)}
    )


def _switch(request: HttpRequest, key: int, what: str, heading: str, lead: str) -> HttpResponse:
    season = season_seen(request, key)
    require(may_score(request, season))
    document, clause = getattr(season, f"{what}_document"), getattr(season, f"{what}_clause")
    initial = {"document": document, "clause": clause, "revision": season.revision}
    form = forms.BasisForm(request.POST or None, initial=initial)

    def act() -> HttpResponse:
        switch = actions.switch_ranking if what == "ranking" else actions.switch_fines
        switch(by=account_of(request), season=season, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("season", key=season.pk)

    back = reverse("season", args=[season.pk])
    context = {"heading": heading, "lead": lead, "back": back, "crumbs": season_crumbs(season)}
    return form_page(request, form, act, context)


def _own_units(by: Account, season: Season) -> list[Organisation]:
    """The units that the account acts for in the season, the first few of them."""
    held = scoped(Organisation.objects.filter(pk__in=season.units.values("organisation")), by, path="")
    return [unit for unit in held.order_by("code")[:MOST_OWN] if policy.may_object(by, unit)]


def _own_scores(request: HttpRequest, season: Season) -> list[dict[str, object]]:
    """What a unit is told of its published scores, newest period first; nothing for insiders, who see the runs."""
    if is_insider(request, season):
        return []
    publications = Publication.objects.filter(run__season=season, run__state=RunState.PUBLISHED)
    found = []
    for publication in publications.select_related("run__version__rulebook").order_by("-run__period"):
        standings = seeing.visible_standings(account_of(request), publication.run)
        for standing in standings.filter(period=publication.run.period):
            own = seeing.own_score(standing, publication)
            name = period_name(standing.period)
            found.append({"own": own, "publication": publication, "name": name, "band": band_state(own.band)})
    return found
