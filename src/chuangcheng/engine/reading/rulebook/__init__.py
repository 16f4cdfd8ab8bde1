"""A rulebook's file, read and checked on its own, without a season (§4–§9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from chuangcheng.engine.model import PeriodKind, Rulebook, Type
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.fields import Fields
from chuangcheng.engine.reading.rulebook.context import Reading
from chuangcheng.engine.reading.rulebook.head import read_effective, read_facts, read_precision, read_units
from chuangcheng.engine.reading.rulebook.items import read_items
from chuangcheng.engine.reading.rulebook.links import check_links
from chuangcheng.engine.reading.rulebook.money import read_settlement
from chuangcheng.engine.reading.rulebook.totals import read_decisions, read_ranking, read_totals
from chuangcheng.engine.reading.yamlfile import Scalar, read_yaml

_PERIODS: Final = ("week", "month", "two_months", "quarter", "half_year", "year", "rounds")


def read_rulebook(
    text: str | bytes, file: str, attributes: Mapping[str, Type] | None = None
) -> tuple[Rulebook | None, list[Problem]]:
    """Read a rulebook with all its problems; there is no rulebook where any of them is an error.

    ``file`` is the name that problems print. ``attributes`` are the attribute columns of units.csv where a season is
    at hand; ``None`` takes any ``unit.x`` that the rulebook does not declare as text.

    ``Rulebook.lines`` has, for problems that only a season shows: every top key (``subject``, ``period``,
    ``effective``, ``totals`` …), ``effective.from``, ``effective.to``, ``unit.NAME`` for each declared unit column,
    ``facts.KIND`` for each fact kind, ``settlement.per``. Lines of imputed periods and weights stand in ``Totals``.
    """
    draft, problems = read_draft(text, file, attributes)
    return (None if problems or draft is None else draft.rulebook), problems


@dataclass(frozen=True, slots=True)
class Draft:
    """A rulebook as far as it could be read: enough to check a season's files when the rulebook has errors (G37).

    ``rulebook`` has only the fact kinds that were declared without fault; ``broken_kinds`` are the others.
    """

    rulebook: Rulebook
    broken_kinds: frozenset[str]
    facts_known: bool
    period_known: bool
    items_sound: bool
    """No item has a problem, so that what items ask of the facts can be checked."""


def read_draft(
    text: str | bytes, file: str, attributes: Mapping[str, Type] | None = None
) -> tuple[Draft | None, list[Problem]]:
    """Read a rulebook as ``read_rulebook`` does, and give what is sound of it; ``None`` where it is not even YAML."""
    mapping, problems = read_yaml(text, file)
    if mapping is None:
        return None, problems
    fields = Fields(mapping, file, problems)
    units, declared = read_units(fields, attributes)
    reading = Reading(file, units, problems)
    rulebook = _read(reading, fields, declared)
    fields.close()
    sound = {name: kind for name, kind in rulebook.facts.items() if name not in reading.broken_kinds}
    node = mapping.entries.get("period")
    draft = Draft(
        rulebook=replace(
            rulebook,
            facts=sound,
            totals=replace(rulebook.totals, imputed=tuple(one for one in rulebook.totals.imputed if one.period)),
        ),
        broken_kinds=frozenset(reading.broken_kinds),
        facts_known=fields.has("facts") and bool(rulebook.facts),
        period_known=isinstance(node, Scalar) and node.value in _PERIODS,
        items_sound=reading.items_sound,
    )
    return draft, _once_each(problems)


def _read(reading: Reading, fields: Fields, declared: Mapping[str, Type]) -> Rulebook:
    """Read all top keys in the order in which they need each other."""
    read_facts(reading, fields)
    name, version = fields.text("rulebook", required=True), fields.text("version", required=True)
    title, subject = fields.text("title", required=True), fields.text("subject", required=True)
    first, last = read_effective(fields)
    period = cast(PeriodKind, fields.choice("period", _PERIODS) or "year")
    before = len(reading.problems)
    items = read_items(reading, fields, parent=None)
    check_links(reading)
    reading.items_sound = len(reading.problems) == before
    totals = read_totals(reading, fields)
    ranking = read_ranking(reading, fields)
    decisions = read_decisions(reading, fields)
    settlement = read_settlement(reading, fields, period)
    if not fields.has("ranking"):
        for key in ("decisions", "settlement"):
            if fields.has(key):
                fields.wrong(key, "needs-ranking")
    return Rulebook(
        file=reading.file,
        name=name,
        version=version,
        title=title,
        basis=reading.basis(fields),
        effective_from=first,
        effective_to=last,
        effective_line=fields.line_of("effective"),
        subject=subject,
        period=period,
        precision=read_precision(fields),
        unit_columns=declared,
        facts=reading.kinds,
        items=items,
        totals=totals,
        ranking=ranking,
        decisions=decisions,
        settlement=settlement,
        lines=_lines(fields),
    )


def _lines(fields: Fields) -> dict[str, int]:
    """Lines of top keys, and of those below them that a season can put at fault."""
    lines = dict(fields.mapping.lines)
    for key in ("effective", "unit", "facts", "settlement"):
        if fields.has(key) and (inner := fields.mapping_at(key)) is not None:
            lines |= {f"{key}.{name}": line for name, line in inner.mapping.lines.items()}
    return lines


def _once_each(problems: list[Problem]) -> list[Problem]:
    """A problem of one code at one place stands once for each message (G37)."""
    seen: dict[tuple[str, str, str, str], Problem] = {}
    for problem in problems:
        key = (problem.code, problem.where, problem.saying, repr(sorted(problem.arguments.items())))
        seen.setdefault(key, problem)
    return list(seen.values())
