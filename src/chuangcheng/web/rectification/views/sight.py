"""Finding problems in an account's sight, and how their states look."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chuangcheng.base import clock
from chuangcheng.people.queries import scoped
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import Standing
from chuangcheng.web.shell.sight import account_of, seen
from chuangcheng.web.shell.tables import State

ROOM = _("问题整改")
_LOOKS: Final = {
    Standing.FOUND: ("", "circle-dashed"),
    Standing.ORDERED: ("info", "clock"),
    Standing.RECTIFIED: ("accent", "eye"),
    Standing.REFUSED: ("bad", "circle-x"),
    Standing.VERIFIED: ("good", "circle-check"),
    Standing.CLOSED: ("good", "check"),
    Standing.MERGED: ("", "transfer"),
}
_WITHDRAWN: Final = State(_("已撤回"), "", "ban")
_OVERDUE: Final = State(_("已逾期"), "bad", "alert-triangle")


def problems(request: HttpRequest) -> QuerySet[Problem]:
    """Problems that the account sees, of all programmes."""
    return scoped(Problem.objects.select_related("unit", "programme", "merged_into"), account_of(request))


def problem_seen(request: HttpRequest, key: int) -> Problem:
    """The problem, or ``NotSeen``."""
    return seen(Problem.objects.select_related("unit", "programme__host", "merged_into"), request, key, path="unit")


def is_overdue(problem: Problem) -> bool:
    """Its deadline went by and nobody reported it put right."""
    return problem.is_open and problem.deadline is not None and problem.deadline < clock.today()


def state_of(problem: Problem) -> State:
    """How it stands, as a badge; overdue says more than in progress."""
    if problem.withdrawn_on is not None:
        return _WITHDRAWN
    if is_overdue(problem):
        return _OVERDUE
    standing = Standing(problem.standing)
    return State(standing.label, *_LOOKS[standing])


def crumbs(problem: Problem | None = None) -> list[tuple[str, str]]:
    """Crumbs down to a problem."""
    own = [(problem.code, reverse("problem", args=[problem.pk]))] if problem else []
    return [(str(ROOM), reverse("problem_list")), *own]
