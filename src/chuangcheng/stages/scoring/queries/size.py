"""How much there is to score."""

from __future__ import annotations

from chuangcheng.stages.rectification.models import Event
from chuangcheng.stages.scoring.models import Season
from chuangcheng.stages.scoring.queries.live.touched import RECORDS


def size_of(season: Season) -> int:
    """About how many rows scoring a season reads: its records, the steps of its problems, its units."""
    programme = season.programme_id
    records = sum(model._default_manager.filter(programme=programme).count() for model in RECORDS.values())
    return records + Event.objects.filter(problem__programme=programme).count() + season.units.count()
