"""The types of a rulebook that has been read and checked: frozen, with every field documented.

Sections and clauses (§, G…) are those of the rulebook contract in ``docs/rulebook.md``. Numbers of the rulebook
are exact fractions in points or yuan as written; they become whole units when a line is made. ``line`` is the
line in the rulebook's file, for problems.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal as OneOf


class Type(StrEnum):
    """The types of columns and expressions. ``NUMBER`` is an exact fraction: what arithmetic gives."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    NUMBER = "number"
    NULL = "null"

    @property
    def is_number(self) -> bool:
        return self in (Type.INTEGER, Type.DECIMAL, Type.NUMBER)


# --- expressions (§3, G3, G5) -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal. Numbers are exact fractions; ``None`` is NULL."""

    value: Fraction | str | bool | date | None
    type: Type


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the expression sees.

    ``of`` says where it lives: ``fact`` a column of the fact (``id``, ``unit``, ``date`` included), ``unit`` an
    attribute of the unit, ``item`` an item's value after weight, ``given`` a name that the place of use defines
    (``x``, ``target``, ``total``, ``rank``, ``last``, ``size``, ``mean``, ``best``, ``worst``).
    """

    name: str
    of: OneOf["fact", "unit", "item", "given"]
    type: Type


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left op right`` over numbers; ``/`` is exact."""

    op: OneOf["+", "-", "*", "/"]
    left: Node
    right: Node
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Negative:
    """``-value``."""

    value: Node
    type: Type = Type.NUMBER


@dataclass(frozen=True, slots=True)
class Compare:
    """``left op right``; both sides have one type (numbers of any kind count as one)."""

    op: OneOf["=", "<>", "<", "<=", ">", ">="]
    left: Node
    right: Node
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class Logic:
    """``AND`` or ``OR`` over two or more parts, three-valued."""

    op: OneOf["AND", "OR"]
    parts: tuple[Node, ...]
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class Not:
    """``NOT value``, three-valued."""

    value: Node
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class In:
    """``value [NOT] IN (options)``."""

    value: Node
    options: tuple[Node, ...]
    negated: bool = False
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class IsNull:
    """``value IS [NOT] NULL``."""

    value: Node
    negated: bool = False
    type: Type = Type.BOOLEAN


@dataclass(frozen=True, slots=True)
class Case:
    """``CASE WHEN condition THEN result … ELSE otherwise END``; a simple CASE is read as comparisons."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node
    type: Type


@dataclass(frozen=True, slots=True)
class Call:
    """One of the listed functions. ``LEAST`` and ``GREATEST`` are NULL where one argument is NULL (G5)."""

    function: OneOf["COALESCE", "ABS", "LEAST", "GREATEST", "FLOOR", "CEIL"]
    arguments: tuple[Node, ...]
    type: Type


Node = Constant | Name | Arithmetic | Negative | Compare | Logic | Not | In | IsNull | Case | Call
"""A checked expression tree. ``BETWEEN`` is read as two comparisons."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as written, where it stands, and its checked tree."""

    text: str
    line: int
    tree: Node

    @property
    def type(self) -> Type:
        return self.tree.type

    @property
    def constant(self) -> Fraction | None:
        """The number, where the expression is a plain number."""
        tree = self.tree
        return tree.value if isinstance(tree, Constant) and isinstance(tree.value, Fraction) else None


# --- facts ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactKind:
    """A declared fact kind: its columns beside ``id``, ``unit`` and ``date``, in the order of declaration (G1)."""

    name: str
    title: str
    columns: Mapping[str, Type]
    line: int


@dataclass(frozen=True, slots=True)
class Basis:
    """A document and clause that a rule rests on."""

    document: str
    clause: str


# --- leaves (§5) ------------------------------------------------------------------------------------------------

Combine = OneOf["latest", "highest", "lowest", "sum"]
Window = OneOf["period", "year", "season"]
Over = OneOf["period", "year_to_date", "season"]


@dataclass(frozen=True, slots=True)
class Table:
    """``{by, rows, otherwise}``: points by the values of columns. Keys are typed as their columns (G19)."""

    by: tuple[str, ...]
    rows: tuple[tuple[tuple[Fraction | str | bool | date | None, ...], Fraction], ...]
    otherwise: Fraction | None
    line: int


@dataclass(frozen=True, slots=True)
class Escalation:
    """``{escalate, base, step, limit}``: a value that grows with the step k."""

    kind: OneOf["double", "add_double", "linear", "add_linear", "once"]
    base: Expression
    step: Expression
    limit: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """Events that move a key to a value (§5.1). ``key`` is a column name, ``id`` by default."""

    fact: str
    where: Expression | None
    key: str
    window: Window
    combine: Combine
    value: Expression | Table | Escalation
    factor: Expression
    share: Expression
    unless: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The number of a measure: one aggregate of one expression (G22)."""

    kind: OneOf["count", "distinct", "sum", "mean", "min", "max", "latest"]
    value: Expression


@dataclass(frozen=True, slots=True)
class Share:
    """Rows where both hold ÷ rows where ``among`` holds."""

    of: Expression
    among: Expression


@dataclass(frozen=True, slots=True)
class RatioOfSums:
    """Σ ``of`` ÷ Σ ``to`` over the rows where both are not null (G40)."""

    of: Expression
    to: Expression


@dataclass(frozen=True, slots=True)
class Against:
    """What the number is compared with (§5.2). ``count`` is n of ``previous`` and ``previous_mean``."""

    kind: OneOf["target", "peers_mean", "peers_best", "previous", "previous_mean"]
    target: Expression | None
    count: int
    as_: OneOf["difference", "ratio"]
    line: int


@dataclass(frozen=True, slots=True)
class Band:
    """One band: an interval of numbers and its points, or the range that an assessor may give.

    ``lower`` / ``upper`` are ``None`` without an end; ``*_included`` says whether the end belongs to the band.
    Intervals are complete: where the rulebook states one end only, reading fills the other (§5.2, G44).
    """

    lower: Fraction | None
    lower_included: bool
    upper: Fraction | None
    upper_included: bool
    points: Fraction | None
    judge: tuple[Fraction, Fraction] | None
    line: int


@dataclass(frozen=True, slots=True)
class Bands:
    """``bands``: disjoint intervals in the order of the rulebook; the first that holds the number counts."""

    bands: tuple[Band, ...]

    @property
    def judged(self) -> bool:
        return any(band.judge for band in self.bands)


@dataclass(frozen=True, slots=True)
class Each:
    """``each``: x × points."""

    points: Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """``step``: points × rounding(|x| ÷ step) on one side or both."""

    step: Fraction
    points: Fraction
    rounding: OneOf["floor", "ceil", "exact"]
    side: OneOf["under", "over", "both"]


@dataclass(frozen=True, slots=True)
class RatioScale:
    """``ratio``: points × min(cap, max(0, x))."""

    points: Fraction
    cap: Fraction


@dataclass(frozen=True, slots=True)
class RankScale:
    """``rank``: points by place in the ranking group (G21)."""

    points: tuple[Fraction, ...]
    then: Fraction | None
    least: Fraction | None
    order: OneOf["asc", "desc"]
    ties: OneOf["high", "low", "mean"]


@dataclass(frozen=True, slots=True)
class ValueScale:
    """``value``: points as an expression of ``x``, ``target`` and ``unit.*`` (G43)."""

    value: Expression


Scale = Bands | Each | Step | RatioScale | RankScale | ValueScale


@dataclass(frozen=True, slots=True)
class Measure:
    """A number turned into points (§5.2). ``missing`` is ``problem``, ``na`` or the number that no fact means."""

    fact: str
    where: Expression | None
    number: Aggregate | Share | RatioOfSums
    over: Over
    missing: OneOf["problem", "na"] | Fraction
    by: str | None
    combine: OneOf["mean", "sum", "min", "max"]
    against: Against | None
    scale: Scale
    line: int


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a checklist. A ``key`` item graded 0 makes its place 0."""

    id: str
    title: str
    full: Fraction
    key: bool


@dataclass(frozen=True, slots=True)
class PassPlaces:
    """``places: {pass, ratio}``: full × share of places that reach ``reach`` of their full, or all or nothing."""

    reach: Fraction
    ratio: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """Graded checks at places (§5.3). ``grades`` maps a result to its share of full; ``None`` is N/A."""

    fact: str
    grades: Mapping[str, Fraction | None]
    items: tuple[CheckItem, ...]
    places: PassPlaces | None
    na: OneOf["rescale", "full", "zero"]
    line: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person decided (§5.4)."""

    fact: str
    lowest: Fraction
    highest: Fraction
    line: int


@dataclass(frozen=True, slots=True)
class Import:
    """A figure from outside (§5.5)."""

    fact: str
    where: Expression | None
    value: Expression
    line: int


@dataclass(frozen=True, slots=True)
class Veto:
    """An event that takes something away (§5.6, G29, G30)."""

    fact: str
    where: Expression | None
    unless: Expression | None
    effect: OneOf["zero", "ineligible", "no_top"]
    months: int | None
    basis: tuple[Basis, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Formula:
    """An item worked out from items that stand earlier (§9, G48)."""

    value: Expression
    line: int


@dataclass(frozen=True, slots=True)
class Once:
    """On a section: the ladders below with this key column are one ladder (§9, G45)."""

    key: str
    combine: Combine
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """An item made of items."""

    items: tuple[Item, ...]
    once: Once | None


Leaf = Ladder | Measure | Checklist | Judgement | Import | Veto | Formula


@dataclass(frozen=True, slots=True)
class Na:
    """An N/A item's value (§4): ``amount`` is the number of ``constant``."""

    kind: OneOf["zero", "full", "peer_mean", "constant", "rescale"]
    amount: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the tree (§4). ``start``, ``floor``, ``cap`` and ``full`` are in points; ``None``: not given.

    Defaults are resolved when the rulebook is read: ``start: full`` is the number of ``full`` with ``floor`` 0,
    ``full`` without ``cap`` gives ``cap``.
    """

    id: str
    title: str
    clause: str
    full: Fraction | None
    start: Fraction
    floor: Fraction | None
    cap: Fraction | None
    weight: Fraction
    applies: Expression | None
    na: Na
    count_in: bool
    content: Section | Leaf
    line: int

    @property
    def children(self) -> tuple[Item, ...]:
        return self.content.items if isinstance(self.content, Section) else ()

    def walk(self) -> Iterator[Item]:
        """Yield this item and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


# --- totals, ranking, decisions, money (§6, §7) -----------------------------------------------------------------


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


PeriodKind = OneOf["week", "month", "two_months", "quarter", "half_year", "year", "rounds"]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A rulebook that has been read and checked on its own, without a season."""

    file: str
    name: str
    version: str
    title: str
    basis: tuple[Basis, ...]
    effective_from: date | None
    effective_to: date | None
    effective_line: int
    subject: str
    period: PeriodKind
    precision: int
    """The published precision in units of 0.0001 point (0.01 → 100)."""
    unit_columns: Mapping[str, Type]
    facts: Mapping[str, FactKind]
    items: tuple[Item, ...]
    totals: Totals
    ranking: Ranking | None
    decisions: tuple[Decision, ...]
    settlement: Settlement | None
    lines: Mapping[str, int]
    """Lines of top keys (``subject``, ``period``, ``unit.population`` …) for problems found with a season."""

    def walk(self) -> Iterator[Item]:
        """Yield every item in document order."""
        for item in self.items:
            yield from item.walk()

    def item(self, item_id: str) -> Item:
        return next(item for item in self.walk() if item.id == item_id)


# --- the season -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Round:
    """A named round of season.yaml."""

    id: str
    first: date
    last: date
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """A fact kind that is read from another season's scores (§9, G50)."""

    kind: str
    season: str
    items: tuple[str, ...]
    unit: str
    line: int


@dataclass(frozen=True, slots=True)
class Season:
    """season.yaml, read and checked. ``folder`` is where its tables stand; ``rulebook`` as written."""

    file: str
    folder: str
    id: str
    first: date
    last: date
    as_of: date
    rounds: tuple[Round, ...]
    rulebook: str | None
    assessed: tuple[tuple[str, str, int], ...]
    """(unit, period as written, line)"""
    sources: tuple[Source, ...]
    lines: Mapping[str, int]
