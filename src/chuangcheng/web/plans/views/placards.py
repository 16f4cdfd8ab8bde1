"""责任公示牌 as files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from chuangcheng.base import clock, journal
from chuangcheng.base.errors import NotSeen
from chuangcheng.people.queries import scoped, visible_grids
from chuangcheng.stages.plans.queries.duties import Who, grids_of, kinds_of
from chuangcheng.stages.plans.queries.placards import TITLE, placard, placards
from chuangcheng.web.plans.views.files import paper
from chuangcheng.web.plans.views.sight import programme_seen
from chuangcheng.web.shell.sight import account_of, seen


@login_required
@require_GET
def one(request: HttpRequest, key: int, ending: str) -> HttpResponse:
    """The placard of a grid as it is today."""
    grid = seen(visible_grids(account_of(request)), request, key, path="organisation")
    day, kinds = clock.today(), kinds_of(grid.organisation)
    answers = Who(day, [grid], kinds).of(grid)
    return paper(placard(grid, answers, kinds, day, head=journal.head()), ending, f"{grid.name}{TITLE}")


@login_required
@require_GET
def all_in_one(request: HttpRequest, key: int, ending: str) -> HttpResponse:
    """The placards of all grids of a programme that the account sees, in one file."""
    by, programme, day = account_of(request), programme_seen(request, key), clock.today()
    grids = list(scoped(grids_of(programme, day), by, path="organisation"))
    if not grids:
        raise NotSeen
    kinds = kinds_of(programme.host)
    who = Who(day, grids, kinds)
    document = placards([(grid, who.of(grid)) for grid in grids], kinds, day, head=journal.head())
    return paper(document, ending, f"{programme.title}{TITLE}")
