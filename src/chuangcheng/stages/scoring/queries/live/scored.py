"""Scores worked out from the facts as they are now: of some units by the oracle, of all by the plan."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from chuangcheng.base.facts import FactRow
from chuangcheng.engine import model
from chuangcheng.engine.oracle.rows import Fact, Rows, Value
from chuangcheng.engine.oracle.score import lines_so_far, score_units
from chuangcheng.engine.oracle.totals import TOTAL
from chuangcheng.engine.problems import Severity, has_errors
from chuangcheng.engine.reading.facts.contents import JUDGED_BANDS
from chuangcheng.engine.scoring import score_season
from chuangcheng.stages.scoring.queries.collecting import cell, fact_tables, gather, write
from chuangcheng.stages.scoring.queries.live.frame import Frame
from chuangcheng.stages.scoring.queries.live.kept import Line, Score
from chuangcheng.stages.scoring.queries.live.values import Unfit, value_of

#: Columns that name one unit's own matter (a problem is of one village), and those whose other facts are read along.
OWN_KEYS: Final = frozenset({("problem_state", "problem"), ("good_person", "person"), ("material", "person")})

Record = tuple[str, int]


def is_narrow(rulebook: model.Rulebook) -> bool:
    """Whether a unit's lines follow from its own facts and those read along with them: keys of ladders do not meet facts
    of other units unseen."""
    for item in rulebook.walk():
        content = item.content
        if isinstance(content, model.Section) and content.once:
            return False
        if isinstance(content, model.Ladder) and (
            content.unless or (content.key != "id" and (content.fact, content.key) not in OWN_KEYS)
        ):
            return False
    return True


def some(frame: Frame, units: Collection[str]) -> dict[str, Score] | None:
    """The scores of these units (codes); None where only the plan can tell."""
    keys = [frame.keys[unit] for unit in units if unit in frame.keys]
    tables = fact_tables(frame.season, frame.rulebook, keys)
    records: dict[tuple[str, str], Record] = {}
    facts: dict[str, tuple[Fact, ...]] = {}
    try:
        for kind, told in tables.items():
            taken = [row for row in told if row.day <= frame.as_of]
            facts[kind] = tuple(_fact(frame, kind, row) for row in taken)
            records.update({(kind, row.id): row.record for row in taken})
    except Unfit:
        return None
    known = {fact.unit for found in facts.values() for fact in found} | set(units)
    rows = Rows({unit: frame.units[unit] for unit in known}, facts)
    result = score_units(frame.rulebook, frame.engine_season, frame.calendar, rows, frozenset(units))
    if has_errors(result.problems):
        return None
    lines = [(one.unit, one.item, one.kind, one.fact, one.key, one.points) for one in result.lines if _now(frame, one)]
    scores = [(one.unit, one.item, one.points) for one in result.scores if _now(frame, one)]
    found = _put_together(frame, scores, lines, records)
    return found | _waiting(frame, rows, [unit for unit in units if unit not in found], records)


def _waiting(frame: Frame, rows: Rows, units: list[str], records: Mapping[tuple[str, str], Record]) -> dict[str, Score]:
    """What is recorded of units that are not assessed in the period yet: lines without a total."""
    if not units or frame.imputed:
        return {}
    season = replace(frame.engine_season, assessed=tuple((unit, frame.period.id, 0) for unit in units))
    found = lines_so_far(frame.rulebook, season, frame.calendar, rows, frozenset(units))
    lines = [(one.unit, one.item, one.kind, one.fact, one.key, one.points) for one in found if _now(frame, one)]
    told = _lines(frame, lines, records)
    return {unit: Score(sum(line.points for line in told[unit]), None, {}, tuple(told[unit])) for unit in units}


def whole(frame: Frame) -> tuple[dict[str, Score], int]:
    """The scores of all assessed units, by the plan, and how many errors stop the scoring. Refused: as ``gather``."""
    gathered = gather(frame.season, frame.as_of)
    reader = csv.reader(io.StringIO(gathered.records))
    next(reader)
    records = {(kind, fact): (label, int(key)) for kind, fact, label, key in reader}
    with tempfile.TemporaryDirectory() as folder:
        collected = write(gathered, Path(folder))
        with score_season(collected.folder) as outcome:
            if outcome.connection is None:
                return {}, sum(one.severity is Severity.ERROR for one in outcome.problems)
            asked = [frame.period.id]
            ledger = outcome.connection.execute(
                f"SELECT unit, item, kind, coalesce(fact, ''), coalesce(key, ''), points "  # noqa: S608
                f"FROM ({outcome.query('ledger')}) q WHERE period = ? ORDER BY ALL",
                asked,
            ).fetchall()
            scores = outcome.connection.execute(
                f"SELECT unit, item, points FROM ({outcome.query('scores')}) q WHERE period = ?",  # noqa: S608
                asked,
            ).fetchall()
    return _put_together(frame, scores, ledger, records), 0


def _now(frame: Frame, row: object) -> bool:
    return bool(getattr(row, "period", "") == frame.period.id)


def _fact(frame: Frame, kind: str, row: FactRow) -> Fact:
    """A fact as the oracle reads it; ``Unfit`` where the file's checks would have something to say (G37)."""
    season = frame.season
    if row.unit not in frame.units or not row.id or not season.first <= row.day <= season.last:
        raise Unfit(row.id)
    values: dict[str, Value] = {"id": row.id, "unit": row.unit, "date": row.day}
    for name, type_ in frame.rulebook.facts[kind].columns.items():
        values[name] = value_of(cell(row.values.get(name)), type_)
    _ensure_sound(frame.rulebook, kind, values)
    return Fact(row.id, row.unit, row.day, f"{kind}:{row.id}", values)


def _ensure_sound(rulebook: model.Rulebook, kind: str, values: Mapping[str, Value]) -> None:
    """A result that no checklist lists, and every judgement, are left to the checks of the whole season (§5.3, §5.4)."""
    contents = [item.content for item in rulebook.walk() if getattr(item.content, "fact", None) == kind]
    if kind == JUDGED_BANDS or any(isinstance(one, model.Judgement) for one in contents):
        raise Unfit(kind)
    lists = [one for one in contents if isinstance(one, model.Checklist)]
    mine = [one for one in lists if values["item"] in {check.id for check in one.items}]
    if lists and not (mine and all(values["result"] in one.grades for one in mine)):
        raise Unfit(kind)


def _put_together(
    frame: Frame,
    scores: list[tuple[str, str, int]],
    ledger: list[tuple[str, str, str, str, str, int]],
    records: Mapping[tuple[str, str], Record],
) -> dict[str, Score]:
    """Scores by unit. The exact total is the sum of the unit's lines (§8)."""
    lines = _lines(frame, ledger, records)
    items: dict[str, dict[str, int]] = defaultdict(dict)
    for unit, item, points in scores:
        items[unit][item] = points
    return {
        unit: Score(sum(line.points for line in lines[unit]), told.pop(TOTAL), told, tuple(lines[unit]))
        for unit, told in items.items()
        if TOTAL in told
    }


def _lines(
    frame: Frame, ledger: list[tuple[str, str, str, str, str, int]], records: Mapping[tuple[str, str], Record]
) -> dict[str, list[Line]]:
    """Lines by unit, sorted, with the records behind their facts."""
    kinds = {item.id: getattr(item.content, "fact", "") for item in frame.rulebook.walk()}
    lines: dict[str, list[Line]] = defaultdict(list)
    for unit, item, kind, fact, key, points in sorted(ledger):
        record = records.get((kinds.get(key if item == TOTAL else item, ""), fact), ("", 0))
        lines[unit].append(Line(item, kind, fact, key, points, *record))
    return lines
