"""The records that evidence is cited for, named as the journal names them: ``app.model:key``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

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


class Cited(NamedTuple):
    """A record that a piece is cited for: what kind, its name, the address of its page."""

    kind: str
    name: str
    url: str


def record_named(request: HttpRequest, name: str) -> Any:
    """The record that ``?attach=`` names. Raises NotSeen for a bad name, no page, or out of sight."""
    label, _colon, key = name.partition(":")
    if label not in RECORDS or not key.isascii() or not key.isdecimal():
        raise NotSeen
    return seen(_records(label), request, int(key), path=_path(label))


def citations(request: HttpRequest, pieces: Iterable[Evidence]) -> dict[int, list[Cited]]:
    """What pieces are cited for, as far as the account sees it, by the piece's key. Two queries for each kind of record at
    most, however many pieces."""
    named = [(piece.pk, c.record, c.record_id) for piece in pieces for c in piece.citations.all()]
    wanted: dict[str, set[int]] = {}
    for _piece, label, key in named:
        wanted.setdefault(label, set()).add(key)
    records: dict[tuple[str, int], Cited] = {}
    for label in wanted.keys() & RECORDS.keys():
        found = scoped(_records(label).filter(pk__in=wanted[label]), account_of(request), path=_path(label))
        records.update(
            {(label, r.pk): Cited(str(r._meta.verbose_name), str(r), record_page(label, r.pk)) for r in found}
        )
    told: dict[int, list[Cited]] = {}
    for piece_key, label, key in named:
        if (label, key) in records:
            told.setdefault(piece_key, []).append(records[label, key])
    return told


def _records(label: str) -> Any:
    return RECORDS[label]._default_manager.select_related(_path(label))


def _path(label: str) -> str:
    return PATHS.get(label, "unit")
