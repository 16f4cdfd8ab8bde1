"""Documents: what there is, the preview with open figures, drafts and issued files."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base import clock, journal
from chuangcheng.base.errors import NotSeen
from chuangcheng.documents.model import Document
from chuangcheng.documents.pdf import write_pdf
from chuangcheng.documents.word import write_word
from chuangcheng.people.models import Organisation
from chuangcheng.stages.reports import actions, policy
from chuangcheng.stages.reports.models import Issue, Series
from chuangcheng.stages.reports.queries import documents
from chuangcheng.stages.reports.states import Kind
from chuangcheng.stages.scoring.models import Publication, Run
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.queries.seeing import visible_runs, visible_seasons, visible_standings
from chuangcheng.web.reports import forms
from chuangcheng.web.reports.views.sight import kind_of, publication_seen, read_publication
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of

ROOM = gettext_lazy("文件与报告")
WRITERS = {
    "docx": (write_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (write_pdf, "application/pdf"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """For each season: its publications with the documents to make, and what was issued; a unit finds its own sheets."""
    by = account_of(request)
    found = []
    for season in visible_seasons(by):
        reads = policy.may_read(by, season.programme.host)
        publications = Publication.objects.filter(run__in=visible_runs(by, season), run__state="published")
        rows = [
            {
                "publication": one,
                "name": period_name(one.run.period),
                "units": [] if reads else _own_units(request, one.run),
            }
            for one in publications.select_related("run").order_by("-run__period")
        ]
        issues = documents.visible_issues(by, season)[:50]
        keeps = policy.may_issue(by, season.programme.host)
        found.append({"season": season, "reads": reads, "keeps": keeps, "rows": rows, "issues": issues})
    return render(request, "reports/list.html", {"seasons": found, "kinds": Kind})


@login_required
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    """A document as it would be printed, every count a link; what is missing stands above; the office issues it here."""
    publication, of = read_publication(request, key), kind_of(kind)
    by, season = account_of(request), publication.run.season
    keeps = policy.may_issue(by, season.programme.host)
    form = forms.IssueForm(of, request.POST or None)
    back = reverse("report_list")

    def act() -> HttpResponse:
        actions.issue_document(by=by, publication=publication, kind=of, **form.cleaned_data)
        messages.success(request, _("已印发，文件存档。"))
        return redirect(back)

    name, series = period_name(publication.run.period), _series(publication, of)
    context = {
        "publication": publication,
        "season": season,
        "kind": of,
        "name": name,
        "series": series,
        "number": actions.numbered(series, clock.today()),
        "report": None if of is Kind.SCORE_SHEET else documents.report_of(publication, of),
        "units": documents.units_of(publication.run) if of is Kind.SCORE_SHEET else [],
        "keeps": keeps,
        "back": back,
        "crumbs": [(ROOM, back)],
    }
    return form_page(request, form, act, context, template="reports/preview.html")


@login_required
@require_GET
def draft(request: HttpRequest, key: int, kind: str, ending: str) -> HttpResponse:
    """The document as a file, not numbered and not kept. Sentences with missing figures are left out."""
    publication, of = read_publication(request, key), kind_of(kind)
    document = documents.compose(
        publication, of, _series(publication, of), number="", head=journal.head(), dated=clock.today(), leave_out=True
    )
    return _file(document, ending, f"{period_name(publication.run.period)}{of.label}")


@login_required
@require_GET
def own_sheet(request: HttpRequest, key: int, unit: int, ending: str) -> HttpResponse:
    """One unit's score sheet, for the unit itself and for insiders."""
    publication = publication_seen(request, key)
    standings = visible_standings(account_of(request), publication.run)
    standing = standings.filter(unit=unit, period=publication.run.period).first()
    if standing is None:
        raise NotSeen
    series = _series(publication, Kind.SCORE_SHEET)
    document = documents.compose(
        publication,
        Kind.SCORE_SHEET,
        series,
        number="",
        head=publication.head,
        dated=clock.today(),
        units=[standing.unit],
    )
    return _file(document, ending, f"{standing.unit.name}{period_name(publication.run.period)}{Kind.SCORE_SHEET.label}")


@login_required
@require_GET
def issued(request: HttpRequest, key: int, ending: str) -> HttpResponse:
    """A file that was issued, as it was issued."""
    issue = Issue.objects.filter(pk=key).first()
    if issue is None or ending not in WRITERS:
        raise NotSeen
    season = visible_seasons(account_of(request)).filter(pk=issue.season_id).first()
    if season is None or not documents.visible_issues(account_of(request), season).filter(pk=key).exists():
        raise NotSeen
    content = (Path(settings.MEDIA_ROOT) / issue.folder / f"document.{ending}").read_bytes()
    return _answer(content, WRITERS[ending][1], f"{issue.title}.{ending}")


@login_required
@require_GET
def ledger(request: HttpRequest, key: int) -> HttpResponse:
    """The ledger of a run as a workbook with real numbers, scoped to what the account sees."""
    by = account_of(request)
    run = Run.objects.filter(pk=key).select_related("season__programme__host", "version__rulebook").first()
    if run is None or not run.is_scored:
        raise NotSeen
    season = visible_seasons(by).filter(pk=run.season_id).first()
    if season is None or not visible_runs(by, season).filter(pk=key).exists():
        raise NotSeen
    name = _("%(period)s得分台账") % {"period": period_name(run.period)}
    return _answer(documents.ledger_workbook(by, run), XLSX, f"{name}.xlsx")


def _series(publication: Publication, kind: Kind) -> Series:
    season = publication.run.season
    return Series.objects.filter(season=season, kind=kind).first() or Series(season=season, kind=kind)


def _own_units(request: HttpRequest, run: Run) -> list[Organisation]:
    standings = visible_standings(account_of(request), run).filter(period=run.period)
    return [standing.unit for standing in standings]


def _file(document: Document, ending: str, name: str) -> HttpResponse:
    if ending not in WRITERS:
        raise NotSeen
    write, content_type = WRITERS[ending]
    return _answer(write(document), content_type, f"{name}.{ending}")


def _answer(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
