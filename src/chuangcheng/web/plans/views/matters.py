"""Supervised matters: the list with its two rates, and the steps to a close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require
from chuangcheng.people.queries import visible_organisations
from chuangcheng.stages.plans import actions, policy
from chuangcheng.stages.plans.facts import MatterFigures, matter_figures
from chuangcheng.stages.plans.models import Matter, Programme
from chuangcheng.web.plans.forms.tasks import NoteForm
from chuangcheng.web.plans.kinds import MATTER, state_of_matter
from chuangcheng.web.plans.sections import section
from chuangcheng.web.plans.views.sight import crumbs
from chuangcheng.web.register.sight import programme_seen
from chuangcheng.web.register.views import WITHDRAWN
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen
from chuangcheng.web.shell.tables import Column, Filter, State, Table


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The matters of a programme (``?programme=``), with how many of those due have a result and a reply."""
    by, programme = account_of(request), programme_seen(request)
    table = _table(request, by, programme)
    if table.wants_export:
        return export(table, str(MATTER.title))
    found = figures_until_today(by, programme)
    context = section(
        programme,
        "matters",
        table=table,
        found=found,
        keeps=policy.may_keep_records(by, programme.host),
        kind=MATTER,
        new_url=f"{reverse('matter_new')}?programme={programme.pk}",
    )
    return render(request, "plans/matters.html", context)


def figures_until_today(by: Account, programme: Programme) -> MatterFigures:
    """The figures of the matters in sight that were due by today."""
    units = set(visible_organisations(by).values_list("pk", flat=True))
    last: date = clock.today()
    return matter_figures(programme, min(programme.first, last), last, units)


def _table(request: HttpRequest, by: Account, programme: Programme) -> Table:
    return Table(
        request,
        MATTER.rows(by, programme),
        columns=(
            Column("code", _("编号"), lambda r: r.code, sort=("code",), spare=True),
            Column("title", _("督办事项"), lambda r: r.title, sort=("title",), main=True, wide=True,
                   link=lambda r: reverse("matter", args=[r.pk])),
            Column("unit", _("单位"), lambda r: r.unit.name, sort=("unit__code",)),
            Column("given", _("交办日期"), lambda r: r.happened_on, "day", sort=("happened_on",)),
            Column("due", _("办结时限"), lambda r: r.due_on, "day", sort=("due_on",)),
            Column("result", _("有结果日期"), lambda r: r.result_on, "day", sort=("result_on",)),
            Column("reply", _("回复日期"), lambda r: r.replied_on, "day", sort=("replied_on",)),
            Column("state", _("状态"), _state_of, "state"),
        ),
        filters=(Filter("q", _("搜索"), "search", ("title", "source", "unit__name", "code")),),
        order="due",
        caption=_("督办事项列表"),
    )  # fmt: skip


def _state_of(matter: Matter) -> State:
    return WITHDRAWN if matter.withdrawn_on else state_of_matter(matter)


_STEPS: dict[str, tuple[Callable[..., Matter], Callable[[Account, Organisation], bool], Any, Any]] = {
    "result": (actions.give_result, policy.may_work, gettext_lazy("填报结果"), gettext_lazy("办理结果")),
    "reply": (actions.reply_to_matter, policy.may_work, gettext_lazy("记下回复"), gettext_lazy("回复")),
    "finish": (actions.close_matter, policy.may_keep_records, gettext_lazy("办结"), ""),
}


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, key: int, word: str) -> HttpResponse:
    """Give a result, write down the reply, or close."""
    by = account_of(request)
    matter = seen(Matter.objects.select_related("unit", "programme__host"), request, key, path="unit")
    write, may, heading, asked = _STEPS[word]
    require(may(by, matter.unit))
    field = word if asked else ""
    initial = {"revision": matter.revision, **({field: getattr(matter, field)} if field else {})}
    form = NoteForm(request.POST or None, field=field, label=asked, initial=initial)

    def act() -> HttpResponse:
        write(by=by, matter=matter, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("matter", key=key)

    back = reverse("matter", args=[key])
    above = f"{reverse('matter_list')}?programme={matter.programme_id}"
    lead = _("有结果、有回复才能办结；填报结果的人不能办结。") if word == "finish" else ""
    context = {
        "heading": heading,
        "back": back,
        "lead": lead,
        "submit": heading,
        "crumbs": [*crumbs(matter.programme), (MATTER.title, above), (matter.code, back)],
        "season": matter.programme.title,
    }
    return form_page(request, form, act, context)
