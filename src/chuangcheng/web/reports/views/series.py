"""The form that is kept for each series of documents."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.base.errors import NotSeen
from chuangcheng.people.policy import require
from chuangcheng.stages.reports import actions, policy
from chuangcheng.stages.reports.models import Series
from chuangcheng.stages.scoring.queries.seeing import visible_seasons
from chuangcheng.web.reports import forms
from chuangcheng.web.reports.views.sight import kind_of
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    """Keep issuing office, number, recipients, signer of a kind of document."""
    by, of = account_of(request), kind_of(kind)
    season = visible_seasons(by).filter(pk=key).first()
    if season is None:
        raise NotSeen
    require(policy.may_issue(by, season.programme.host))

    def form_on(sent: QueryDict | None = None) -> forms.SeriesForm:
        series = Series.objects.filter(season=season, kind=of).first() or Series(season=season, kind=of)
        return forms.SeriesForm(sent, initial={name: getattr(series, name) for name in (*actions.FIELDS, "revision")})

    form = form_on(request.POST or None)

    def act() -> HttpResponse:
        values = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        actions.save_series(by=by, season=season, kind=of, values=values, revision=form.cleaned_data["revision"])
        messages.success(request, _("已保存。"))
        return redirect("report_list")

    back = reverse("report_list")
    context = {
        "heading": _("%(kind)s的文种设置") % {"kind": of.label},
        "back": back,
        "crumbs": [(_("文件与报告"), back)],
    }
    return form_page(request, form, act, context, fresh=form_on)
