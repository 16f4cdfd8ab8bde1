"""What happens to a problem, one page for each step, all drawn from one table of steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require
from chuangcheng.stages.plans.checks import closed_periods
from chuangcheng.stages.rectification import actions, policy
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import MOVES, Move, Standing
from chuangcheng.web.rectification.forms import StepForm
from chuangcheng.web.rectification.views.sight import crumbs, problem_seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the pages offer it. ``done`` is what is said afterwards, ``note`` the label of what is to be written."""

    word: str
    move: Move
    label: Any
    icon: str
    lead: Any
    done: Any
    note: Any
    act: Callable[..., Problem]
    may: Callable[[Account, Organisation], bool]
    note_needed: bool = False
    deadline: bool = False

    def offered(self, by: Account, problem: Problem) -> bool:
        """Whether it can follow now and this person may take it."""
        if problem.withdrawn_on is not None or (problem.standing, self.move) not in MOVES:
            return False
        runs = problem.standing == Standing.ORDERED and problem.deadline and problem.deadline >= clock.today()
        if (self.move == Move.ORDER and runs) or (self.move == Move.EXTEND and not runs):
            return False
        if self.move == Move.EXTEND and not set_by(by, problem):
            return False
        if self.move in (Move.VERIFY, Move.REFUSE) and policy.rectified_by(by, problem):
            return False
        return self.may(by, problem.unit)


STEPS: Final = (
    Step(
        "rectified", Move.RECTIFY, _("报告已整改"), "check",
        _("写清做了什么。文明办或督查员复查通过后销号。"), _("已报告整改，等待复查。"), _("整改情况"),
        actions.report_rectified, policy.may_report_rectified, note_needed=True,
    ),
    Step(
        "deadline", Move.ORDER, _("下达期限"), "calendar-event",
        _("期限当天完成算按期。原期限已过时，错过的一次仍然计算。"), _("已下达期限。"), _("要求"),
        actions.set_deadline, policy.may_record, deadline=True,
    ),
    Step(
        "extend", Move.EXTEND, _("延期"), "calendar",
        _("在期限没有过的时候延长，不算错过。只有下达期限的单位能延期。"), _("已延期。"), _("延期原因"),
        actions.extend_deadline, policy.may_record, note_needed=True, deadline=True,
    ),
    Step(
        "verify", Move.VERIFY, _("复查通过"), "circle-check",
        _("报告整改的人不能复查。"), _("复查通过，可以销号。"), _("复查情况"),
        actions.verify_rectification, policy.may_verify,
    ),
    Step(
        "refuse", Move.REFUSE, _("复查不通过"), "circle-x",
        _("这次整改视为没有完成；期限已过的，算错过一次。"), _("已记录复查不通过。"), _("不通过的原因"),
        actions.refuse_rectification, policy.may_verify, note_needed=True,
    ),
    Step(
        "close", Move.CLOSE, _("销号"), "clipboard-check",
        _("复查通过的问题直接销号；没有复查的要写明原因。"), _("已销号。"), _("说明"),
        actions.close_problem, policy.may_keep_records,
    ),
)  # fmt: skip


def set_by(by: Account, problem: Problem) -> bool:
    """Whether the office of the account set the deadline in force: only that office extends it."""
    setter = problem.events.filter(move__in=(Move.ORDER, Move.EXTEND)).last()
    return setter is None or setter.organisation_id == by.organisation_id


def offered(by: Account, problem: Problem) -> list[Step]:
    """The steps that this person may take now."""
    return [one for one in STEPS if one.offered(by, problem)]


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, key: int, word: str) -> HttpResponse:
    """Take a step with a problem."""
    chosen = next(one for one in STEPS if one.word == word)
    by, problem = account_of(request), problem_seen(request, key)
    require(chosen.may(by, problem.unit))
    form = _form(chosen, by, problem, request.POST or None)

    def act() -> HttpResponse:
        chosen.act(by=by, problem=problem, **form.cleaned_data)
        messages.success(request, chosen.done)
        return redirect("problem", key=problem.pk)

    context = {
        "heading": chosen.label,
        "lead": chosen.lead,
        "problem": problem,
        "back": reverse("problem", args=[problem.pk]),
        "crumbs": crumbs(problem),
        "submit": chosen.label,
        "draft": f"problem-{problem.pk}-{word}",
    }
    template = "rectification/step.html"
    return form_page(
        request, form, act, context, template=template,
        fresh=lambda: _form(chosen, by, problem_seen(request, key), None),
    )  # fmt: skip


def _form(chosen: Step, by: Account, problem: Problem, sent: Any) -> StepForm:
    return StepForm(
        closed_periods(problem.programme),
        sent,
        note=chosen.note,
        note_needed=chosen.note_needed,
        deadline=chosen.deadline,
        today_only=chosen.move == Move.RECTIFY and policy.is_units_own(by, problem.unit),
        initial={"revision": problem.revision},
    )
