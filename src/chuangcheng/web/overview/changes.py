"""What changed in sight since the last working day, told from the journal. Two queries.

The latest lines are read by their number; what they are about is shown only where it is in sight. Of many, the newest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import BigIntegerField, Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.base.clock import ZONE
from chuangcheng.base.models import JournalLine
from chuangcheng.base.working_days import is_working_day
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Activity
from chuangcheng.stages.plans.models import Cadence, CadenceMark, Letter, Matter, Programme, Task
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import Move
from chuangcheng.stages.scoring.models import Run
from chuangcheng.stages.scoring.queries.seeing import visible_seasons
from chuangcheng.stages.scoring.states import RunState
from chuangcheng.web.overview.around import Around
from chuangcheng.web.register.history import ACTS

#: Lines of the journal that are looked through, and changes that the page lists.
MOST_LINES: Final = 400
LISTED: Final = 8

#: Kind of record → what it is called and the address of its page.
NAMES: Final[dict[str, tuple[Any, str]]] = {
    Task._meta.label_lower: (pgettext_lazy("overview", "任务"), "task"),
    Activity._meta.label_lower: (pgettext_lazy("overview", "活动"), "activity"),
    Problem._meta.label_lower: (pgettext_lazy("overview", "问题"), "problem"),
    Matter._meta.label_lower: (_("督办事项"), "matter"),
    Letter._meta.label_lower: (_("责任书"), "letter"),
    Cadence._meta.label_lower: (_("周期任务"), "cadence"),
    CadenceMark._meta.label_lower: (_("周期任务"), "cadence"),
    Run._meta.label_lower: (_("考核结果"), "run"),
}
_MOVES: Final[dict[str, Any]] = {
    Move.ORDER: Move.ORDER.label,
    Move.EXTEND: Move.EXTEND.label,
    Move.RECTIFY: Move.RECTIFY.label,
    Move.REFUSE: Move.REFUSE.label,
    Move.VERIFY: Move.VERIFY.label,
    Move.CLOSE: Move.CLOSE.label,
    Move.MERGE: Move.MERGE.label,
}
_FURTHER: Final[dict[str, Any]] = {
    "mark": pgettext_lazy("journal", "登记办结"),
    "unmark": pgettext_lazy("journal", "撤回办结登记"),
    "occasion": pgettext_lazy("journal", "记下日期"),
    "publish": pgettext_lazy("journal", "公布"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One act on one record in sight. No name of a person: the record's page tells who."""

    at: datetime
    name: Any
    act: Any
    title: str
    unit: str
    url: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a day: how often which act on which kind of record, and the newest one by one. ``is_cut``: there
    were more lines than were looked through."""

    since: date
    counts: tuple[tuple[Any, Any, int], ...]
    newest: tuple[Change, ...]
    is_cut: bool


def last_working_day(day: date) -> date:
    """The last working day before a day."""
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def changes(around: Around, programmes: Sequence[Programme], day: date) -> Changes:
    """What changed in sight since the last working day."""
    since = last_working_day(day)
    start = datetime.combine(since, time(), ZONE)
    lines = list(
        JournalLine.objects.order_by("-number").values_list("at", "verb", "subject", "subject_id")[:MOST_LINES]
    )
    fresh = [line for line in lines if line[0] >= start]
    is_cut = len(fresh) == MOST_LINES
    told = [line for line in fresh if line[2] in NAMES]
    known = _known(around, programmes, told)
    found = [(at, verb, subject, known[subject, key]) for at, verb, subject, key in told if (subject, key) in known]
    counted = Counter((subject, verb.rsplit(".", 1)[-1]) for _at, verb, subject, _record in found)
    counts = tuple((NAMES[subject][0], _act(subject, act), number) for (subject, act), number in counted.most_common())
    newest = tuple(_change(*one) for one in found[:LISTED])
    return Changes(since, counts, newest, is_cut)


def _act(subject: str, act: str) -> Any:
    moves = _MOVES if subject == Problem._meta.label_lower else {}
    return moves.get(act) or _FURTHER.get(act) or ACTS.get(act, act)


def _change(at: datetime, verb: str, subject: str, record: tuple[str, str, int]) -> Change:
    name, page = NAMES[subject]
    title, unit, key = record
    return Change(at, name, _act(subject, verb.rsplit(".", 1)[-1]), title, unit, reverse(page, args=[key]))


def _known(
    around: Around, programmes: Sequence[Programme], lines: Sequence[tuple[Any, ...]]
) -> dict[tuple[str, str], tuple[str, str, int]]:
    """(kind, key) of the records in sight → title, unit, key of their page."""
    keys: dict[str, set[int]] = {}
    for _at, _verb, subject, key in lines:
        if key.isdecimal():
            keys.setdefault(subject, set()).add(int(key))
    asked = [_ROWS[subject](around, programmes, found) for subject, found in keys.items()]
    if not asked:
        return {}
    rows: QuerySet[Any] = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    found = {}
    for subject, key, title, unit, leads_to in rows:
        place = around.organisations.get(unit)
        found[subject, str(key)] = (title, place.name if place else "", leads_to)
    return found


def _shown(rows: QuerySet[Any], title: Any, unit: str, leads_to: str = "pk") -> QuerySet[Any]:
    named: QuerySet[Any] = rows.order_by().annotate(
        word=Value(rows.model._meta.label_lower, output_field=CharField()),
        told=Cast(title, CharField()),
        of_unit=F(unit),
        leads_to=Cast(leads_to, BigIntegerField()),
    )
    return named.values_list("word", "pk", "told", "of_unit", "leads_to")


def _tasks(around: Around, programmes: Sequence[Programme], keys: set[int]) -> QuerySet[Any]:
    return _shown(scoped(Task.objects.filter(pk__in=keys), around.by, path="host"), "title", "host")


def _activities(around: Around, programmes: Sequence[Programme], keys: set[int]) -> QuerySet[Any]:
    title = Case(When(title="", then=F("kind")), default=F("title"))
    return _shown(scoped(Activity.objects.filter(pk__in=keys), around.by), title, "unit")


def _problems(around: Around, programmes: Sequence[Programme], keys: set[int]) -> QuerySet[Any]:
    return _shown(scoped(Problem.objects.filter(pk__in=keys), around.by), "title", "unit")


def _matters(around: Around, programmes: Sequence[Programme], keys: set[int]) -> QuerySet[Any]:
    return _shown(scoped(Matter.objects.filter(pk__in=keys), around.by), "title", "unit")


def _letters(around: Around, programmes: Sequence[Programme], keys: set[int]) -> QuerySet[Any]:
    seen = Q(issuer__in=around.seen) | Q(party__in=around.seen)
    return _shown(Letter.objects.filter(seen, pk__in=keys), "title", "party")


def _cadences(around: Around, programmes: Sequence[Programme], keys: set[int]) -> QuerySet[Any]:
    return _shown(Cadence.objects.filter(programme__in=programmes, pk__in=keys), "title", "programme__host")


def _marks(around: Around, programmes: Sequence[Programme], keys: set[int]) -> QuerySet[Any]:
    return _shown(scoped(CadenceMark.objects.filter(pk__in=keys), around.by), "cadence__title", "unit", "cadence")


def _runs(around: Around, programmes: Sequence[Programme], keys: set[int]) -> QuerySet[Any]:
    """Published results alone: an office's drafts are nobody's news."""
    published = Run.objects.filter(pk__in=keys, state=RunState.PUBLISHED)
    published = published.filter(season__in=visible_seasons(around.by).values("pk"))
    return _shown(published, "period", "season__programme__host")


_ROWS: Final[dict[str, Callable[[Around, Sequence[Programme], set[int]], QuerySet[Any]]]] = {
    Task._meta.label_lower: _tasks,
    Activity._meta.label_lower: _activities,
    Problem._meta.label_lower: _problems,
    Matter._meta.label_lower: _matters,
    Letter._meta.label_lower: _letters,
    Cadence._meta.label_lower: _cadences,
    CadenceMark._meta.label_lower: _marks,
    Run._meta.label_lower: _runs,
}
