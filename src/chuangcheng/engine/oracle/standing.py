"""Ranking: who stands where in a group, by total and then by items (§6, G28, G31)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from chuangcheng.engine import model
from chuangcheng.engine.numbers import POINT
from chuangcheng.engine.oracle.evaluate import Names
from chuangcheng.engine.oracle.rows import Value
from chuangcheng.engine.oracle.scales import mean
from chuangcheng.engine.oracle.totals import Totals
from chuangcheng.engine.oracle.values import Sheet
from chuangcheng.engine.oracle.world import World


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit that is to be ranked: totals and item values in 0.0001 point."""

    unit: str
    exact: Fraction
    published: int
    items: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """A ranked unit in its group of ``size``; ``ahead`` and ``behind`` count those strictly so, ``tied`` itself too."""

    entry: Entry
    group: str
    rank: Fraction
    ahead: int
    behind: int
    tied: tuple[str, ...]
    size: int
    mean: Fraction
    best: int
    worst: int

    @property
    def unit(self) -> str:
        return self.entry.unit


def rank_group(ranking: model.Ranking, group: str, entries: Iterable[Entry]) -> list[Standing]:
    """Rank the units of one group, first places first, equal ones by id."""
    classes: dict[tuple[Fraction, ...], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: one.unit):
        classes[_merit(ranking, entry)].append(entry)
    everyone = [entry for members in classes.values() for entry in members]
    if not everyone:
        return []
    totals = [entry.published for entry in everyone]
    average = mean(Fraction(total) for total in totals)
    standings: list[Standing] = []
    for number, merit in enumerate(sorted(classes, reverse=True)):
        members = classes[merit]
        ahead = len(standings)
        rank = _rank(ranking.ties, number, ahead, len(members))
        tied = tuple(entry.unit for entry in members)
        behind = len(everyone) - ahead - len(members)
        standings += [
            Standing(entry, group, rank, ahead, behind, tied, len(everyone), average, max(totals), min(totals))
            for entry in members
        ]
    return standings


def _merit(ranking: model.Ranking, entry: Entry) -> tuple[Fraction, ...]:
    """What is compared, the larger the better: the total, then the items of ``break``."""
    total = Fraction(entry.published) if ranking.on == "published" else entry.exact
    values = (entry.items.get(one.item, 0) * (1 if one.order == "desc" else -1) for one in ranking.breaks)
    return (total, *(Fraction(value) for value in values))


def _rank(ties: Literal["min", "dense", "max", "mean"], number: int, ahead: int, size: int) -> Fraction:
    if ties == "dense":
        return Fraction(number + 1)
    if ties == "mean":
        return Fraction(2 * ahead + size + 1, 2)
    return Fraction(ahead + 1 if ties == "min" else ahead + size)


@dataclass
class Board:
    """The standings of periods, of the year, and of longer periods of settlement."""

    world: World
    sheet: Sheet
    totals: Totals

    def period(self, number: int) -> dict[str, Standing]:
        """Standings of a held period by unit; empty for an imputed one (G26)."""
        if number in self.world.imputed:
            return {}
        units = [unit for unit, held in sorted(self.world.assessed) if held == number]
        return self._stand(self._entry(unit, Fraction(self.totals.periods[unit, number]), (number,)) for unit in units)

    def year(self) -> dict[str, Standing]:
        """Standings of the year (G28)."""
        began = tuple(period.number for period in self.world.begun)
        return self._stand(self._entry(unit, exact, began) for unit, exact in sorted(self.totals.years.items()))

    def longer(self, numbers: tuple[int, ...]) -> dict[str, Standing]:
        """Standings of several periods together, by the mean of the assessed ones (G57)."""
        found = ((unit.id, self.totals.of(unit.id, numbers)) for unit in self.world.subjects)
        return self._stand(
            self._entry(unit, mean(Fraction(one) for one in totals.values()), numbers)
            for unit, totals in found
            if totals
        )

    def _entry(self, unit: str, exact: Fraction, numbers: tuple[int, ...]) -> Entry:
        items = {
            name: sum(values[unit, number].points for number in numbers if (unit, number) in values)
            for name, values in self.sheet.values.items()
        }
        return Entry(unit, exact, self.totals.published(exact), items)

    def _stand(self, entries: Iterable[Entry]) -> dict[str, Standing]:
        ranking = self.world.rulebook.ranking
        if ranking is None:
            return {}
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.unit in self.world.ranked:
                groups[self.world.groups[entry.unit]].append(entry)
        return {
            standing.unit: standing
            for group in sorted(groups)
            for standing in rank_group(ranking, group, groups[group])
        }


def names_of(world: World, standing: Standing) -> Names:
    """What ``where`` and ``amount`` see of a ranked unit (§6, G52, G55)."""
    entry = standing.entry
    given: dict[str, Value] = {
        "total": Fraction(entry.published, POINT),
        "rank": standing.rank,
        "last": standing.behind == 0,
        "size": Fraction(standing.size),
        "mean": standing.mean / POINT,
        "best": Fraction(standing.best, POINT),
        "worst": Fraction(standing.worst, POINT),
    }
    items: dict[str, Value] = {name: Fraction(points, POINT) for name, points in entry.items.items()}
    return {"given": given, "item": items, "unit": world.rows.units[entry.unit].values}
