"""Who answers for a grid or a place: what its page shows of the duties of plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.dateparse import parse_date

from chuangcheng.base import clock
from chuangcheng.people.models import Grid, Place
from chuangcheng.stages.plans.models import Duty
from chuangcheng.stages.plans.policy import may_keep_duties
from chuangcheng.stages.plans.queries.duties import Answer, answers_for, with_names
from chuangcheng.web.people.views.sight import account_of


@dataclass(frozen=True, slots=True)
class Panel:
    """Who answers on ``day`` by kind, and all duties for the thing itself, the latest first."""

    day: date
    today: bool
    answers: list[Answer]
    own: list[Duty]
    keeps: bool


def answers_panel(request: HttpRequest, thing: Grid | Place) -> Panel:
    """The panel for the day asked for (``?on=``), else today."""
    try:
        day = parse_date(request.GET.get("on", "")) or clock.today()
    except ValueError:
        day = clock.today()
    field = "grid" if isinstance(thing, Grid) else "place"
    own = with_names(Duty.objects.filter(**{field: thing})).order_by("-from_day", "kind")
    keeps = may_keep_duties(account_of(request), thing.organisation) and thing.ended_on is None
    return Panel(day, day == clock.today(), answers_for(thing, day), list(own), keeps)
