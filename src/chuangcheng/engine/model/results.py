"""Totals, ranking, decisions and money (§6, §7)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal as OneOf

from chuangcheng.engine.model.expressions import Expression
from chuangcheng.engine.model.facts import Basis


@dataclass(frozen=True, slots=True)
class Imputed:
    """A period that was not held and has a constant total instead (G26). ``period`` as written."""

    period: str
    constant: Fraction
    basis: tuple[Basis, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Bounds of a period's total and how the year is made of periods. Weights by period name as written."""

    floor: Fraction | None
    cap: Fraction | None
    year: OneOf["mean", "sum", "weights"]
    weights: tuple[tuple[str, Fraction, int], ...]
    imputed: tuple[Imputed, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """Between equal totals: by an item's value (``desc``: the larger first)."""

    item: str
    order: OneOf["asc", "desc"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who is ranked with whom, and how. ``within``: ``parent``, ``group``, ``all`` or an expression over the unit."""

    within: OneOf["parent", "group", "all"] | Expression
    among: Expression | None
    ties: OneOf["min", "dense", "max", "mean"]
    breaks: tuple[Break, ...]
    on: OneOf["published", "exact"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision by rule (§6). ``top`` / ``bottom`` see ``size`` alone (G52)."""

    id: str
    title: str
    per: OneOf["period", "year"]
    where: Expression | None
    top: Expression | None
    bottom: Expression | None
    streak: int | None
    times: int | None
    level: OneOf["top", "honour", "concern"]
    line: int


@dataclass(frozen=True, slots=True)
class Deposit:
    """What a party pays in for the year. ``amount`` in yuan."""

    party: str
    amount: Fraction
    applies: Expression | None
    line: int


@dataclass(frozen=True, slots=True)
class Payment:
    """An award or a fine (§7, §9, G54).

    ``places``: ``(a, b)`` of ``rank``/``ranks``, where ``None`` in a pair stands for ``last``; ``None``: every ranked
    unit. ``reason`` is the place as written (``1``, ``last``, ``1-3``, empty).
    """

    party: str
    amount: Expression
    places: tuple[int | None, int | None] | None
    persons_at_least: Fraction | None
    from_deposit: bool
    least_size: int | None
    applies: Expression | None
    where: Expression | None
    basis: tuple[Basis, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """Money by rule. ``per`` as written."""

    per: OneOf["period", "two_months", "quarter", "half_year", "year"]
    deposits: tuple[Deposit, ...]
    awards: tuple[Payment, ...]
    fines: tuple[Payment, ...]
    ties: OneOf["share", "each"]
    line: int
