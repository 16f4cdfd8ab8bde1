"""Pictures that look alike, and what a reviewer is told about a picture. Findings are shown, never judged.

Two pictures are alike when their hashes differ in few of 64 bits. Measured on photographs: saved again with less quality 4,
half the size 2, brighter by a fifth 7, cut by a twentieth 16, turned by two degrees 11; unrelated pairs 12 and more.

The hash is kept in four bands of 16 bits, each with an index. Where two hashes differ in at most 11 bits, one of their
bands differs in at most 2: it is enough to look up the 137 neighbours of each band, whatever the size of the archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q, QuerySet

from chuangcheng.base.clock import ZONE
from chuangcheng.evidence.models import BANDS, Evidence, Picture, StoredFile
from chuangcheng.evidence.queries.sight import visible_evidence
from chuangcheng.evidence.states import FindingKind
from chuangcheng.people.models import Account

#: Up to so many differing bits it is surely one photograph; up to the second number a person should look.
SURE: Final = 8
ASKED: Final = 11
_FLIPS: Final = (0, *(1 << a for a in range(16)), *(1 << a | 1 << b for a in range(16) for b in range(a)))
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Like:
    """Another piece of evidence with the same bytes (``distance`` 0 and ``same``) or a picture alike."""

    evidence: Evidence
    distance: int
    same: bool

    @property
    def is_sure(self) -> bool:
        """Whether it is surely the same photograph."""
        return self.same or self.distance <= SURE


def similar(by: Account, evidence: Evidence) -> list[Like]:
    """Standing evidence in sight that shows the same bytes or looks alike, the most alike first; at most 20."""
    distances = {evidence.file_id: 0, **_near(evidence.file)}
    pieces = visible_evidence(by).filter(file_id__in=distances, withdrawn_on=None).exclude(pk=evidence.pk)
    found = [Like(piece, distances[piece.file_id], piece.file_id == evidence.file_id) for piece in _cited(pieces)]
    return sorted(found, key=lambda like: (not like.same, like.distance))[:_SHOWN]


def findings_of(evidence: Evidence) -> list[FindingKind]:
    """What the time of a picture says against what its caption claims. Nothing where either is not told."""
    picture = evidence.file.told
    if picture is None or picture.taken_at is None:
        return []
    found, taken_on = [], picture.taken_at.astimezone(ZONE).date()
    if evidence.taken_on is not None and evidence.taken_on != taken_on:
        found.append(FindingKind.OTHER_DAY)
    if picture.taken_at > evidence.created_at:
        found.append(FindingKind.AFTER_UPLOAD)
    return found


def _near(file: StoredFile) -> dict[int, int]:
    """Number of each file whose picture is alike → differing bits."""
    own = file.told
    if own is None or own.likeness is None:
        return {}
    bands = own.likeness_bands
    looked_up = reduce(
        or_, (Q(**{f"{name}__in": [b ^ f for f in _FLIPS]}) for name, b in zip(BANDS, bands, strict=True))
    )
    rows = Picture.objects.filter(looked_up).values_list("file_id", *BANDS)
    apart = {number: sum((a ^ b).bit_count() for a, b in zip(bands, others, strict=True)) for number, *others in rows}
    return {number: distance for number, distance in apart.items() if distance <= ASKED}


def _cited(pieces: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return pieces.prefetch_related("citations")[: _SHOWN * 5]
