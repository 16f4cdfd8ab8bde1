"""Today, and the first day."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chuangcheng.base import clock
from chuangcheng.people.models import Account
from chuangcheng.people.policy import require
from chuangcheng.people.queries import current_roles
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.scoring.queries.seeing import visible_seasons
from chuangcheng.web.overview import first_day, standing, waiting
from chuangcheng.web.shell.sight import account_of


@login_required
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What is due, late and waiting for this person; where we stand; what was published last."""
    by, day = account_of(request), clock.today()
    kinds = _kinds(by)
    seasons = visible_seasons(by)
    programmes = waiting.programmes_of(by, seasons)
    tiles = waiting.problems_waiting(by, day) + waiting.others_waiting(by, kinds, programmes, day)
    results = standing.results(by, seasons)
    steps = first_day.steps(by, kinds) if _starts(by, kinds) and not results else []
    context = {
        "day": day,
        "tiles": [one for one in tiles if one.count],
        "due": [(one, one.deadline is not None and one.deadline < day) for one in waiting.problems_due(by)],
        "acts_for_unit": RoleKind.UNIT in kinds,
        "lines": standing.lines(programmes, day),
        "results": results,
        "steps_done": sum(step.done for step in steps),
        "steps": steps,
    }
    return render(request, "overview/today.html", context)


@login_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The checklist of the first day."""
    by = account_of(request)
    kinds = _kinds(by)
    require(_starts(by, kinds))
    steps = first_day.steps(by, kinds)
    following = next((step for step in steps if not step.done), None)
    return render(request, "overview/start.html", {"steps": steps, "following": following})


def _kinds(by: Account) -> frozenset[str]:
    return frozenset(current_roles(by).values_list("kind", flat=True))


def _starts(by: Account, kinds: frozenset[str]) -> bool:
    return bool(by.is_administrator or kinds & {RoleKind.OFFICE, RoleKind.ADMINISTRATOR})
