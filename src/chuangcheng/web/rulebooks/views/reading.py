"""Reading rulebooks: the list, a version with its problems, its examples, a comparison."""

from __future__ import annotations

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.rulebook import read_rulebook
from chuangcheng.people.policy import has_role
from chuangcheng.people.states import RoleKind
from chuangcheng.rulebooks.examples import run_examples
from chuangcheng.rulebooks.queries import visible_versions
from chuangcheng.rulebooks.states import VersionState
from chuangcheng.rulebooks.telling import told
from chuangcheng.stages.scoring import policy as scoring
from chuangcheng.stages.scoring.models import Season
from chuangcheng.stages.scoring.queries.comparing import compare_versions, named
from chuangcheng.stages.scoring.queries.seeing import rulebook_of_version, visible_seasons
from chuangcheng.web.rulebooks import forms
from chuangcheng.web.rulebooks.views.sight import keeps, version_seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, State, Table

ROOM = pgettext_lazy("room", "测评体系")
STATES = {
    VersionState.DRAFT: State(VersionState.DRAFT.label, "info", "pencil"),
    VersionState.PUBLISHED: State(VersionState.PUBLISHED.label, "good", "check"),
    VersionState.RETIRED: State(VersionState.RETIRED.label, "", "ban"),
}


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All versions in sight."""
    by = account_of(request)
    table = Table(
        request,
        visible_versions(by),
        columns=(
            Column("title", _("名称"), lambda one: one.rulebook.title, sort=("rulebook__title", "number"), main=True,
                   link=lambda one: reverse("version", args=[one.pk])),
            Column("number", _("版本号"), lambda one: f"v{one.number}", sort=("number",)),
            Column("state", _("状态"), lambda one: STATES[one.state], "state"),
            Column("owner", _("所属单位"), lambda one: one.rulebook.organisation.name),
            Column("from", _("自"), lambda one: one.effective_from, "day", sort=("effective_from",), spare=True),
            Column("published", _("发布时间"), lambda one: one.published_at, "moment", sort=("published_at",), spare=True),
        ),
        filters=(
            Filter("q", _("搜索"), "search", ("rulebook__title", "rulebook__name")),
            Filter("state", _("状态"), fields=("state",), choices=lambda: VersionState.choices),
        ),
        order="title",
        caption=_("测评体系列表"),
    )  # fmt: skip
    if table.wants_export:
        return export(table, str(ROOM))
    may_keep = by.is_administrator or has_role(by, [RoleKind.OFFICE])
    return render(request, "rulebooks/list.html", {"table": table, "keeps": may_keep})


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """A version: its text with line numbers, its problems, what can be done with it."""
    version = version_seen(request, key)
    _rulebook, problems = read_rulebook(version.text, version.file, None)
    bad = Counter(_line(problem) for problem in problems)
    context = {
        "version": version,
        "state": STATES[VersionState(version.state)],
        "problems": [_told(problem) for problem in problems],
        "lines": [(number, line, bad[number]) for number, line in enumerate(version.text.splitlines(), 1)],
        "keeps": keeps(request, version),
        "others": version.rulebook.versions.exclude(pk=version.pk),
    }
    return render(request, "rulebooks/version.html", context)


@login_required
@require_GET
def text(request: HttpRequest, key: int) -> HttpResponse:
    """The YAML as a file."""
    version = version_seen(request, key)
    name = content_disposition_header(as_attachment=True, filename=f"{version.rulebook.name}-{version.number}.yaml")
    headers = {"Content-Disposition": name or "attachment"}
    return HttpResponse(version.text, content_type="application/yaml; charset=utf-8", headers=headers)


@login_required
@require_GET
def examples(request: HttpRequest, key: int) -> HttpResponse:
    """The rulebook's examples run with this version."""
    version = version_seen(request, key)
    results = [(one, [_told(problem) for problem in one.problems]) for one in run_examples(version)]
    return render(request, "rulebooks/examples.html", {"version": version, "results": results})


@login_required
@require_GET
def compare(request: HttpRequest, key: int) -> HttpResponse:
    """This version against another one, on a season's facts. For those who see everyone's score."""
    version, by = version_seen(request, key), account_of(request)
    seasons = [one.pk for one in visible_seasons(by) if scoring.may_see_drafts(by, one.programme.host)]
    form = forms.CompareForm(
        visible_versions(by).exclude(pk=version.pk), Season.objects.filter(pk__in=seasons), request.GET or None
    )
    comparison, units = None, []
    if request.GET and form.is_valid():
        comparison = compare_versions(form.chosen, form.cleaned_data["other"], version)
        units = named(comparison.changes, rulebook_of_version(version))
    context = {
        "version": version,
        "form": form,
        "comparison": comparison,
        "units": units,
        "problems": [_told(one) for one in comparison.problems_after] if comparison else [],
    }
    return render(request, "rulebooks/compare.html", context)


def _line(problem: Problem) -> int:
    last = problem.where.rsplit(":", 1)[-1]
    return int(last) if last.isdigit() else 0


def _told(problem: Problem) -> dict[str, str]:
    return {"place": problem.where, "message": told(problem)}
