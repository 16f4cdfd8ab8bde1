"""A season as the engine sees it, put together from the database without its facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chuangcheng.base.facts import Value as Told
from chuangcheng.engine import model
from chuangcheng.engine.oracle.rows import Rows, Unit, Value
from chuangcheng.engine.oracle.world import World
from chuangcheng.engine.periods import Calendar, Period
from chuangcheng.stages.scoring.checks import calendar_of, rounds_of
from chuangcheng.stages.scoring.models import Season, SeasonUnit
from chuangcheng.stages.scoring.queries.collecting import assessed_entries, cell, unit_table
from chuangcheng.stages.scoring.queries.live.values import Unfit, value_of
from chuangcheng.stages.scoring.queries.seeing import rulebook_of_version


@dataclass(frozen=True)
class Frame:
    """A season on one day. ``units`` are the rows of units.csv, superiors included; ``keys``: code → primary key of those
    that take part; ``mark`` is a digest over all that scores depend on but for the facts."""

    season: Season
    today: date
    rulebook: model.Rulebook
    calendar: Calendar
    period: Period
    units: Mapping[str, Unit]
    keys: Mapping[str, int]
    mark: str
    assessed: tuple[tuple[str, str], ...] = ()

    @property
    def as_of(self) -> date:
        """The day up to which it is scored: the period's last, as a run has it."""
        return self.period.last

    @cached_property
    def engine_season(self) -> model.Season:
        """The season as the engine reads it from season.yaml."""
        season = self.season
        return model.Season(
            file="season.yaml",
            folder="",
            id=f"season-{season.pk}",
            first=season.first,
            last=season.last,
            as_of=min(self.as_of, season.last),
            rounds=rounds_of(season),
            rulebook="rulebook.yaml",
            assessed=tuple((unit, period, 0) for unit, period in self.assessed),
            sources=(),
            lines={},
        )

    @cached_property
    def _world(self) -> World:
        return World(self.rulebook, self.engine_season, self.calendar, Rows(self.units, {}))

    @property
    def groups(self) -> Mapping[str, str]:
        """The ranking group of each unit that is scored."""
        return self._world.groups

    @property
    def ranked(self) -> frozenset[str]:
        """The units that take part in the ranking."""
        return self._world.ranked

    @property
    def imputed(self) -> bool:
        """Whether the period has a constant total instead of being held (G26)."""
        return self.period.number in self._world.imputed

    def members(self, group: str) -> list[str]:
        """The units of a ranking group."""
        return [unit for unit, its in self.groups.items() if its == group]


def frame_of(season: Season, today: date) -> Frame | None:
    """The season on this day, or None before its first period begins, where a unit's attribute is not of its type,
    and where facts are taken from another season."""
    rulebook = rulebook_of_version(season.version)
    calendar = calendar_of(season, rulebook)
    begun = [period for period in calendar.periods if period.first <= today]
    if not begun:
        return None
    if season.sources:
        return None
    header, rows = unit_table(season, rulebook)
    assessed = tuple(assessed_entries(season))
    try:
        units = {str(row[0]): _unit(rulebook, header, row) for row in rows}
    except Unfit:
        return None
    taking_part = SeasonUnit.objects.filter(season=season)
    keys = dict(taking_part.values_list("organisation__code", "organisation_id"))
    told = [[cell(value) for value in row] for row in rows]
    mark = _mark(season.pk, season.version_id, calendar.periods, begun[-1].id, today, header, told, assessed)
    return Frame(season, today, rulebook, calendar, begun[-1], units, keys, mark, assessed)


def _unit(rulebook: model.Rulebook, header: list[str], row: list[Told]) -> Unit:
    values: dict[str, Value] = {
        name: value_of(cell(value), rulebook.unit_columns.get(name, model.Type.TEXT))
        for name, value in zip(header, row, strict=True)
    }
    return Unit(str(values["unit"]), str(values["kind"] or ""), values)


def _mark(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, default=str, ensure_ascii=False).encode()).hexdigest()[:32]
