"""The first day of an office: name the host, then what to do next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.people import actions, policy
from chuangcheng.people.models import Organisation
from chuangcheng.web.people.forms import FirstOrganisationForm
from chuangcheng.web.people.views.sight import account_of
from chuangcheng.web.shell.forms import form_page


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the host while there is no organisation; then show the steps that follow."""
    by = account_of(request)
    policy.require(by.is_administrator)
    if Organisation.objects.exists():
        return render(request, "people/setup.html", {"steps": _steps()})
    form = FirstOrganisationForm(request.POST or None)

    def act() -> HttpResponse:
        host = actions.create_organisation(by=by, **form.cleaned_data)
        actions.change_account(by=by, account=by, name=by.name, organisation=host)
        return redirect("setup")

    context = {
        "heading": _("开始使用"),
        "lead": _("先写下主办单位，其余的下一步再填。"),
        "back": reverse("account_settings"),
    }
    return form_page(request, form, act, {**context, "submit": _("下一步")})


def _steps() -> list[tuple[str, str, str]]:
    """(what, why, address or '') of each step after the first; an address is empty where the room is not installed."""
    steps = (
        (_("建立创建周期"), _("写明目标称号、依据和起止日期。"), "programme_new"),
        (_("选用考核细则"), _("复制一份现成的细则，改好后公布。"), "rulebook_list"),
        (_("导入单位、人员和数据"), _("下载表格模板，填好后导入，先预览再写入。"), "import_new"),
        (_("建立同事的账号"), _("每个账号打印一张首次登录单，再授予角色。"), "account_list"),
    )
    return [(what, why, _address(name)) for what, why, name in steps]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
