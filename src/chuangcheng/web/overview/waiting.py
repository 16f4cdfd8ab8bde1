"""What waits for a person today: counts with the address where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import NextStep, Programme
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import OPEN, Standing
from chuangcheng.stages.scoring.models import Objection, Run, Season
from chuangcheng.stages.scoring.states import ObjectionState
from chuangcheng.stages.settlement.models import Batch
from chuangcheng.stages.settlement.states import BatchState
from chuangcheng.suggestions.queries import visible_suggestions

#: Days ahead that count as soon.
SOON: Final = 7
#: Problems that the page lists.
LISTED: Final = 8
_PROBLEMS: Final = "problem_list"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A tile: how many, what, where. ``tone`` is that of a badge."""

    label: Any
    count: int
    url: str
    note: Any = ""


def problems_waiting(by: Account, day: date) -> list[Waiting]:
    """Problems in sight: late, due soon, without a deadline, waiting for the re-check. One query."""
    standing, open_ = Q(withdrawn_on=None), Q(withdrawn_on=None, standing__in=OPEN)
    counted = scoped(Problem.objects.all(), by).aggregate(
        late=Count("pk", filter=open_ & Q(deadline__lt=day)),
        soon=Count("pk", filter=open_ & Q(deadline__gte=day, deadline__lte=day + timedelta(days=SOON))),
        bare=Count("pk", filter=standing & Q(standing=Standing.FOUND)),
        check=Count("pk", filter=standing & Q(standing=Standing.RECTIFIED)),
    )
    page = reverse(_PROBLEMS)
    until = day + timedelta(days=SOON)
    return [
        Waiting(_("问题已逾期"), counted["late"], f"{page}?view=overdue"),
        Waiting(_("问题7天内到期"), counted["soon"], f"{page}?view=open&from={day}&until={until}"),
        Waiting(_("问题待下达期限"), counted["bare"], f"{page}?view=open&state={Standing.FOUND.value}"),
        Waiting(_("整改待复查"), counted["check"], f"{page}?view=check"),
    ]


def problems_due(by: Account) -> list[Problem]:
    """The open problems in sight whose deadlines come first. One query."""
    found = scoped(Problem.objects.select_related("unit"), by).filter(withdrawn_on=None, standing__in=OPEN)
    return list(found.order_by(F("deadline").asc(nulls_last=True), "happened_on", "pk")[:LISTED])


def others_waiting(by: Account, kinds: frozenset[str], programmes: list[Programme], day: date) -> list[Waiting]:
    """What waits for offices and leaders beside problems: at most one query for each kind of thing."""
    found: list[Waiting] = []
    if kinds & {RoleKind.OFFICE, RoleKind.LEADER}:
        found.append(_objections(by))
        found.append(_batches(by))
    if RoleKind.OFFICE in kinds:
        found.append(_runs_with_errors(by))
        found.append(_next_steps(programmes, day))
    if by.is_administrator or kinds & {RoleKind.OFFICE, RoleKind.ADMINISTRATOR}:
        unanswered = visible_suggestions(by).filter(answered_at=None).exclude(written_by=by).count()
        found.append(Waiting(_("意见建议待答复"), unanswered, reverse("suggestion_list")))
    return found


def _objections(by: Account) -> Waiting:
    rows = scoped(
        Objection.objects.filter(state=ObjectionState.FILED), by, path="publication__run__season__programme__host"
    )
    told = rows.aggregate(count=Count("pk"), season=Max("publication__run__season"))
    url = reverse("objection_list", args=[told["season"]]) if told["count"] else ""
    return Waiting(_("异议待答复"), told["count"], url)


def _batches(by: Account) -> Waiting:
    """Batches that another person proposed."""
    rows = scoped(Batch.objects.filter(state=BatchState.PROPOSED), by, path="season__programme__host")
    told = rows.exclude(proposed_by=by).aggregate(count=Count("pk"), last=Max("pk"))
    return Waiting(_("兑现批次待确认"), told["count"], reverse("batch", args=[told["last"]]) if told["count"] else "")


def _runs_with_errors(by: Account) -> Waiting:
    """Seasons whose latest run has errors and therefore no results."""
    latest = Run.objects.filter(season=OuterRef("season")).order_by("-number").values("pk")[:1]
    rows: QuerySet[Run] = scoped(Run.objects.filter(errors__gt=0), by, path="season__programme__host")
    told = rows.filter(pk=Subquery(latest)).aggregate(count=Count("pk"), last=Max("pk"))
    url = reverse("run_problems", args=[told["last"]]) if told["count"] else ""
    return Waiting(_("计分有错误"), told["count"], url)


def _next_steps(programmes: list[Programme], day: date) -> Waiting:
    rows = NextStep.objects.filter(programme__in=programmes, done_on=None, due_on__lte=day + timedelta(days=SOON))
    told = rows.aggregate(count=Count("pk"), programme=Max("programme"))
    url = reverse("programme", args=[told["programme"]]) if told["count"] else ""
    return Waiting(_("下步打算到期"), told["count"], url)


def programmes_of(by: Account, seasons: QuerySet[Season]) -> list[Programme]:
    """Programmes that the account hosts or takes part in by a season, with their phases. Two queries."""
    hosted = scoped(Programme.objects.all(), by, path="host").values("pk")
    found = Programme.objects.filter(Q(pk__in=hosted) | Q(pk__in=seasons.values("programme")))
    return list(found.select_related("host").prefetch_related("phases"))
