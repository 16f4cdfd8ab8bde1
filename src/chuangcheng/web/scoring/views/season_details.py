"""What an office settles on for a season: its units, rounds, periods that count as assessed, sources."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chuangcheng.base.errors import NotSeen
from chuangcheng.people.policy import require
from chuangcheng.people.states import kind_word
from chuangcheng.stages.plans.queries import units as units_of
from chuangcheng.stages.scoring import actions, checks
from chuangcheng.stages.scoring.models import Assessed, Season
from chuangcheng.stages.scoring.queries import seeing
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.web.scoring import season_forms as forms
from chuangcheng.web.scoring.views.seasons import season_crumbs
from chuangcheng.web.scoring.views.sight import is_insider, may_score, season_seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_http_methods(["GET", "POST"])
def units(request: HttpRequest, key: int) -> HttpResponse:
    """Choose the units that take part, among those of the rulebook's kind below the host."""
    season = _kept(request, key)
    subject = seeing.rulebook_of_version(season.version).subject
    offered = list(units_of(season.programme).filter(kind=subject, ended_on=None).order_by("code"))
    members = list(season.units.values_list("organisation", flat=True))
    offered += [
        one.organisation for one in season.units.select_related("organisation") if one.organisation not in offered
    ]
    form = forms.UnitsForm(offered, request.POST or None, initial={"units": [str(one) for one in members]})

    def act() -> HttpResponse:
        chosen = [unit for unit in offered if str(unit.pk) in form.cleaned_data["units"]]
        actions.set_units(by=account_of(request), season=season, units=chosen)
        messages.success(request, _("已保存，参评单位%(count)s个。") % {"count": len(chosen)})
        return redirect("season_units", key=season.pk)

    back = reverse("season_units", args=[season.pk])
    context = {"heading": _("增减参评单位"), "back": back, "crumbs": season_crumbs(season)}
    context["lead"] = _("列出主办单位之下类型为“%(kind)s”的单位。有公布的得分以后只能增加。") % {
        "kind": kind_word(subject)
    }
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def rounds(request: HttpRequest, key: int) -> HttpResponse:
    """Change the rounds while nothing is published."""
    season = _kept(request, key)
    form = forms.RoundsForm(request.POST or None, initial={"rounds": season.rounds, "revision": season.revision})

    def act() -> HttpResponse:
        actions.change_rounds(by=account_of(request), season=season, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("season", key=season.pk)

    back = reverse("season", args=[season.pk])
    return form_page(request, form, act, {"heading": _("轮次"), "back": back, "crumbs": season_crumbs(season)})


@login_required
@require_GET
def round_row(request: HttpRequest) -> HttpResponse:
    """One more empty row of rounds, put at the end of the list by htmx; ``drop`` asks for nothing in a row's place."""
    if request.GET.get("drop"):
        return HttpResponse()
    return render(request, "scoring/round_row.html", {"round": {}})


@login_required
@require_http_methods(["GET", "POST"])
def assessed(request: HttpRequest, key: int) -> HttpResponse:
    """Units that count as assessed in a period without a fact that says so, each with its reason."""
    season = season_seen(request, key)
    keeps = may_score(request, season)
    require(is_insider(request, season) if request.method == "GET" else keeps)
    calendar = checks.calendar_of(season, seeing.rulebook_of_version(season.version))
    periods = [(one.id, period_name(one.id)) for one in calendar.periods]
    form = forms.AssessedForm(season, periods, request.POST or None)

    def act() -> HttpResponse:
        actions.enter_assessed(by=account_of(request), season=season, **form.cleaned_data)
        messages.success(request, _("已列入。"))
        return redirect("season_assessed", key=season.pk)

    rows = [(one, period_name(one.period)) for one in season.assessed.select_related("unit")]
    context = {**_detail(season), "heading": _("列为已考核"), "rows": rows, "keeps": keeps}
    return form_page(request, form, act, context, template="scoring/assessed.html")


@login_required
@require_POST
def drop_assessed(request: HttpRequest, key: int) -> HttpResponse:
    """Take an entry back."""
    record = Assessed.objects.filter(pk=key).select_related("season__programme__host", "unit").first()
    if record is None:
        raise NotSeen
    season = _kept(request, record.season_id)
    actions.drop_assessed(by=account_of(request), record=record)
    messages.success(request, _("已移出。"))
    return redirect("season_assessed", key=season.pk)


@login_required
@require_http_methods(["GET", "POST"])
def sources(request: HttpRequest, key: int) -> HttpResponse:
    """Fact kinds that are taken from the results of other seasons."""
    season = season_seen(request, key)
    keeps = may_score(request, season)
    require(is_insider(request, season) if request.method == "GET" else keeps)
    others = seeing.visible_seasons(account_of(request)).exclude(pk=season.pk)
    kinds = {name: kind.title or name for name, kind in seeing.rulebook_of_version(season.version).facts.items()}
    initial = {"revision": season.revision}
    form = forms.SourceForm(list(kinds.items()), others, request.POST or None, initial=initial)

    def act() -> HttpResponse:
        actions.set_source(by=account_of(request), season=season, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("season_sources", key=season.pk)

    told: dict[str, Any] = dict(forms.RECEIVERS)
    names = {one.pk: str(one) for one in Season.objects.filter(pk__in=_keys(season)).select_related("programme")}
    rows = [
        (kind, kinds.get(kind, kind), names.get(one["season"], ""), one["items"], told.get(one["unit"], one["unit"]))
        for kind, one in season.sources.items()
    ]
    context = {**_detail(season), "heading": _("取自其他年度的事实"), "rows": rows, "keeps": keeps}
    return form_page(request, form, act, context, template="scoring/sources.html")


@login_required
@require_POST
def drop_source(request: HttpRequest, key: int) -> HttpResponse:
    """Take a fact kind from another season no more."""
    season = _kept(request, key)
    actions.drop_source(by=account_of(request), season=season, revision=None, kind=request.POST.get("kind", ""))
    messages.success(request, _("已移出。"))
    return redirect("season_sources", key=season.pk)


def _kept(request: HttpRequest, key: int) -> Season:
    """The season in sight, kept by the account."""
    season = season_seen(request, key)
    require(may_score(request, season))
    return season


def _keys(season: Season) -> list[int]:
    return [one["season"] for one in season.sources.values()]


def _detail(season: Season) -> dict[str, Any]:
    return {"season": season, "back": reverse("season", args=[season.pk]), "crumbs": season_crumbs(season)}
