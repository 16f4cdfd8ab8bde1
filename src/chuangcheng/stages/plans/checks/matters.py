"""What is valid in a supervised matter."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.plans.models import Matter


def check_matter(matter: Matter) -> None:
    """A matter says what is to be done, and by a day not before it was handed out."""
    if not matter.title.strip():
        raise Refused("no-title", _("请写明督办什么事。"), field="title")
    if matter.due_on < matter.happened_on:
        raise Refused("days-reversed", _("办结时限早于交办日期。请检查两个日期。"), field="due_on")
    if matter.closed_on is not None:
        raise Refused("closed", _("这件事已经办结，不能再改。"))


def check_closing_matter(matter: Matter) -> None:
    """F42: a matter closes only with a result and a reply (codes ``no-result``, ``no-reply``)."""
    if matter.closed_on is not None:
        raise Refused("closed", _("这件事已经办结了。"))
    if not matter.result:
        raise Refused("no-result", _("还没有办理结果，不能办结。"))
    if not matter.reply:
        raise Refused("no-reply", _("还没有回复交办人，不能办结。"))
