"""Large files on their way in: each in a folder of its own, whose file's length is how much has arrived.

Nothing but these files says how far an upload is, so it goes on where it stopped, whatever ended the server. A folder is let
go when its file became evidence, when the browser gives up, or a week after the last byte.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from chuangcheng.base.errors import NotSeen, Refused
from chuangcheng.evidence.checks import check_size
from chuangcheng.people.models import Account

#: Seconds after which an upload that nobody went on with is let go, and how many one account may have open.
LASTING: Final = 7 * 24 * 3600
MOST_OPEN: Final = 20
#: Bytes that stay free on the disk.
SPARED: Final = 512 << 20
_PART: Final = 256 << 10


class Busy(Refused):
    """Another connection is writing to the same upload."""

    status = 423

    def __init__(self) -> None:
        super().__init__("busy-upload", _("这个文件正在另一个连接上传。请稍候再试。"))


@dataclass(frozen=True, slots=True)
class Incoming:
    """One upload: its name in addresses, how many bytes it will have, and what the browser told of it."""

    token: str
    length: int
    name: str
    metadata: str

    @property
    def path(self) -> Path:
        """Where the bytes lie."""
        return _folder() / self.token / "part"

    @property
    def offset(self) -> int:
        """How many bytes have arrived."""
        return self.path.stat().st_size

    @property
    def is_whole(self) -> bool:
        """Whether all have arrived."""
        return self.offset == self.length

    @property
    def expires(self) -> float:
        """When it is let go, in seconds since 1970."""
        return self.path.stat().st_mtime + LASTING


def begin(by: Account, length: int, name: str, metadata: str) -> Incoming:
    """Make room for an upload. Raises Refused: too large, too many open, no space on the disk."""
    check_size(length)
    _let_old_go()
    if sum(told["by"] == by.pk for _path, told in _told()) >= MOST_OPEN:
        raise Refused("many-uploads", _("您有太多没有传完的文件。请先传完，或过一周再试。"))
    _folder().mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(_folder()).free - length < SPARED:
        raise Refused("disk-full", _("服务器的磁盘空间不够，放不下这个文件。请联系系统管理员。"))
    incoming = Incoming(uuid.uuid4().hex, length, name[-200:], metadata)
    incoming.path.parent.mkdir()
    incoming.path.touch()
    told = {"by": by.pk, "length": length, "name": incoming.name, "metadata": metadata}
    incoming.path.with_name("told.json").write_text(json.dumps(told), "utf-8")
    return incoming


def found(by: Account, token: str) -> Incoming:
    """An upload of this account. Raises NotSeen for any other."""
    try:
        told = json.loads((_folder() / uuid.UUID(token).hex / "told.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NotSeen from error
    incoming = Incoming(uuid.UUID(token).hex, told["length"], told["name"], told["metadata"])
    if told["by"] != by.pk or not incoming.path.exists():
        raise NotSeen
    return incoming


def receive(incoming: Incoming, offset: int, read: Callable[[int], bytes]) -> int:
    """Add bytes at ``offset``, which must be where it stopped; gives the new offset. What has arrived when the connection
    breaks is kept. Raises Refused (``wrong-offset``, ``too-large``) and Busy."""
    with _alone(incoming):
        if offset != incoming.offset:
            raise Refused("wrong-offset", _("续传的位置不对，请重新选择文件。"))
        with incoming.path.open("ab") as kept:
            try:
                while part := read(_PART):
                    if kept.tell() + len(part) > incoming.length:
                        raise Refused("too-large", _("收到的比说好的多。请重新选择文件。"))
                    kept.write(part)
            finally:
                kept.flush()
                os.fsync(kept.fileno())
        return incoming.offset


def let_go(incoming: Incoming) -> None:
    """Remove an upload that became evidence or was given up."""
    shutil.rmtree(incoming.path.parent, ignore_errors=True)


@contextmanager
def _alone(incoming: Incoming) -> Iterator[None]:
    """Nobody else writes to the upload meanwhile; the lock ends with the process that held it."""
    with incoming.path.with_name("told.json").open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "incoming"


def _told() -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in _folder().glob("*/told.json"):
        try:
            yield path, json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            continue


def _let_old_go() -> None:
    for path in _folder().glob("*/part"):
        try:
            old = path.stat().st_mtime < time.time() - LASTING
        except OSError:
            continue
        if old:
            shutil.rmtree(path.parent, ignore_errors=True)
