"""The rows behind the sums of ``backlog``: what is to be done, by whom, until when, and where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Case, CharField, DateField, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.people.models import Organisation
from chuangcheng.people.states import RoleKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries.cadences import Counts, Work
from chuangcheng.stages.plans.queries.standings import Said, open_turns, said
from chuangcheng.stages.plans.states import SlotState
from chuangcheng.web.overview import backlog
from chuangcheng.web.overview.around import Around
from chuangcheng.web.overview.backlog import ACTIVITY, MATTER, PROBLEM, TASK, TURN, Backlog
from chuangcheng.web.shell.tables import State

#: What each kind of work is called.
NAMES: Final = {
    TASK: pgettext_lazy("overview", "任务"),
    TURN: _("周期任务"),
    MATTER: _("督办事项"),
    ACTIVITY: pgettext_lazy("overview", "活动"),
    PROBLEM: pgettext_lazy("overview", "问题"),
}
#: How a row may stand, as addresses name it (fields of ``backlog.Sum``).
STANDS: Final = {
    "late": _("已逾期"),
    "soon": _("7天内到期"),
    "left": _("待办"),
    "said": _("等文明办处理"),
    "mine": _("等我处理"),
    "bare": _("缺期限或佐证"),
    "done": _("已办"),
}
_LATE: Final = State(_("已逾期"), "bad", "alert-circle")
_SOON: Final = State(_("7天内到期"), "warn", "clock")
_LEFT: Final = State(_("待办"), "", "circle-dashed")
_SAID: Final = State(_("等文明办处理"), "accent", "eye")
_BARE: Final = State(_("待下达期限"), "", "circle-dashed")
_DONE: Final = State(_("已办"), "good", "check")
_WITHOUT: Final = State(_("缺佐证"), "warn", "paperclip")
#: Stands for no day in a query whose rows are put in order.
_NEVER: Final = date.max


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do. ``due`` is None where no day is set; ``stands`` a key of ``STANDS``."""

    word: str
    key: int
    title: str
    unit: Organisation | None
    due: date | None
    stands: str
    programme: int

    @property
    def name(self) -> Any:
        """Which kind of work it is."""
        return NAMES[self.word]

    @property
    def url(self) -> str:
        """Where it is done."""
        return reverse({TURN: "cadence"}.get(self.word, self.word), args=[self.key])

    @property
    def state(self) -> State:
        """How it stands, as a badge."""
        if self.due is None and self.word == PROBLEM and self.stands == "left":
            return _BARE
        known = {"late": _LATE, "soon": _SOON, "said": _SAID, "mine": _SAID, "bare": _WITHOUT, "done": _DONE}
        return known.get(self.stands, _LEFT)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which things: of a programme (None: of ``programmes`` and all problems), a kind of work ('' all), one ``unit`` or
    all ``under`` an organisation, standing so ('' all that is left), beneath the row ``above`` of the table."""

    word: str = ""
    stands: str = ""
    programme: int | None = None
    unit: int | None = None
    under: int | None = None
    above: int | None = None

    @property
    def url(self) -> str:
        """The address of the list."""
        asked = {
            "what": self.word or None,
            "stands": self.stands or None,
            "programme": self.programme,
            "unit": self.unit,
            "under": self.under,
            "above": self.above,
        }
        told = {name: value for name, value in asked.items() if value is not None}
        return f"{reverse('work')}?{urlencode(told)}" if told else reverse("work")


def things(around: Around, programmes: Sequence[Programme], choice: Choice, day: date) -> list[Thing]:
    """The things chosen, what is due first in front. ``programmes``: those that are looked at."""
    chosen = [one for one in programmes if choice.programme in (None, one.pk)]
    units = _units(around, choice)
    found: list[Thing] = []
    for word in backlog.WORDS:
        if choice.word in ("", word):
            if word == TURN:
                found += _turns(around, chosen, units, choice, day)
            else:
                found += _told(around, _chosen_rows(word, around, chosen, units, choice, day), day, choice.stands)
    return sorted(found, key=lambda one: (one.due or _NEVER, one.word, one.title, one.key))


def first_things(around: Around, programmes: Sequence[Programme], day: date, most: int) -> list[Thing]:
    """What is left and due first, turns apart. One query for all kinds of work."""
    queries = [
        _rows(word, around, programmes).filter(backlog.conditions(word, around.by, day)["left"]).values_list(*_COLUMNS)
        for word in (TASK, MATTER, ACTIVITY, PROBLEM)
    ]
    together: QuerySet[Any] = queries[0].union(*queries[1:], all=True)
    return list(_told(around, together.order_by("last_day", "word", "pk")[:most], day))


def own_turns(around: Around, log: Backlog) -> list[Thing]:
    """The turns due and late of the organisations that the account itself works for; no query."""
    places = {key for kind, key in around.held if kind in (RoleKind.OFFICE, RoleKind.UNIT)}
    found = [thing for work in log.works for thing in _open(work, log.counts, log.marked, places)]
    return sorted(found, key=lambda one: (one.due or _NEVER, one.title, one.key))


#: The columns that the rows of every kind of work have in common, in the order of ``Thing``.
_COLUMNS: Final = ("word", "pk", "told", "of_unit", "last_day", "programme")


def _rows(word: str, around: Around, programmes: Sequence[Programme]) -> QuerySet[Any]:
    """The rows of a kind of work under common names."""
    title: Combinable = Cast("title", CharField())
    if word == TASK:
        rows: QuerySet[Any] = backlog.tasks_seen(around, programmes)
        unit, until = "answers", "until"
    elif word == MATTER:
        rows = backlog.matters_seen(around, programmes)
        unit, until = "unit", "due_on"
    elif word == ACTIVITY:
        rows = backlog.activities_seen(around, programmes)
        unit, until = "unit", "happened_on"
        title = Case(When(title="", then=F("kind")), default=F("title"))
    else:
        rows = backlog.problems_seen(around)
        unit, until = "unit", "deadline"
    named: QuerySet[Any] = rows.annotate(
        word=Value(word, output_field=CharField()),
        told=title,
        of_unit=F(unit),
        last_day=Coalesce(F(until), Value(_NEVER, output_field=DateField())),
    )
    return named


def _chosen_rows(
    word: str, around: Around, programmes: Sequence[Programme], units: Collection[int] | None, choice: Choice, day: date
) -> QuerySet[Any]:
    wanted = backlog.conditions(word, around.by, day)
    rows = _rows(word, around, programmes).filter(wanted.get(choice.stands or "left", Q(pk__in=())))
    if units is not None:
        rows = rows.filter(of_unit__in=units)
    if word == PROBLEM and choice.programme is not None:
        rows = rows.filter(programme=choice.programme)
    if word == TASK and choice.above is not None:
        rows = rows.filter(above=choice.above) if choice.above else rows.filter(above=None)
    return rows.values_list(*_COLUMNS)


def _units(around: Around, choice: Choice) -> frozenset[int] | None:
    """Keys of the units chosen; None for all in sight."""
    if choice.unit is not None:
        return frozenset({choice.unit}) & around.seen
    return around.beneath(choice.under) & around.seen if choice.under is not None else None


def _told(around: Around, rows: Iterable[tuple[Any, ...]], day: date, stands: str = "") -> Iterator[Thing]:
    for word, key, title, unit, last_day, programme in rows:
        due = None if last_day == _NEVER else last_day
        how = stands if stands in ("said", "mine", "bare", "done") else _stands(due, day)
        yield Thing(word, key, title, around.organisations.get(unit), due, how, programme)


def _stands(due: date | None, day: date) -> str:
    if due is None or due > day + timedelta(days=backlog.SOON):
        return "left"
    return "late" if due < day else "soon"


def _turns(
    around: Around, programmes: Sequence[Programme], units: Collection[int] | None, choice: Choice, day: date
) -> Iterator[Thing]:
    if choice.stands not in ("", "late", "soon", "left"):
        return
    open_ = backlog.open_works(around, programmes, day)
    counts, marked = backlog.turn_counts(around, open_, day), said(open_, backlog.few(around))
    for work in open_:
        for thing in _open(work, counts, marked, units):
            if choice.stands in ("", "left", thing.stands):
                yield thing


def _open(work: Work, counts: Counts, marked: Said, units: Collection[int] | None) -> Iterator[Thing]:
    for cadence, unit, slot, state in open_turns(work, counts, marked, units):
        stands = "late" if state == SlotState.LATE else "soon"
        yield Thing(TURN, cadence.pk, f"{cadence.title} {slot.name}".strip(), unit, slot.due, stands, work.programme.pk)
