"""The value of every item: start, what stands below, N/A, bounds, weight (§4, G13–G16).

``value_<n>(u, p, points, na, …)`` has a row for each assessed unit and period in which no section above item n is N/A:
``points`` is the value (0.0001 point) and ``na`` tells whether the item is N/A. ``points`` is NULL where an error of the item or
below it left the value unknown. Further columns stand there where they can differ: ``before`` (start and sum), ``scaled``
(after the full of N/A items left), ``raw`` (after the bounds, or what stands for an N/A item), ``large`` (a number was too
large). The lines of kinds ``na``, ``clamp`` and ``weight`` are the steps from one column to the next (``Shape`` names them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from chuangcheng.engine.model import Checklist, Formula, Import, Ladder, Measure
from chuangcheng.engine.numbers import half_up
from chuangcheng.engine.working.answers import MOST_POINTS, Answer
from chuangcheng.engine.working.bounds import most_of_ladder, reach
from chuangcheng.engine.working.literals import BIG, WIDE_TYPE, text, truth, whole
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.steps import Steps, clamped, clamped_most, kept, product, quotient, widened
from chuangcheng.engine.working.tree import Place, in_units


@dataclass(frozen=True, slots=True)
class Shape:
    """Which steps an item has, by the columns of its ``value_<n>`` that hold them."""

    start: int
    floor: int | None
    cap: int | None
    weight: Fraction
    rescaled: bool

    @property
    def bounded(self) -> bool:
        return self.floor is not None or self.cap is not None

    @property
    def before(self) -> str:
        """The column of start and sum."""
        return "before" if self.rescaled or self.bounded else self.raw

    @property
    def scaled(self) -> str:
        """The column after the full of N/A items left."""
        return "scaled" if self.rescaled and self.bounded else (self.raw if self.rescaled else self.before)

    @property
    def raw(self) -> str:
        """The column of the value before weight."""
        return "points" if self.weight == 1 else "raw"

    @property
    def columns(self) -> list[str]:
        """The columns of steps beside ``points``, in order."""
        return [name for name in dict.fromkeys([self.before, self.scaled, self.raw]) if name != "points"]


def shape(place: Place) -> Shape:
    """Read the steps of an item from the rulebook; a bound that a leaf's points cannot reach is none."""
    item = place.item
    start = in_units(item.start)
    floor, cap = (None if end is None else in_units(end) for end in (item.floor, item.cap))
    ends = reach(place)
    if ends is not None and (floor is None or cap is None or floor <= cap):
        floor = None if floor is None or floor <= start + ends[0] else floor
        cap = None if cap is None or cap >= start + ends[1] else cap
    return Shape(start, floor, cap, item.weight, place.rescaled)


@dataclass(frozen=True, slots=True)
class Beside:
    """How a query with rows ``b`` reads the value of an item: its points, whether it is N/A, and what must be joined."""

    points: str
    na: str
    joins: str


def beside(place: Place) -> Beside:
    """Read the value of an item beside rows ``b`` of its base: a line as it stands, or ``value_<n>``."""
    number = place.number
    if not one_line(place):
        value = f"v{number}"
        joins = f"\nJOIN value_{number} {value} ON {value}.u = b.u AND {value}.p = b.p"
        return Beside(f"{value}.points", f"{value}.na", joins)
    start = shape(place).start
    points = f"COALESCE(l{number}.points, 0){f' + {start}' if start else ''}"
    joins = f"\nLEFT JOIN line_{number} l{number} ON l{number}.u = b.u AND l{number}.p = b.p"
    if not place.can_be_out:
        return Beside(points, "FALSE", joins)
    joins += f"\nLEFT JOIN out_{number} o{number} ON o{number}.u = b.u AND o{number}.p = b.p"
    na = f"(o{number}.u IS NOT NULL)"
    return Beside(f"CASE WHEN {na} THEN {whole(_fixed_points(place))} ELSE {points} END", na, joins)


def one_line(place: Place) -> bool:
    """Whether the value of an item is the one line of its leaf, or what stands for it where it is N/A: it is a view then."""
    form, content = shape(place), place.item.content
    if form.bounded or form.weight != 1 or not isinstance(content, Measure | Checklist | Import | Formula):
        return False
    return _most_line(place) + abs(form.start) < BIG and (not place.can_be_out or place.item.na.kind != "peer_mean")


def _most_line(place: Place) -> int:
    """A bound of a leaf's one line."""
    ends = reach(place)
    return MOST_POINTS if ends is None else max(abs(end) for end in ends)


class Values:
    """Works out items one after the other and remembers their bounds."""

    def __init__(self) -> None:
        self._most: dict[int, int] = {}

    def statements(self, place: Place) -> Iterator[Statement]:
        """Yield the statements of one item; all that it is made of stands already."""
        number, reason = place.number, f"the value of item {place.item.id}"
        if one_line(place):
            self._most[number] = max(_most_line(place) + abs(shape(place).start), _most_fixed(place))
            read = beside(place)
            row = (
                f"SELECT b.u AS u, b.p AS p, {read.na} AS na, {read.points} AS points\nFROM {place.base} b{read.joins}"
            )
            yield Statement(f"value_{number}", row, reason, view=True)
            return
        steps = self._steps(place)
        aside = _aside(place) if place.can_be_out else None
        watched = bool(steps.large) or (aside is not None and aside.large != "FALSE")
        own = _own(place, steps, watched)
        if aside is None:
            yield Statement(f"value_{number}", own, reason)
        elif place.item.na.kind == "peer_mean":
            yield Statement(f"own_{number}", own, f"{reason} where it is applicable")
            yield Statement(f"peers_{number}", _peers(place), f"what peers reach in item {place.item.id}")
            yield Statement("problem", _no_peers(place), "nobody to take a mean of")
            rest = aside.query(place, watched)
            yield Statement(f"value_{number}", f"SELECT o.* FROM own_{number} o\nUNION ALL\n{rest}", reason)
        else:
            yield Statement(f"value_{number}", f"{own}\nUNION ALL\n{aside.query(place, watched)}", reason)
        if watched:
            yield _too_large(place)
        if place.rescaled and _may_lose_its_full(place):
            yield self._nothing_left(place)

    def most(self, place: Place) -> int:
        """A bound of an item's value; its statements were asked for before."""
        return self._most[place.number]

    # --- applicable -----------------------------------------------------------------------------------------------

    def _steps(self, place: Place) -> Steps:
        form = shape(place)
        steps, most = self._summed(place, form)
        if form.rescaled:
            most = _rescale(place, steps, form, most)
        if form.bounded:
            bounded = clamped_most(most, form.floor, form.cap)
            steps.add(
                form.raw if form.weight != 1 else "points", Answer(clamped(f"s.{form.scaled}", form.floor, form.cap))
            )
            steps.watch("clamp", f"s.{form.raw} - s.{form.scaled}", most + bounded)
            most = bounded
        if form.weight != 1:
            weighted, bound = product("s.raw", most, form.weight)
            steps.add("points", weighted)
            steps.watch("weight", "s.points - s.raw", bound + most)
            most = bound
        self._most[place.number] = max(most, _most_fixed(place))
        return steps

    def _summed(self, place: Place, form: Shape) -> tuple[Steps, int]:
        """Start and sum: the first step and its bound."""
        if place.children:
            query, most = self._children(place)
        else:
            query, most = _lines(place)
        steps = Steps(query)
        most += abs(form.start)
        total = f"{widened('s.total', most)} + {form.start}" if form.start else "s.total"
        steps.add(form.before, kept(total, most))
        return steps, min(most, BIG - 1)

    def _children(self, place: Place) -> tuple[str, int]:
        children = place.counted_children
        most = sum(self._most[child.number] for child in children)
        reads = {child.number: beside(child) for child in children}
        terms = [widened(reads[child.number].points, most) for child in children]
        columns = [f"{' + '.join(terms) or whole(0)} AS total"]
        if place.rescaled:
            columns += [f"{_rest(place, reads)} AS rest", f"{_alone(place, reads)} AS alone"]
        joins = "".join(read.joins for read in reads.values())
        query = f"SELECT b.u AS u, b.p AS p, {', '.join(columns)}\nFROM {place.base} b{joins}{_in(place)}"
        return query, most

    def _nothing_left(self, place: Place) -> Statement:
        """The full that remains is not above 0 though a child with full remains: nothing to multiply by."""
        query, _ = self._children(place)
        full, _ = _shares(place)
        return Statement(
            "problem",
            f"SELECT 'division-by-zero', {at_item(place)}\nFROM (\n{query}\n) v {NAMED}\n"
            f"WHERE v.rest <= 0 AND v.rest <> {full} AND NOT v.alone",
            f"no full is left in item {place.item.id} to divide by",
        )


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands where an item is N/A: ``raw`` and ``points`` as SQL over the rows of ``source``."""

    raw: str
    points: str
    large: str
    source: str

    def query(self, place: Place, watched: bool) -> str:
        columns = dict.fromkeys(shape(place).columns, self.raw) | {"points": self.points, "large": self.large}
        return f"SELECT {_row(place, columns, 'TRUE', 'b', watched)}\nFROM {self.source}"


def _aside(place: Place) -> Aside:
    weight = place.item.weight
    outside = f"WHERE EXISTS (SELECT 1 FROM out_{place.number} o WHERE o.u = b.u AND o.p = b.p)"
    if place.item.na.kind == "peer_mean":
        source = (
            "(\nSELECT b.u AS u, b.p AS p, CAST(wide_half_up(m.num, m.den) AS BIGINT) AS raw\n"
            f"FROM {place.base} b JOIN subject s ON s.u = b.u\n"
            f"LEFT JOIN peers_{place.number} m ON m.g = s.g AND m.p = b.p\n{outside}\n) b"
        )
        answer, _ = product("b.raw", BIG - 1, weight) if weight != 1 else (Answer("b.raw"), 0)
        large = "FALSE" if answer.wrong is None else f"COALESCE({answer.wrong} IS NOT NULL, FALSE)"
        return Aside("b.raw", answer.sql, large, source)
    raw = _fixed_points(place)
    weighted = half_up(raw * weight)
    fits = abs(weighted) < BIG and abs(weighted - raw) < BIG
    points = whole(weighted) if fits else "CAST(NULL AS BIGINT)"
    return Aside(whole(raw), points, truth(not fits), f"{place.base} b\n{outside}")


def _rescale(place: Place, steps: Steps, form: Shape, most: int) -> int:
    full, _ = _shares(place)
    answer, bound = quotient(f"s.{form.before}", most, full, "s.rest")
    same = f"s.alone OR s.rest = {full}"
    steps.add(
        form.scaled,
        Answer(
            f"CASE WHEN {same} THEN s.{form.before} WHEN s.rest > 0 THEN {answer.sql} END",
            None if answer.wrong is None else f"CASE WHEN NOT ({same}) AND s.rest > 0 THEN {answer.wrong} END",
        ),
    )
    bound = max(bound, most)
    steps.watch("left", f"s.{form.scaled} - s.{form.before}", bound + most)
    return bound


def _lines(place: Place) -> tuple[str, int]:
    """The sum of a leaf's lines, and its bound. Most leaves book one line at most."""
    number, form = place.number, f"SELECT b.u AS u, b.p AS p, {{total}} AS total\nFROM {place.base} b"
    content = place.item.content
    if isinstance(content, Measure | Checklist | Import | Formula):
        query = form.format(total="COALESCE(l.points, 0)") + f"\nLEFT JOIN line_{number} l ON l.u = b.u AND l.p = b.p"
        return query + _in(place), _most_line(place)
    most = most_of_ladder(place, content) if isinstance(content, Ladder) else BIG
    kind = WIDE_TYPE if most >= BIG else "BIGINT"
    summed = f"SELECT u, p, CAST(SUM(points) AS {kind}) AS points FROM line_{number} GROUP BY u, p"
    query = form.format(total="COALESCE(l.points, 0)") + f"\nLEFT JOIN (\n{summed}\n) l ON l.u = b.u AND l.p = b.p"
    return query + _in(place), most


def _in(place: Place) -> str:
    """Only where the item is applicable."""
    if not place.can_be_out:
        return ""
    return f"\nWHERE NOT EXISTS (SELECT 1 FROM out_{place.number} o WHERE o.u = b.u AND o.p = b.p)"


def _own(place: Place, steps: Steps, watched: bool) -> str:
    columns = {name: f"s.{name}" for name in [*shape(place).columns, "points"]} | {"large": steps.too_large}
    return steps.select(_row(place, columns, "FALSE", "s", watched))


def _row(place: Place, columns: dict[str, str], na: str, source: str, watched: bool) -> str:
    """The columns of ``value_<n>``, always in one order."""
    names = ["points", *shape(place).columns] + (["large"] if watched else [])
    listed = [f"{columns[name]} AS {name}" for name in names]
    return ", ".join([f"{source}.u AS u", f"{source}.p AS p", f"{na} AS na", *listed])


def _fixed_points(place: Place) -> int:
    """What stands for the value of an N/A item before weight (§4)."""
    na = place.item.na
    amount = {"full": place.item.full, "constant": na.amount}.get(na.kind)
    return in_units(amount or Fraction())


def _most_fixed(place: Place) -> int:
    if not place.can_be_out:
        return 0
    if place.item.na.kind == "peer_mean":
        return BIG - 1
    return min(abs(half_up(_fixed_points(place) * place.item.weight)), BIG - 1)


# --- what leaves a section (G15) --------------------------------------------------------------------------------------


def _shares(place: Place) -> tuple[int, dict[int, int]]:
    """The section's full and what each child takes along, brought to whole numbers."""
    full = place.item.full or Fraction()
    leaving = {
        child.number: (child.item.full or Fraction()) * child.item.weight
        for child in place.counted_children
        if child.leaves_by_rescale and child.can_be_out
    }
    common = lcm(full.denominator, *(share.denominator for share in leaving.values()))
    return int(full * common), {number: int(share * common) for number, share in leaving.items()}


def _rest(place: Place, reads: Mapping[int, Beside]) -> str:
    full, leaving = _shares(place)
    gone = "".join(
        f" - CASE WHEN {reads[number].na} THEN {whole(share)} ELSE 0 END" for number, share in leaving.items()
    )
    return whole(full) + gone


def _alone(place: Place, reads: Mapping[int, Beside]) -> str:
    """Whether only children without full remain: their sum stands unscaled."""
    with_full = [child for child in place.counted_children if child.item.full is not None]
    if not all(child.leaves_by_rescale and child.can_be_out for child in with_full):
        return "FALSE"
    return "(" + " AND ".join(reads[child.number].na for child in with_full) + ")" if with_full else "TRUE"


def _may_lose_its_full(place: Place) -> bool:
    """Whether so much full can leave, with a child still there, that nothing above 0 remains."""
    full, leaving = _shares(place)
    most = sum(leaving.values()) - (min(leaving.values()) if place.can_lose_all else 0)
    return most >= full


# --- peers and problems ---------------------------------------------------------------------------------------------------

#: Joins the names of unit and period of rows ``v``.
NAMED = "JOIN unit n ON n.u = v.u JOIN period q ON q.p = v.p"


def at_item(place: Place) -> str:
    """``where``, ``saying`` and arguments of a problem of an item, beside ``NAMED``."""
    item_id = text(place.item.id)
    return f"n.unit || '/' || q.id || '/' || {item_id}, '', n.unit, q.id, {item_id}"


def _peers(place: Place) -> str:
    return (
        f"SELECT s.g AS g, v.p AS p, CAST(SUM(v.{shape(place).raw}) AS {WIDE_TYPE}) AS num, COUNT(*) AS den\n"
        f"FROM own_{place.number} v JOIN subject s ON s.u = v.u\nWHERE s.ranked GROUP BY s.g, v.p"
    )


def _no_peers(place: Place) -> str:
    return (
        f"SELECT 'no-peers', {at_item(place)}\n"
        f"FROM {place.base} v JOIN subject s ON s.u = v.u {NAMED}\n"
        f"WHERE EXISTS (SELECT 1 FROM out_{place.number} o WHERE o.u = v.u AND o.p = v.p)\n"
        f"AND NOT EXISTS (SELECT 1 FROM peers_{place.number} m WHERE m.g = s.g AND m.p = v.p)"
    )


def _too_large(place: Place) -> Statement:
    return Statement(
        "problem",
        f"SELECT 'number-too-large', {at_item(place)}\nFROM value_{place.number} v {NAMED}\nWHERE v.large",
        f"a number of item {place.item.id} beyond what a line can hold",
    )
