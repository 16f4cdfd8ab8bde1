"""What a person may see of a season's results (guardrail 4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from django.db.models import Max, QuerySet

from chuangcheng.engine.model import Rulebook
from chuangcheng.engine.numbers import half_up
from chuangcheng.engine.reading.rulebook import read_rulebook
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.rulebooks.models import Version
from chuangcheng.stages.scoring import policy
from chuangcheng.stages.scoring.models import Objection, Publication, Run, Season, Standing
from chuangcheng.stages.scoring.states import RunState

#: A median of fewer units would tell one unit the other's score.
LEAST_FOR_MEDIAN: Final = 5


@dataclass(frozen=True, slots=True)
class OwnScore:
    """What a unit is told of its own score: points, band, the group's median (``None`` where it is hidden), and rank and
    size only where the ranking was published. ``points`` and ``median`` count 0.0001 point."""

    standing: Standing
    band: str
    median: int | None
    rank: Decimal | None
    size: int | None


def visible_seasons(by: Account) -> QuerySet[Season]:
    """Seasons of the hosts above or below which the account stands: those that one of its organisations takes part in."""
    seasons = Season.objects.select_related("programme__host", "version__rulebook")
    if by.is_administrator:
        return seasons
    units = scoped(Organisation.objects.all(), by, path="").values("pk")
    return (seasons.filter(units__organisation__in=units) | seasons.filter(programme__host__in=units)).distinct()


def visible_runs(by: Account, season: Season) -> QuerySet[Run]:
    """Runs of a season: all for those who see drafts, else the published one of each period."""
    runs = Run.objects.filter(season=season).select_related("ran_by", "version__rulebook", "season__programme__host")
    if policy.may_see_drafts(by, season.programme.host):
        return runs
    return runs.filter(state__in=[RunState.PUBLISHED, RunState.REPLACED])


def visible_standings(by: Account, run: Run) -> QuerySet[Standing]:
    """Standings of a run: all for insiders, else those of units in the account's sight."""
    standings = Standing.objects.filter(run=run).select_related("unit")
    if policy.may_see_drafts(by, run.season.programme.host):
        return standings
    return scoped(standings, by)


def visible_objections(by: Account, season: Season) -> QuerySet[Objection]:
    """Objections of a season: all for insiders, else those of units in the account's sight."""
    objections = Objection.objects.filter(publication__run__season=season)
    objections = objections.select_related("unit", "publication__run", "filed_by", "answered_by")
    if policy.may_see_drafts(by, season.programme.host):
        return objections
    return scoped(objections, by)


def published_run(season: Season, period: str) -> Run | None:
    """The run that is published for a period now."""
    return Run.objects.filter(season=season, period=period, state=RunState.PUBLISHED).first()


def publication_of(run: Run) -> Publication | None:
    """The publication of a run."""
    return Publication.objects.filter(run=run).select_related("published_by", "closed").first()


def run_before(run: Run) -> Run | None:
    """The scored run before, of the same period where there is one, else of the season."""
    earlier = Run.objects.filter(season=run.season, number__lt=run.number, errors=0).order_by("-number")
    return earlier.filter(period=run.period).first() or earlier.first()


def next_number(season: Season) -> int:
    """The number of the season's next run."""
    return (Run.objects.filter(season=season).aggregate(last=Max("number"))["last"] or 0) + 1


def own_score(standing: Standing, publication: Publication) -> OwnScore:
    """What is told about one unit's published standing."""
    rulebook = rulebook_of(publication.run)
    points = list(
        Standing.objects.filter(run=standing.run, period=standing.period, group=standing.group, rank__isnull=False)
        .order_by("points")
        .values_list("points", flat=True)
    )
    ranked = publication.shows_ranking and standing.rank is not None
    return OwnScore(
        standing=standing,
        band=band_of(standing, rulebook),
        median=median(points) if len(points) >= LEAST_FOR_MEDIAN else None,
        rank=standing.rank if ranked else None,
        size=len(points) if ranked else None,
    )


def band_of(standing: Standing, rulebook: Rulebook) -> str:
    """``top``, ``honour`` or ``concern``: the level of the decision that the unit holds; ``middle`` without one.

    Of several the gravest counts: a concern before an honour, and ``top`` before ``honour``.
    """
    levels = {decision.level for decision in rulebook.decisions if decision.id in standing.decisions}
    return next((level for level in ("concern", "top", "honour") if level in levels), "middle")


def median(points: list[int]) -> int:
    """The middle of sorted points; of two middles their mean, rounded half-up."""
    half = len(points) // 2
    if len(points) % 2:
        return points[half]
    return half_up(Fraction(points[half - 1] + points[half], 2))


def rulebook_of(run: Run) -> Rulebook:
    """The rulebook that a run was scored by, read. A stored version that was scored by reads without errors."""
    return rulebook_of_version(run.version)


def rulebook_of_version(version: Version) -> Rulebook:
    """A published version, read."""
    return _read(version.text, version.file)


@lru_cache(maxsize=16)
def _read(text: str, file: str) -> Rulebook:
    rulebook, problems = read_rulebook(text, file, None)
    if rulebook is None:
        raise ValueError(f"{file}: {len(problems)} problems")
    return rulebook
