"""Lists of problems, one problem, and the forms that record, change, merge and withdraw."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base import clock
from chuangcheng.evidence import policy as evidence_policy
from chuangcheng.evidence.queries import evidence_for
from chuangcheng.people.models import Account
from chuangcheng.people.policy import has_role, require
from chuangcheng.stages.plans.checks import closed_periods
from chuangcheng.stages.plans.policy import OFFICE, OFFICE_OR_INSPECTOR
from chuangcheng.stages.rectification import actions, policy, queries
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import OPEN, SCORED, Move, Source, Standing
from chuangcheng.web.rectification import forms
from chuangcheng.web.rectification.views.sight import crumbs, is_overdue, problem_seen, problems, state_of
from chuangcheng.web.rectification.views.steps import offered
from chuangcheng.web.register.history import steps as steps_of
from chuangcheng.web.register.sight import programme_among, programmes_seen
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, Table

_STANDS = Q(withdrawn_on=None)


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The problems in sight, in four views: all, open, overdue, waiting for the re-check."""
    seen, view = problems(request), request.GET.get("view", "")
    overdue = _STANDS & Q(standing__in=OPEN, deadline__lt=clock.today())
    views = {
        "": (_("全部"), Q()),
        "open": (_("待整改"), _STANDS & Q(standing__in=OPEN)),
        "overdue": (_("已逾期"), overdue),
        "check": (_("待复查"), _STANDS & Q(standing=Standing.RECTIFIED)),
    }
    counts = seen.aggregate(**{f"n_{word}": Count("pk", filter=wanted) for word, (_label, wanted) in views.items()})
    table = _table(request, view if view in views else "", views)
    if table.wants_export:
        return export(table, _("问题"))
    tabs = [
        {
            "label": label,
            "url": f"{request.path}?view={word}" if word else request.path,
            "current": word == (view if view in views else ""),
            "count": counts[f"n_{word}"],
        }
        for word, (label, _wanted) in views.items()
    ]
    may_record = has_role(account_of(request), OFFICE_OR_INSPECTOR)
    return render(request, "rectification/list.html", {"table": table, "tabs": tabs, "may_record": may_record})


def _table(request: HttpRequest, view: str, views: dict[str, tuple[str, Q]]) -> Table:
    seen = problems(request)
    return Table(
        request,
        seen.filter(views[view][1]),
        columns=(
            Column("title", _("问题"), lambda one: one.title, main=True, wide=True,
                   link=lambda one: reverse("problem", args=[one.pk])),
            Column("state", _("状态"), state_of, "state", sort=("standing", "deadline")),
            Column("unit", _("责任单位"), lambda one: one.unit.name, sort=("unit__code",)),
            Column("deadline", _("整改期限"), lambda one: one.deadline, "day", sort=("deadline",)),
            Column("source", _("来源"), lambda one: one.get_source_display(), sort=("source",)),
            Column("found", _("发现日期"), lambda one: one.happened_on, "day", sort=("happened_on",)),
            Column("code", _("编号"), lambda one: one.code, sort=("code",), spare=True),
        ),
        filters=(
            Filter("q", _("搜索"), "search", ("title", "code", "place", "unit__name")),
            Filter("state", _("状态"), fields=("standing",), choices=lambda: Standing.choices),
            Filter("source", _("来源"), fields=("source",), choices=lambda: Source.choices),
            Filter("unit", _("责任单位"), fields=("unit__code",), choices=lambda: _units_in(request)),
            Filter("from", _("期限自"), "from", ("deadline",)),
            Filter("until", _("期限至"), "until", ("deadline",)),
        ),
        order="deadline" if view else "-found",
        caption=_("问题列表"),
    )  # fmt: skip


def _units_in(request: HttpRequest) -> list[tuple[str, str]]:
    """The units in sight that have problems."""
    named = getattr(request, "_problem_units", None)
    if named is None:
        named = list(problems(request).order_by("unit__code").values_list("unit__code", "unit__name").distinct())
        request._problem_units = named  # type: ignore[attr-defined]
    return list(named)


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One problem: what it is, what happened to it, what it counts, what can be done now."""
    by, problem = account_of(request), problem_seen(request, key)
    keeps = policy.may_keep_records(by, problem.unit)
    stands = problem.withdrawn_on is None
    steps = offered(by, problem)
    waits = stands and problem.standing == Standing.RECTIFIED
    context = {
        "problem": problem,
        "state": state_of(problem),
        "overdue": is_overdue(problem),
        "sources": [Source(source).label for source in queries.sources_of(problem)],
        "scored": any(source in SCORED for source in queries.sources_of(problem)),
        "events": problem.events.select_related("by", "organisation"),
        "rows": queries.rows_of(problem, clock.today()),
        "absorbed": problem.absorbed.all(),
        "evidence": evidence_for(by, problem),
        "record": problem,
        "attach": f"{problem._meta.label_lower}:{problem.pk}",
        "may_cite": evidence_policy.may_store(by, problem.unit),
        "history": steps_of(problem, dict(Move.choices)),
        "steps": steps,
        "primary": steps[0].word if steps else "",
        "must_be_other": waits and policy.may_verify(by, problem.unit) and policy.rectified_by(by, problem),
        "may_change": keeps and stands,
        "may_merge": keeps and stands and problem.merged_into_id is None and problem.standing != Standing.CLOSED,
        "may_withdraw": keeps and stands and problem.merged_into_id is None,
    }
    return render(request, "rectification/problem.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a problem."""
    by = account_of(request)
    require(has_role(by, OFFICE_OR_INSPECTOR))
    programmes = programmes_seen(request)
    programme = programme_among(request, programmes)
    if programme is None:
        return render(request, "rectification/no_programme.html", {"crumbs": crumbs()})
    units = queries.units_for(by, programme, OFFICE_OR_INSPECTOR)
    form = forms.NewProblemForm(units, closed_periods(programme), request.POST or None, initial=_asked(request))

    def act() -> HttpResponse:
        problem = actions.record_problem(by=by, programme=programme, **form.cleaned_data)
        messages.success(request, _("已记录，编号 %(code)s。") % {"code": problem.code})
        return redirect("problem", key=problem.pk)

    context = {
        "heading": _("记录问题"),
        "back": reverse("problem_list"),
        "crumbs": crumbs(),
        "draft": "problem",
        "programme": programme,
        "programmes": programmes,
        "season": programme.title,
    }
    return form_page(request, form, act, context, template="rectification/new.html")


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address fills in: a unit's page leads here with the unit."""
    asked = request.GET.get("unit", "")
    return {"unit": asked} if asked.isascii() and asked.isdecimal() else {}


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change what a problem says."""
    by, problem = account_of(request), problem_seen(request, key)
    require(policy.may_keep_records(by, problem.unit))
    form = _change_form(by, problem, request.POST or None)

    def act() -> HttpResponse:
        actions.change_problem(by=by, problem=problem, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("problem", key=problem.pk)

    context = {
        "heading": _("修改问题"),
        "back": reverse("problem", args=[problem.pk]),
        "crumbs": crumbs(problem),
        "draft": f"problem-{problem.pk}",
    }
    return form_page(request, form, act, context, fresh=lambda: _change_form(by, problem_seen(request, key), None))


def _change_form(by: Account, problem: Problem, sent: QueryDict | None) -> forms.ChangeProblemForm:
    names = ("title", "source", "happened_on", "place", "officer", "note", "revision")
    initial = {name: getattr(problem, name) for name in names} | {"unit": problem.unit_id}
    units = queries.units_for(by, problem.programme, OFFICE)
    return forms.ChangeProblemForm(units, closed_periods(problem.programme), sent, initial=initial)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, key: int) -> HttpResponse:
    """Merge another problem of the same village into this one."""
    by, problem = account_of(request), problem_seen(request, key)
    require(policy.may_keep_records(by, problem.unit))
    form = forms.MergeForm(_mergeable(problem), request.POST or None, initial={"revision": problem.revision})

    def act() -> HttpResponse:
        sent = form.cleaned_data
        absorbed, absorbed_revision = sent["absorbed"]
        actions.merge_problems(
            by=by,
            kept=problem,
            absorbed=Problem.objects.select_related("unit", "programme").get(pk=absorbed),
            revision=sent["revision"],
            absorbed_revision=absorbed_revision,
            note=sent["note"],
        )
        messages.success(request, _("已并案。"))
        return redirect("problem", key=problem.pk)

    def fresh() -> forms.MergeForm:
        stored = problem_seen(request, key)
        return forms.MergeForm(_mergeable(stored), initial={"revision": stored.revision})

    context = {
        "heading": _("并案"),
        "lead": _("同一个村的同一个问题从不同来源记录了两次时，并成一个。"),
        "problem": problem,
        "back": reverse("problem", args=[problem.pk]),
        "crumbs": crumbs(problem),
        "submit": _("并案"),
    }
    return form_page(request, form, act, context, template="rectification/step.html", fresh=fresh)


def _mergeable(problem: Problem) -> list[Problem]:
    """Standing problems of the same unit and programme that are neither closed nor merged."""
    others = Problem.objects.filter(programme=problem.programme, unit=problem.unit, withdrawn_on=None)
    others = others.exclude(pk=problem.pk).exclude(standing__in=(Standing.CLOSED, Standing.MERGED))
    return list(others.order_by("-happened_on", "code"))


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take a problem out of the facts, with the reason."""
    by, problem = account_of(request), problem_seen(request, key)
    require(policy.may_keep_records(by, problem.unit))
    form = forms.WithdrawForm(request.POST or None, initial={"revision": problem.revision})

    def act() -> HttpResponse:
        actions.withdraw_problem(by=by, problem=problem, **form.cleaned_data)
        messages.success(request, _("已撤回，不再计入考核。"))
        return redirect("problem", key=problem.pk)

    context = {
        "heading": _("撤回问题"),
        "lead": _("撤回后不再计入考核，记录和原因仍然保留。"),
        "problem": problem,
        "back": reverse("problem", args=[problem.pk]),
        "crumbs": crumbs(problem),
        "submit": _("撤回"),
    }
    return form_page(
        request, form, act, context, template="rectification/step.html",
        fresh=lambda: forms.WithdrawForm(initial={"revision": problem_seen(request, key).revision}),
    )  # fmt: skip
