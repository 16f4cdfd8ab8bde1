"""The records that evidence is cited for, named as the journal names them: ``app.model:key``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from chuangcheng.base.errors import NotSeen
from chuangcheng.evidence import actions
from chuangcheng.evidence.models import Evidence
from chuangcheng.evidence.queries import evidence_for
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.activities.models import Activity, Article, Case, Facility, Measurement, Service
from chuangcheng.stages.exemplars.models import Honour, Material
from chuangcheng.stages.inspections.models import BaseScore, Check, Judgement, OutsideFigure, VetoEvent
from chuangcheng.stages.plans.models import Cadence, Letter, Matter, Programme, Task
from chuangcheng.stages.plans.queries import units, visible_programmes
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
PROGRAMME: Final = Programme._meta.label_lower
#: Records that concern many units; a programme with one item of its rulebook.
OF_MANY: Final[dict[str, Any]] = {PROGRAMME: Programme, Cadence._meta.label_lower: Cadence}
ITEM_LENGTH: Final = 64
PATHS: Final = {"plans.task": "host", "plans.letter": "issuer"}


class Cited(NamedTuple):
    """A record that a piece is cited for: what kind, its name, the address of its page."""

    kind: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Attached:
    """What evidence is handed in or cited for: a record, or one item of a programme's rulebook, for a unit."""

    record: Any
    unit: Organisation
    item: str
    url: str

    def __str__(self) -> str:
        return f"{self.record} {self.item}".strip()

    def cite(self, by: Account, evidence: Evidence) -> None:
        """Cite a piece for it. Raises as ``actions.cite``."""
        actions.cite(by=by, evidence=evidence, record=self.record, item=self.item)

    def pieces(self, by: Account) -> Any:
        """Standing evidence that is cited for it already."""
        return evidence_for(by, self.record, item=self.item)


def attached(request: HttpRequest) -> Attached | None:
    """What ``?attach=`` names: ``app.model:key``; ``plans.programme:key:item`` and ``plans.cadence:key`` with ``&unit=``.
    None without it. Raises NotSeen for a bad name, no page, or out of sight."""
    name = request.GET.get("attach", "")
    if not name:
        return None
    label, _colon, rest = name.partition(":")
    key, _colon, item = rest.partition(":")
    if label in OF_MANY and _is_key(key):
        return _of_many(request, label, int(key), item.strip())
    if label not in RECORDS or not _is_key(rest):
        raise NotSeen
    record = seen(_records(label), request, int(rest), path=_path(label))
    return Attached(record, record.unit, "", record_page(label, record.pk))


def _of_many(request: HttpRequest, label: str, key: int, item: str) -> Attached:
    """A record that concerns many units: the unit stands in the address and takes part."""
    by, unit = account_of(request), request.GET.get("unit", "")
    record = OF_MANY[label]._default_manager.filter(pk=key).first()
    programme = getattr(record, "programme", record)
    if programme is None or not _is_key(unit) or bool(item) is not (label == PROGRAMME) or len(item) > ITEM_LENGTH:
        raise NotSeen
    place = seen(units(programme), request, int(unit), path="")
    if not visible_programmes(by).filter(pk=programme.pk).exists():
        raise NotSeen
    url = reverse("evidence_unit", args=[programme.pk, place.pk]) + f"#item-{item}"
    return Attached(record, place, item, url if item else record_page(label, record.pk))


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def citations(request: HttpRequest, pieces: Iterable[Evidence]) -> dict[int, list[Cited]]:
    """What pieces are cited for, as far as the account sees it, by the piece's key. Two queries for each kind of record at
    most, however many pieces."""
    named = [(piece.pk, c.record, c.record_id, c.item) for piece in pieces for c in piece.citations.all()]
    wanted: dict[str, set[int]] = {}
    for _piece, label, key, _item in named:
        wanted.setdefault(label, set()).add(key)
    records: dict[tuple[str, int], Cited] = {}
    for label in wanted.keys() & RECORDS.keys():
        found = scoped(_records(label).filter(pk__in=wanted[label]), account_of(request), path=_path(label))
        records.update({(label, r.pk): _told(label, r) for r in found})
    for label in wanted.keys() & OF_MANY.keys():
        seen_here = visible_programmes(account_of(request)).values("pk")
        path = "pk__in" if label == PROGRAMME else "programme__in"
        found = OF_MANY[label]._default_manager.filter(pk__in=wanted[label]).filter(**{path: seen_here})
        records.update({(label, r.pk): _told(label, r) for r in found})
    told: dict[int, list[Cited]] = {}
    for piece_key, label, key, item in named:
        if (label, key) in records:
            one = records[label, key]
            told.setdefault(piece_key, []).append(one._replace(name=f"{one.name} {item}") if item else one)
    return told


def _told(label: str, record: Any) -> Cited:
    return Cited(str(record._meta.verbose_name), str(record), record_page(label, record.pk))


def _records(label: str) -> Any:
    return RECORDS[label]._default_manager.select_related(_path(label))


def _path(label: str) -> str:
    return PATHS.get(label, "unit")
