"""Items and their leaves (§4, §5, §9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal as OneOf

from chuangcheng.engine.model.expressions import Expression
from chuangcheng.engine.model.facts import Basis

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
