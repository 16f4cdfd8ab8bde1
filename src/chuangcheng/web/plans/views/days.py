"""The working days of a programme's host: what is announced for the country, and the office's own exceptions."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chuangcheng.almanac import ANNOUNCED_UNTIL
from chuangcheng.people.actions import except_day, restore_day
from chuangcheng.people.models import DayException
from chuangcheng.people.policy import may_keep_days, require
from chuangcheng.people.queries import exceptions_of
from chuangcheng.web.plans.sections import section
from chuangcheng.web.plans.views.sight import crumbs, programme_seen
from chuangcheng.web.shell.forms import DateInput, form_page
from chuangcheng.web.shell.sight import account_of, seen


class DayForm(forms.Form):
    """A day that is worked, or is free, other than in the country."""

    day = forms.DateField(label=gettext_lazy("日期"), widget=DateInput)
    working = forms.TypedChoiceField(
        label=gettext_lazy("这一天"),
        choices=(("no", gettext_lazy("不上班")), ("yes", gettext_lazy("上班"))),
        coerce=lambda word: word == "yes",
    )
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60, help_text=gettext_lazy("例如：防汛、县庆。"))
    basis = forms.CharField(label=gettext_lazy("依据"), max_length=300)


@login_required
@require_GET
def listing(request: HttpRequest, key: int) -> HttpResponse:
    """The exceptions that hold for the host of a programme."""
    by, programme = account_of(request), programme_seen(request, key)
    rows = [(one, may_keep_days(by, one.organisation)) for one in exceptions_of(programme.host)]
    keeps = may_keep_days(by, programme.host)
    context = section(programme, "cadences", rows=rows, keeps=keeps, announced=ANNOUNCED_UNTIL)
    return render(request, "plans/days.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """Except a day for the host and all beneath it."""
    by, programme = account_of(request), programme_seen(request, key)
    require(may_keep_days(by, programme.host))
    form = DayForm(request.POST or None)

    def act() -> HttpResponse:
        except_day(by=by, organisation=programme.host, **form.cleaned_data)
        messages.success(request, _("已登记。各项期限和周期任务都按它计算。"))
        return redirect("day_list", key=key)

    context = {"heading": _("登记例外日"), "back": reverse("day_list", args=[key]), "crumbs": crumbs(programme)}
    return form_page(request, form, act, context)


@login_required
@require_POST
def remove(request: HttpRequest, key: int, day: int) -> HttpResponse:
    """Let a day be what it is in the country."""
    programme_seen(request, key)
    found = seen(DayException.objects.select_related("organisation"), request, day, path="organisation")
    restore_day(by=account_of(request), exception=found)
    messages.success(request, _("已移除。"))
    return redirect("day_list", key=key)
