"""Storing, captioning, citing and withdrawing evidence. All raise NotSeen, NotAllowed, Refused."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import BinaryIO, TypedDict, Unpack

from django.db import models
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.evidence import checks, keeping, pictures, policy
from chuangcheng.evidence.models import BANDS, Citation, Evidence, Picture, StoredFile
from chuangcheng.evidence.states import PICTURES
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight


class Caption(TypedDict, total=False):
    """时间、地点、人物、主题、背景、事由."""

    taken_on: date | None
    place: str
    people: str
    subject: str
    background: str
    reason: str


def store(
    *,
    by: Account,
    unit: Organisation,
    content: BinaryIO,
    name: str,
    spent: Path | None = None,
    **caption: Unpack[Caption],
) -> Evidence:
    """Keep a file as evidence about a unit. Bytes that are there already are kept once; each use has its caption.

    ``spent``: where ``content`` lies, when it may be moved instead of copied.
    """
    require_sight(by, unit)
    require(policy.may_store(by, unit))
    checks.check_size(content.seek(0, os.SEEK_END))
    media_type = checks.media_type_of(content)
    evidence = Evidence(unit=unit, name=name[-200:], created_by=by, created_at=clock.now(), **caption)
    checks.check_caption(evidence)
    file, reading = _keep(content, media_type, spent)
    with action("evidence.evidence.store", by=by, on=evidence) as entry:
        evidence.file = _stored(file, reading)
        evidence.save()
        entry.say(unit=unit.code, digest=evidence.file.digest, subject=evidence.subject)
    return evidence


def change_caption(*, by: Account, evidence: Evidence, revision: int | None, **caption: Unpack[Caption]) -> Evidence:
    """Change what a caption says; what is not given stays."""
    require_sight(by, evidence.unit)
    require(policy.may_withdraw(by, evidence))
    with action("evidence.caption.change", by=by, on=evidence) as entry:
        current = _locked(evidence)
        ensure_revision(current, revision)
        changed = {name: value for name, value in caption.items() if getattr(current, name) != value}
        before = {name: getattr(current, name) for name in changed}
        for name, value in changed.items():
            setattr(current, name, value)
        checks.check_caption(current)
        current.save()
        entry.say(before=before, after=changed)
    return current


def cite(*, by: Account, evidence: Evidence, record: models.Model, item: str = "") -> Citation:
    """Cite evidence for a record; with ``item``, for one item of the rulebook that the record (a programme) is scored by.
    Cited again, nothing changes. A record of no single unit (a programme, a cadence) is cited for by the evidence's own
    unit; whether that takes part in it is for the caller to see."""
    require_sight(by, evidence.unit)
    unit = getattr(record, "unit", None)
    unit = unit if isinstance(unit, Organisation) else evidence.unit
    require_sight(by, unit)
    require(policy.may_store(by, unit))
    if evidence.withdrawn_on is not None:
        raise Refused("withdrawn", _("这份材料已经撤回，不能再引用。请另选或重新上传。"))
    found = {"evidence": evidence, "record": record._meta.label_lower, "record_id": record.pk, "item": item}
    if (citation := Citation.objects.filter(**found).first()) is not None:
        return citation
    with action("evidence.evidence.cite", by=by, on=evidence) as entry:
        citation = Citation(**found, cited_at=clock.now(), cited_by=by)
        citation.save()
        entry.say(record=record, **({"item": item} if item else {}))
    return citation


def withdraw(*, by: Account, evidence: Evidence, revision: int | None, reason: str) -> Evidence:
    """Take evidence back with a reason; the file and the citations stay on record."""
    require_sight(by, evidence.unit)
    require(policy.may_withdraw(by, evidence))
    if not reason.strip():
        raise Refused("no-reason", _("请写明原因。"), field="reason")
    with action("evidence.evidence.withdraw", by=by, on=evidence) as entry:
        current = _locked(evidence)
        ensure_revision(current, revision)
        current.withdrawn_on, current.withdrawn_reason = clock.today(), reason.strip()
        current.save()
        entry.say(reason=current.withdrawn_reason)
    return current


def _locked(evidence: Evidence) -> Evidence:
    return Evidence.objects.select_for_update(of=("self",)).select_related("file", "unit").get(pk=evidence.pk)


def _keep(content: BinaryIO, media_type: str, spent: Path | None) -> tuple[StoredFile, pictures.Reading | None]:
    """Read what a picture tells and keep the bytes, before the transaction: a large file must not hold up other writers.
    Bytes that no record names in the end do no harm."""
    reading = _read_picture(content) if media_type in PICTURES else None
    digest, size = keeping.put(content, spent)
    if reading is not None:
        keeping.put_derived(digest, "thumbnail", reading.thumbnail)
    return StoredFile(digest=digest, size=size, media_type=media_type, stored_at=clock.now()), reading


def _read_picture(content: BinaryIO) -> pictures.Reading:
    try:
        return pictures.read(content)
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise Refused("broken-picture", _("图片打不开，可能没有传完整。请重新选择。"), field="file") from error


def _stored(file: StoredFile, reading: pictures.Reading | None) -> StoredFile:
    """The one record of these bytes, with what the picture tells."""
    file = StoredFile.objects.filter(digest=file.digest).first() or file
    if file.pk is None:
        file.save()
    if reading is not None and not Picture.objects.filter(file=file).exists():
        _picture_of(file, reading).save()
    return file


def _picture_of(file: StoredFile, reading: pictures.Reading) -> Picture:
    likeness = reading.likeness
    bands = {} if likeness is None else {name: likeness >> 48 - 16 * n & 0xFFFF for n, name in enumerate(BANDS)}
    return Picture(
        file=file,
        width=reading.width,
        height=reading.height,
        taken_at=reading.taken_at,
        latitude=reading.latitude,
        longitude=reading.longitude,
        **bands,
    )
