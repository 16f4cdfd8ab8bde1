"""Accounts, their first-log-in slips and their roles. Only administrators of the organisation come here."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chuangcheng.base import clock
from chuangcheng.base.journal import together
from chuangcheng.people import actions, policy
from chuangcheng.people.models import Account, Role
from chuangcheng.people.queries import scoped
from chuangcheng.people.states import RoleKind
from chuangcheng.web.people import forms
from chuangcheng.web.people.views.sight import account_of, seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.tables import Column, Filter, State, Table

_ACTIVE = State(gettext_lazy("启用"), "good", "check")
_WAITING = State(gettext_lazy("待首次登录"), "warn", "clock")
_STOPPED = State(pgettext_lazy("account", "停用"), "", "ban")


def state_of(account: Account) -> State:
    """An account's state as a badge."""
    return _STOPPED if not account.is_active else _WAITING if account.must_change_password else _ACTIVE


def _keeper(request: HttpRequest) -> Account:
    by = account_of(request)
    policy.require(by.is_administrator or policy.has_role(by, [RoleKind.ADMINISTRATOR]))
    return by


def _kept(request: HttpRequest, key: int) -> Account:
    """An account in sight that the signed-in one keeps."""
    account = seen(Account.objects.select_related("organisation"), request, key, path="organisation")
    policy.require(policy.may_administer(account_of(request), account.organisation))
    return account


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The accounts of the organisations in sight."""
    by = _keeper(request)
    table = Table(
        request,
        scoped(Account.objects.select_related("organisation"), by, path="organisation"),
        columns=(
            Column("name", _("姓名"), str, sort=("name",), main=True, link=lambda a: reverse("account", args=[a.pk])),
            Column("username", _("用户名"), lambda a: a.username, sort=("username",)),
            Column("unit", _("所属单位"), lambda a: a.organisation, sort=("organisation__code", "username")),
            Column("state", _("状态"), state_of, "state"),
        ),
        filters=(Filter("q", _("搜索"), "search", ("name", "username", "organisation__name")),),
        order="username",
        exports=False,
        caption=_("账号列表"),
    )
    return render(request, "people/accounts.html", {"table": table})


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One account and its roles."""
    account = _kept(request, key)
    roles = account.roles.select_related("organisation").order_by("to_day", "kind")
    today = clock.today()
    held = [role for role in roles if role.to_day is None or role.to_day >= today]
    context = {
        "account": account,
        "held": held,
        "past": [r for r in roles if r not in held],
        "state": state_of(account),
        "second_factor": get_adapter().is_mfa_enabled(account),
    }
    return render(request, "people/account.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an account; the answer is its slip, shown this once."""
    by = _keeper(request)
    form = forms.NewAccountForm(by, request.POST or None)

    def act() -> HttpResponse:
        values = dict(form.cleaned_data)
        kind, place = values.pop("role"), values["organisation"]
        with together():
            slip = actions.make_account(by=by, **values)
            if kind:
                actions.grant_role(by=by, account=slip.account, kind=kind, organisation=place, from_day=clock.today())
        return _slip_page(request, slip)

    back = reverse("account_list")
    context = {
        "heading": _("新建账号"),
        "back": back,
        "crumbs": [(_("账号"), back)],
        "submit": _("建立并显示首次登录单"),
    }
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Correct the name, or move the account to another organisation."""
    by, account = account_of(request), _kept(request, key)
    form = forms.AccountForm(by, request.POST or None, initial=_initial(account))
    back = reverse("account", args=[account.pk])

    def act() -> HttpResponse:
        actions.change_account(by=by, account=account, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect(back)

    def fresh() -> forms.AccountForm:
        return forms.AccountForm(by, initial=_initial(_kept(request, key)))

    context = {
        "heading": _("修改账号"),
        "back": back,
        "crumbs": [(_("账号"), reverse("account_list")), (str(account), back)],
    }
    return form_page(request, form, act, context, fresh=fresh)


@never_cache
@login_required
@require_POST
def renew(request: HttpRequest, key: int) -> HttpResponse:
    """Hand out a new slip, shown this once."""
    slip = actions.renew_slip(by=account_of(request), account=_kept(request, key))
    return _slip_page(request, slip)


@login_required
@require_http_methods(["GET", "POST"])
def remove_second_factor(request: HttpRequest, key: int) -> HttpResponse:
    """Take a lost second factor off, with a reason."""
    by, account = account_of(request), _kept(request, key)
    form = forms.RemoveSecondFactorForm(request.POST or None)
    back = reverse("account", args=[account.pk])

    def act() -> HttpResponse:
        actions.remove_second_factor(by=by, account=account, **form.cleaned_data)
        messages.success(request, _("动态口令已取消。本人下次只用密码登录，登录后可以重新启用。"))
        return redirect(back)

    context = {
        "heading": _("取消动态口令"),
        "lead": _("只在本人丢了手机又没有恢复码时使用。请先当面确认是本人。"),
        "back": back,
        "crumbs": [(_("账号"), reverse("account_list")), (str(account), back)],
        "submit": _("取消动态口令"),
    }
    return form_page(request, form, act, context)


@login_required
@require_POST
def deactivate(request: HttpRequest, key: int) -> HttpResponse:
    """Stop an account."""
    account = actions.deactivate_account(by=account_of(request), account=_kept(request, key))
    messages.success(request, _("账号“%(name)s”已停用。") % {"name": account})
    return redirect("account", key=account.pk)


@never_cache
@login_required
@require_POST
def activate(request: HttpRequest, key: int) -> HttpResponse:
    """Open a stopped account again, with a new slip shown this once."""
    slip = actions.activate_account(by=account_of(request), account=_kept(request, key))
    return _slip_page(request, slip)


@login_required
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, key: int) -> HttpResponse:
    """Give an account a role."""
    by, account = account_of(request), _kept(request, key)
    form = forms.RoleForm(by, request.POST or None, initial={"organisation": account.organisation_id})
    back = reverse("account", args=[account.pk])

    def act() -> HttpResponse:
        actions.grant_role(by=by, account=account, **form.cleaned_data)
        messages.success(request, _("已授予角色。"))
        return redirect(back)

    context = {
        "heading": _("授予角色"),
        "back": back,
        "crumbs": [(_("账号"), reverse("account_list")), (str(account), back)],
    }
    return form_page(request, form, act, context)


@login_required
@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """End a role now."""
    role = seen(Role.objects.select_related("account", "organisation"), request, key, path="organisation")
    actions.revoke_role(by=account_of(request), role=role)
    messages.success(request, _("已撤销角色“%(role)s”。") % {"role": role.get_kind_display()})
    return redirect("account", key=role.account_id)


def _slip_page(request: HttpRequest, slip: actions.Slip) -> HttpResponse:
    return render(request, "people/slips.html", {"slips": [slip], "account": slip.account})


def _initial(account: Account) -> dict[str, object]:
    return {"name": account.name, "organisation": account.organisation_id, "revision": account.revision}
