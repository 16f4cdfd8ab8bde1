"""A visit to one place: all results at once."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.people.policy import require
from chuangcheng.stages.inspections import actions, policy
from chuangcheng.web.inspections.forms import VisitForm
from chuangcheng.web.inspections.kinds import CHECK
from chuangcheng.web.register.sight import programme_seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a visit."""
    by, programme = account_of(request), programme_seen(request)
    require(policy.may_record_inspection(by, programme.host))
    form = VisitForm(by, programme, request.POST or None)

    def act() -> HttpResponse:
        found = actions.record_visit(by=by, programme=programme, **form.cleaned_data)
        messages.success(request, _("已记录%(count)s项检查结果。") % {"count": len(found)})
        return redirect(back)

    back = f"{reverse('check_list')}?programme={programme.pk}"
    context = {"heading": _("记录一次检查"), "back": back, "crumbs": [(CHECK.title, back)], "draft": "visit"}
    return form_page(request, form, act, {**context, "season": programme.title})
