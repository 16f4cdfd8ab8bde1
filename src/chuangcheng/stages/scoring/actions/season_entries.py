"""What an office settles on for a season beside its units: rounds, periods that count as assessed, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans.checks import ensure_open
from chuangcheng.stages.scoring import checks, policy
from chuangcheng.stages.scoring.models import Assessed, Season
from chuangcheng.stages.scoring.queries.seeing import rulebook_of_version

Change = Callable[[dict[str, Any]], dict[str, Any]]


def change_rounds(*, by: Account, season: Season, revision: int | None, rounds: Sequence[Mapping[str, str]]) -> Season:
    """Give the season other rounds. Refused: ``published-already``, ``no-rounds``, ``rounds-invalid``."""
    _may(by, season)
    with action("scoring.season.rounds", by=by, on=season) as entry:
        current = Season.objects.select_for_update(of=("self",)).select_related("version").get(pk=season.pk)
        ensure_revision(current, revision)
        checks.ensure_unpublished(current)
        entry.say(before=current.rounds)
        current.rounds = [dict(one) for one in rounds]
        checks.ensure_rounds(current)
        checks.calendar_of(current, rulebook_of_version(current.version))
        current.save()
        entry.say(after=current.rounds)
    return current


def enter_assessed(*, by: Account, season: Season, unit: Organisation, period: str, reason: str) -> Assessed:
    """Say that a unit is assessed in a period although no fact says so. Refused: ``not-in-season``, ``unknown-period``,
    ``period-not-begun``, ``period-closed``, ``assessed-twice``, ``no-reason``."""
    _may(by, season)
    span = checks.ensure_period(checks.calendar_of(season, rulebook_of_version(season.version)), period)
    if not reason.strip():
        raise Refused("no-reason", _("请写明原因。"), field="reason")
    record = Assessed(season=season, unit=unit, period=span.id, reason=reason.strip())
    with action("scoring.season.enter-assessed", by=by, on=record) as entry:
        ensure_open(season.programme, span.last)
        if not season.units.filter(organisation=unit).exists():
            raise Refused("not-in-season", _("“%(unit)s”不在本年度的参评单位里。") % {"unit": unit}, field="unit")
        if Assessed.objects.filter(season=season, unit=unit, period=span.id).exists():
            raise Refused("assessed-twice", _("这个单位的这一期已经列入。"), field="unit")
        record.save()
        entry.say(unit=unit.code, period=span.id, reason=record.reason)
    return record


def drop_assessed(*, by: Account, record: Assessed) -> None:
    """Take such a word back. Refused: ``period-closed``."""
    season = record.season
    _may(by, season)
    calendar = checks.calendar_of(season, rulebook_of_version(season.version))
    span = next((one for one in calendar.periods if one.id == record.period), None)
    with action("scoring.season.drop-assessed", by=by, on=record) as entry:
        if span is not None:
            ensure_open(season.programme, span.last)
        entry.say(unit=record.unit.code, period=record.period, reason=record.reason)
        entry.close()
        entry.record = None
        record.delete()


def set_source(
    *, by: Account, season: Season, revision: int | None, kind: str, source: Season, items: Sequence[str], unit: str
) -> Season:
    """Take a fact kind from the results of another season: the total or the named items of each of its units, as facts of
    the unit that the column ``unit`` names. Refused: ``unknown-fact``, ``source-columns``, ``source-loop``."""
    _may(by, season)
    require_sight(by, source.programme.host)
    checks.ensure_source(season, source, kind)
    wanted = list(dict.fromkeys(one.strip() for one in items if one.strip())) or ["total"]
    given = {"season": source.pk, "items": wanted, "unit": unit.strip() or "parent"}
    return _put_sources(by, season, revision, lambda sources: {**sources, kind: given})


def drop_source(*, by: Account, season: Season, revision: int | None, kind: str) -> Season:
    """Take the fact kind from another season no more."""
    _may(by, season)
    return _put_sources(by, season, revision, lambda sources: {k: v for k, v in sources.items() if k != kind})


def _put_sources(by: Account, season: Season, revision: int | None, change: Change) -> Season:
    with action("scoring.season.sources", by=by, on=season) as entry:
        current = Season.objects.select_for_update(of=("self",)).get(pk=season.pk)
        ensure_revision(current, revision)
        entry.say(before=current.sources)
        current.sources = change(current.sources)
        current.save()
        entry.say(after=current.sources)
    return current


def _may(by: Account, season: Season) -> None:
    require_sight(by, season.programme.host)
    require(policy.may_score(by, season.programme.host))
