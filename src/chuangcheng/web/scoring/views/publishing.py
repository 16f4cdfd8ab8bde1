"""Publishing a run, and opening its period again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.people.policy import require
from chuangcheng.stages.scoring import actions
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.web.scoring import forms
from chuangcheng.web.scoring.views.seasons import season_crumbs
from chuangcheng.web.scoring.views.sight import may_score, publication_seen, run_seen
from chuangcheng.web.shell.formats import day
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, key: int) -> HttpResponse:
    """Publish a draft with its basis; its period closes."""
    run = run_seen(request, key)
    require(may_score(request, run.season))
    form = forms.PublishForm(request.POST or None)

    def act() -> HttpResponse:
        publication = actions.publish_run(by=account_of(request), run=run, **form.cleaned_data)
        told = _("已公布%(period)s的结果，该期间已关账。异议期到%(day)s。")
        messages.success(request, told % {"period": period_name(run.period), "day": day(publication.objections_until)})
        return redirect("run", key=run.pk)

    shown = (
        _("会按本年度设定的依据公布位次。")
        if run.season.publishes_ranking
        else _("不公布位次：各单位只看到自己的得分、明细、档次和本组中位数。")
    )
    context = {
        "heading": _("公布%(period)s的结果") % {"period": period_name(run.period)},
        "lead": _("公布后该期间关账，期间内的事实不能再增加、修改或撤回。") + shown,
        "back": reverse("run", args=[run.pk]),
        "crumbs": season_crumbs(run.season),
        "submit": _("公布并关账"),
    }
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, key: int) -> HttpResponse:
    """Open a published period again, with reason and basis."""
    publication = publication_seen(request, key)
    season = publication.run.season
    require(may_score(request, season))
    form = forms.ReopenForm(request.POST or None)

    def act() -> HttpResponse:
        actions.reopen_period(by=account_of(request), publication=publication, **form.cleaned_data)
        messages.success(request, _("期间已重开。更正事实后请重新计分并公布，原来的结果会保留。"))
        return redirect("run", key=publication.run_id)

    context = {
        "heading": _("重开%(period)s") % {"period": period_name(publication.run.period)},
        "lead": _("已公布的结果不会改变；更正后的计分另行公布，并说明差异。"),
        "back": reverse("run", args=[publication.run_id]),
        "crumbs": season_crumbs(season),
        "submit": _("重开期间"),
    }
    return form_page(request, form, act, context)
