"""Long plan documents are read by the worker. Until then their bytes lie in a folder of whoever uploaded them."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chuangcheng.base.errors import Refused
from chuangcheng.base.jobs import Progress, background
from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import PlanFile

#: Seconds after which bytes that no worker came for are removed.
KEPT: Final = 24 * 3600


def hold(by: Account, content: bytes) -> str:
    """Keep bytes until the worker comes; gives their name."""
    folder = _folder(by.pk)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - KEPT:
            path.unlink(missing_ok=True)
    name = hashlib.sha256(content).hexdigest()
    (folder / name).write_bytes(content)
    return name


@background(title=gettext_lazy("读方案文件"))
def read_held(progress: Progress, *, account: int, host: int, name: str, held: str) -> dict[str, object]:
    """Gives the key of the document; bytes that were read already are read once (``actions.read_plan``)."""
    by, path = Account.objects.get(pk=account), _folder(account) / held
    progress(0, 2, _("正在读文字"))
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:  # the attempt before this one may have come to the end and died there
        known = PlanFile.objects.filter(host=host, digest=held).first()
        if known is not None:
            return {"file": known.pk}
        raise Refused("expired", _("文件已不在服务器上。请重新上传。")) from error
    file = actions.read_plan(by=by, host=Organisation.objects.get(pk=host), name=name, content=content)
    progress(2, 2, _("已读完"))
    path.unlink(missing_ok=True)
    return {"file": file.pk}


def _folder(account: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "plan_texts" / str(account)
