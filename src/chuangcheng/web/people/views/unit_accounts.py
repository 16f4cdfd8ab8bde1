"""Accounts for responsible units, a sheet of slips at a time."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chuangcheng.people import actions, policy
from chuangcheng.people.models import Account, Organisation, Role
from chuangcheng.people.queries import beneath, current_roles, visible_organisations
from chuangcheng.people.states import RoleKind
from chuangcheng.web.people.forms import UnitAccountsForm
from chuangcheng.web.people.views.sight import account_of
from chuangcheng.web.shell.forms import form_page

#: Units of one sheet: so many passwords are hashed within about three seconds.
AT_ONCE: Final = 30


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Choose units that have no account yet; the answer is their slips, shown this once."""
    by = account_of(request)
    policy.require(by.is_administrator or policy.has_role(by, [RoleKind.ADMINISTRATOR]))
    waiting = units_without_account(by)
    listed = list(waiting[:AT_ONCE])
    form = UnitAccountsForm(listed, request.POST or None)

    def act() -> HttpResponse:
        chosen = [unit for unit in listed if str(unit.pk) in form.cleaned_data["units"]]
        return render(request, "people/slips.html", {"slips": actions.make_unit_accounts(by=by, units=chosen)})

    back = reverse("account_list")
    context = {
        "heading": _("为各单位建账号"),
        "back": back,
        "crumbs": [(_("账号"), back)],
        "left": max(0, waiting.count() - AT_ONCE),
        "listed": listed,
    }
    return form_page(request, form, act, context, template="people/unit_accounts.html")


def units_without_account(by: Account) -> QuerySet[Organisation]:
    """Organisations that ``by`` administers, that still are, and for which nobody acts: those of an office left out."""
    roles = Role.objects.filter(organisation=OuterRef("pk"), to_day=None, account__is_active=True)
    found = visible_organisations(by).filter(ended_on=None)
    if not by.is_administrator:
        kept = Q(pk=None)
        for role in current_roles(by).filter(kind=RoleKind.ADMINISTRATOR).select_related("organisation"):
            kept |= Q(pk__in=beneath(role.organisation).values("pk"))
        found = found.filter(kept)
    return found.exclude(Exists(roles.filter(kind__in=[RoleKind.UNIT, RoleKind.OFFICE]))).order_by("code")
