"""Today, and the first day."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen
from chuangcheng.people.policy import require
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.scoring.queries.seeing import visible_seasons
from chuangcheng.web.overview import first_day, guide, listing, standing, things, waiting
from chuangcheng.web.overview.around import around
from chuangcheng.web.overview.backlog import BACK, SOON, TURN, backlog
from chuangcheng.web.overview.changes import changes
from chuangcheng.web.overview.heat import heat
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.sight import account_of

#: Things that the page lists first, and turns of the account's own organisations.
LISTED: Final = 8


@login_required
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What is due, late and waiting for this person; what changed; where we stand; what was published last."""
    by, day = account_of(request), clock.today()
    near = around(by, day)
    seasons = visible_seasons(by)
    programmes = waiting.programmes_of(near, seasons)
    current = waiting.running(programmes, day)
    log = backlog(near, current, day)
    results = standing.results(by, seasons)
    led = first_day.is_led(by, near.kinds) and not results
    # how far they are is counted here only while there is little else to count; their own page always tells
    steps = first_day.steps(by, near.kinds) if led and not current else []
    context = {
        "day": day,
        "groups": waiting.groups(by, near, current, log, day),
        "first_things": things.first_things(near, current, day, LISTED),
        "own_turns": things.own_turns(near, log)[:LISTED],
        "acts_for_unit": RoleKind.UNIT in near.kinds,
        "changes": changes(near, current, day),
        "lines": standing.lines(current, day),
        "heat": next((one for one in (heat(near, each, log) for each in current[:1]) if one), None),
        "results": results,
        "led": led,
        "steps_done": sum(step.done for step in steps),
        "steps": steps,
    }
    return render(request, "overview/today.html", context)


@login_required
@require_GET
def heat_page(request: HttpRequest) -> HttpResponse:
    """The heat map of a programme (``?programme=``), of all its units or those ``?under=`` one, by ``?page=`` of columns."""
    by, day = account_of(request), clock.today()
    near = around(by, day)
    programmes = waiting.programmes_of(near, visible_seasons(by))
    chosen = _number(request, "programme")
    current = [one for one in programmes if one.pk == chosen] if chosen else waiting.running(programmes, day)[:1]
    under = _number(request, "under")
    if (chosen and not current) or (under is not None and under not in near.seen):
        raise NotSeen
    found = None
    if current:
        log = backlog(near, current, day)
        found = heat(near, current[0], log, under=under, page=_number(request, "page") or 1)
    others = [(one, f"?programme={one.pk}") for one in programmes if one not in current]
    return render(request, "overview/heat_page.html", {"heat": found, "day": day, "others": others})


@login_required
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """The things behind a figure of today's page or a cell of the heat map."""
    by, day = account_of(request), clock.today()
    near = around(by, day)
    programmes = waiting.programmes_of(near, visible_seasons(by))
    numbers = {name: _number(request, name) for name in ("programme", "unit", "under", "above")}
    word, stands = request.GET.get("what", ""), request.GET.get("stands", "")
    known = {one.pk: one for one in programmes}
    places = [place for place in (numbers["unit"], numbers["under"]) if place is not None]
    programme = numbers["programme"]
    if any(place not in near.seen for place in places) or (programme is not None and programme not in known):
        raise NotSeen
    choice = things.Choice(word if word in things.NAMES else "", stands if stands in things.STANDS else "", **numbers)
    looked_at = programmes if programme is not None else waiting.running(programmes, day)
    table = listing.table(request, things.things(near, looked_at, choice, day), known)
    if table.wants_export:
        return export(table, str(listing.title(choice)))
    context = {
        "table": table,
        "title": listing.title(choice),
        "place": near.organisations[places[0]].name if places else "",
        "season": known[programme].title if programme in known else "",
        "stands": things.STANDS.get(choice.stands, "") if choice.word else "",
        "back_days": BACK,
        "soon_days": SOON,
        "turns": choice.word in ("", TURN),
    }
    return render(request, "overview/work.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    """A number of the address; None where there is none. What is no number is nothing that is there."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise NotSeen
    return int(text)


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
