"""What waits for a person today: counts with the address where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.people.states import READERS, RoleKind
from chuangcheng.stages.plans.models import Letter, NextStep, Programme
from chuangcheng.stages.plans.states import LetterState
from chuangcheng.stages.rectification.states import Standing
from chuangcheng.stages.scoring.models import Objection, Run, Season
from chuangcheng.stages.scoring.states import ObjectionState
from chuangcheng.stages.settlement.models import Batch
from chuangcheng.stages.settlement.states import BatchState
from chuangcheng.suggestions.models import Suggestion
from chuangcheng.suggestions.queries import visible_suggestions
from chuangcheng.web.overview.around import Around
from chuangcheng.web.overview.backlog import ACTIVITY, MATTER, PROBLEM, SOON, TASK, TURN, Backlog
from chuangcheng.web.overview.things import Choice

_PROBLEMS: Final = "problem_list"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A tile: how many, what, where."""

    label: Any
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Tiles under one heading; those that count nothing are left out."""

    title: Any
    tiles: tuple[Waiting, ...]


def groups(by: Account, around: Around, programmes: list[Programme], log: Backlog, day: date) -> list[Group]:
    """Late, due soon, and waiting for this account. Groups without anything are left out."""
    found = (
        Group(_("已逾期"), _late(log)),
        Group(_("7天内到期"), _soon(log, day)),
        Group(
            _("等我处理") if _acts(by, around) else _("待办"),
            (*_mine(around, log), *_others(by, around, programmes, day)),
        ),
    )
    told = (Group(group.title, tuple(one for one in group.tiles if one.count)) for group in found)
    return [group for group in told if group.tiles]


def _acts(by: Account, around: Around) -> bool:
    """Whether this account acts itself; leaders and auditors read what others have to do."""
    return bool(by.is_administrator or around.kinds - READERS)


def _late(log: Backlog) -> tuple[Waiting, ...]:
    return (
        Waiting(_("问题已逾期"), log.total(PROBLEM).late, f"{reverse(_PROBLEMS)}?view=overdue"),
        Waiting(_("任务已逾期"), log.total(TASK).late, Choice(TASK, "late").url),
        Waiting(_("督办已逾期"), log.total(MATTER).late, Choice(MATTER, "late").url),
        Waiting(_("周期任务近31天未办"), log.total(TURN).late, Choice(TURN, "late").url),
        Waiting(_("活动过期未报"), log.total(ACTIVITY).late, Choice(ACTIVITY, "late").url),
    )


def _soon(log: Backlog, day: date) -> tuple[Waiting, ...]:
    until = day + timedelta(days=SOON)
    problems = f"{reverse(_PROBLEMS)}?view=open&from={day}&until={until}"
    return (
        Waiting(_("问题7天内到期"), log.total(PROBLEM).soon, problems),
        Waiting(_("任务7天内到期"), log.total(TASK).soon, Choice(TASK, "soon").url),
        Waiting(_("督办7天内到期"), log.total(MATTER).soon, Choice(MATTER, "soon").url),
        Waiting(_("周期任务7天内到期"), log.total(TURN).soon, Choice(TURN, "soon").url),
        Waiting(_("7天内的活动"), log.total(ACTIVITY).soon, Choice(ACTIVITY, "soon").url),
    )


def _mine(around: Around, log: Backlog) -> tuple[Waiting, ...]:
    """What was reported and is to be confirmed, by offices alone; and what lacks a deadline or its evidence."""
    page = reverse(_PROBLEMS)
    found = (
        Waiting(_("问题待下达期限"), log.total(PROBLEM).bare, f"{page}?view=open&state={Standing.FOUND.value}"),
        Waiting(_("整改待复查"), log.total(PROBLEM).said, f"{page}?view=check"),
        Waiting(_("任务缺佐证"), log.total(TASK).bare, Choice(TASK, "bare").url),
    )
    if RoleKind.OFFICE not in around.kinds:
        return found
    return (
        *found,
        Waiting(_("任务待确认"), log.total(TASK).mine, Choice(TASK, "mine").url),
        Waiting(_("督办待办结"), log.total(MATTER).mine, Choice(MATTER, "mine").url),
        Waiting(_("活动待确认"), log.total(ACTIVITY).mine, Choice(ACTIVITY, "mine").url),
    )


#: Word of a thing that waits → what its tile says, and the address that its key leads to ('' as first: no key).
_TOLD: Final[dict[str, tuple[Any, str, bool]]] = {
    "letter": (_("责任书待签订"), "letter", True),
    "objection": (_("异议待答复"), "objection_list", True),
    "batch": (_("兑现批次待确认"), "batch", True),
    "run": (_("计分有错误"), "run_problems", True),
    "step": (_("下步打算到期"), "programme", True),
    "suggestion": (_("意见建议待答复"), "suggestion_list", False),
}


def _others(by: Account, around: Around, programmes: list[Programme], day: date) -> list[Waiting]:
    """What waits in other rooms, in one query; each leads to the latest of its kind."""
    asked = list(_asked(by, around, programmes, day))
    if not asked:
        return []
    rows: QuerySet[Any] = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    counts: dict[str, int] = {}
    keys: dict[str, int] = {}
    for word, key in rows:
        counts[word] = counts.get(word, 0) + 1
        keys[word] = max(key, keys.get(word, 0))
    return [
        Waiting(label, counts.get(word, 0), reverse(name, args=[keys[word]] if keyed and word in keys else []))
        for word, (label, name, keyed) in _TOLD.items()
        if word in counts
    ]


def _asked(by: Account, around: Around, programmes: list[Programme], day: date) -> list[QuerySet[Any]]:
    found = []
    if RoleKind.UNIT in around.kinds:
        letters = Letter.objects.filter(state=LetterState.ISSUED, party__in=around.own)
        found.append(_keyed("letter", letters, "pk"))
    if around.kinds & {RoleKind.OFFICE, RoleKind.LEADER}:
        filed = Objection.objects.filter(state=ObjectionState.FILED)
        filed = scoped(filed, by, path="publication__run__season__programme__host")
        found.append(_keyed("objection", filed, "publication__run__season"))
        proposed = scoped(Batch.objects.filter(state=BatchState.PROPOSED), by, path="season__programme__host")
        found.append(_keyed("batch", proposed.exclude(proposed_by=by), "pk"))
    if RoleKind.OFFICE in around.kinds:
        found.append(_keyed("run", _runs_with_errors(by), "pk"))
        steps = NextStep.objects.filter(programme__in=programmes, done_on=None, due_on__lte=day + timedelta(days=SOON))
        found.append(_keyed("step", steps, "programme"))
    if by.is_administrator or around.kinds & {RoleKind.OFFICE, RoleKind.ADMINISTRATOR}:
        found.append(_keyed("suggestion", _unanswered(by), "pk"))
    return found


def _keyed(word: str, rows: QuerySet[Any], key: str) -> QuerySet[Any]:
    told: QuerySet[Any] = rows.order_by().annotate(word=Value(word, output_field=CharField()), leads_to=F(key))
    return told.values_list("word", "leads_to")


def _unanswered(by: Account) -> QuerySet[Suggestion]:
    return visible_suggestions(by).filter(answered_at=None).exclude(written_by=by)


def _runs_with_errors(by: Account) -> QuerySet[Run]:
    """Seasons whose latest run has errors and therefore no results."""
    latest = Run.objects.filter(season=OuterRef("season")).order_by("-number").values("pk")[:1]
    rows: QuerySet[Run] = scoped(Run.objects.filter(errors__gt=0), by, path="season__programme__host")
    return rows.filter(pk=Subquery(latest))


def programmes_of(around: Around, seasons: QuerySet[Season]) -> list[Programme]:
    """Programmes in which something in sight takes part, or whose seasons are seen, with their phases. Two queries."""
    found = Programme.objects.filter(Q(host__in=around.hosts) | Q(pk__in=seasons.values("programme")))
    return list(found.select_related("host").prefetch_related("phases"))


def running(programmes: list[Programme], day: date) -> list[Programme]:
    """The programmes under way, else the latest one."""
    return [one for one in programmes if one.first <= day <= one.last] or programmes[:1]
