"""The days of a drawn season and the rows of its tables; what the rules say is drawn in ``generators``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

Pick = Random
Tree = dict[str, Any]

LEVELS = ("A", "B", "C")


def chance(pick: Pick, one_in: int) -> bool:
    return pick.randint(1, one_in) == one_in


# --- the season -----------------------------------------------------------------------------------------------------


@dataclass
class Year:
    """The days of a season and how they are cut."""

    period: str
    first: date
    last: date
    as_of: date
    rounds: list[Tree]
    names: list[str]
    """Short names or ids of some periods, for ``imputed``, ``weights`` and ``assessed``."""
    spans: list[tuple[date, date]]


def draw_year(pick: Pick) -> Year:
    """A season of two to four periods of some kind."""
    kind = pick.choice(["quarter", "quarter", "quarter", "month", "half_year", "year", "rounds", "two_months", "week"])
    first = date(2022, 1, 1)
    if kind == "week":
        first, last = date(2021, 12, 27), date(2022, 1, 16)
        names = ["2021-W52", "w1", "2022-W02"]
        starts = [first + timedelta(days=7 * n) for n in range(3)]
    elif kind == "year":
        years = pick.choice([1, 3])
        last = date(2021 + years, 12, 31)
        names = [str(2022 + n) for n in range(years)]
        starts = [date(2022 + n, 1, 1) for n in range(years)]
    elif kind == "rounds":
        last = date(2022, 12, 31)
        names = ["spring", "summer", "autumn"]
        starts = [date(2022, 2, 1), date(2022, 5, 1), date(2022, 9, 1)]
        rounds = [
            {"id": name, "from": start, "to": start + timedelta(days=50)}
            for name, start in zip(names, starts, strict=True)
        ]
        spans = [(one["from"], one["to"]) for one in rounds]
        return Year(kind, first, last, _as_of(pick, spans, last), rounds, names, spans)
    else:
        length, letter = {"month": (1, "m"), "two_months": (2, "b"), "quarter": (3, "q"), "half_year": (6, "h")}[kind]
        count = {"month": 4, "two_months": 3, "quarter": 4, "half_year": 2}[kind]
        months = length * count
        starts = [date(2022, 1 + length * n, 1) for n in range(count)]
        last = date(2022 + months // 12, months % 12 + 1, 1) - timedelta(days=1)
        names = [f"{letter}{n + 1}" for n in range(count)]
    spans = [(start, (starts[n + 1] if n + 1 < len(starts) else last + timedelta(days=1)) - timedelta(days=1))
             for n, start in enumerate(starts)]  # fmt: skip
    return Year(kind, first, last, _as_of(pick, spans, last), [], names, spans)


def _as_of(pick: Pick, spans: Sequence[tuple[date, date]], last: date) -> date:
    return pick.choice(spans)[1] if chance(pick, 4) else last


class Tables:
    """What the leaves that were drawn need of the facts."""

    def __init__(self) -> None:
        self.checks: dict[str, tuple[list[str], list[str]]] = {}
        self.judged: list[tuple[str, Decimal, Decimal]] = []
        self.judgements: list[tuple[str, Decimal, Decimal]] = []
        self.imports = False
        self.measures: list[str] = []
        self.ladders: list[tuple[str, str]] = []


# --- facts ----------------------------------------------------------------------------------------------------------


@dataclass
class Rows:
    """Fact rows by a seeded random: what hypothesis need not shrink."""

    dice: Random
    year: Year
    units: list[str]
    rough: bool
    size: int

    def day(self, spans: Sequence[tuple[date, date]] | None = None) -> date:
        """A day that has come: one of few, so that days are shared."""
        if spans is None and self.year.period == "rounds" and self.dice.random() < 0.1:
            return min(self.year.as_of, self.dice.choice([date(2022, 1, 10), date(2022, 8, 20), date(2022, 12, 30)]))
        came = [one for one in (spans or self.year.spans) if one[0] <= self.year.as_of]
        first, last = self.dice.choice(came)
        last = min(last, self.year.as_of)
        return first + timedelta(days=self.dice.choice([0, 1, 2, 3, 5, 8]) * (last - first).days // 8)

    def maybe(self, value: Any, one_in: int = 12) -> str:
        """The value, or empty now and then in a rough season."""
        if self.rough and self.dice.randint(1, one_in) == 1:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value)

    def events(self) -> Iterable[list[str]]:
        dice = self.dice
        others = [*self.units, "t1"] if dice.random() < 0.3 else self.units
        for _ in range(self.size):
            yield [
                dice.choice(others), str(self.day()), self.maybe(f"m{dice.randint(1, 4)}"),
                self.maybe(dice.choice(LEVELS)), self.maybe(dice.randint(0, 4)),
                self.maybe(Decimal(dice.randint(-300, 900)).scaleb(-2)), self.maybe(dice.random() < 0.6),
                self.maybe(dice.choice(["p1", "p2"])), self.maybe(self.day()),
            ]  # fmt: skip

    def numbers(self) -> Iterable[list[str]]:
        dice = self.dice
        for _ in range(self.size):
            yield [
                dice.choice(self.units), str(self.day()), dice.choice("ab"),
                self.maybe(Decimal(dice.randint(-20, 60)).scaleb(-1), 5), self.maybe(dice.randint(0, 5), 5),
                self.maybe(dice.choice(["p1", "p2", "p3"])),
            ]  # fmt: skip

    def scored(self) -> Iterable[tuple[str, tuple[date, date]]]:
        """Units and periods that get their checks, imports and judged bands: most of them."""
        skipped = self.dice.random() < 0.4
        for unit in self.units:
            for span in self.year.spans:
                if span[0] <= self.year.as_of and not (skipped and self.dice.random() < 0.15):
                    yield unit, span

    def checks(self, listed: dict[str, tuple[list[str], list[str]]], held: Sequence[Any]) -> Iterable[list[str]]:
        dice = self.dice
        for unit, span in held:
            for names, grades in listed.values():
                for place in ["", "p1", "p2"][: dice.randint(1, 3)]:
                    away = dice.random() < 0.1
                    for name in names:
                        for _ in range(2 if dice.random() < 0.1 else 1):
                            if not (self.rough and dice.random() < 0.03):
                                grade = "away" if away else dice.choice(grades)
                                yield [unit, str(self.day([span])), name, grade, place]

    def judgements(self, tables: Tables, held: Sequence[Any]) -> Iterable[list[str]]:
        dice = self.dice
        for unit, span in held:
            for item, low, high in tables.judged:
                if not (self.rough and dice.random() < 0.1):
                    for _ in range(2 if self.rough and dice.random() < 0.1 else 1):
                        yield self._judgement(unit, span, item, low, high)
            for item, low, high in tables.judgements:
                for _ in range(dice.randint(0, 2)):
                    yield self._judgement(unit, span, item, low, high)

    def _judgement(self, unit: str, span: tuple[date, date], item: str, low: Decimal, high: Decimal) -> list[str]:
        points = low + (high - low) * Decimal(self.dice.randint(0, 8)) / 8
        return [unit, str(self.day([span])), item, str(points), "why", "doc", "Li", "Wang"]

    def scores(self, held: Sequence[Any]) -> Iterable[list[str]]:
        for unit, span in held:
            for _ in range(2 if self.rough and self.dice.random() < 0.05 else 1):
                yield [unit, str(self.day([span])), self.maybe(Decimal(self.dice.randint(0, 1000)).scaleb(-2), 20), "s"]

    def vetoes(self) -> Iterable[list[str]]:
        for _ in range(self.dice.randint(0, 4)):
            force = self.maybe(self.dice.random() < 0.4)
            yield [self.dice.choice([*self.units, "t2"]), str(self.day()), self.dice.choice("abc"), force]

    def history(self, items: Sequence[str]) -> Iterable[list[str]]:
        before = {
            "quarter": ["2021-Q2", "2021-Q3", "2021-Q4"], "month": ["2021-10", "2021-11", "2021-12"],
            "two_months": ["2021-B4", "2021-B5", "2021-B6"], "half_year": ["2020-H2", "2021-H1", "2021-H2"],
            "year": ["2019", "2020", "2021"], "rounds": ["old-1", "old-2", "old-3"],
            "week": ["2021-W49", "2021-W50", "2021-W51"],
        }[self.year.period]  # fmt: skip
        for unit in self.units:
            for item in items:
                for period in before:
                    if self.dice.random() < 0.97:
                        yield [unit, item, period, str(Decimal(self.dice.randint(-20, 70)).scaleb(-1))]


def draw_units(dice: Random, count: int, rough: bool) -> list[list[str]]:
    """Villages of two towns, with a town above that is not assessed."""
    rows = [["unit", "name", "parent", "kind", "group", "pop", "tag", "poor"]]
    rows += [["t1", "T1", "", "town", "", "", "", "false"], ["t2", "T2", "", "town", "", "", "", "false"]]
    for place in range(count):
        pop = "" if rough and dice.random() < 0.15 else str(dice.choice([40, 100, 120, 350]))
        tag = dice.choice(["x", "x", "y", ""])
        parent = dice.choice(["t1", "t1", "t2"])
        poor = dice.choice(["true", "false", "false"])
        rows.append([f"u{place}", f"U{place}", parent, "village", dice.choice("gh"), pop, tag, poor])
    return rows
