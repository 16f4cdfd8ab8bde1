"""How long a new problem takes to show in the web application: in its village's score and in its town's places.

A database of its own is filled through the product's own actions: towns of twenty villages, and four quarters of facts by
import, as an office would do it. Then problems are recorded one by one, and the score is asked for after each.
"""

from __future__ import annotations

import os
import secrets
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chuangcheng.people.models import Account, Organisation
    from chuangcheng.stages.scoring.models import Season

#: Milliseconds from the problem's saving to the score and the places that hold it, and queries that this may take.
MOST_MILLISECONDS: Final = 100
MOST_QUERIES: Final = 30

_TODAY: Final = date(2022, 12, 20)
_YEAR: Final = (date(2022, 1, 1), date(2022, 12, 31))


@dataclass(frozen=True, slots=True)
class Shown:
    """Milliseconds (median) of recording, of score and places, and of the part of the page that shows them; queries of
    the latter; milliseconds of scoring everything, which is kept from then on."""

    record: float
    live: float
    page: float
    queries: int
    everything: float


def measure(folder: Path, villages: int, times: int = 15) -> Shown:
    """Fill a database in ``folder`` and measure. To be called in a process of its own: it decides where the data lies."""
    os.environ["CHUANGCHENG_DATA"] = str(folder)
    os.environ["CHUANGCHENG_DATABASE"] = ""
    from chuangcheng.cli.platform import prepare, set_up

    set_up()
    prepare()
    from chuangcheng.base.clock import frozen

    with frozen(_TODAY):
        office, season, units = _fill(villages)
        return _ask(office, season, units, times)


def _fill(villages: int) -> tuple[Account, Season, list[Organisation]]:
    from chuangcheng.cli.bench_season import VILLAGES_A_TOWN
    from chuangcheng.people import actions as people
    from chuangcheng.people.states import RoleKind
    from chuangcheng.rulebooks import actions as rulebooks
    from chuangcheng.stages.plans import actions as plans
    from chuangcheng.stages.scoring import actions as scoring

    office = people.make_first_administrator(username="bench", name="bench").account
    people.set_password(by=office, account=office, password=secrets.token_urlsafe(16))
    since = date(2021, 1, 1)

    def organisation(code: str, kind: str, parent: Organisation | None) -> Organisation:
        return people.create_organisation(by=office, code=code, name=code, kind=kind, parent=parent, from_day=since)

    county = organisation("county", "county", None)
    towns = [organisation(f"t{n:03d}", "town", county) for n in range(-(-villages // VILLAGES_A_TOWN))]
    units = [organisation(f"v{n:05d}", "village", towns[n // VILLAGES_A_TOWN]) for n in range(villages)]
    people.grant_role(by=office, account=office, kind=RoleKind.OFFICE, organisation=county, from_day=since)
    programme = plans.start_programme(
        by=office, title="bench", aim="bench", level="县级", host=county, first=_YEAR[0], last=_YEAR[1]
    )
    version = rulebooks.copy_shipped(by=office, organisation=county, name="town")
    rulebooks.publish(by=office, version=version, document="bench", clause="1", first=_YEAR[0], last=None)
    season = scoring.open_season(by=office, programme=programme, version=version, first=_YEAR[0], last=_YEAR[1])
    _import_facts(office, season, units)
    return office, season, units


def _import_facts(office: Account, season: Season, units: list[Organisation]) -> None:
    import io

    from chuangcheng.cli.demo.facts import Year
    from chuangcheng.engine.periods import cut
    from chuangcheng.intake.actions import import_workbook

    drawn = Year([(unit.code, unit.name) for unit in units])
    for period in cut("quarter", *_YEAR).begun(_TODAY):
        book = io.BytesIO(drawn.workbook(period, min(period.last, _TODAY)))
        outcome = import_workbook(by=office, programme=season.programme, content=book)
        if not outcome.written:
            raise RuntimeError(f"the facts are refused: {outcome.faults[:3]}")


def _ask(office: Account, season: Season, units: list[Organisation], times: int) -> Shown:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from chuangcheng.stages.rectification.actions import record_problem
    from chuangcheng.stages.scoring.queries.live import live_score

    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(office)
    everything = timed(lambda: live_score(season, units[0].code))
    record, live, page, queries = [], [], [], []
    for turn in range(2 * times):
        unit = units[turn * 37 % len(units)]

        def new_problem(unit: Organisation = unit) -> None:
            record_problem(
                by=office, programme=season.programme, unit=unit, happened_on=_TODAY, title="bench", source="媒体曝光"
            )

        def ask(unit: Organisation = unit) -> None:
            live_score(season, unit.code)

        address = f"{reverse('live_brief', args=[unit.pk])}?programme={season.programme_id}"

        def show(address: str = address) -> None:
            answer = browser.get(address)
            if answer.status_code != 200 or b"why" not in answer.content:
                raise RuntimeError(f"{address} shows no score: {answer.status_code}")

        record.append(timed(new_problem))
        if turn % 2:
            live.append(timed(ask))
        else:
            with CaptureQueriesContext(connection) as asked:
                page.append(timed(show))
            queries.append(len(asked))
    return Shown(statistics.median(record), statistics.median(live), statistics.median(page), max(queries), everything)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that it takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
