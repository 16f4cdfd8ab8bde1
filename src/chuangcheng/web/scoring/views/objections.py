"""Objections: a unit asks, someone who did not score answers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chuangcheng.stages.scoring import actions, policy
from chuangcheng.stages.scoring.queries import seeing
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.states import ObjectionState
from chuangcheng.web.scoring import forms
from chuangcheng.web.scoring.views.seasons import season_crumbs
from chuangcheng.web.scoring.views.sight import objection_seen, publication_seen, season_seen
from chuangcheng.web.scoring.views.states import OBJECTION_STATES
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.formats import day
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, organisation_seen
from chuangcheng.web.shell.tables import Column, Filter, Table


@login_required
@require_GET
def listing(request: HttpRequest, key: int) -> HttpResponse:
    """The objections in sight."""
    season = season_seen(request, key)
    table = Table(
        request,
        seeing.visible_objections(account_of(request), season),
        columns=(
            Column("unit", _("单位"), lambda one: one.unit.name, sort=("unit__name",), main=True,
                   link=lambda one: reverse("objection", args=[one.pk])),
            Column("period", _("期间"), lambda one: period_name(one.publication.run.period)),
            Column("text", _("异议内容"), lambda one: one.text[:60]),
            Column("state", _("状态"), lambda one: OBJECTION_STATES[one.state], "state"),
            Column("filed", _("提出时间"), lambda one: one.filed_at, "moment", sort=("filed_at",)),
        ),
        filters=(Filter("state", _("状态"), fields=("state",), choices=lambda: ObjectionState.choices),),
        order="-filed",
        caption=_("异议列表"),
    )  # fmt: skip
    if table.wants_export:
        return export(table, table.caption)
    return render(request, "scoring/objections.html", {"season": season, "table": table})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: int, unit: int) -> HttpResponse:
    """Object to a unit's published score."""
    publication, organisation = publication_seen(request, key), organisation_seen(request, unit)
    rulebook = seeing.rulebook_of(publication.run)
    items = [(item.id, item.title) for item in rulebook.walk()]
    form = forms.ObjectionForm(items, request.POST or None, initial={"item": request.GET.get("item", "")})

    def act() -> HttpResponse:
        objection = actions.file_objection(
            by=account_of(request), publication=publication, unit=organisation, **form.cleaned_data
        )
        messages.success(request, _("异议已提出，会由没有参与计分的同志答复。"))
        return redirect("objection", key=objection.pk)

    run = publication.run
    context = {
        "heading": _("对%(period)s得分提出异议") % {"period": period_name(run.period)},
        "lead": _("异议期到%(day)s。") % {"day": day(publication.objections_until)},
        "back": reverse("unit_score", args=[run.pk, organisation.pk, run.period]),
        "crumbs": season_crumbs(run.season),
        "draft": f"objection-{publication.pk}-{organisation.pk}",
        "submit": _("提出异议"),
    }
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """An objection and its answer; whoever may answer finds the form here."""
    by, objection = account_of(request), objection_seen(request, key)
    run = objection.publication.run
    open_ = objection.state == ObjectionState.FILED
    scored = by.pk in (run.ran_by_id, objection.publication.published_by_id)
    may_answer = open_ and policy.may_answer(by, run.season.programme.host)
    form = forms.AnswerForm(request.POST or None, initial={"revision": objection.revision})

    def act() -> HttpResponse:
        actions.answer_objection(by=by, objection=objection, **form.cleaned_data)
        messages.success(request, _("已答复。"))
        return redirect("objection", key=objection.pk)

    titles = {item.id: item.title for item in seeing.rulebook_of(run).walk()}
    context = {
        "objection": objection,
        "item": titles.get(objection.item, ""),
        "run": run,
        "season": run.season,
        "name": period_name(run.period),
        "state": OBJECTION_STATES[ObjectionState(objection.state)],
        "may_answer": may_answer and not scored,
        "must_be_other": may_answer and scored,
        "may_withdraw": open_ and policy.may_object(by, objection.unit),
        "back": reverse("objection_list", args=[run.season_id]),
    }
    return form_page(request, form, act, context, template="scoring/objection.html")


@login_required
@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take an objection back."""
    objection = actions.withdraw_objection(by=account_of(request), objection=objection_seen(request, key))
    messages.success(request, _("异议已撤回。"))
    return redirect("objection", key=objection.pk)
