"""What changed between two runs, or between two rulebook versions on the same facts."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from chuangcheng.engine.model import Rulebook
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.scoring import score_season
from chuangcheng.engine.telling.compare import Change, LineKey, Results, Spot, Standing, UnitChange, compare, results_of
from chuangcheng.people.models import Organisation
from chuangcheng.rulebooks.models import Version
from chuangcheng.stages.scoring.models import Run, Season
from chuangcheng.stages.scoring.models import Standing as StoredStanding
from chuangcheng.stages.scoring.queries.collecting import gather, write
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.queries.results import lines, values


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """Two versions on the season's facts: what would change, and the problems that either has."""

    changes: tuple[UnitChange, ...]
    problems_before: tuple[Problem, ...]
    problems_after: tuple[Problem, ...]


def changes(before: Run, after: Run) -> tuple[UnitChange, ...]:
    """Units and periods in which anything differs between two runs of a season; periods that only one of them has scored
    are left out."""
    had, has = _results(before), _results(after)
    both = {period for _unit, period in had.values} & {period for _unit, period in has.values}
    return tuple(change for change in compare(had, has) if change.period in both)


def compare_versions(season: Season, before: Version, after: Version) -> VersionComparison:
    """Score the season's facts up to today's end of the season with two versions, and compare. Nothing is kept.

    Refused: what ``collecting.gather`` refuses.
    """
    with tempfile.TemporaryDirectory() as folder:
        found, problems = [], []
        for name, version in (("before", before), ("after", after)):
            collected = write(gather(season, season.last, version.text), Path(folder) / name)
            with score_season(collected.folder) as outcome:
                found.append(results_of(outcome))
                problems.append(outcome.problems)
    return VersionComparison(compare(found[0], found[1]), problems[0], problems[1])


@dataclass(frozen=True, slots=True)
class Row:
    """What a change is about in words (an item, a line's subject) and its points before and after."""

    item: str
    subject: str
    change: Change


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A unit's change as people read it: names instead of ids."""

    unit: str
    period: str
    total: Change
    items: tuple[Row, ...]
    lines: tuple[Row, ...]


def named(changes: Iterable[UnitChange], rulebook: Rulebook) -> list[NamedChange]:
    """Put names to units, periods and items; what the rulebook does not know keeps its id."""
    found = list(changes)
    units = dict(Organisation.objects.filter(code__in={one.unit for one in found}).values_list("code", "name"))
    titles = {item.id: item.title for item in rulebook.walk()} | {"total": str(_("总分"))}
    return [
        NamedChange(
            units.get(one.unit, one.unit),
            period_name(one.period),
            one.total,
            tuple(Row(titles.get(item, item), "", change) for item, change in one.items.items()),
            tuple(
                Row(titles.get(key.item, key.item), key.key or key.fact, change) for key, change in one.lines.items()
            ),
        )
        for one in found
    ]


def _results(run: Run) -> Results:
    told: dict[Spot, dict[LineKey, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines(run):
        told[line.unit, line.period][LineKey(line.item, line.kind, line.fact, line.key)] += line.points
    points: dict[Spot, dict[str, int]] = defaultdict(dict)
    for (unit, period, item), value in values(run).items():
        points[unit, period][item] = value
    ranks, decisions = {}, {}
    for one in StoredStanding.objects.filter(run=run).select_related("unit"):
        spot = (one.unit.code, one.period)
        decisions[spot] = frozenset(one.decisions)
        if one.rank is not None:
            ranks[spot] = Standing(one.group, int(one.rank * 10))
    return Results(told, points, ranks, decisions)
