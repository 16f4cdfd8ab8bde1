"""What the demo programmes share: the days of a lived-in year, counted from today, and short ways to write into it.

A scene begins ten months before the current month and lasts fourteen, so that on any day there are ten whole months
behind it, in which the same things happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from chuangcheng.almanac import Slot
from chuangcheng.base import clock
from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.setting import LogIn, log_in, organisation
from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import Asked, LeadingEntry, TableRow
from chuangcheng.stages.plans.models import Cadence, Letter, Programme, Task
from chuangcheng.stages.plans.queries.cadences import calendar_for, turns_of
from chuangcheng.stages.plans.states import PartyKind
from chuangcheng.stages.rectification import actions as rectification
from chuangcheng.stages.rectification.models import Problem

#: Whole months that lie behind the current one, and months that a scene lasts.
BEHIND: Final = 10
LASTS: Final = 14


@dataclass(slots=True)
class Scene:
    """A demo programme while it is built. ``office`` writes, ``second`` confirms; ``units`` are found by short names."""

    root: Account
    host: Organisation
    today: date = field(default_factory=clock.today)
    units: dict[str, Organisation] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    office: Account = field(init=False)
    second: Account = field(init=False)
    programme: Programme = field(init=False)

    @property
    def first(self) -> date:
        """The day on which it begins."""
        return months_after(self.today.replace(day=1), -BEHIND)

    @property
    def last(self) -> date:
        """The day on which it ends."""
        return months_after(self.first, LASTS) - timedelta(days=1)

    def day(self, month: int, day: int) -> date:
        """A day of a month of the scene (0 is the first; ``BEHIND`` the current one); ``day`` up to 28."""
        return months_after(self.first, month).replace(day=day)

    def end(self, month: int) -> date:
        """The last day of a month of the scene."""
        return months_after(self.first, month + 1) - timedelta(days=1)

    def ago(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=days)

    def settle(self, code: str, units: Mapping[str, tuple[str, str]], log_ins: Sequence[LogIn]) -> None:
        """Make the units below the host (short name → name and kind) and the log-ins; the first two keep the office."""
        for number, (short, (name, kind)) in enumerate(units.items(), 1):
            self.units[short] = organisation(self.root, f"{code}-{number:02d}", name, kind, self.host)
        for one in log_ins:
            self.accounts[one.username] = log_in(self.root, one, self.units.get(one.place, self.host))
        self.office, self.second = (self.accounts[one.username] for one in log_ins[:2])

    def begin(self, *, title: str, aim: str, level: str, group: Sequence[LeadingEntry]) -> None:
        """Begin the programme on its first day, with its leading group and the kinds of activities that ship."""
        with frozen(self.first):
            self.programme = plans.start_programme(
                by=self.office, title=title, aim=aim, level=level, host=self.host, first=self.first, last=self.last
            )
            plans.set_leading_group(by=self.office, programme=self.programme, revision=None, entries=group)
            activities.install_kinds(by=self.office, host=self.host)

    def table(self, rows: Iterable[Mapping[str, str]]) -> dict[str, Task]:
        """Write the decomposition table; gives its rows by what they say."""
        with frozen(self.day(0, 6)):
            plans.save_table(
                by=self.office, programme=self.programme, rows=[TableRow(None, None, texts) for texts in rows]
            )
        return {task.title: task for task in self.programme.tasks.select_related("programme", "host")}

    def finish(self, task: Task, day: date, result: str, *, confirmed: date | None = None) -> None:
        """The office reports a task done for its unit; its colleague confirms it, or it waits."""
        with frozen(day):
            task = plans.report_done(by=self.office, task=task, revision=None, result=result)
        if confirmed is not None:
            with frozen(confirmed):
                plans.confirm_task(by=self.second, task=task, revision=None)

    def cadence(self, title: str, rhythm: Mapping[str, Any], **more: Any) -> Cadence:
        """Ask for something again and again, from the first day on where ``more`` says nothing else."""
        with frozen(self.day(0, 6)):
            asked = Asked(title=title, rhythm=rhythm, **{"first": self.first, "last": self.last, **more})
            return plans.add_cadence(by=self.office, programme=self.programme, asked=asked)

    def turns(self, cadence: Cadence) -> list[Slot]:
        """The turns of a cadence that are over."""
        return [turn for turn in turns_of(cadence, calendar_for(self.programme)) if turn.due < self.today]

    def mark(self, cadence: Cadence, turn: Slot, note: str, unit: str = "host") -> None:
        """A unit says, on the last day of a turn, that it was done."""
        with frozen(turn.due):
            plans.mark_done(
                by=self.office, cadence=cadence, unit=self.units.get(unit, self.host), slot=turn.first, note=note
            )

    def letter(
        self,
        kind: PartyKind,
        party: str,
        *,
        title: str,
        basis: str,
        signed: bool = True,
        refused: str = "",
        **more: Any,
    ) -> Letter:
        """Issue a letter to somebody by name in the second month, signed two days later, refused, or still out."""
        with frozen(self.day(1, 8)):
            made = plans.draft_letter(
                by=self.office,
                programme=self.programme,
                title=title,
                basis=basis,
                party_kind=kind.value,
                party_name=party,
                **more,
            )
            made = plans.issue_letter(by=self.office, letter=made, revision=None)
        with frozen(self.day(1, 10)):
            if refused:
                return plans.refuse_letter(by=self.office, letter=made, revision=None, reason=refused)
            if signed:
                signer = party.split("（")[0]
                return plans.sign_letter(
                    by=self.office, letter=made, revision=None, signer=signer, signed_on=self.day(1, 10)
                )
        return made

    def problem(
        self, unit: str, day: date, title: str, *, days: int, done: int | None = None, **values: Any
    ) -> Problem:
        """Find a problem and order it put right within ``days``; reported ``done`` days later and accepted after two more."""
        with frozen(day):
            found = rectification.record_problem(
                by=self.office,
                programme=self.programme,
                unit=self.units[unit],
                happened_on=day,
                title=title,
                deadline=day + timedelta(days=days),
                **values,
            )
        if done is not None:
            found = self.put_right(found, day + timedelta(days=done))
            with frozen(day + timedelta(days=done + 2)):
                found = rectification.verify_rectification(
                    by=self.second, problem=found, revision=None, note="现场复查，已整改到位"
                )
        return found

    def put_right(self, problem: Problem, day: date) -> Problem:
        """The office enters on a day that the unit reported a problem put right."""
        with frozen(day):
            return rectification.report_rectified(by=self.office, problem=problem, revision=None, note="已整改")

    def held(self, unit: str, day: date, kind: str, *, confirmed: bool = True, **values: Any) -> Activity:
        """Record an activity on its day; a colleague confirms it two days later, unless that is still to come."""
        with frozen(day):
            made = activities.record_activity(
                by=self.office,
                programme=self.programme,
                unit=self.units.get(unit, self.host),
                happened_on=day,
                kind=kind,
                **values,
            )
        if confirmed and day + timedelta(days=2) <= self.today:
            with frozen(day + timedelta(days=2)):
                activities.confirm_activity(by=self.second, activity=made)
        return made


def months_after(day: date, months: int) -> date:
    """The first of a month so many months after that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
