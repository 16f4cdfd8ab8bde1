"""Where the page of a record stands: what a figure or a ledger line opens down to."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

#: Model label → name of the address of its page, which takes the primary key as ``key``.
PAGES: Final[dict[str, str]] = {
    "plans.programme": "programme",
    "plans.task": "task",
    "plans.letter": "letter",
    "plans.target": "target",
    "plans.matter": "matter",
    "plans.cadence": "cadence",
    "activities.activity": "activity",
    "activities.article": "article",
    "activities.measurement": "measurement",
    "activities.facility": "facility",
    "activities.service": "service",
    "activities.case": "case",
    "exemplars.honour": "honour",
    "exemplars.material": "material",
    "inspections.basescore": "base_score",
    "inspections.check": "check",
    "inspections.vetoevent": "veto_event",
    "inspections.judgement": "judgement",
    "inspections.outsidefigure": "outside_figure",
    "rectification.problem": "problem",
    "reports.nilreport": "nil_report",
}


def record_page(model: str, key: int) -> str:
    """The address of a record's page. KeyError for a model that has none: each kind of fact must have one."""
    return reverse(PAGES[model], kwargs={"key": key})
