"""Whose facts have changed: read from the journal, because every write of a fact has its line there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q

from chuangcheng.base.models import JournalLine
from chuangcheng.people.models import Organisation
from chuangcheng.stages.activities.models import Activity, Article, Case, Facility, Measurement, Service
from chuangcheng.stages.exemplars.facts import persons_of
from chuangcheng.stages.exemplars.models import Exemplar, Honour, Material
from chuangcheng.stages.inspections.models import BaseScore, Check, Judgement, OutsideFigure, VetoEvent
from chuangcheng.stages.plans.models import Programme, Record
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.scoring.models import Season
from chuangcheng.stages.scoring.queries.collecting import STAGES
from chuangcheng.stages.scoring.queries.live.kept import JournalEnd

#: Rooms whose lines may be about facts: the stages that tell them, and the import.
ROOMS: Final = frozenset({stage.__name__.split(".")[-2] for stage in STAGES} | {"intake"})
#: Records that are facts of the unit that they name.
RECORDS: Final[Mapping[str, type[Record]]] = {
    model._meta.label_lower: model
    for model in (
        *(Activity, Article, Case, Facility, Measurement, Service),
        *(BaseScore, Check, Honour, Judgement, Material, OutsideFigure, Problem, VetoEvent),
    )
}
PERSONAL: Final = frozenset({Honour._meta.label_lower, Material._meta.label_lower})
UNIT: Final = Organisation._meta.label_lower
PROGRAMME: Final = Programme._meta.label_lower
#: More lines of these rooms than this are not looked through.
MOST_LINES: Final = 200


def journal_end() -> JournalEnd:
    """The journal's last line; number 0 when there is none."""
    last = JournalLine.objects.order_by("-number").values_list("number", "digest").first()
    return JournalEnd(*last) if last else JournalEnd(0, "")


def are_lines(ends: Collection[JournalEnd]) -> bool:
    """Whether these are lines of the journal as it is."""
    lines = JournalLine.objects.filter(number__in={end.number for end in ends}).values_list("number", "digest")
    return set(ends) <= {JournalEnd(*line) for line in lines} | {JournalEnd(0, "")}


def units_since(season: Season, number: int) -> frozenset[int] | None:
    """The organisations (keys) whose facts of the season's programme may have changed after this line of the journal;
    None where it may be any."""
    rooms = reduce(or_, (Q(verb__startswith=f"{room}.") for room in ROOMS))
    lines = JournalLine.objects.filter(rooms, number__gt=number).order_by("number")
    found: set[int] = set()
    records: dict[str, set[int]] = defaultdict(set)
    read = list(lines.values_list("subject", "subject_id", "details")[: MOST_LINES + 1])
    if len(read) > MOST_LINES:
        return None
    for subject, key, details in read:
        if subject == Exemplar._meta.label_lower or (subject == PROGRAMME and int(key) != season.programme_id):
            continue  # the name of a person is no fact
        if subject == UNIT:
            found.add(int(key))
        elif subject in RECORDS:
            records[subject].add(int(key))
            found |= _were(details, "unit")
        else:
            return None
    for subject, keys in records.items():
        rows = RECORDS[subject]._default_manager.filter(programme=season.programme_id, pk__in=keys)
        found |= set(rows.values_list("unit_id", flat=True))
    if PERSONAL & records.keys():
        found |= _sharing(season, found, [details for subject, _key, details in read if subject in PERSONAL])
    return frozenset(found)


def _were(details: Mapping[str, Any], name: str) -> set[int]:
    """What a relation was and is, where the line tells that it changed."""
    told = (details.get(when, {}) for when in ("before", "after"))
    return {one[name] for one in told if isinstance(one, dict) and isinstance(one.get(name), int)}


def _sharing(season: Season, units: set[int], told: list[Mapping[str, Any]]) -> set[int]:
    """Units that tell of the same persons: who counts once for one unit counts less for another."""
    persons = persons_of(season.programme, units)
    for details in told:
        persons |= _were(details, "exemplar")
    honours = Honour.objects.filter(exemplar__in=persons).values_list("unit_id", flat=True)
    materials = Material.objects.filter(exemplar__in=persons).values_list("unit_id", flat=True)
    return {*honours, *materials}
