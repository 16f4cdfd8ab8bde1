"""Large workbooks are previewed and imported by the worker."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chuangcheng.base.jobs import Progress, background
from chuangcheng.intake import actions
from chuangcheng.intake.outcome import Outcome
from chuangcheng.people.models import Account
from chuangcheng.web.intake import holding
from chuangcheng.web.intake.holding import Held


def run_preview(by: Account, held: Held, progress: Progress | None = None) -> Outcome:
    """Preview a held workbook and keep what it shows. Raises as ``preview_workbook``."""
    with held.path.open("rb") as content:
        outcome = actions.preview_workbook(
            by=by, programme=held.chosen(), content=content, late=held.late, progress=progress
        )
    holding.keep_preview(held, outcome)
    return outcome


def run_import(by: Account, held: Held, previewed: str, progress: Progress | None = None) -> Outcome:
    """Import a held workbook as it was previewed. Raises as ``import_workbook``; Conflict when it would do something else."""
    with held.path.open("rb") as content:
        outcome = actions.import_workbook(
            by=by, programme=held.chosen(), content=content, previewed=previewed, late=held.late, progress=progress
        )
    if outcome.written:
        holding.let_go(held)
    return outcome


@background(title=_("预览工作簿"))
def preview(progress: Progress, *, account: int, token: str) -> dict[str, object]:
    """Gives where to go on."""
    by = Account.objects.get(pk=account)
    run_preview(by, holding.held(token, by), progress)
    return {"token": token}


@background(title=_("导入工作簿"))
def bring_in(progress: Progress, *, account: int, token: str, previewed: str) -> dict[str, object]:
    """Gives how many records were added and changed; what a worker wrote before it died is not written again."""
    by = Account.objects.get(pk=account)
    outcome = run_import(by, holding.held(token, by), previewed, progress)
    return {"added": outcome.added, "changed": outcome.changed, "faults": len(outcome.faults)}
