"""Cases: moving, counting, leaving as a file; incidents: deciding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen
from chuangcheng.people.policy import require
from chuangcheng.stages.activities import actions, policy, queries
from chuangcheng.stages.activities.models import Case, Incident
from chuangcheng.stages.activities.states import CaseState, DisciplineStep, RegisterKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing
from chuangcheng.web.activities.forms.registers import CaseExportForm, CaseMoveForm, DecideForm
from chuangcheng.web.activities.kinds.registers import CASE_STATES
from chuangcheng.web.activities.kinds.room import keeps_any_register
from chuangcheng.web.register.sight import programme_seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen
from chuangcheng.web.shell.tables import Column, Table


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, key: int) -> HttpResponse:
    """Say where a case stands now."""
    by = account_of(request)
    case = seen(Case.objects.select_related("programme__host", "unit"), request, key, path="unit")
    require(policy.keeps_register(by, case.unit))
    form = CaseMoveForm(case, request.POST if request.method == "POST" else None)

    def act() -> HttpResponse:
        actions.move_case(by=by, case=case, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("case", key=case.pk)

    here = reverse("case", args=[case.pk])
    context = {"heading": _("办理"), "back": here, "crumbs": [(_("登记簿"), reverse("case_list")), (case.code, here)]}
    return form_page(request, form, act, {**context, "season": case.programme.title})


@login_required
@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """The registers with their cases by state, what is overdue, and what was settled."""
    by, programme = account_of(request), programme_seen(request)
    context = {
        "counts": [
            (
                RegisterKind(one.register).label,
                one,
                [(state.value, state.label, one.states[state]) for state in CaseState],
            )
            for one in queries.count_registers(by, programme, clock.today())
        ],
        "states": [CaseState(state).label for state in CaseState.values],
        "programme": programme,
        "season": programme.title,
        "back": _above(programme),
    }
    return render(request, "activities/counts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def export_cases(request: HttpRequest) -> HttpResponse:
    """A register as a file, once it is said what for; persons of other units stay masked."""
    by, programme = account_of(request), programme_seen(request)
    require(keeps_any_register(by))
    form = CaseExportForm(request.POST if request.method == "POST" else None)

    def act() -> HttpResponse:
        register = form.cleaned_data["register"]
        rows = standing(queries.visible_cases(by, programme)).filter(register=register)
        kept = actions.note_export(by=by, programme=programme, count=rows.count(), **form.cleaned_data)
        table = _sheet(request, rows, kept)
        return export(table, str(RegisterKind(register).label))

    context = {
        "heading": _("导出登记簿"),
        "submit": _("导出"),
        "back": _above(programme),
        "crumbs": [(_("登记簿"), _above(programme))],
        "season": programme.title,
        "programme": programme,
    }
    return form_page(request, form, act, context, template="activities/export.html")


def _sheet(request: HttpRequest, rows: Any, kept: frozenset[int]) -> Table:
    columns = (
        Column("code", _("编号"), lambda r: r.code),
        Column("unit", _("单位"), lambda r: r.unit.name),
        Column("day", _("日期"), lambda r: r.happened_on, "day"),
        Column("kind", _("类别"), lambda r: r.kind),
        Column("title", _("事项"), lambda r: r.title if r.unit_id in kept else ""),
        Column("person", _("当事人"), lambda r: queries.person_for(r, kept)),
        Column("persons", _("人数"), lambda r: r.persons, "integer"),
        Column("households", _("户数"), lambda r: r.households, "integer"),
        Column("amount", _("金额（元）"), lambda r: r.amount, "money"),
        Column("due", _("办理期限"), lambda r: r.due_on, "day"),
        Column("stage", _("进展"), lambda r: CASE_STATES[r.state], "state"),
        Column("outcome", _("结果"), lambda r: r.outcome if r.unit_id in kept else ""),
        Column("closed", _("办结日期"), lambda r: r.closed_on, "day"),
    )
    return Table(request, rows, columns=columns)


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Decide an incident: the step proposed stands chosen, another may be."""
    by = account_of(request)
    rows = Incident.objects.select_related("programme__host", "unit", "person")
    incident = seen(rows, request, key, path="unit")
    if not policy.may_decide(by, incident.unit):
        raise NotSeen
    number, step = queries.proposal(incident)
    initial = {"step": incident.step or step, "revision": incident.revision}
    form = DecideForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> HttpResponse:
        given = dict(form.cleaned_data)
        actions.decide_incident(by=by, incident=incident, reason=given.pop("decision"), **given)
        messages.success(request, _("已决定。"))
        return redirect("incident", key=incident.pk)

    here = reverse("incident", args=[incident.pk])
    told = {"person": incident.person.name, "number": number, "step": DisciplineStep(step).label}
    context = {
        "heading": _("决定处理"),
        "lead": _("%(person)s 本年第 %(number)d 次，建议：%(step)s。由您决定，写明理由。") % told,
        "back": here,
        "crumbs": [(_("违纪情形"), reverse("incident_list")), (incident.code, here)],
        "season": incident.programme.title,
    }
    return form_page(request, form, act, context)


def _above(programme: Programme) -> str:
    return f"{reverse('case_list')}?programme={programme.pk}"
