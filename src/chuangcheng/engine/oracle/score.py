"""The door: score a whole season, one unit, or re-rank a group from totals that are already known."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from chuangcheng.engine import model
from chuangcheng.engine.oracle.decisions import Vetoes, decide
from chuangcheng.engine.oracle.leaves import Leaves
from chuangcheng.engine.oracle.money import Till
from chuangcheng.engine.oracle.rows import Line, Rank, Result, Rows, Score
from chuangcheng.engine.oracle.standing import Board
from chuangcheng.engine.oracle.totals import TOTAL, Totals, work_totals
from chuangcheng.engine.oracle.values import Sheet
from chuangcheng.engine.oracle.world import World
from chuangcheng.engine.periods import Calendar
from chuangcheng.engine.problems import Problem, has_errors


def score_rows(rulebook: model.Rulebook, season: model.Season, calendar: Calendar, rows: Rows) -> Result:
    """Score a season whose files have been checked; the problems are those that arise in scoring.

    Where one of them is an error, the other tables are empty (§8).
    """
    world = World(rulebook, season, calendar, rows)
    sheet = _worked(world)
    _tell_unassessed(world)
    if has_errors(world.told.values()):
        return Result(problems=_problems(world))
    vetoes = sheet.leaves.vetoes
    totals = work_totals(world, sheet, vetoes)
    board = Board(world, sheet, totals)
    stopping = Vetoes(world, vetoes)
    decisions = decide(world, board, stopping)
    settlement = Till(world, board, stopping, rulebook.settlement).settle() if rulebook.settlement else []
    if has_errors(world.told.values()):
        return Result(problems=_problems(world))
    return Result(
        lines=_sorted([*sheet.all_lines(), *totals.lines]),
        scores=tuple(sorted(_scores(world, sheet, totals))),
        ranking=tuple(sorted(_ranking(world, board, totals))),
        decisions=tuple(sorted(decisions)),
        settlement=tuple(sorted(settlement)),
        problems=_problems(world),
    )


def score_unit(rulebook: model.Rulebook, season: model.Season, calendar: Calendar, rows: Rows, unit: str) -> Result:
    """Lines, item values and totals of one unit, from rows that may hold that unit's facts alone.

    The facts must include those of other units that move the same keys. Ranking, decisions and money need the
    others and are left out (``standing.rank_group`` ranks stored totals again). Where an item looks at the
    unit's peers, their facts are needed, too: see ``needs_peers``.
    """
    return score_units(rulebook, season, calendar, rows, (unit,))


def score_units(
    rulebook: model.Rulebook, season: model.Season, calendar: Calendar, rows: Rows, units: Collection[str]
) -> Result:
    """The same of several units at once, from rows that hold the facts of them all."""
    world = World(rulebook, season, calendar, rows)
    sheet = _worked(world)
    if has_errors(world.told.values()):
        return Result(problems=_problems(world, units))
    totals = work_totals(world, sheet, sheet.leaves.vetoes)
    lines = [line for line in (*sheet.all_lines(), *totals.lines) if line.unit in units]
    scores = [score for score in _scores(world, sheet, totals) if score.unit in units]
    return Result(lines=_sorted(lines), scores=tuple(sorted(scores)), problems=_problems(world, units))


def lines_so_far(
    rulebook: model.Rulebook, season: model.Season, calendar: Calendar, rows: Rows, units: Collection[str]
) -> tuple[Line, ...]:
    """Lines of units that are not assessed yet, of the items that can be worked out; ``season.assessed`` names them. What is
    unknown (a base score that is still to come) is left out, so the lines add up to no total."""
    sheet = _worked(World(rulebook, season, calendar, rows))
    return _sorted(line for line in sheet.all_lines() if line.unit in units)


def needs_peers(rulebook: model.Rulebook) -> bool:
    """Whether a unit's points depend on other units' facts: peers as target, places, or a mean for N/A."""
    return any(item.na.kind == "peer_mean" or _looks_at_peers(item.content) for item in rulebook.walk())


def _looks_at_peers(content: model.Section | model.Leaf) -> bool:
    if not isinstance(content, model.Measure):
        return False
    against = content.against is not None and content.against.kind in ("peers_mean", "peers_best")
    return against or isinstance(content.scale, model.RankScale)


def _worked(world: World) -> Sheet:
    sheet = Sheet(world, Leaves(world))
    sheet.work()
    return sheet


def _tell_unassessed(world: World) -> None:
    """Where some units are assessed and another is not, it is warned of (G12)."""
    for number in sorted(world.held):
        for unit in world.subjects:
            if (unit.id, number) not in world.assessed:
                world.tell("not-assessed", world.place((unit.id, number)))


def _scores(world: World, sheet: Sheet, totals: Totals) -> Iterable[Score]:
    """Every item of every assessed unit and period, and the published totals (§8, G27)."""
    for item, values in sheet.values.items():
        for (unit, number), value in values.items():
            yield Score(unit, world.calendar.periods[number].id, item, value.points)
    for (unit, number), total in totals.periods.items():
        yield Score(unit, world.calendar.periods[number].id, TOTAL, totals.published(total))
    for unit, exact in totals.years.items():
        yield Score(unit, world.calendar.year_id, TOTAL, totals.published(exact))


def _ranking(world: World, board: Board, totals: Totals) -> Iterable[Rank]:
    for number in sorted(world.held):
        period = world.calendar.periods[number].id
        for one in board.period(number).values():
            yield Rank(one.group, period, one.unit, one.rank, one.entry.published)
    if totals.years:
        for one in board.year().values():
            yield Rank(one.group, world.calendar.year_id, one.unit, one.rank, one.entry.published)


def _sorted(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines))


def _problems(world: World, units: Collection[str] | None = None) -> tuple[Problem, ...]:
    """The problems by severity, code and place; with ``units`` those of files and of these units."""
    others = {one for one in world.rows.units if one not in units} if units is not None else set()
    told = (one for one in world.told.values() if one.where.split("/")[0] not in others)
    return tuple(sorted(told, key=lambda one: (one.severity, one.code, one.where)))
