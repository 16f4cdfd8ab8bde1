"""The bytes of evidence: kept once under their SHA-256, in a folder or a bucket, and checked whenever they are read.

Where they lie is Django's default storage (setting EVIDENCE_STORE, docs/settings.md). Originals are never written twice;
what is made from them (thumbnails, pictures without their metadata) lies beside them and can be made again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.errors import Refused

PART: Final = 1 << 20
#: Files up to this are checked as a whole before the first byte leaves; larger ones while they leave.
CHECKED_FIRST: Final = 32 << 20


class Damaged(Refused):
    """The bytes are gone or no longer those that were handed in."""

    status = 409

    def __init__(self, digest: str) -> None:
        super().__init__(
            "damaged-file",
            _("文件丢失或已损坏，与入库时不一致，不能下载。请联系系统管理员用备份恢复。"),
            place=digest[:12],
        )


def name_of(digest: str) -> str:
    """Where an original lies: ``evidence/ab/abcd…``."""
    return f"evidence/{digest[:2]}/{digest}"


def derived_name(digest: str, what: str) -> str:
    """Where something made from an original lies: ``derived/ab/abcd….thumbnail``."""
    return f"derived/{digest[:2]}/{digest}.{what}"


def fingerprint(content: BinaryIO) -> tuple[str, int]:
    """(SHA-256 in hex, bytes) of a stream from its beginning."""
    content.seek(0)
    hashed, size = hashlib.sha256(), 0
    while part := content.read(PART):
        hashed.update(part)
        size += len(part)
    return hashed.hexdigest(), size


def put(content: BinaryIO, spent: Path | None = None) -> tuple[str, int]:
    """Keep bytes under their digest, unless they are there whole; gives (digest, size). A file appears whole or not at all.

    ``spent``: the path of ``content`` where it may be moved instead of copied (the end of a large upload).
    """
    digest, size = fingerprint(content)
    if damage(digest):
        _write(name_of(digest), content, spent)
    return digest, size


def damage(digest: str) -> str:
    """'' when the original is sound, else ``missing`` or ``changed``."""
    try:
        with opened(digest) as content:
            return "" if fingerprint(content)[0] == digest else "changed"
    except Damaged:
        return "missing"


def opened(digest: str) -> BinaryIO:
    """The original, to be read and closed. Raises Damaged when it is gone."""
    try:
        return cast(BinaryIO, default_storage.open(name_of(digest), "rb"))
    except OSError as error:
        raise Damaged(digest) from error


def whole(digest: str) -> bytes:
    """All bytes of an original. Raises Damaged unless they are what was handed in."""
    with opened(digest) as content:
        found = content.read()
    if hashlib.sha256(found).hexdigest() != digest:
        raise Damaged(digest)
    return found


def parts(digest: str, size: int) -> Iterator[bytes]:
    """The bytes of an original, part by part. Small ones are checked before the first part leaves. Of a large one the last
    part is kept back until all is found sound: a damaged file ends early and so never arrives as if it were whole."""
    if size <= CHECKED_FIRST:
        return iter((whole(digest),))
    return _checked(digest, opened(digest))


def _checked(digest: str, content: BinaryIO) -> Iterator[bytes]:
    hashed, kept_back = hashlib.sha256(), b""
    with content:
        while part := content.read(PART):
            if kept_back:
                yield kept_back
            hashed.update(part)
            kept_back = part
    if hashed.hexdigest() != digest:
        raise Damaged(digest)
    yield kept_back


def put_derived(digest: str, what: str, content: bytes) -> None:
    """Keep something made from an original."""
    _write(derived_name(digest, what), ContentFile(content), None)


def derived(digest: str, what: str) -> bytes | None:
    """Something made from an original, None when it has not been made (or was lost: it can be made again)."""
    try:
        with default_storage.open(derived_name(digest, what), "rb") as content:
            return bytes(content.read())
    except OSError:
        return None


def _write(name: str, content: BinaryIO | File[bytes], spent: Path | None) -> None:
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # a bucket: an object appears whole by itself
        content.seek(0)
        default_storage.save(name, content if isinstance(content, File) else File(content))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if spent is not None and spent.stat().st_dev == path.parent.stat().st_dev:
        os.replace(spent, path)
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as written:
        content.seek(0)
        while part := content.read(PART):
            written.write(part)
        written.flush()
        os.fsync(written.fileno())
    os.replace(written.name, path)
