"""A figure opened: its records, or the confirmation of its zero."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base.errors import NotSeen
from chuangcheng.engine.periods import Period
from chuangcheng.people.models import Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.reports import actions
from chuangcheng.stages.reports.models import NilReport
from chuangcheng.stages.reports.queries.figures import BY_KEY, Figure, figures
from chuangcheng.stages.scoring.checks import calendar_of
from chuangcheng.stages.scoring.models import Publication
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.queries.seeing import rulebook_of
from chuangcheng.web.reports import forms
from chuangcheng.web.reports.views.sight import read_publication
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.records import record_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_GET
def detail(request: HttpRequest, key: int, figure: str) -> HttpResponse:
    """The records that a figure counts."""
    publication = read_publication(request, key)
    found, span = _figure(publication, figure)
    names = dict(Organisation.objects.filter(code__in={row.unit for row in found.rows}).values_list("code", "name"))
    context = {
        "figure": found,
        "publication": publication,
        "season": publication.run.season,
        "span": span,
        "name": period_name(publication.run.period),
        "rows": [(row, names.get(row.unit, row.unit), record_page(*row.record)) for row in found.rows],
    }
    return render(request, "reports/figure.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, key: int, figure: str) -> HttpResponse:
    """The responsible unit confirms that there was nothing."""
    by, publication = account_of(request), read_publication(request, key)
    found, span = _figure(publication, figure)
    host = publication.run.season.programme.host
    form = forms.NilForm(by, request.POST or None, initial={"unit": host.pk})

    def act() -> HttpResponse:
        actions.confirm_nil(
            by=by,
            programme=publication.run.season.programme,
            figure=figure,
            first=span.first,
            last=span.last,
            **form.cleaned_data,
        )
        messages.success(request, _("已确认零报告。"))
        return redirect("report_preview", key=publication.pk, kind="work_report")

    context = {
        "heading": _("零报告：%(figure)s") % {"figure": found.spec.title},
        "lead": _("确认%(period)s确实没有，文件里会印成 0，并能打开这次确认。")
        % {"period": period_name(publication.run.period)},
        "back": reverse("report_preview", args=[publication.pk, "work_report"]),
        "submit": _("确认没有"),
    }
    return form_page(request, form, act, context)


@login_required
@require_GET
def nil(request: HttpRequest, key: int) -> HttpResponse:
    """A confirmed zero: who, when, for which days."""
    reports = NilReport.objects.select_related("unit", "confirmed_by", "programme")
    found = scoped(reports, account_of(request)).filter(pk=key).first()
    if found is None:
        raise NotSeen
    title = BY_KEY[found.figure].title if found.figure in BY_KEY else found.figure
    return render(request, "reports/nil.html", {"nil": found, "title": title})


def _figure(publication: Publication, key: str) -> tuple[Figure, Period]:
    spec = BY_KEY.get(key)
    if spec is None:
        raise NotSeen
    run = publication.run
    span = next(one for one in calendar_of(run.season, rulebook_of(run)).periods if one.id == run.period)
    return figures(run.season.programme, span.first, span.last, [spec])[key], span
