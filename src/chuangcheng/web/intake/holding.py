"""Workbooks kept between preview and import, with what was previewed.

They lie under their SHA-256 in a folder of the account that uploaded them, for a day. The address of a preview is a signed
text that names account, programme and digest: it opens for that account only, and not for longer.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from chuangcheng.base.errors import NotSeen, Refused
from chuangcheng.intake.outcome import Outcome
from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans.models import Programme

#: Seconds that a workbook waits to be imported.
KEPT: Final = 24 * 3600
_SALT: Final = "intake"


@dataclass(frozen=True, slots=True)
class Held:
    """A workbook that waits. ``programme`` is None where only units and persons are imported."""

    account: int
    programme: int | None
    digest: str
    late: bool

    @property
    def token(self) -> str:
        """The signed text in its address."""
        return signing.dumps([self.account, self.programme, self.digest, self.late], salt=_SALT)

    @property
    def path(self) -> Path:
        """Where the workbook lies."""
        return _folder() / str(self.account) / f"{self.digest}.xlsx"

    @property
    def preview_path(self) -> Path:
        """Where its preview lies: it depends on the programme and on how late facts are booked."""
        return self.path.with_name(f"{self.digest}-{self.programme or 0}-{int(self.late)}.json")

    def chosen(self) -> Programme | None:
        """The programme; ``NotSeen`` when it has gone."""
        if self.programme is None:
            return None
        found = Programme.objects.select_related("host").filter(pk=self.programme).first()
        if found is None:
            raise NotSeen
        return found


def hold(by: Account, programme: Programme | None, content: BinaryIO, *, late: bool) -> Held:
    """Keep a workbook for a day; what is older goes."""
    forget_old()
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    held = Held(by.pk, programme.pk if programme else None, digest, late)
    content.seek(0)
    _write(held.path, content.read())
    return held


def held(token: str, by: Account) -> Held:
    """The workbook behind an address. ``NotSeen`` for everyone else; Refused (``expired``) when it is there no longer."""
    try:
        account, programme, digest, late = signing.loads(token, salt=_SALT, max_age=KEPT)
    except signing.SignatureExpired as error:
        raise _expired() from error
    except signing.BadSignature as error:
        raise NotSeen from error
    found = Held(account, programme, digest, late)
    if account != by.pk:
        raise NotSeen
    if programme is not None and not scoped(Programme.objects.filter(pk=programme), by, path="host").exists():
        raise NotSeen
    if not found.path.exists():
        raise _expired()
    return found


def keep_preview(held: Held, outcome: Outcome) -> None:
    """Keep what a preview showed, with the fingerprint that the import compares."""
    told = {
        **asdict(outcome),
        "fingerprint": outcome.fingerprint,
        "totals": {"added": outcome.added, "changed": outcome.changed, "unchanged": outcome.unchanged},
    }
    _write(held.preview_path, json.dumps(told, ensure_ascii=False, default=str).encode())


def preview_of(held: Held) -> dict[str, Any] | None:
    """What the preview showed: the fields of ``Outcome`` with ``fingerprint`` and ``totals``; None before there is one."""
    try:
        return dict(json.loads(held.preview_path.read_text("utf-8")))
    except FileNotFoundError:
        return None


def let_go(held: Held) -> None:
    """Forget a workbook that was imported, with its previews."""
    for path in held.path.parent.glob(f"{held.digest}*"):
        path.unlink(missing_ok=True)


def forget_old() -> None:
    """Remove what waited for longer than a day."""
    for path in _folder().glob("*/*"):
        try:
            if path.stat().st_mtime < time.time() - KEPT:
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "intake"


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _expired() -> Refused:
    return Refused("expired", _("这份工作簿只保留一天，或者已经导入。请重新选择文件。"))
