"""Evidence in an account's sight, and its bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import models
from PIL import Image

from chuangcheng.evidence.models import Evidence, StoredFile
from chuangcheng.evidence.policy import may_see_original
from chuangcheng.evidence.states import ENDINGS, PICTURES
from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped


@dataclass(frozen=True, slots=True)
class Download:
    """What is sent: always as an attachment of this name, with the type told by content."""

    name: str
    media_type: str
    content: bytes


def visible_evidence(by: Account) -> models.QuerySet[Evidence]:
    """Evidence of units that the account sees, withdrawn pieces included, newest first."""
    return scoped(Evidence.objects.select_related("file", "unit", "created_by"), by)


def evidence_for(by: Account, record: models.Model) -> models.QuerySet[Evidence]:
    """Standing evidence cited for a record, as far as the account sees it."""
    cited = {"citations__record": record._meta.label_lower, "citations__record_id": record.pk}
    return visible_evidence(by).filter(withdrawn_on=None, **cited)


def path_of(file: StoredFile) -> Path:
    """Where the bytes lie: the evidence folder, then the first two characters of the digest."""
    return Path(settings.MEDIA_ROOT) / "evidence" / file.digest[:2] / file.digest


def download(by: Account, evidence: Evidence) -> Download:
    """The bytes for this account: as they were handed in, or without what a picture tells beside what it shows."""
    file = evidence.file
    content = path_of(file).read_bytes()
    if file.media_type in PICTURES and not may_see_original(by, evidence):
        content = without_metadata(content)
    stem = Path(evidence.name).stem or file.digest[:12]
    return Download(f"{stem}{ENDINGS[file.media_type]}", file.media_type, content)


def without_metadata(content: bytes) -> bytes:
    """A picture drawn again from its pixels, turned as its camera meant it: no position, device, name or thumbnail."""
    with Image.open(io.BytesIO(content)) as picture:
        kind = picture.format or "PNG"
        turned = _upright(picture)
        bare = Image.new(turned.mode, turned.size)
        if turned.mode == "P" and (palette := turned.getpalette()) is not None:
            bare.putpalette(palette)
        bare.paste(turned)
        written = io.BytesIO()
        bare.save(written, kind, **({"quality": 90} if kind in ("JPEG", "WEBP") else {}))
    return written.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    turns = {
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_270,
        8: Image.Transpose.ROTATE_90,
    }
    turn = turns.get(picture.getexif().get(0x0112, 1))
    return picture.transpose(turn) if turn is not None else picture
