"""Today, and the first day."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from chuangcheng.base import clock
from chuangcheng.people.policy import require
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.scoring.queries.seeing import visible_seasons
from chuangcheng.web.overview import first_day, guide, standing, waiting
from chuangcheng.web.shell.sight import account_of


@login_required
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What is due, late and waiting for this person; where we stand; what was published last."""
    by, day = account_of(request), clock.today()
    kinds = first_day.kinds_of(by)
    seasons = visible_seasons(by)
    programmes = waiting.programmes_of(by, seasons)
    tiles = waiting.problems_waiting(by, day) + waiting.others_waiting(by, kinds, programmes, day)
    results = standing.results(by, seasons)
    steps = first_day.steps(by, kinds) if first_day.is_led(by, kinds) and not results else []
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
    """The checklist of the first day. Whoever opens it is led on every page from now on, until all is done."""
    by = account_of(request)
    kinds = first_day.kinds_of(by)
    require(first_day.is_led(by, kinds))
    steps = first_day.steps(by, kinds)
    following = next((step for step in steps if not step.done), None)
    if following is not None:
        request.session[guide.LED] = True
    return render(request, "overview/start.html", {"steps": steps, "following": following})


@login_required
@require_POST
def later(request: HttpRequest) -> HttpResponse:
    """No more leading; the checklist stays where it is."""
    request.session.pop(guide.LED, None)
    return redirect("overview")
