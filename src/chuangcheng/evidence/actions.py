"""Storing, captioning, citing and withdrawing evidence. All raise NotSeen, NotAllowed, Refused."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import date
from typing import BinaryIO, TypedDict, Unpack

from django.db import models
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.evidence import checks, policy, queries
from chuangcheng.evidence.models import Citation, Evidence, StoredFile
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


def store(*, by: Account, unit: Organisation, content: BinaryIO, name: str, **caption: Unpack[Caption]) -> Evidence:
    """Keep a file as evidence about a unit. Bytes that are there already are kept once; each use has its caption."""
    require_sight(by, unit)
    require(policy.may_store(by, unit))
    checks.check_size(content.seek(0, os.SEEK_END))
    media_type = checks.media_type_of(content)
    evidence = Evidence(unit=unit, name=name[-200:], created_by=by, created_at=clock.now(), **caption)
    checks.check_caption(evidence)
    with action("evidence.evidence.store", by=by, on=evidence) as entry:
        evidence.file = _keep(content, media_type)
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


def cite(*, by: Account, evidence: Evidence, record: models.Model) -> Citation:
    """Cite evidence for a record of the same unit. Cited again, nothing changes."""
    require_sight(by, evidence.unit)
    unit = getattr(record, "unit", None)
    if not isinstance(unit, Organisation):
        raise TypeError(f"{record._meta.label} has no unit to cite evidence for")
    require_sight(by, unit)
    require(policy.may_store(by, unit))
    if evidence.withdrawn_on is not None:
        raise Refused("withdrawn", _("这份材料已经撤回，不能再引用。请另选或重新上传。"))
    found = {"evidence": evidence, "record": record._meta.label_lower, "record_id": record.pk}
    if (citation := Citation.objects.filter(**found).first()) is not None:
        return citation
    with action("evidence.evidence.cite", by=by, on=evidence) as entry:
        citation = Citation(**found, cited_at=clock.now(), cited_by=by)
        citation.save()
        entry.say(record=record)
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


def _keep(content: BinaryIO, media_type: str) -> StoredFile:
    """Write the bytes under their digest, unless they are there. A file appears whole or not at all."""
    content.seek(0)
    hashed = hashlib.sha256()
    while part := content.read(1 << 20):
        hashed.update(part)
    digest = hashed.hexdigest()
    file = StoredFile.objects.filter(digest=digest).first() or StoredFile(
        digest=digest, size=content.tell(), media_type=media_type, stored_at=clock.now()
    )
    path = queries.path_of(file)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as written:
            content.seek(0)
            while part := content.read(1 << 20):
                written.write(part)
            written.flush()
            os.fsync(written.fileno())
        os.replace(written.name, path)
    if file.pk is None:
        file.save()
    return file
