"""Decisions by rule: places, conditions, streaks, and the vetoes that stop them (§6, §5.6, G29–G31, G52, G53)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chuangcheng.engine.model import Decision, Expression, IsNull, Rulebook, Veto
from chuangcheng.engine.working.answers import Answer, condition, integer
from chuangcheng.engine.working.emitter import emit
from chuangcheng.engine.working.literals import text, whole
from chuangcheng.engine.working.plan import Statement
from chuangcheng.engine.working.ranking import Seen, span_ids
from chuangcheng.engine.working.tree import Place

#: No season is longer than this many months, so a longer veto ends no later.
_MOST_MONTHS = 120_000

#: Which effects stop what a level gives.
_STOPS = {"top": ("ineligible", "no_top"), "honour": ("ineligible",), "concern": ()}


def held_periods() -> Statement:
    """``held(p, h)``: the periods in which anybody was assessed, in order; others are passed over (G31)."""
    return Statement(
        "held",
        "SELECT x.p AS p, ROW_NUMBER() OVER (ORDER BY x.p ASC NULLS FIRST) AS h\n"
        "FROM (SELECT DISTINCT a.p AS p FROM assessed a) x",
        "the held periods, for what must hold in several of them",
    )


def decisions(rulebook: Rulebook, seen: Seen, vetoes: Vetoes) -> Iterator[Statement]:
    """Yield ``decision_<k>(t, u)`` for the decisions of the span that ``seen`` looks at."""
    for number, decision in enumerate(rulebook.decisions):
        if decision.per != seen.span:
            continue
        yield from _problems(decision, seen)
        stops = [vetoes.condition(effect, seen.span) for effect in _STOPS[decision.level]]
        stopped = "".join(f"\nAND NOT {stop}" for stop in stops if stop)
        yield Statement(
            f"decision_{number}",
            f"SELECT s.t AS t, s.u AS u FROM (\n{_taken(decision, seen)}\n) s WHERE TRUE{stopped}",
            f"decision {decision.id}",
        )


def _taken(decision: Decision, seen: Seen) -> str:
    """Where the decision is taken, before vetoes."""
    holds = _holds(decision, seen)
    if decision.times is not None:
        counted = (
            "SELECT c.t AS t, c.u AS u, ROW_NUMBER() OVER (PARTITION BY c.u ORDER BY c.t ASC NULLS FIRST) AS times "
            f"FROM (\n{holds}\n) c"
        )
        return f"SELECT r.t AS t, r.u AS u FROM (\n{counted}\n) r WHERE r.times >= {decision.times}"
    if decision.streak is not None and decision.streak > 1:
        back = decision.streak - 1
        running = (
            f"SELECT c.t AS t, c.u AS u, h.h AS h, LAG(h.h, {back}) OVER (PARTITION BY c.u ORDER BY h.h ASC NULLS FIRST) "
            f"AS first FROM (\n{holds}\n) c JOIN held h ON h.p = c.t"
        )
        return f"SELECT r.t AS t, r.u AS u FROM (\n{running}\n) r WHERE r.first = r.h - {back}"
    return holds


def _holds(decision: Decision, seen: Seen) -> str:
    """Where the condition holds."""
    conditions = []
    if decision.where is not None:
        conditions.append(condition(emit(decision.where.tree, seen.names)).sql)
    if decision.top is not None:
        conditions.append(f"s.ahead < {places(decision.top, seen).sql}")
    if decision.bottom is not None:
        conditions.append(f"s.size - s.ahead - s.tied < {places(decision.bottom, seen).sql}")
    where = "\nWHERE " + " AND ".join(conditions) if conditions else ""
    return f"SELECT s.t AS t, s.u AS u FROM {seen.span}_standing s{seen.joins(decision.where)}{where}"


def places(expression: Expression, seen: Seen) -> Answer:
    """The number of places of ``top`` or ``bottom``; NULL where it is none (G52)."""
    fixed = expression.constant
    if fixed is not None and fixed.denominator == 1 and fixed < 10**12:
        return Answer(whole(int(fixed)))
    return integer(emit(expression.tree, seen.names))


def _problems(decision: Decision, seen: Seen) -> Iterator[Statement]:
    at = f"q.id || '/' || {text(decision.id)}, '', q.id, {text(decision.id)}, NULL"
    ids = span_ids(seen.span)
    if decision.where is not None:
        answer = condition(emit(decision.where.tree, seen.names))
        if answer.wrong is not None:
            yield Statement(
                "problem",
                f"SELECT DISTINCT s.code, {at}\nFROM (SELECT s.t AS t, {answer.wrong} AS code "
                f"FROM {seen.span}_standing s{seen.joins(decision.where)}) s {ids}\nWHERE s.code IS NOT NULL",
                f"the condition of {decision.id} cannot be worked out",
            )
    for expression in (decision.top, decision.bottom):
        if expression is not None and not _surely_places(expression):
            yield Statement(
                "problem",
                f"SELECT DISTINCT s.code, {at}\nFROM (SELECT s.t AS t, {_places_wrong(expression, seen)} AS code "
                f"FROM {seen.span}_standing s) s {ids}\nWHERE s.code IS NOT NULL",
                f"the number of places of {decision.id} is none",
            )


def _surely_places(expression: Expression) -> bool:
    fixed = expression.constant
    return fixed is not None and fixed >= 0 and fixed.denominator == 1


def _places_wrong(expression: Expression, seen: Seen) -> str:
    """The problem's code where ``top`` or ``bottom`` is no number of places, else NULL."""
    answer = places(expression, seen)
    null = condition(emit(IsNull(expression.tree), seen.names))
    wrong = "" if answer.wrong is None else f" WHEN {answer.wrong} IS NOT NULL THEN {answer.wrong}"
    return (
        f"CASE{wrong} WHEN {null.sql} THEN 'null-value' "
        f"WHEN {answer.sql} IS NULL OR {answer.sql} < 0 THEN 'places-invalid' END"
    )


# --- vetoes -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Vetoes:
    """The veto items of a rulebook that stop decisions and awards; ``year_alone``: its periods may be one year (G9)."""

    places: tuple[Place, ...]
    year_alone: bool

    def statements(self, span: str) -> Iterator[Statement]:
        """Yield ``stopped_<effect>_<span>(t, u)`` for what is there."""
        for effect in ("ineligible", "no_top"):
            parts = [part for place, veto in self._of(effect) if (part := self._stopped(place, veto, span))]
            if parts:
                yield Statement(
                    f"stopped_{effect}_{span}",
                    "SELECT DISTINCT e.t AS t, e.u AS u FROM (\n" + "\nUNION ALL\n".join(parts) + "\n) e",
                    f"where vetoes ({effect}) stop what a {span} gives",
                )

    def condition(self, effect: str, span: str, alias: str = "s") -> str | None:
        """The condition under which a unit is stopped; None where no veto has this effect."""
        if not any(self._stopped(place, veto, span) for place, veto in self._of(effect)):
            return None
        return f"EXISTS (SELECT 1 FROM stopped_{effect}_{span} x WHERE x.t = {alias}.t AND x.u = {alias}.u)"

    def _of(self, effect: str) -> Iterator[tuple[Place, Veto]]:
        for place in self.places:
            if isinstance(place.item.content, Veto) and place.item.content.effect == effect:
                yield place, place.item.content

    def _stopped(self, place: Place, veto: Veto, span: str) -> str:
        """(t, u) where an event acts: without months in its own period only, else while they last (G30, G57)."""
        events = f"FROM veto_{place.number} v"
        if span == "year":
            if veto.months is not None:
                return f"SELECT 0 AS t, v.u AS u {events}"
            return f"SELECT 0 AS t, v.u AS u {events} JOIN season z ON z.single_year" if self.year_alone else ""
        if veto.months is None:
            if span == "period":
                return f"SELECT v.p AS t, v.u AS u {events} WHERE v.p IS NOT NULL"
            return f"SELECT x.t AS t, v.u AS u {events} JOIN term_period x ON x.p = v.p"
        table, key = ("period", "p") if span == "period" else ("term", "t")
        ends = f"CAST(v.day + INTERVAL '{min(veto.months, _MOST_MONTHS)}' MONTH AS DATE)"
        return f"SELECT q.{key} AS t, v.u AS u {events} JOIN {table} q ON q.first < {ends} AND q.last >= v.day"


def vetoes_of(rulebook: Rulebook, places_: Sequence[Place]) -> Vetoes:
    """The vetoes of a rulebook."""
    return Vetoes(tuple(place for place in places_ if isinstance(place.item.content, Veto)), rulebook.period == "year")
