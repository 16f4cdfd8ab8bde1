"""Runs: facts collected, scored, and kept whole."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused
from chuangcheng.base.jobs import Progress
from chuangcheng.base.journal import action
from chuangcheng.engine.problems import Severity
from chuangcheng.engine.scoring import Outcome, keep_scored, score_season
from chuangcheng.engine.telling.files import told_problems, write_outcome
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.scoring import checks, policy
from chuangcheng.stages.scoring.models import Run, Season, SeasonUnit, Standing
from chuangcheng.stages.scoring.queries.collecting import Collected, gather, write
from chuangcheng.stages.scoring.queries.results import problems_file
from chuangcheng.stages.scoring.queries.seeing import next_number, rulebook_of_version

#: Whole numbers of a result table, as the plan gives them: ranks in tenths.
RANK_UNIT = 10


def run_season(
    *, by: Account, season: Season, period: str, as_of: date | None = None, progress: Progress | None = None
) -> Run:
    """Score a season up to ``as_of`` (default: the period's last day) and keep facts, rulebook and results.

    A run whose facts have errors is kept with its problems and without results. ``progress``: of the job that does it; the
    run is noted there as it is kept, so that it is kept once. Refused: ``unknown-period``,
    ``period-not-begun``, ``as-of-outside``, ``exempt-not-in-rulebook``, ``rulebook-has-errors``.
    """
    host = season.programme.host
    require_sight(by, host)
    require(policy.may_score(by, host))
    rulebook = rulebook_of_version(season.version)
    span = checks.ensure_period(checks.calendar_of(season, rulebook), period)
    as_of = as_of or span.last
    checks.ensure_as_of(season, span, as_of)
    if SeasonUnit.objects.filter(season=season, exempt=True).exists() and "exempt" not in rulebook.unit_columns:
        raise Refused(
            "exempt-not-in-rulebook",
            _(
                "有单位不参加排名，但测评体系没有用到 unit.exempt。请在测评体系的 unit 和 ranking.among 里写上它，发布新版本后再计分。"
            ),
        )
    folder = _folder(season, progress)
    try:
        _tell(progress, 0, _("收集事实"))
        collected = write(gather(season, as_of), folder)
        _tell(progress, 25, _("计算得分"))
        with score_season(collected.folder) as outcome:
            _tell(progress, 75, _("保存结果"))
            write_outcome(outcome, folder / "results")
            keep_scored(outcome, folder)
            _write_problems_in_english(outcome, folder)
            _tell(progress, 95, _("保存结果"))
            return _keep(by, season, period, as_of, collected, outcome, folder, progress)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _folder(season: Season, progress: Progress | None) -> Path:
    """Where the run will lie. What an attempt of the same job left there before its worker died goes."""
    runs = Path(settings.MEDIA_ROOT) / "runs"
    if progress is not None:
        mine = runs / f"{season.pk}-job-{progress.job}"
        if not Run.objects.filter(folder=str(mine.relative_to(settings.MEDIA_ROOT))).exists():
            shutil.rmtree(mine, ignore_errors=True)
            return mine
    return runs / f"{season.pk}-{uuid4().hex}"


def _tell(progress: Progress | None, percent: int, says: str) -> None:
    if progress is not None:
        progress(percent, 100, says)


def export_folder(*, by: Account, run: Run) -> None:
    """Note that somebody takes a run's facts out of the system (guardrail 10)."""
    require(policy.may_see_drafts(by, run.season.programme.host))
    with action("scoring.run.export", by=by, on=run) as entry:
        entry.say(number=run.number, period=run.period)


def _write_problems_in_english(outcome: Outcome, folder: Path) -> None:
    with (folder / problems_file("en")).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["severity", "code", "where", "message"])
        writer.writerows(told_problems(outcome.problems, "en"))


def _keep(
    by: Account,
    season: Season,
    period: str,
    as_of: date,
    collected: Collected,
    outcome: Outcome,
    folder: Path,
    progress: Progress | None,
) -> Run:
    found = [problem.severity for problem in outcome.problems]
    with action("scoring.run", by=by) as entry:
        # Two runs at once would take one number: the later waits here and counts on.
        Season.objects.select_for_update().get(pk=season.pk)
        run = Run(
            season=season,
            number=next_number(season),
            period=period,
            as_of=as_of,
            version=season.version,
            ran_at=clock.now(),
            ran_by=by,
            folder=str(folder.relative_to(settings.MEDIA_ROOT)),
            fingerprint=collected.fingerprint,
            facts=dict(collected.counts),
            errors=found.count(Severity.ERROR),
            warnings=found.count(Severity.WARNING),
        )
        run.save()
        Standing.objects.bulk_create(_standings(run, outcome))
        entry.on(run)
        entry.say(number=run.number, period=period, as_of=as_of, fingerprint=run.fingerprint, errors=run.errors)
        if progress is not None:
            progress.settle({"run": run.pk, "errors": run.errors})
    return run


def _standings(run: Run, outcome: Outcome) -> Iterable[Standing]:
    """A row for each unit with a total in a period or the year."""
    if outcome.connection is None:
        return []
    fetch = outcome.connection.execute
    ranks = {
        (unit, period): (group, Decimal(rank) / RANK_UNIT)
        for group, period, unit, rank in fetch(
            f'SELECT "group", period, unit, rank FROM ({outcome.query("ranking")}) q'  # noqa: S608
        ).fetchall()
    }
    decisions: dict[tuple[str, str], list[str]] = {}
    for period, unit, decision in fetch(
        f"SELECT period, unit, decision FROM ({outcome.query('decisions')}) q ORDER BY 1, 2, 3"  # noqa: S608
    ).fetchall():
        decisions.setdefault((unit, period), []).append(decision)
    totals = fetch(
        f"SELECT unit, period, points FROM ({outcome.query('scores')}) q WHERE item = 'total'"  # noqa: S608
    ).fetchall()
    units = {unit.code: unit for unit in Organisation.objects.filter(code__in={row[0] for row in totals})}
    return [
        Standing(
            run=run,
            unit=units[unit],
            period=period,
            points=points,
            group=ranks.get((unit, period), ("", None))[0],
            rank=ranks.get((unit, period), ("", None))[1],
            decisions=decisions.get((unit, period), []),
        )
        for unit, period, points in totals
    ]
