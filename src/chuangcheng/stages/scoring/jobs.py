"""Large seasons are scored by the worker."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from chuangcheng.base.jobs import Progress, background
from chuangcheng.people.models import Account
from chuangcheng.stages.scoring import actions
from chuangcheng.stages.scoring.models import Season


@background(title=_("计分"))
def score(progress: Progress, *, account: int, season: int, period: str, as_of: str) -> dict[str, int]:
    """Score a period; gives the run and its errors. ``as_of``: an ISO day, or '' for the period's last."""
    run = actions.run_season(
        by=Account.objects.get(pk=account),
        season=Season.objects.select_related("programme__host", "version__rulebook").get(pk=season),
        period=period,
        as_of=date.fromisoformat(as_of) if as_of else None,
        progress=progress,
    )
    return {"run": run.pk, "errors": run.errors}
