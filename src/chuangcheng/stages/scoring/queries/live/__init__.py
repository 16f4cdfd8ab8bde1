"""The score as it stands now: of one unit in the running period of a season, with its group's ranking.

What a run made at this moment would say, without making one. The totals of a ranking group are kept beside the runs
(``kept``); before they are told, the journal is asked whose facts have changed since (``touched``), and only these units
are scored again, from their facts alone (``scored``). Where the rulebook looks at other units' facts, or a fact is one
that the quick way cannot vouch for, the whole season is scored by the plan. Nothing of it is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from chuangcheng.base import clock
from chuangcheng.engine.model import Rulebook
from chuangcheng.engine.oracle.score import needs_peers
from chuangcheng.engine.oracle.standing import Entry as Ranked
from chuangcheng.engine.oracle.standing import Standing, rank_group
from chuangcheng.engine.periods import Period
from chuangcheng.stages.scoring.models import Season
from chuangcheng.stages.scoring.queries.live import kept, scored, touched
from chuangcheng.stages.scoring.queries.live.frame import Frame, frame_of
from chuangcheng.stages.scoring.queries.live.kept import JournalEnd, Kept, Line, Score

__all__ = ["Board", "Line", "Live", "Score", "live_board", "live_score"]

#: With more changed units than this, scoring all of them by the plan is quicker.
MOST_AT_ONCE: Final = 12
#: Lines of the journal that may be read again and again before it is noted how far it was read.
LINES_BEFORE_NOTING: Final = 50


@dataclass(frozen=True, slots=True)
class Live:
    """A unit's score now. ``score`` is None where it is not known what is recorded of a unit that is not assessed, or where
    ``errors`` stop all scoring; ``standing`` is None where the unit is not ranked."""

    unit: str
    period: Period
    day: date
    score: Score | None
    standing: Standing | None
    errors: int


@dataclass(frozen=True, slots=True)
class Board:
    """The scores of all units of a season now, by the unit's code."""

    period: Period
    day: date
    units: Mapping[str, Live]
    errors: int


def live_score(season: Season, unit: str) -> Live | None:
    """The score of the unit (code) now, or None where it takes no part or no period has begun. Refused: as a run."""
    frame = frame_of(season, clock.today())
    if frame is None or unit not in frame.groups:
        return None
    group = frame.groups[unit]
    return _told(frame, group, _fresh(frame, [group], unit)[group], [unit])[unit]


def live_board(season: Season) -> Board | None:
    """The scores of all units now, or None where no period has begun. Refused: as a run."""
    frame = frame_of(season, clock.today())
    if frame is None:
        return None
    groups = sorted(set(frame.groups.values()))
    fresh = _fresh(frame, groups)
    units: dict[str, Live] = {}
    for group in groups:
        units |= _told(frame, group, fresh[group], frame.members(group))
    return Board(frame.period, frame.today, units, max((one.errors for one in fresh.values()), default=0))


def _told(frame: Frame, group: str, found: Kept, units: Iterable[str]) -> dict[str, Live]:
    standings = {one.unit: one for one in _ranking(frame, group, found)}
    return {
        unit: Live(unit, frame.period, frame.today, found.scores.get(unit), standings.get(unit), found.errors)
        for unit in units
    }


def _ranking(frame: Frame, group: str, found: Kept) -> list[Standing]:
    """The group's places, worked out anew from totals; nobody is ranked in a period that is not held (G26)."""
    if frame.rulebook.ranking is None or frame.imputed:
        return []
    entries = (
        Ranked(unit, Fraction(score.exact), score.published, score.items)
        for unit, score in found.scores.items()
        if unit in frame.ranked and score.published is not None
    )
    return rank_group(frame.rulebook.ranking, group, entries)


def _fresh(frame: Frame, groups: list[str], asked: str = "") -> dict[str, Kept]:
    """What is kept of these groups, after the units whose facts have changed were scored again. ``asked`` is a unit of
    which something must be told even where it is not assessed yet."""
    end = touched.journal_end()
    found = {group: kept.read(frame, group) for group in groups}
    known = {group: one for group, one in found.items() if one is not None}
    if len(known) < len(groups) or not touched.are_lines({one.line for one in known.values()}):
        known = _whole(frame, end)
    since = min((one.line.number for one in known.values()), default=end.number)
    changed = touched.units_since(frame.season, since) if since < end.number else frozenset[int]()
    if changed is None:
        return _whole(frame, end)
    stale = [unit for group in groups for unit in frame.members(group) if frame.keys.get(unit) in changed]
    errors = any(one.errors for one in known.values())
    quick = is_quick(frame.rulebook) and not errors
    if asked and quick and asked not in stale and not any(asked in one.scores for one in known.values()):
        stale.append(asked)
    if not stale:
        return {group: _renewed(frame, group, one, end) for group, one in known.items()}
    again = scored.some(frame, stale) if quick and len(stale) <= MOST_AT_ONCE else None
    if again is None:
        return _whole(frame, end)
    for group in {frame.groups[unit] for unit in stale}:
        scores = {unit: score for unit, score in known[group].scores.items() if unit not in stale}
        scores |= {unit: score for unit, score in again.items() if frame.groups[unit] == group}
        known[group] = Kept(end, 0, scores)
        kept.write(frame, group, known[group])
    return known


def _renewed(frame: Frame, group: str, found: Kept, end: JournalEnd) -> Kept:
    """Note now and then how far the journal was read, so that the same lines are not read for ever."""
    if found.line.number > end.number - LINES_BEFORE_NOTING:
        return found
    renewed = Kept(end, found.errors, found.scores)
    kept.write(frame, group, renewed)
    return renewed


def _whole(frame: Frame, end: JournalEnd) -> dict[str, Kept]:
    """All groups, scored by the plan and kept."""
    scores, errors = scored.whole(frame)
    kept.forget_others(frame)
    found: dict[str, Kept] = {}
    for group in sorted(set(frame.groups.values())):
        mine = {unit: scores[unit] for unit in frame.members(group) if unit in scores}
        found[group] = Kept(end, errors, mine)
        kept.write(frame, group, found[group])
    return found


def is_quick(rulebook: Rulebook) -> bool:
    """Whether a changed fact asks for the score of its unit alone."""
    return scored.is_narrow(rulebook) and not needs_peers(rulebook)
