"""Batches: what a published run proposes, confirmed by another person."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chuangcheng.base.errors import NotSeen, Refused
from chuangcheng.people.policy import require
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.states import RunState
from chuangcheng.stages.settlement import actions, policy
from chuangcheng.stages.settlement.models import Batch
from chuangcheng.stages.settlement.states import ACCOUNTS, BatchState, party_name, reason_name
from chuangcheng.web.settlement import forms
from chuangcheng.web.settlement.views.money import crumbs, season_seen
from chuangcheng.web.settlement.views.words import BATCH_STATES
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_POST
def propose(request: HttpRequest, key: int) -> HttpResponse:
    """Propose what the latest published run settles."""
    season = season_seen(request, key)
    run = season.runs.filter(state=RunState.PUBLISHED).order_by("-period", "-number").first()
    if run is None:
        raise Refused("run-not-published", _("还没有公布的结果，不能兑现。请先公布一次计分。"))
    batch = actions.propose_batch(by=account_of(request), run=run)
    messages.success(request, _("已生成兑现批次，请由另一位同志核对确认。"))
    return redirect("batch", key=batch.pk)


@login_required
@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """A batch with its lines; another person than the proposer confirms it here."""
    by = account_of(request)
    batch = Batch.objects.filter(pk=key).select_related("run", "proposed_by", "confirmed_by").first()
    if batch is None:
        raise NotSeen
    season = season_seen(request, batch.season_id)
    require(policy.may_see_all(by, season.programme.host))
    form = forms.ConfirmForm(request.POST or None, initial={"revision": batch.revision})

    def act() -> HttpResponse:
        actions.confirm_batch(by=by, batch=batch, **form.cleaned_data)
        messages.success(request, _("已确认，明细不再改动。"))
        return redirect("batch", key=batch.pk)

    waits = batch.state == BatchState.PROPOSED
    may_confirm = waits and policy.may_confirm(by, season.programme.host)
    proposed = batch.proposed.select_related("unit")
    context = {
        "batch": batch,
        "season": season,
        "name": period_name(batch.period),
        "state": BATCH_STATES[BatchState(batch.state)],
        "lines": [
            (
                line,
                party_name(line.party),
                ACCOUNTS.get(line.account, line.account),
                reason_name(line.reason),
                period_name(line.period),
            )
            for line in proposed
        ],
        "may_confirm": may_confirm and by.pk != batch.proposed_by_id,
        "must_be_other": may_confirm and by.pk == batch.proposed_by_id,
        "back": reverse("settlement_season", args=[season.pk]),
        "crumbs": crumbs(season),
    }
    return form_page(request, form, act, context, template="settlement/batch.html")
