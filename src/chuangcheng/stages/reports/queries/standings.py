"""What documents say about a published run: totals, ranking, decisions and bands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chuangcheng.documents.model import Column, Table
from chuangcheng.engine.numbers import POINT, half_up, plain
from chuangcheng.stages.scoring.models import Run, Standing
from chuangcheng.stages.scoring.queries.seeing import LEAST_FOR_MEDIAN, band_of, median, rulebook_of


@dataclass(frozen=True, slots=True)
class Outline:
    """A period's standings in short. ``mean`` and ``median`` count 0.0001 point, the mean rounded to 0.01 point."""

    standings: tuple[Standing, ...]
    mean: int | None
    median: int | None

    @property
    def count(self) -> int:
        return len(self.standings)


def outline(run: Run, period: str = "") -> Outline:
    """Standings of a run's period (or another, or the year), best first, the unranked last by code."""
    found = list(Standing.objects.filter(run=run, period=period or run.period).select_related("unit"))
    found.sort(key=lambda one: (one.rank is None, one.rank or Decimal(0), one.unit.code))
    points = sorted(one.points for one in found)
    if not points:
        return Outline((), None, None)
    mean = half_up(Fraction(sum(points), len(points) * 100)) * 100
    return Outline(tuple(found), mean, median(points) if len(points) >= LEAST_FOR_MEDIAN else None)


def ranking_table(run: Run, shown: Outline) -> Table:
    """Place, unit, points and decisions. Only for documents of a publication that shows the ranking."""
    titles = {decision.id: decision.title for decision in rulebook_of(run).decisions}
    columns = [
        Column("位次", "center"),
        Column("单位", share=2),
        Column("得分", "right"),
        Column("结论", share=2),
    ]
    rows = [
        [
            rank_text(one.rank),
            one.unit.name,
            plain(one.points, POINT),
            "、".join(titles.get(decision, decision) for decision in one.decisions),
        ]
        for one in shown.standings
    ]
    return Table(columns, rows)


def band_table(run: Run, shown: Outline) -> Table:
    """How many units hold each band: what may be said without names and ranks."""
    rulebook = rulebook_of(run)
    counts = Counter(band_of(one, rulebook) for one in shown.standings)
    names = band_names()
    rows = [[names[band], str(counts[band])] for band in names if counts[band]]
    return Table([Column("档次", share=2), Column("单位数", "right")], rows)


def band_names() -> dict[str, str]:
    """The names of the bands, best first."""
    return {"top": "优秀", "honour": "良好", "middle": "中等", "concern": "需要关注"}


def rank_text(rank: Decimal | None) -> str:
    """A place as a plain decimal; a dash for who is not ranked."""
    return "—" if rank is None else format(rank.normalize(), "f")
