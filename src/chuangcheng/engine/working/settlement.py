"""Money: deposits, awards and fines as movements (§7, G32–G35, G54–G57).

Each table of lines has ``t`` (the span's number), ``u``, ``pa`` (the number of the party) and amounts in 0.01 yuan:

* ``deposit(u, pa, place, amount)``: what parties pay in; ``place`` is the order of the rulebook;
* ``award`` and ``fine(line, t, u, pa, deposit, amount, part, reason)``: one line for all places of a party together, one for each
  payment without places; ``line`` is the order of taking, ``deposit`` whether it is drawn from one, ``part`` what of it goes to the persons;
* ``persons(line, t, u, pa, other, amount, reason)``: the parts of the persons, party by party (``other``);
* ``drawn(t, u, pa, amount, drawn, reason)``: what the deposit gave of each fine that is drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chuangcheng.engine.model import Settlement
from chuangcheng.engine.numbers import YUAN, half_up
from chuangcheng.engine.working.answers import condition
from chuangcheng.engine.working.decisions import Vetoes
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.literals import WIDE_TYPE, text, whole
from chuangcheng.engine.working.payments import MOST_MONEY, Due, dues, payment, trouble
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.ranking import Seen, span_ids

#: The result where a rulebook moves no money.
NOTHING = (
    "SELECT '' AS period, '' AS unit, '' AS party, '' AS account, CAST(0 AS BIGINT) AS amount, '' AS reason "
    "FROM season z WHERE FALSE"
)

#: A part of a whole is counted in millionths.
_PART = 1_000_000


def span_of(settlement: Settlement) -> str:
    """Which span is settled: ``period``, ``year`` or ``term`` (G57)."""
    return settlement.per if settlement.per in ("period", "year") else "term"


@dataclass(frozen=True, slots=True)
class Money:
    """The settlement of a rulebook as statements and as the result ``settlement``."""

    settlement: Settlement
    seen: Seen
    vetoes: Vetoes

    @property
    def parties(self) -> list[str]:
        """All parties; their place is the number ``pa``."""
        paid = [one.party for one in (*self.settlement.awards, *self.settlement.fines)]
        return list(dict.fromkeys([one.party for one in self.settlement.deposits] + paid))

    def number(self, party: str) -> int:
        return self.parties.index(party)

    def statements(self) -> Iterator[Statement]:
        """Yield everything that has to be worked out before the movements can be listed."""
        listed = dues(self.settlement)
        yield from self._deposits()
        for due in listed:
            yield from payment(due, self.settlement, self.seen, self.vetoes)
        awards = [due for due in listed if due.award]
        fines = [due for due in listed if not due.award]
        if awards:
            yield Statement("award", "\nUNION ALL\n".join(self._lines(awards, "award")), "awards, line by line")
            yield from self._size("award")
            yield from self._persons()
        if fines:
            yield Statement("fine", "\nUNION ALL\n".join(self._lines(fines, "fine")), "fines, in the order of taking")
            yield from self._size("fine")
            yield from self._drawn()

    # --- deposits ---------------------------------------------------------------------------------------------------

    def _deposits(self) -> Iterator[Statement]:
        parts = []
        for place, one in enumerate(self.settlement.deposits):
            where = ""
            if one.applies is not None:
                answer = condition(emit(one.applies.tree, self.seen.columns.unit_names("n")))
                where = f"\nWHERE {answer.sql}"
                if answer.wrong is not None:
                    yield self._deposit_trouble(one.party, answer.wrong)
            parts.append(
                f"SELECT s.u AS u, {self.number(one.party)} AS pa, {place} AS place, "
                f"{whole(half_up(one.amount, YUAN))} AS amount FROM subject s JOIN unit n ON n.u = s.u{where}"
            )
        none = "SELECT s.u AS u, 0 AS pa, 0 AS place, CAST(0 AS BIGINT) AS amount FROM subject s WHERE FALSE"
        yield Statement("deposit", "\nUNION ALL\n".join(parts) or none, "what each party pays in for its unit")

    def _deposit_trouble(self, party: str, wrong: str) -> Statement:
        return Statement(
            "problem",
            f"SELECT {wrong}, n.unit || '/' || z.year_id || '/' || {text(party)}, '', n.unit, z.year_id, {text(party)}\n"
            f"FROM subject s JOIN unit n ON n.u = s.u JOIN season z ON TRUE\nWHERE {wrong} IS NOT NULL",
            f"it cannot be told whether {party} pays a deposit",
        )

    # --- lines --------------------------------------------------------------------------------------------------------

    def _lines(self, listed: Sequence[Due], kind: str) -> Iterator[str]:
        """Yield the lines of awards or of fines: those by place added up for each party, the others by themselves."""
        together: dict[tuple[str, bool], list[Due]] = {}
        for due in listed:
            if due.payment.places is not None:
                together.setdefault((due.payment.party, due.payment.from_deposit), []).append(due)
        for seq, ((party, deposit), places) in enumerate(together.items()):
            yield self._added(places, self.number(party), deposit, kind, seq)
        for due in listed:
            if due.payment.places is None:
                one = due.payment
                part = f"CAST({_part('d.amount', one.persons_at_least or Fraction())} AS BIGINT)"
                yield (
                    f"SELECT {len(together) + due.number} AS line, d.t AS t, d.u AS u, {self.number(one.party)} AS pa, "
                    f"{_truth(one.from_deposit)} AS deposit, d.amount AS amount, {part} AS part, {text(kind + '-all')} AS reason\n"
                    f"FROM due_{due.number} d WHERE d.code IS NULL"
                )

    def _added(self, places: Sequence[Due], pa: int, deposit: bool, kind: str, line: int) -> str:
        """One line for all places that units who tie take: the sum, divided among them (G35)."""
        rows = "\nUNION ALL\n".join(
            f"SELECT d.t AS t, d.u AS u, d.g AS g, d.ahead AS ahead, d.tied AS tied, {place} AS place, "
            f"CAST(d.count AS {WIDE_TYPE}) * d.amount AS amount, "
            f"{half_up(due.payment.persons_at_least or Fraction(), _PART)} AS share FROM due_{due.number} d WHERE d.code IS NULL"
            for place, due in enumerate(places)
        )
        named = " || ".join(
            f"MAX(CASE WHEN r.place = {place} THEN {text('+' + due.said)} ELSE '' END)"
            for place, due in enumerate(places)
        )
        shares = {due.payment.persons_at_least or Fraction() for due in places}
        summed = (
            f"SELECT r.t AS t, r.u AS u, r.g AS g, r.ahead AS ahead, r.tied AS tied, CAST(SUM(r.amount) AS {WIDE_TYPE}) AS due, "
            f"CAST(SUM(r.amount * r.share) AS {WIDE_TYPE}) AS persons, {named} AS named FROM (\n{rows}\n) r\n"
            "GROUP BY r.t, r.u, r.g, r.ahead, r.tied"
        )
        divided = f"SELECT x.*, {self._share()} AS amount FROM (\n{summed}\n) x{self._first()}"
        part = _part("y.amount", shares.pop()) if len(shares) == 1 else _mixed("y.amount", "y.persons", "y.due")
        return (
            f"SELECT {line} AS line, y.t AS t, y.u AS u, {pa} AS pa, {_truth(deposit)} AS deposit, "
            f"CAST(CASE WHEN y.amount < {MOST_MONEY} THEN y.amount END AS BIGINT) AS amount, "
            f"CAST(CASE WHEN y.amount < {MOST_MONEY} THEN {part} END AS BIGINT) AS part, "
            f"{_reason(kind)} AS reason FROM (\n{divided}\n) y"
        )

    def _share(self) -> str:
        """A unit's share; what division leaves goes to the first unit of the tie by id."""
        if self.settlement.ties == "each":
            return "x.due"
        each = f"wide_floor_div(x.due, CAST(x.tied AS {WIDE_TYPE}))"
        return f"{each} + CASE WHEN f.u IS NOT NULL THEN x.due - {each} * x.tied ELSE 0 END"

    def _first(self) -> str:
        if self.settlement.ties == "each":
            return ""
        return (
            f"\nLEFT JOIN (SELECT s.t AS t, s.g AS g, s.ahead AS ahead, MIN(s.u) AS u FROM {self.seen.span}_standing s "
            "WHERE s.tied > 1 GROUP BY s.t, s.g, s.ahead) f ON f.t = x.t AND f.g = x.g AND f.ahead = x.ahead AND f.u = x.u"
        )

    def _size(self, table: str) -> Iterator[Statement]:
        for party in self.parties:
            rows = (
                f"(SELECT l.t AS t, l.u AS u FROM {table} l WHERE l.amount IS NULL AND l.pa = {self.number(party)}) s"
            )
            yield Statement(
                "problem",
                trouble("'number-too-large'", party, rows, self.seen.span, "TRUE"),
                f"{table}s beyond 14 digits",
            )

    # --- persons --------------------------------------------------------------------------------------------------------

    def _persons(self) -> Iterator[Statement]:
        """Parts of awards go to the other parties that pay a deposit for the unit, equally (G33)."""
        split = [due.payment.party for due in dues(self.settlement) if due.award and due.payment.persons_at_least]
        others = (
            "SELECT DISTINCT a.line AS line, a.t AS t, a.u AS u, a.pa AS pa, a.part AS part, a.reason AS reason, d.pa AS other, "
            "d.place AS place\nFROM award a JOIN (SELECT e.u AS u, e.pa AS pa, MIN(e.place) AS place FROM deposit e "
            "WHERE e.amount > 0 GROUP BY e.u, e.pa) d ON d.u = a.u AND d.pa <> a.pa\nWHERE a.part > 0"
        )
        counted = (
            "SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o.line, o.t, o.u ORDER BY o.place ASC NULLS FIRST) AS seq, "
            f"COUNT(*) OVER (PARTITION BY o.line, o.t, o.u) AS many FROM (\n{others}\n) o"
        )
        yield Statement(
            "persons",
            "SELECT c.line AS line, c.t AS t, c.u AS u, c.pa AS pa, c.other AS other, c.reason AS reason, "
            "floor_div(c.part, c.many) + CASE WHEN c.seq = 1 THEN c.part - c.many * floor_div(c.part, c.many) ELSE 0 END "
            f"AS amount FROM (\n{counted}\n) c",
            "the persons' part of awards, party by party",
        )
        for party in dict.fromkeys(split):
            rows = (
                f"(SELECT a.t AS t, a.u AS u FROM award a WHERE a.part > 0 AND a.pa = {self.number(party)} AND NOT EXISTS "
                "(SELECT 1 FROM persons r WHERE r.line = a.line AND r.t = a.t AND r.u = a.u)) s"
            )
            yield Statement(
                "problem",
                trouble("'no-persons'", party, rows, self.seen.span, "TRUE"),
                "nobody to give the persons' part to",
            )

    # --- fines ------------------------------------------------------------------------------------------------------------

    def _drawn(self) -> Iterator[Statement]:
        """What the deposits give of each fine: no deposit falls below 0 (§7, G34)."""
        before = (
            f"SELECT f.*, CAST(COALESCE(SUM(CAST(f.amount AS {WIDE_TYPE})) OVER (PARTITION BY f.u, f.pa "
            "ORDER BY f.t ASC NULLS FIRST, f.line ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) "
            f"AS {WIDE_TYPE}) AS before FROM fine f WHERE f.deposit"
        )
        left = (
            "SELECT b.*, CASE WHEN COALESCE(d.amount, 0) > b.before THEN d.amount - b.before ELSE 0 END AS held\n"
            f"FROM (\n{before}\n) b LEFT JOIN (SELECT e.u AS u, e.pa AS pa, CAST(SUM(e.amount) AS {WIDE_TYPE}) AS amount "
            "FROM deposit e GROUP BY e.u, e.pa) d ON d.u = b.u AND d.pa = b.pa"
        )
        yield Statement(
            "drawn",
            "SELECT l.t AS t, l.u AS u, l.pa AS pa, l.reason AS reason, l.amount AS amount, "
            f"CAST(CASE WHEN l.amount < l.held THEN l.amount ELSE l.held END AS BIGINT) AS drawn FROM (\n{left}\n) l",
            "what the deposits give of each fine",
        )
        for party in dict.fromkeys(one.party for one in self.settlement.fines if one.from_deposit):
            rows = (
                f"(SELECT d.t AS t, d.u AS u FROM drawn d WHERE d.drawn < d.amount AND d.pa = {self.number(party)}) s"
            )
            yield Statement(
                "problem",
                trouble("'deposit-short'", party, rows, self.seen.span, "TRUE"),
                "deposits that do not suffice",
            )

    # --- the result ---------------------------------------------------------------------------------------------------------

    def result(self) -> str:
        """The query of ``settlement``: every movement with its sign; amounts of 0 make no line."""
        lines = ["SELECT z.year_id AS id, d.u AS u, d.pa AS pa, 'deposit' AS account, d.amount AS amount, 'deposit' AS reason "
                 "FROM deposit d JOIN season z ON TRUE"]  # fmt: skip
        ids = span_ids(self.seen.span, "l")
        moved: list[tuple[str, str, str, str]] = []
        if self.settlement.awards:
            given = (
                "a.amount - COALESCE((SELECT CAST(SUM(r.amount) AS BIGINT) FROM persons r "
                "WHERE r.line = a.line AND r.t = a.t AND r.u = a.u), 0)"
            )
            kept = f"(SELECT a.t AS t, a.u AS u, a.pa AS pa, a.reason AS reason, {given} AS amount FROM award a)"
            moved += [(kept, "l.pa", "cash", "l.amount"), ("persons", "l.other", "cash", "l.amount")]
        if self.settlement.fines:
            moved += [
                ("drawn", "l.pa", "deposit", "-l.drawn"),
                ("drawn", "l.pa", "short", "l.drawn - l.amount"),
                ("(SELECT f.* FROM fine f WHERE NOT f.deposit)", "l.pa", "cash", "-l.amount"),
            ]
        lines += [
            f"SELECT q.id AS id, l.u AS u, {pa} AS pa, '{account}' AS account, {amount} AS amount, l.reason AS reason "
            f"FROM {table} l {ids}"
            for table, pa, account, amount in moved
        ]
        if not self.parties:
            return NOTHING
        parties = ", ".join(f"({number}, {text(party)})" for number, party in enumerate(self.parties))
        union = "\nUNION ALL\n".join(lines)
        return (
            "SELECT m.id AS period, n.unit AS unit, y.party AS party, m.account AS account, m.amount AS amount, "
            f"m.reason AS reason, n.u AS u\nFROM (\n{union}\n) m JOIN unit n ON n.u = m.u "
            f"JOIN (VALUES {parties}) y(pa, party) ON y.pa = m.pa\nWHERE m.amount <> 0"
        )


def _reason(kind: str) -> str:
    """The word of the reason and the places, as ``telling.wording`` knows them."""
    told = f"{text(kind + '|')} || SUBSTR(y.named, 2)"
    return told if kind == "award" else f"CASE WHEN y.named = '+last' THEN 'fine-last' ELSE {told} END"


def _truth(value: bool) -> str:
    return "TRUE" if value else "FALSE"


def _part(amount: str, share: Fraction) -> str:
    """The persons' part of an amount, rounded up to 0.01 (G33)."""
    if not share:
        return "0"
    return f"-wide_floor_div(-CAST({amount} AS {WIDE_TYPE}) * {share.numerator}, {share.denominator})"


def _mixed(amount: str, persons: str, due: str) -> str:
    """The part where places with different parts were added: in the proportion of what each added."""
    whole_part = f"-wide_floor_div(-CAST({amount} AS {WIDE_TYPE}) * {persons}, {due} * {_PART})"
    return f"CASE WHEN {due} > 0 AND {due} < {MOST_MONEY} THEN {whole_part} ELSE 0 END"
