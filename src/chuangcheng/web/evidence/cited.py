"""The records that evidence is cited for, named as the journal names them: ``app.model:key``."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

from chuangcheng.base.errors import NotSeen
from chuangcheng.evidence.models import Evidence
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Activity, Article, Case, Facility, Measurement, Service
from chuangcheng.stages.exemplars.models import Honour, Material
from chuangcheng.stages.inspections.models import BaseScore, Check, Judgement, OutsideFigure, VetoEvent
from chuangcheng.stages.plans.models import Letter, Matter, Task
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.web.shell.records import record_page
from chuangcheng.web.shell.sight import account_of, seen

#: Every kind of record with a unit and a page of its own, by its label.
RECORDS: Final[dict[str, Any]] = {
    model._meta.label_lower: model
    for model in (
        *(Activity, Article, Case, Facility, Measurement, Service),
        *(Honour, Material, BaseScore, Check, VetoEvent, Judgement, OutsideFigure),
        *(Problem, Task, Letter, Matter),
    )
}
#: By which field the scope finds the organisation of a record, where that is not its unit.
PATHS: Final = {"plans.task": "host", "plans.letter": "issuer"}


def record_named(request: HttpRequest, name: str) -> Any:
    """The record that ``?attach=`` names. Raises NotSeen for a bad name, no page, or out of sight."""
    label, _colon, key = name.partition(":")
    if label not in RECORDS or not key.isascii() or not key.isdecimal():
        raise NotSeen
    return seen(_records(label), request, int(key), path=_path(label))


def citations(request: HttpRequest, evidence: Evidence) -> list[tuple[str, str, str]]:
    """What a piece is cited for, as far as the account sees it: (kind, name, address)."""
    wanted: dict[str, list[int]] = {}
    for citation in evidence.citations.all():
        wanted.setdefault(citation.record, []).append(citation.record_id)
    found = []
    for label, keys in wanted.items():
        if label in RECORDS:
            records = scoped(_records(label).filter(pk__in=keys), account_of(request), path=_path(label))
            found += [(str(r._meta.verbose_name), str(r), record_page(label, r.pk)) for r in records]
    return found


def _records(label: str) -> Any:
    return RECORDS[label]._default_manager.select_related(_path(label))


def _path(label: str) -> str:
    return PATHS.get(label, "unit")
