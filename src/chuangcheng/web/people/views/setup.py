"""The first day of an office: its host and who does its work, then the year and the rulebook. The steps after that
stand in the checklist of the overview."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.base import clock
from chuangcheng.base.errors import NotAllowed
from chuangcheng.base.journal import together
from chuangcheng.people import actions, policy
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import current_roles
from chuangcheng.people.states import RoleKind
from chuangcheng.rulebooks import actions as rulebooks
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.states import Level
from chuangcheng.web.people.forms import FirstOrganisationForm, FirstYearForm
from chuangcheng.web.people.views.sight import account_of
from chuangcheng.web.shell.forms import form_page

#: The level of the title that a host of this kind most often works for.
_LEVELS: Final = {"city": Level.CITY, "county": Level.COUNTY, "town": Level.COUNTY, "bureau": Level.COUNTY}


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the host while there is no organisation, and whether its administrator does the office's work, too."""
    by = account_of(request)
    policy.require(by.is_administrator)
    if Organisation.objects.exists():
        return redirect("start")
    form = FirstOrganisationForm(request.POST or None)

    def act() -> HttpResponse:
        values = dict(form.cleaned_data)
        is_office = values.pop("is_office")
        with together():
            host = actions.create_organisation(by=by, **values)
            actions.change_account(by=by, account=by, name=by.name, organisation=host)
            if is_office:
                today = clock.today()
                actions.grant_role(by=by, account=by, kind=RoleKind.OFFICE, organisation=host, from_day=today)
        return redirect("setup_year" if is_office else "start")

    lead = _("两页写完就能用：先写主办单位，再写年度和测评体系。")
    context = {"heading": _("开始使用"), "lead": lead, "back": reverse("start"), "submit": _("下一步")}
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def year(request: HttpRequest) -> HttpResponse:
    """Begin the year's programme and take over a shipped rulebook: two acts that a first day always needs."""
    by = account_of(request)
    host = _office_of(by)
    form = FirstYearForm(request.POST or None, initial=_proposed(host))

    def act() -> HttpResponse:
        messages.success(request, _begin_year(by, host, form.cleaned_data))
        return redirect("start")

    context = {
        "heading": _("年度和测评体系"),
        "lead": _("已按%(host)s填好，核对后保存；都可以以后再改。") % {"host": host},
        "back": reverse("start"),
        "crumbs": [(_("开始使用"), reverse("start"))],
    }
    return form_page(request, form, act, context)


def _begin_year(by: Account, host: Organisation, values: dict[str, Any]) -> str:
    """Start the programme; copy the rulebook and, where its basis is given, publish it. What was done, for the page."""
    first, last, document = values["first"], values["last"], values["document"].strip()
    with together():
        plans.start_programme(by=by, host=host, title=values["title"], level=values["level"], first=first, last=last)
        if not values["rulebook"]:
            return _("已建立创建活动。")
        version = rulebooks.copy_shipped(by=by, organisation=host, name=values["rulebook"])
        if not document:
            return _("已建立创建活动，测评体系存为草稿。改好后再发布。")
        rulebooks.publish(by=by, version=version, document=document, clause=values["clause"], first=first, last=None)
    return _("已建立创建活动，测评体系已发布。")


def _office_of(by: Account) -> Organisation:
    """The organisation whose office the account is. Raises NotAllowed (403) for who is none."""
    roles = current_roles(by).filter(kind=RoleKind.OFFICE).select_related("organisation")
    role = roles.order_by("organisation__code").first()
    if role is None:
        raise NotAllowed
    return role.organisation


def _proposed(host: Organisation) -> dict[str, Any]:
    """This calendar year, the likely level, and the shipped rulebook that fits."""
    today = clock.today()
    return {
        "title": _("%(year)s年文明创建") % {"year": today.year},
        "level": _LEVELS.get(host.kind, Level.COUNTY),
        "first": date(today.year, 1, 1),
        "last": date(today.year, 12, 31),
        "rulebook": "county-index" if host.kind == "county" else "town",
    }
