"""Balances and final lines, and the forms that record money."""

from __future__ import annotations

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base.errors import NotSeen
from chuangcheng.people.policy import require
from chuangcheng.stages.scoring.models import Season
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.queries.seeing import visible_seasons
from chuangcheng.stages.scoring.states import RunState
from chuangcheng.stages.settlement import actions, policy, queries
from chuangcheng.stages.settlement.models import Line
from chuangcheng.stages.settlement.states import BatchState, LineKind, party_name, reason_name
from chuangcheng.web.settlement import forms
from chuangcheng.web.settlement.views.words import BATCH_STATES
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, Table

ROOM = gettext_lazy("奖惩兑现")

RECORD: dict[str, Callable[..., Line]] = {
    LineKind.RECEIPT: actions.record_receipt,
    LineKind.PAYMENT: actions.record_payment,
    LineKind.REFUND: actions.refund_deposit,
}


def season_seen(request: HttpRequest, key: int) -> Season:
    """The season, or ``NotSeen``."""
    season = visible_seasons(account_of(request)).filter(pk=key).first()
    if season is None:
        raise NotSeen
    return season


def crumbs(season: Season) -> list[tuple[str, str]]:
    """Crumbs down to a season's money."""
    return [(str(ROOM), reverse("settlement")), (str(season), reverse("settlement_season", args=[season.pk]))]


@login_required
@require_GET
def seasons(request: HttpRequest) -> HttpResponse:
    """The seasons in sight; the only one opens at once."""
    found = list(visible_seasons(account_of(request)))
    if len(found) == 1:
        return redirect("settlement_season", key=found[0].pk)
    return render(request, "settlement/seasons.html", {"seasons": found})


@login_required
@require_GET
def balances(request: HttpRequest, key: int) -> HttpResponse:
    """What is due, received, held, drawn and refunded of each party; batches; sums."""
    by, season = account_of(request), season_seen(request, key)
    found = queries.balances(season, queries.visible_lines(by, season))
    names = ("due", "received", "held", "drawn", "refunded", "awarded", "paid")
    all_seen = policy.may_see_all(by, season.programme.host)
    run = season.runs.filter(state=RunState.PUBLISHED).order_by("-period", "-number").first()
    context = {
        "season": season,
        "rows": [(one, party_name(one.party)) for one in found],
        "sums": {name: sum(getattr(one, name) for one in found) for name in names},
        "batches": [
            (one, BATCH_STATES[BatchState(one.state)], period_name(one.period)) for one in queries.batches(season)
        ]
        if all_seen
        else [],
        "all_seen": all_seen,
        "keeps": policy.may_keep_money(by, season.programme.host),
        "run": run,
        "run_name": period_name(run.period) if run else "",
    }
    return render(request, "settlement/season.html", context)


@login_required
@require_GET
def lines(request: HttpRequest, key: int) -> HttpResponse:
    """The final lines in sight."""
    by, season = account_of(request), season_seen(request, key)
    keeps = policy.may_keep_money(by, season.programme.host)
    table = Table(
        request,
        queries.visible_lines(by, season),
        columns=(
            Column("number", _("序号"), lambda line: f"#{line.number}", sort=("number",), main=True,
                   link=(lambda line: reverse("money_reverse", args=[line.pk])) if keeps else None),
            Column("day", _("日期"), lambda line: line.happened_on, "day", sort=("happened_on", "number")),
            Column("unit", _("单位"), lambda line: line.unit.name, sort=("unit__code", "number")),
            Column("party", _("对象"), lambda line: party_name(line.party)),
            Column("kind", _("类别"), lambda line: line.get_kind_display(), sort=("kind", "number")),
            Column("amount", _("金额"), lambda line: line.amount, "money", sort=("amount",)),
            Column("reason", _("事由"), _reason),
            Column("person", _("经手人或收款人"), lambda line: line.person, spare=True),
            Column("document", _("凭证"), lambda line: line.document, spare=True),
        ),
        filters=(
            Filter("q", _("搜索"), "search", ("unit__name", "person", "document")),
            Filter("kind", _("类别"), fields=("kind",), choices=lambda: LineKind.choices),
            Filter("from", _("起"), "from", ("happened_on",)),
            Filter("to", _("止"), "until", ("happened_on",)),
        ),
        order="-number",
        caption=_("兑现明细"),
    )  # fmt: skip
    if table.wants_export:
        return export(table, _("兑现明细"))
    return render(request, "settlement/lines.html", {"season": season, "table": table})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Record a receipt, a payment or a refund."""
    by, season = account_of(request), season_seen(request, key)
    require(policy.may_keep_money(by, season.programme.host))
    form = forms.MoneyForm(season, request.POST or None)

    def act() -> HttpResponse:
        values = dict(form.cleaned_data)
        line = RECORD[values.pop("kind")](by=by, season=season, **values)
        messages.success(request, _("已记账，序号%(number)s。") % {"number": line.number})
        return redirect("settlement_season", key=season.pk)

    return _page(request, season, form, act, _("记一笔收付款"))


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, key: int) -> HttpResponse:
    """Let a deposit pass from one person to the next."""
    by, season = account_of(request), season_seen(request, key)
    require(policy.may_keep_money(by, season.programme.host))
    form = forms.HandOverForm(season, request.POST or None)

    def act() -> HttpResponse:
        actions.hand_over(by=by, season=season, **form.cleaned_data)
        messages.success(request, _("已办理交接。"))
        return redirect("settlement_season", key=season.pk)

    return _page(request, season, form, act, _("保证金交接"))


@login_required
@require_http_methods(["GET", "POST"])
def reverse_line(request: HttpRequest, key: int) -> HttpResponse:
    """Take a line back by a counter-line."""
    by = account_of(request)
    found = Line.objects.filter(pk=key).values_list("season", flat=True).first()
    if found is None:
        raise NotSeen
    season = season_seen(request, found)
    line = queries.visible_lines(by, season).filter(pk=key).first()
    if line is None:
        raise NotSeen
    require(policy.may_keep_money(by, season.programme.host))
    form = forms.ReverseForm(request.POST or None)

    def act() -> HttpResponse:
        counter = actions.reverse_line(by=by, line=line, **form.cleaned_data)
        messages.success(request, _("已冲销，冲销序号%(number)s。") % {"number": counter.number})
        return redirect("money_lines", key=season.pk)

    heading = _("冲销第%(number)s笔") % {"number": line.number}
    lead = _("原来的一笔不会改动，冲销记为相反的一笔。")
    return _page(request, season, form, act, heading, lead)


def _reason(line: Line) -> str:
    if line.reverses is not None:
        return _("冲销第%(number)s笔") % {"number": line.reverses.number}
    period = f"{period_name(line.period)} " if line.period else ""
    return f"{period}{reason_name(line.reason)}"


def _page(
    request: HttpRequest,
    season: Season,
    form: django_forms.Form,
    act: Callable[[], HttpResponse],
    heading: str,
    lead: str = "",
) -> HttpResponse:
    back = reverse("settlement_season", args=[season.pk])
    return form_page(request, form, act, {"heading": heading, "lead": lead, "back": back, "crumbs": crumbs(season)})
