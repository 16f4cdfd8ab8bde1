"""Evidence in an account's sight, and its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import models

from chuangcheng.evidence import keeping, pictures
from chuangcheng.evidence.models import Evidence, StoredFile
from chuangcheng.evidence.policy import may_see_original
from chuangcheng.evidence.states import ENDINGS, TELLING
from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped


@dataclass(frozen=True, slots=True)
class Download:
    """What is sent: always as an attachment of this name, with the type told by content, in parts of ``size`` bytes in all."""

    name: str
    media_type: str
    size: int
    parts: Iterable[bytes]


def visible_evidence(by: Account) -> models.QuerySet[Evidence]:
    """Evidence of units that the account sees, withdrawn pieces included, newest first."""
    return scoped(Evidence.objects.select_related("file", "unit", "created_by"), by)


def evidence_for(by: Account, record: models.Model, *, item: str = "") -> models.QuerySet[Evidence]:
    """Standing evidence cited for a record (with ``item``: for that item of it), as far as the account sees it."""
    cited = {"citations__record": record._meta.label_lower, "citations__record_id": record.pk, "citations__item": item}
    return visible_evidence(by).filter(withdrawn_on=None, **cited)


def download(by: Account, evidence: Evidence) -> Download:
    """The bytes for this account: as they were handed in, or without what a picture tells beside what it shows.

    Raises Damaged when they are no longer what was handed in.
    """
    file = evidence.file
    name = f"{Path(evidence.name).stem or file.digest[:12]}{ENDINGS[file.media_type]}"
    if file.media_type in TELLING and not may_see_original(by, evidence):
        content = bare_picture(file.digest)
        return Download(name, file.media_type, len(content), (content,))
    return Download(name, file.media_type, file.size, keeping.parts(file.digest, file.size))


def bare_picture(digest: str) -> bytes:
    """A picture without what it tells beside its pixels; drawn once and kept. Raises Damaged."""
    if (kept := keeping.derived(digest, "bare")) is not None:
        return kept
    drawn = pictures.bare(keeping.whole(digest))
    keeping.put_derived(digest, "bare", drawn)
    return drawn


def thumbnail(evidence: Evidence) -> bytes:
    """The small JPEG of a picture; drawn again when it was lost. Raises Damaged."""
    digest = evidence.file.digest
    if (kept := keeping.derived(digest, "thumbnail")) is not None:
        return kept
    with keeping.opened(digest) as content:
        drawn = pictures.read(content).thumbnail
    keeping.put_derived(digest, "thumbnail", drawn)
    return drawn


def damaged_files() -> Iterator[tuple[StoredFile, str]]:
    """Every stored file that is ``missing`` or ``changed``; reads all bytes."""
    for file in StoredFile.objects.order_by("pk").iterator():
        if damage := keeping.damage(file.digest):
            yield file, damage
