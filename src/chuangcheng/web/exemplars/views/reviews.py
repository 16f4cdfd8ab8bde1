"""The review of honours and materials."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.people.policy import require
from chuangcheng.stages.exemplars import actions, policy
from chuangcheng.stages.exemplars.models import Honour, Material
from chuangcheng.web.exemplars import forms
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen


@login_required
@require_http_methods(["GET", "POST"])
def honour(request: HttpRequest, key: int) -> HttpResponse:
    """Answer whether an honour was handed in by the rules and recommended with force."""
    record = seen(Honour.objects.select_related("unit", "programme__host"), request, key, path="unit")
    form = forms.HonourReviewForm(request.POST or None, initial=_initial(record, "compliant", "forceful"))

    def review() -> object:
        return actions.review_honour(by=account_of(request), honour=record, **form.cleaned_data)

    return _page(request, record, form, review, "honour", _("审核荣誉"))


@login_required
@require_http_methods(["GET", "POST"])
def material(request: HttpRequest, key: int) -> HttpResponse:
    """Answer whether a material was handed in by the rules."""
    record = seen(Material.objects.select_related("unit", "programme__host"), request, key, path="unit")
    form = forms.MaterialReviewForm(request.POST or None, initial=_initial(record, "compliant"))

    def review() -> object:
        return actions.review_material(by=account_of(request), material=record, **form.cleaned_data)

    return _page(request, record, form, review, "material", _("审核事迹材料"))


def _page(request: HttpRequest, record: Any, form: Any, review: Any, word: str, heading: str) -> HttpResponse:
    require(policy.may_keep_records(account_of(request), record.unit))
    back = reverse(word, args=[record.pk])

    def act() -> HttpResponse:
        review()
        messages.success(request, _("已保存审核意见。"))
        return redirect(back)

    context = {"heading": heading, "back": back, "crumbs": [(record.code, back)], "season": record.programme.title}
    return form_page(request, form, act, context)


def _initial(record: Any, *names: str) -> dict[str, Any]:
    words = {True: "yes", False: "no"}
    answers = {name: words.get(getattr(record, name)) for name in names}
    return {**answers, "reason": record.review_reason, "revision": record.revision}
