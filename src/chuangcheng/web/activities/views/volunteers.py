"""Volunteers: their register, their service, their certificate. There is no ranking of persons."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen
from chuangcheng.documents.pdf import write_pdf
from chuangcheng.documents.word import write_word
from chuangcheng.people.policy import require
from chuangcheng.stages.activities import actions, policy, queries
from chuangcheng.stages.activities.models import Volunteer
from chuangcheng.web.activities.forms.measures import LeaveForm, VolunteerForm
from chuangcheng.web.activities.kinds.room import ROOM, records_for_a_unit
from chuangcheng.web.register.history import steps
from chuangcheng.web.register.sight import programme_among, programme_seen, programmes_seen
from chuangcheng.web.register.views import tabs
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen
from chuangcheng.web.shell.tables import Column, Filter, State, Table

HERE, LEFT = State(gettext_lazy("在册"), "good", "check"), State(gettext_lazy("已退出"), "", "user-off")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS: Final = {"docx": (write_word, _WORD), "pdf": (write_pdf, "application/pdf")}


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Volunteers of the units in sight, in the order of their numbers. Personal data: no export."""
    by, programmes = account_of(request), programmes_seen(request)
    programme = programme_among(request, programmes)
    known = queries.units_with_names(by)
    table = Table(
        request,
        queries.visible_volunteers(by),
        columns=(
            Column("number", _("编号"), lambda v: v.number, sort=("number",), main=True,
                   link=lambda v: reverse("volunteer", args=[v.pk])),
            Column("name", _("姓名"), lambda v: queries.name_for(v, known)),
            Column("unit", _("单位"), lambda v: v.unit.name, sort=("unit__code",)),
            Column("squad", _("服务队"), lambda v: v.squad, sort=("squad",)),
            Column("given", _("服务时长"), lambda v: queries.hours_text(v.given or 0)),
            Column("state", _("状态"), lambda v: LEFT if v.left_on else HERE, "state", sort=("left_on",)),
        ),
        filters=(Filter("q", _("搜索"), "search", ("number", "unit__name", "squad")),),
        order="number",
        exports=False,
        caption=_("志愿者列表"),
    )  # fmt: skip
    context = {
        "table": table,
        "tabs": tabs(ROOM, "volunteer_list", programme),
        "may_record": programme is not None and records_for_a_unit(by, programme),
        "new_url": f"{reverse('volunteer_new')}?programme={programme.pk}" if programme else "",
    }
    return render(request, "activities/volunteers.html", context)


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One volunteer with the confirmed service."""
    by, volunteer = account_of(request), _seen(request, key)
    knows = policy.may_know_names(by, volunteer.unit)
    services = queries.confirmed_services(volunteer)
    context = {
        "volunteer": volunteer,
        "name": queries.name_for(volunteer, {volunteer.unit_id} if knows else ()),
        "knows": knows and bool(volunteer.name),
        "state": LEFT if volunteer.left_on else HERE,
        "services": services[-50:],
        "times": len(services),
        "given": queries.hours_text(sum(one.minutes for one in services)),
        "may_change": policy.may_record(by, volunteer.unit),
        "steps": steps(volunteer),
    }
    return render(request, "activities/volunteer.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a volunteer who consented."""
    by, programme = account_of(request), programme_seen(request)
    require(records_for_a_unit(by, programme))
    form = VolunteerForm(request.POST or None, by=by, programme=programme)

    def act() -> HttpResponse:
        volunteer = actions.register_volunteer(by=by, **form.cleaned_data)
        messages.success(request, _("已登记，编号%(code)s。") % {"code": volunteer.number})
        return redirect("volunteer", key=volunteer.pk)

    return form_page(request, form, act, {"heading": _("登记志愿者"), **_around()})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Correct what is kept of a volunteer."""
    by, volunteer = account_of(request), _seen(request, key)
    require(policy.may_record(by, volunteer.unit))
    form = VolunteerForm(request.POST or None, volunteer=volunteer)

    def act() -> HttpResponse:
        actions.change_volunteer(by=by, volunteer=volunteer, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("volunteer", key=volunteer.pk)

    def fresh() -> VolunteerForm:
        return VolunteerForm(volunteer=_seen(request, key))

    return form_page(request, form, act, {"heading": _("修改志愿者"), **_around(volunteer)}, fresh=fresh)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, key: int) -> HttpResponse:
    """A volunteer leaves; on request what is personal is deleted."""
    by, volunteer = account_of(request), _seen(request, key)
    require(policy.may_record(by, volunteer.unit))
    sent = request.POST if request.method == "POST" else None
    form = LeaveForm(sent, initial={"revision": volunteer.revision, "on": volunteer.left_on or clock.today()})

    def act() -> HttpResponse:
        actions.leave_volunteer(by=by, volunteer=volunteer, **form.cleaned_data)
        messages.success(request, _("已退出。"))
        return redirect("volunteer", key=volunteer.pk)

    return form_page(request, form, act, {"heading": _("退出登记"), "submit": _("退出"), **_around(volunteer)})


@login_required
@require_POST
def certificate(request: HttpRequest, key: int, form: str) -> HttpResponse:
    """The certificate as a file; the journal notes that it was handed out."""
    if form not in WRITERS:
        raise NotSeen
    by, volunteer = account_of(request), _seen(request, key)
    services = queries.confirmed_services(volunteer)
    minutes = sum(one.minutes for one in services)
    actions.certify_volunteer(by=by, volunteer=volunteer, count=len(services), minutes=minutes)
    write, media_type = WRITERS[form]
    answer = HttpResponse(write(queries.certificate(volunteer, services, dated=clock.today())), content_type=media_type)
    name = quote(f"志愿服务证明-{volunteer.number}.{form}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Services that wait for the unit's confirmation; a POST confirms those that are chosen."""
    by, programme = account_of(request), programme_seen(request)
    require(records_for_a_unit(by, programme))
    waiting = queries.visible_services(by, programme).filter(withdrawn_on=None, confirmed_on=None)
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("chosen") if key.isascii() and key.isdecimal()]
        count = actions.confirm_services(
            by=by, services=list(waiting.select_related("programme__host").filter(pk__in=keys))
        )
        messages.success(request, _("已确认 %(count)d 条。") % {"count": count})
        return redirect(f"{reverse('service_confirm')}?programme={programme.pk}")
    known = queries.units_with_names(by)
    table = Table(
        request,
        waiting,
        columns=(
            Column("code", _("编号"), lambda s: s.code, sort=("code",), main=True, link=lambda s: reverse("service", args=[s.pk])),
            Column("volunteer", _("志愿者"), lambda s: f"{queries.name_for(s.volunteer, known)}（{s.volunteer.number}）"),
            Column("day", _("日期"), lambda s: s.happened_on, "day", sort=("happened_on",)),
            Column("minutes", _("时长（分钟）"), lambda s: s.minutes, "integer", sort=("minutes",)),
            Column("content", _("服务内容"), lambda s: s.content, wide=True),
        ),
        order="day",
        select="chosen",
        exports=False,
        caption=_("待确认的服务记录"),
    )  # fmt: skip
    back = f"{reverse('service_list')}?programme={programme.pk}"
    return render(request, "activities/confirm.html", {"table": table, "back": back, "season": programme.title})


def _seen(request: HttpRequest, key: int) -> Volunteer:
    return seen(Volunteer.objects.select_related("unit"), request, key, path="unit")


def _around(volunteer: Volunteer | None = None) -> dict[str, Any]:
    above = reverse("volunteer_list")
    if volunteer is None:
        return {"back": above, "crumbs": [(_("志愿者"), above)]}
    here = reverse("volunteer", args=[volunteer.pk])
    return {"back": here, "crumbs": [(_("志愿者"), above), (volunteer.number, here)]}
