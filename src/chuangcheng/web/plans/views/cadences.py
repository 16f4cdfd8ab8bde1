"""Cadences: list, page with turns × units, form with preview, marks, suspensions, calendar of a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chuangcheng.almanac import Age, AsSet, Event, Rhythm, say, slots
from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen, Refused
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require
from chuangcheng.stages.activities.queries.cadences import cadence_counts
from chuangcheng.stages.plans import actions, policy
from chuangcheng.stages.plans.models import Cadence, CadenceMark, CadenceOccasion, Programme, Suspension
from chuangcheng.stages.plans.queries import cadences as queries
from chuangcheng.web.plans import turns
from chuangcheng.web.plans.forms import cadences as forms
from chuangcheng.web.plans.sections import section
from chuangcheng.web.plans.views.sight import crumbs, programme_kept, programme_seen
from chuangcheng.web.register.history import steps
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, organisation_seen

#: Turns that a preview shows.
PREVIEWED = 10
#: Things to do that a page lists before its table.
LISTED = 8


@login_required
@require_GET
def listing(request: HttpRequest, key: int) -> HttpResponse:
    """The cadences of a programme: rhythm, next day, and where this month stands."""
    by, programme = account_of(request), programme_seen(request, key)
    first, last = turns.month_of(clock.today())
    work = queries.open_work(programme, by=by, first=first, last=last)
    cells = list(work.cells(cadence_counts(programme, *work.window)))
    sums = queries.tally(cells)
    rows = [turns.Row(one, queries.sentence_of(one), queries.next_due(work, one), sums.get(one.pk, {}))
            for one in work.cadences]  # fmt: skip
    context = section(
        programme,
        "cadences",
        rows=rows,
        **_doable(by, queries.reminders_of(cells)),
        keeps=policy.may_keep_programme(by, programme.host),
        pauses=list(queries.visible_suspensions(by, programme)[:20]),
        today=clock.today(),
    )
    return render(request, "plans/cadences.html", context)


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One cadence: its turns of a month × units."""
    by, cadence = account_of(request), _seen(request, key)
    programme = cadence.programme
    anchor = parse_date(f"{request.GET.get('month', '')}-01") or clock.today()
    first, last = turns.stretch_of(cadence, anchor)
    work = queries.open_work(programme, by=by, first=first, last=last, cadence=cadence)
    cadence = work.cadences[0]
    cells = list(work.cells(cadence_counts(programme, *work.window)))
    rhythm = queries.rhythm_of(cadence)
    hangs = isinstance(rhythm, Event | Age) or (isinstance(rhythm, AsSet) and isinstance(rhythm.rhythm, Event | Age))
    context = section(
        programme,
        "cadences",
        cadence=cadence,
        sentence=queries.sentence_of(cadence),
        board=turns.board(work, cadence, cells),
        **_doable(by, queries.pressing(cells)),
        spread=turns.spread(first, last),
        keeps=policy.may_keep_programme(by, programme.host),
        hangs=hangs,
        noted=getattr(cadence, "noted", ()),
        next=queries.next_due(work, cadence),
        steps=steps(cadence),
        today=clock.today(),
    )
    return render(request, "plans/cadence.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Add a cadence."""
    programme = programme_kept(request, key)
    form = forms.CadenceForm(programme, request.POST or None)

    def act() -> HttpResponse:
        cadence = actions.add_cadence(by=account_of(request), programme=programme, asked=form.asked)
        messages.success(request, _("已新增周期任务。"))
        return redirect("cadence", key=cadence.pk)

    return form_page(
        request, form, act, _form_context(programme, _("新增周期任务")), template="plans/cadence_form.html"
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change a cadence."""
    cadence = _kept(request, key)
    programme = cadence.programme

    def form(data: Any = None) -> forms.CadenceForm:
        return forms.CadenceForm(programme, data, initial=forms.initial_of(_kept(request, key)))

    bound = form(request.POST or None)

    def act() -> HttpResponse:
        revision = bound.cleaned_data["revision"]
        actions.change_cadence(by=account_of(request), cadence=cadence, revision=revision, asked=bound.asked)
        messages.success(request, _("已保存。"))
        return redirect("cadence", key=key)

    context = {**_form_context(programme, _("修改周期任务")), "back": reverse("cadence", args=[key])}
    return form_page(request, bound, act, context, template="plans/cadence_form.html", fresh=form)


def _form_context(programme: Programme, heading: str) -> dict[str, Any]:
    return {
        "heading": heading,
        "programme": programme,
        "back": reverse("cadence_list", args=[programme.pk]),
        "crumbs": crumbs(programme),
    }


@login_required
@require_GET
def preview(request: HttpRequest, key: int) -> HttpResponse:
    """The part of the form that depends on the kind of rhythm, and the next ten days on which it would be due."""
    programme = programme_kept(request, key)
    form = forms.CadenceForm(programme, forms.with_defaults(request.GET))
    form.is_valid()
    first, last = form.cleaned_data.get("first"), form.cleaned_data.get("last")
    found = _previewed(form.rhythm, programme, first or programme.first, last or programme.last)
    context = {
        "form": form,
        "programme": programme,
        "sentence": _say(form.rhythm, form.cleaned_data) if form.rhythm else "",
        "dates": found[:PREVIEWED],
        "total": len(found),
        "fault": next(iter(form.errors.get("kind", [])), ""),
    }
    return render(request, "plans/cadence_rhythm.html", context)


def _previewed(rhythm: Rhythm | None, programme: Programme, first: date, last: date) -> list[Any]:
    if rhythm is None:
        return []
    start = max(first, min(clock.today(), last))
    calendar = queries.calendar_for(programme)
    whole = slots(rhythm, first, last, calendar)
    return [slot for slot in whole if slot.due >= start] or list(whole)


def _say(rhythm: Rhythm, given: dict[str, Any]) -> str:
    chinese = (get_language() or "zh").startswith("zh")
    return say(rhythm, least=given.get("least") or 1, most=given.get("most"), language="zh" if chinese else "en")


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Stop a cadence."""
    cadence = _kept(request, key)
    form = forms.EndForm(request.POST or None, initial={"on": clock.today(), "revision": cadence.revision})

    def act() -> HttpResponse:
        actions.end_cadence(by=account_of(request), cadence=cadence, **form.cleaned_data)
        messages.success(request, _("已停止。之前的各期照旧。"))
        return redirect("cadence", key=key)

    return form_page(request, form, act, _cadence_context(cadence, _("停止周期任务")))


@login_required
@require_POST
def mark(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a unit did a turn: the second tap."""
    cadence = _seen(request, key)
    unit = organisation_seen(request, _number(request.POST.get("unit")))
    slot = parse_date(request.POST.get("slot", ""))
    if slot is None:
        raise Refused("no-such-turn", _("这项周期任务没有这一期。"))
    made = actions.mark_done(by=account_of(request), cadence=cadence, unit=unit, slot=slot)
    messages.success(
        request,
        _("%(unit)s：已记为办结。") % {"unit": unit.name},
        extra_tags=f"undo={reverse('mark_withdraw', args=[made.pk])}",
    )
    back = request.POST.get("back", "")
    return redirect("cadence_list", key=cadence.programme_id) if back == "list" else redirect("cadence", key=key)


@login_required
@require_http_methods(["GET", "POST"])
def unmark(request: HttpRequest, key: int) -> HttpResponse:
    """Take a mark back, with a reason (the undo of a mark gives its own)."""
    found = CadenceMark.objects.select_related("cadence__programme__host", "unit").filter(pk=key).first()
    if found is None:
        raise NotSeen
    organisation_seen(request, found.unit_id)
    require(policy.may_work(account_of(request), found.unit))
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and "reason" not in request.POST:
        form = forms.WithdrawForm({"reason": _("点错了")})

    def act() -> HttpResponse:
        actions.withdraw_mark(by=account_of(request), mark=found, **form.cleaned_data)
        messages.success(request, _("已撤回。"))
        return redirect("cadence", key=found.cadence_id)

    return form_page(request, form, act, _cadence_context(found.cadence, _("撤回办结登记")))


@login_required
@require_http_methods(["GET", "POST"])
def suspend(request: HttpRequest, key: int) -> HttpResponse:
    """Ask nothing for some days, with a reason."""
    programme = programme_kept(request, key)
    start = {"cadence": request.GET.get("cadence"), "first": clock.today()}
    form = forms.SuspensionForm(account_of(request), programme, request.POST or None, initial=start)

    def act() -> HttpResponse:
        actions.suspend(by=account_of(request), programme=programme, **form.cleaned_data)
        messages.success(request, _("已暂停。这些日子到期的不算逾期。"))
        return redirect("cadence_list", key=key)

    return form_page(request, form, act, _form_context(programme, _("暂停周期任务")))


@login_required
@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, key: int) -> HttpResponse:
    """Ask again."""
    pause = Suspension.objects.select_related("programme__host").filter(pk=key).first()
    if pause is None:
        raise NotSeen
    programme_kept(request, pause.programme_id)
    form = forms.LiftForm(request.POST or None, initial={"on": clock.today(), "revision": pause.revision})

    def act() -> HttpResponse:
        actions.lift_suspension(by=account_of(request), suspension=pause, **form.cleaned_data)
        messages.success(request, _("已解除暂停。"))
        return redirect("cadence_list", key=pause.programme_id)

    return form_page(request, form, act, _form_context(pause.programme, _("解除暂停")))


@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, key: int) -> HttpResponse:
    """Note the day from which a turn counts."""
    cadence = _kept(request, key)
    form = forms.OccasionForm(request.POST or None, initial={"on": clock.today()})

    def act() -> HttpResponse:
        actions.note_occasion(by=account_of(request), cadence=cadence, **form.cleaned_data)
        messages.success(request, _("已记下。"))
        return redirect("cadence", key=key)

    return form_page(request, form, act, _cadence_context(cadence, _("记下日期")))


@login_required
@require_POST
def unnote(request: HttpRequest, key: int) -> HttpResponse:
    """Take a noted day back."""
    found = CadenceOccasion.objects.select_related("cadence__programme__host").filter(pk=key).first()
    if found is None:
        raise NotSeen
    programme_kept(request, found.cadence.programme_id)
    actions.withdraw_occasion(by=account_of(request), occasion=found)
    messages.success(request, _("已撤回。"))
    return redirect("cadence", key=found.cadence_id)


@login_required
@require_GET
def month(request: HttpRequest, key: int) -> HttpResponse:
    """A month of a programme, or of one unit in it: what is due on which day."""
    by, programme = account_of(request), programme_seen(request, key)
    first, last = turns.month_of(parse_date(f"{request.GET.get('month', '')}-01") or clock.today())
    unit: Organisation | None = None
    if request.GET.get("unit"):
        unit = organisation_seen(request, _number(request.GET["unit"]))
    work = queries.open_work(programme, by=by, first=first, last=last, unit=unit)
    cells = work.cells(cadence_counts(programme, *work.window))
    context = section(
        programme,
        "cadences",
        weeks=turns.weeks(work, first, last, cells),
        spread=turns.spread(first, last),
        unit=unit,
        units=work.units if unit is None else queries.units_in(programme, by),
        first=first,
    )
    return render(request, "plans/cadence_month.html", context)


def _doable(by: Account, cells: Iterable[queries.Cell]) -> dict[str, Any]:
    """The first of what is to be done, each with whether this account may mark it, and how many more there are."""
    known: dict[int, bool] = {}
    found: list[tuple[queries.Cell, bool]] = []
    cells = list(cells)
    for cell in cells[:LISTED]:
        if cell.unit.pk not in known:
            known[cell.unit.pk] = policy.may_work(by, cell.unit)
        found.append((cell, known[cell.unit.pk]))
    return {"waiting": found, "more": len(cells) - len(found)}


def _seen(request: HttpRequest, key: int) -> Cadence:
    cadence = Cadence.objects.select_related("programme__host").filter(pk=key).first()
    if cadence is None:
        raise NotSeen
    programme_seen(request, cadence.programme_id)
    return cadence


def _kept(request: HttpRequest, key: int) -> Cadence:
    cadence = _seen(request, key)
    require(policy.may_keep_programme(account_of(request), cadence.programme.host))
    return cadence


def _cadence_context(cadence: Cadence, heading: str) -> dict[str, Any]:
    back = reverse("cadence", args=[cadence.pk])
    return {"heading": heading, "back": back, "crumbs": [*crumbs(cadence.programme), (cadence.title, back)]}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0
