"""One duty: its page, assigning, handing over, ending, removing; and the kinds in use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen, Refused
from chuangcheng.people.models import Grid, Person, Place
from chuangcheng.people.policy import may_keep_persons, require, require_sight
from chuangcheng.people.queries import visible_grids, visible_places
from chuangcheng.stages.plans import actions, policy
from chuangcheng.stages.plans.checks.duties import Thing
from chuangcheng.stages.plans.models import Duty, DutyKind, Programme
from chuangcheng.stages.plans.queries import duties as queries
from chuangcheng.stages.plans.states import Concern
from chuangcheng.web.plans.forms import duties as forms
from chuangcheng.web.plans.views.duties import SECTION, rights
from chuangcheng.web.plans.views.sight import crumbs, line_seen, programme_kept, programme_seen
from chuangcheng.web.register.history import steps
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen
from chuangcheng.web.shell.tables import State


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One duty: who, for what, since when; what can be done with it."""
    by, duty = account_of(request), duty_seen(request, key)
    owner, today = queries.organisation_of(duty.thing), clock.today()
    state = (
        State(_("现任"), "good")
        if _holds(duty, today)
        else State(_("未到") if duty.from_day > today else _("已结束"), "")
    )
    context = {
        "duty": duty,
        "owner": owner,
        "state": state,
        "keeps": policy.may_keep_duties(by, owner),
        "over": duty.to_day is not None and duty.to_day < today,
        "shows_phone": duty.person is not None and may_keep_persons(by, duty.person.organisation),
        "address": thing_address(duty.thing),
        "steps": steps(duty),
    }
    return render(request, "plans/duty.html", context)


def _holds(duty: Duty, day: date) -> bool:
    return duty.from_day <= day and (duty.to_day is None or duty.to_day >= day)


def thing_address(thing: Thing) -> str:
    """The page of what is answered for."""
    name = "grid" if isinstance(thing, Grid) else "place" if isinstance(thing, Place) else "task"
    return reverse(name, args=[thing.pk])


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """Assign a duty: for what the address names (``?grid=``, ``?place=``, ``?task=``), or for a thing of a programme."""
    by = account_of(request)
    programme = programme_seen(request, key) if key is not None else None
    thing = _thing_asked(request)
    if thing is None and programme is None:
        raise NotSeen
    if thing is not None:
        require(policy.may_keep_duties(by, queries.organisation_of(thing)))
    elif programme is not None:
        require(rights(by, programme)["may_assign"])
    owner = queries.organisation_of(thing) if thing is not None else programme.host if programme else None
    assert owner is not None  # one of both is there
    initial = {"kind": request.GET.get("kind")}
    form = forms.DutyForm(
        by, queries.kinds_of(owner), request.POST or None, thing=thing, programme=programme, initial=initial
    )
    back = thing_address(thing) if thing is not None else reverse("duty_list", args=[key])
    if programme is not None:
        back = reverse("duty_list", args=[programme.pk])

    def act() -> HttpResponse:
        assert form.thing is not None  # the form is valid
        values = {name: form.cleaned_data[name] for name in ("kind", "from_day", "to_day", "note")}
        actions.assign_duty(by=by, thing=form.thing, **form.who, **values)
        messages.success(request, _("已登记。"))
        return redirect(back)

    heading = _("新增责任：%(thing)s") % {"thing": thing} if thing is not None else _("新增责任")
    return form_page(request, form, act, {"heading": heading, "back": back, "crumbs": _crumbs(programme)})


def _thing_asked(request: HttpRequest) -> Thing | None:
    by = account_of(request)
    for concern, rows in ((Concern.GRID, visible_grids(by)), (Concern.PLACE, visible_places(by))):
        if (word := request.GET.get(concern.value)) is not None:
            found: Thing | None = rows.filter(pk=word).first() if word.isdecimal() else None
            if found is None:
                raise NotSeen
            return found
    word = request.GET.get("task")
    if word is None:
        return None
    if not word.isdecimal():
        raise NotSeen
    return line_seen(request, int(word))[1].task


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, key: int) -> HttpResponse:
    """Somebody else answers from a day on."""
    by, duty = account_of(request), _kept(request, key)
    form = forms.HandOverForm(by, request.POST or None, initial={"revision": duty.revision})

    def act() -> HttpResponse:
        values = {name: form.cleaned_data[name] for name in ("on", "reason", "revision")}
        fresh = actions.hand_over(by=by, duty=duty, **form.who, **values)
        messages.success(request, _("已交接给%(who)s。") % {"who": fresh.who})
        return redirect("duty", key=fresh.pk)

    lead = _("%(who)s负责到前一天为止，接手的人从这一天起负责。") % {"who": duty.who}
    return form_page(request, form, act, {**_context(_("交接"), duty), "lead": lead, "submit": _("交接")})


@login_required
@require_http_methods(["GET", "POST"])
def hand_over_all(request: HttpRequest, key: int) -> HttpResponse:
    """All that a person answers for goes to a successor: when the person leaves."""
    by = account_of(request)
    person = seen(Person.objects.select_related("organisation"), request, key, path="organisation")
    require(policy.may_keep_duties(by, person.organisation))
    held = list(queries.duties_of_person(person, clock.today()))
    form = forms.HandOverAllForm(by, held, request.POST or None)
    back = reverse("organisation", args=[person.organisation_id])

    def act() -> HttpResponse:
        values = {name: form.cleaned_data[name] for name in ("on", "reason")}
        made = actions.hand_over_all(by=by, duties=list(form.cleaned_data["duties"]), **form.who, **values)
        told = ngettext("已交接%(n)d项责任。", "已交接%(n)d项责任。", len(made)) % {"n": len(made)}
        messages.success(request, told)
        return redirect(back)

    heading = _("%(name)s的责任交接") % {"name": person.name}
    lead = (
        _("全部能交接才办理；有一项不行，一项也不动，并告诉您是哪一项。") if held else _("这个人现在没有要交接的责任。")
    )
    crumbs_up = [(person.organisation.name, back)]
    return form_page(
        request, form, act, {"heading": heading, "back": back, "lead": lead, "crumbs": crumbs_up, "submit": _("交接")}
    )


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: int) -> HttpResponse:
    """A duty ends, and nobody takes it over."""
    by, duty = account_of(request), _kept(request, key)
    form = forms.EndDutyForm(request.POST or None, initial={"revision": duty.revision})

    def act() -> HttpResponse:
        actions.end_duty(by=by, duty=duty, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("duty", key=key)

    return form_page(request, form, act, _context(_("结束责任"), duty))


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """Take back what was written down by mistake."""
    by, duty = account_of(request), _kept(request, key)
    form = forms.RemoveDutyForm(request.POST or None)

    def act() -> HttpResponse:
        actions.remove_duty(by=by, duty=duty, **form.cleaned_data)
        messages.success(request, _("已移除，日志里留有记录。"))
        return redirect(thing_address(duty.thing))

    lead = _("只用于记错了的。真的负责过的请用“结束”或“交接”，以便查得到当时是谁。")
    return form_page(request, form, act, {**_context(_("移除责任"), duty), "lead": lead})


@login_required
@require_http_methods(["GET", "POST"])
def kinds(request: HttpRequest, key: int) -> HttpResponse:
    """Which kinds of duty the host of a programme and all beneath it use."""
    by, programme = account_of(request), programme_kept(request, key)
    names = list(forms.KindForm.base_fields)
    initial = [{name: getattr(kind, name) for name in names} for kind in queries.kinds_of(programme.host)]
    formset = forms.KindForms(request.POST or None, initial=None if request.method == "POST" else initial)
    back, refused = reverse("duty_list", args=[key]), ""
    if request.method == "POST" and formset.is_valid():
        given = [DutyKind(**form.cleaned_data) for form in formset if (form.cleaned_data.get("name") or "").strip()]
        try:
            actions.set_duty_kinds(by=by, organisation=programme.host, kinds=given)
        except Refused as found:
            refused = str(found)
        else:
            messages.success(request, _("已保存。"))
            return redirect(back)
    status = 422 if refused or formset.is_bound else 200
    context = {"formset": formset, "back": back, "programme": programme, "refused": refused, "heads": names}
    return render(request, "plans/duty_kinds.html", context, status=status)


def duty_seen(request: HttpRequest, key: int) -> Duty:
    """A duty in the account's sight, or NotSeen."""
    duty = queries.visible_duties(account_of(request)).filter(pk=key).first()
    if duty is None:
        raise NotSeen
    return duty


def _kept(request: HttpRequest, key: int) -> Duty:
    by, duty = account_of(request), duty_seen(request, key)
    require(policy.may_keep_duties(by, queries.organisation_of(duty.thing)))
    require_sight(by, duty.unit)
    return duty


def _crumbs(programme: Programme | None) -> list[tuple[str, str]]:
    if programme is None:
        return [(str(SECTION), reverse("duty_mine"))]
    return [*crumbs(programme), (str(SECTION), reverse("duty_list", args=[programme.pk]))]


def _context(heading: str, duty: Duty) -> dict[str, Any]:
    back = reverse("duty", args=[duty.pk])
    return {"heading": heading, "back": back, "crumbs": [*_crumbs(None), (f"{duty.thing} {duty.kind}", back)]}
