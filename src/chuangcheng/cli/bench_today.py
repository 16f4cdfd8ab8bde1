"""How long the first page takes for an office of 300 villages with 20,000 activities, 5,000 tasks and 30 cadences.

A database of its own is filled: towns of twenty villages, a programme in the last month of its year. What the page only
counts is written in bulk; the rest goes through the product's own actions.
"""

from __future__ import annotations

import os
import secrets
import statistics
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from chuangcheng.people.models import Account, Organisation
    from chuangcheng.stages.plans.models import Cadence, Programme

#: Milliseconds that the page may take (median), and queries.
MOST_MILLISECONDS: Final = 150
MOST_QUERIES: Final = 30
VILLAGES, ACTIVITIES, TASKS, MATTERS, PROBLEMS = 300, 20_000, 5_000, 300, 900

_TODAY: Final = date(2022, 12, 20)
_YEAR: Final = (date(2022, 1, 1), date(2022, 12, 31))
_CATEGORIES: Final = 10
#: Rhythms, and how many cadences keep each; every second one asks for a kind of activity, the others for marks.
_RHYTHMS: Final[tuple[tuple[int, dict[str, Any]], ...]] = (
    (3, {"kind": "daily", "days": "working"}),
    (9, {"kind": "each", "unit": "week"}),
    (10, {"kind": "each", "unit": "month"}),
    (6, {"kind": "each", "unit": "quarter"}),
    (2, {"kind": "each", "unit": "year"}),
)


@dataclass(frozen=True, slots=True)
class Page:
    """Milliseconds (median) and queries of the page of the office and of a village."""

    office: float
    office_queries: int
    village: float
    village_queries: int


def measure(folder: Path, *, address: str = "", times: int = 20) -> Page:
    """Fill a database (``address``: an empty PostgreSQL; '': SQLite in ``folder``) and measure. To be called in a process
    of its own: it decides where the data lies. Raises RuntimeError for a database that holds anything."""
    os.environ["CHUANGCHENG_DATA"] = str(folder)
    os.environ["CHUANGCHENG_DATABASE"] = address
    from chuangcheng.cli.platform import prepare, set_up

    set_up()
    from django.db import connection

    if connection.introspection.table_names():
        raise RuntimeError("the database is not empty")
    prepare()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    from chuangcheng.base.clock import frozen

    with frozen(_TODAY):
        office, village, programme, units = _people()
        _fill(office, programme, units)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        return Page(*_ask(office, times), *_ask(village, times))


def _people() -> tuple[Account, Account, Programme, list[Organisation]]:
    from chuangcheng.cli.bench_season import VILLAGES_A_TOWN
    from chuangcheng.people import actions as people
    from chuangcheng.people.states import RoleKind
    from chuangcheng.stages.plans import actions as plans

    root = people.make_first_administrator(username="bench", name="bench").account
    people.set_password(by=root, account=root, password=secrets.token_urlsafe(16))
    since = date(2021, 1, 1)

    def organisation(code: str, kind: str, parent: Organisation | None) -> Organisation:
        return people.create_organisation(by=root, code=code, name=code, kind=kind, parent=parent, from_day=since)

    county = organisation("county", "county", None)
    towns = [organisation(f"t{n:03d}", "town", county) for n in range(-(-VILLAGES // VILLAGES_A_TOWN))]
    units = [organisation(f"v{n:05d}", "village", towns[n // VILLAGES_A_TOWN]) for n in range(VILLAGES)]

    def account(name: str, kind: RoleKind, place: Organisation) -> Account:
        made = people.make_account(by=root, username=name, name=name, organisation=place).account
        people.set_password(by=made, account=made, password=secrets.token_urlsafe(16))
        people.grant_role(by=root, account=made, kind=kind, organisation=place, from_day=since)
        return made

    office, village = account("office", RoleKind.OFFICE, county), account("village", RoleKind.UNIT, units[7])
    programme = plans.start_programme(
        by=office, title="bench", aim="bench", level="县级", host=county, first=_YEAR[0], last=_YEAR[1]
    )
    return office, village, programme, units


def _fill(office: Account, programme: Programme, units: list[Organisation]) -> None:
    from chuangcheng.base.journal import action

    cadences = _cadences(office, programme)
    kinds = [cadence.activity_kind for cadence in cadences if cadence.activity_kind]
    with action("bench.year.fill", by=office):
        _tasks(programme, units)
        _matters(office, programme, units)
        _activities(office, programme, units, kinds)
        _marks(office, cadences, units)
    _news(office, programme, units)


def _cadences(office: Account, programme: Programme) -> list[Cadence]:
    from chuangcheng.stages.plans import actions

    found: list[Cadence] = []
    for number, rhythm in _RHYTHMS:
        for _each in range(number):
            place = len(found)
            asked = actions.Asked(
                title=f"cadence {place}", rhythm=rhythm, first=_YEAR[0], last=_YEAR[1], who="each",
                unit_kind="village", activity_kind=f"kind {place}" if place % 2 else "",
            )  # fmt: skip
            found.append(actions.add_cadence(by=office, programme=programme, asked=asked))
    return found


def _tasks(programme: Programme, units: list[Organisation]) -> None:
    from chuangcheng.stages.plans.models import Task
    from chuangcheng.stages.plans.states import TaskKind, TaskState

    categories = Task.objects.bulk_create(
        Task(programme=programme, kind=TaskKind.CATEGORY, place=n, title=f"category {n}") for n in range(_CATEGORIES)
    )
    states = (TaskState.OPEN, TaskState.CONFIRMED, TaskState.CONFIRMED, TaskState.DONE)
    Task.objects.bulk_create(
        Task(
            programme=programme, parent=categories[n % _CATEGORIES], kind=TaskKind.TASK, place=_CATEGORIES + n,
            title=f"task {n}", host=units[n * 7 % len(units)], due_on=_YEAR[0] + timedelta(days=n * 13 % 365),
            state=states[n * 11 % 17 % 4], proof="photograph" if n % 3 else "",
        )
        for n in range(TASKS)
    )  # fmt: skip


def _matters(office: Account, programme: Programme, units: list[Organisation]) -> None:
    from chuangcheng.stages.plans.models import Matter
    from chuangcheng.stages.rectification.models import Problem
    from chuangcheng.stages.rectification.states import Standing

    at = datetime.combine(_YEAR[0], time(12)).astimezone()

    def common(n: int, word: str, day: date) -> dict[str, Any]:
        return {
            "programme": programme, "unit": units[n * 37 % len(units)], "code": f"{word}-{n:06d}", "happened_on": day,
            "booked_on": day, "created_at": at, "created_by": office, "title": f"{word} {n}",
        }  # fmt: skip

    Matter.objects.bulk_create(
        Matter(
            **common(n, "matter", (day := _YEAR[0] + timedelta(days=n))),
            due_on=day + timedelta(days=30),
            closed_on=day + timedelta(days=20) if n % 4 else None,
        )
        for n in range(MATTERS)
    )
    standings = (Standing.ORDERED, Standing.CLOSED, Standing.CLOSED, Standing.RECTIFIED, Standing.FOUND)
    Problem.objects.bulk_create(
        Problem(
            **common(n, "problem", (day := _YEAR[0] + timedelta(days=n % 350))),
            source="媒体曝光",
            standing=(where := standings[n % 5]),
            deadline=None if where == Standing.FOUND else day + timedelta(days=15),
        )
        for n in range(PROBLEMS)
    )


def _activities(office: Account, programme: Programme, units: list[Organisation], kinds: list[str]) -> None:
    from chuangcheng.stages.activities.models import Activity
    from chuangcheng.stages.activities.states import ActivityState

    at = datetime.combine(_YEAR[0], time(12)).astimezone()
    states = (*[ActivityState.CONFIRMED] * 15, *[ActivityState.HELD] * 4, ActivityState.PLANNED)

    def one(n: int) -> Activity:
        turn = n // len(units)
        day = _YEAR[0] + timedelta(days=(n * 17 + turn) % 354)
        return Activity(
            programme=programme, unit=units[n % len(units)], code=f"activity-{n:06d}", happened_on=day, booked_on=day,
            created_at=at, created_by=office, kind=kinds[(n + turn) % len(kinds)], title=f"activity {n}",
            state=states[(n * 7 + turn) % len(states)], persons=20, numbers={"banners": 2}, note="n" * 60,
        )  # fmt: skip

    Activity.objects.bulk_create((one(n) for n in range(ACTIVITIES)), batch_size=500)


def _marks(office: Account, cadences: list[Cadence], units: list[Organisation]) -> None:
    """Every unit says of each cadence without a kind that it did one of two turns."""
    from chuangcheng.base import clock
    from chuangcheng.people.queries import calendar_of
    from chuangcheng.stages.plans.models import CadenceMark
    from chuangcheng.stages.plans.queries.cadences import turns_of

    def marks(cadence: Cadence) -> Any:
        turns = [slot for slot in turns_of(cadence, calendar_of(cadence.programme.host)) if slot.due <= _TODAY]
        for at, unit in enumerate(units):
            for slot in turns[at % 2 :: 2]:
                yield CadenceMark(
                    cadence=cadence, unit=unit, slot=slot.first, done_on=slot.due, made_at=clock.now(), made_by=office
                )

    for cadence in cadences:
        if not cadence.activity_kind:
            CadenceMark.objects.bulk_create(marks(cadence), batch_size=500)


def _news(office: Account, programme: Programme, units: list[Organisation]) -> None:
    """What the journal tells of since yesterday."""
    from chuangcheng.stages.activities.actions import record_activity
    from chuangcheng.stages.rectification.actions import record_problem

    for n in range(200):
        unit, title = units[n * 7 % len(units)], f"today {n}"
        if n % 4:
            record_activity(by=office, programme=programme, unit=unit, happened_on=_TODAY, kind="kind 1", title=title)
        else:
            record_problem(
                by=office, programme=programme, unit=unit, happened_on=_TODAY, title=title, source="媒体曝光"
            )


def _ask(account: Account, times: int) -> tuple[float, int]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from chuangcheng.cli.bench_web import timed

    browser = Client(HTTP_HOST="127.0.0.1")
    browser.force_login(account)

    def show() -> None:
        answer = browser.get("/")
        if answer.status_code != 200:
            raise RuntimeError(f"/ answers {answer.status_code}")

    show()
    with CaptureQueriesContext(connection) as asked:
        show()
    queries = len(asked)
    return statistics.median(timed(show) for _turn in range(times)), queries
