"""Where a problem may come from, how it stands, and which event may follow (F2, F3)."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Who found it. The stored text is what rulebooks compare with; only the first four are scored (F2)."""

    PATROL = "县三创办巡查", _("县三创办巡查")
    LEADER = "领导巡查调研", _("领导巡查调研")
    MEDIA = "媒体曝光", _("媒体曝光")
    PUBLIC = "群众举报", _("群众举报")
    TOWN = "镇自查", _("镇自查")
    SELF = "村自查", _("村自查")
    OTHER = "其他", _("其他")


SCORED: Final = (Source.PATROL.value, Source.LEADER.value, Source.MEDIA.value, Source.PUBLIC.value)


class Standing(models.TextChoices):
    """How a problem stands today."""

    FOUND = "found", _("待下达")
    ORDERED = "ordered", _("整改中")
    RECTIFIED = "rectified", _("待复查")
    REFUSED = "refused", _("复查未通过")
    VERIFIED = "verified", _("复查通过")
    CLOSED = "closed", _("已销号")
    MERGED = "merged", _("已并案")


class Move(models.TextChoices):
    """What may happen to a problem after it was found."""

    ORDER = "order", _("下达期限")
    EXTEND = "extend", _("延期")
    RECTIFY = "rectify", _("报告整改")
    REFUSE = "refuse", _("复查不通过")
    VERIFY = "verify", _("复查通过")
    CLOSE = "close", _("销号")
    MERGE = "merge", _("并案")


OPEN: Final = (Standing.FOUND, Standing.ORDERED, Standing.REFUSED)

#: (standing, move) → standing. What is not listed is refused.
MOVES: Final[dict[tuple[str, str], str]] = {
    (Standing.FOUND, Move.ORDER): Standing.ORDERED,
    (Standing.REFUSED, Move.ORDER): Standing.ORDERED,
    (Standing.ORDERED, Move.ORDER): Standing.ORDERED,
    (Standing.ORDERED, Move.EXTEND): Standing.ORDERED,
    **{(standing, Move.RECTIFY): Standing.RECTIFIED for standing in OPEN},
    **{(standing, Move.CLOSE): Standing.CLOSED for standing in OPEN},
    **{(standing, Move.MERGE): Standing.MERGED for standing in (*OPEN, Standing.RECTIFIED, Standing.VERIFIED)},
    (Standing.RECTIFIED, Move.VERIFY): Standing.VERIFIED,
    (Standing.RECTIFIED, Move.REFUSE): Standing.REFUSED,
    (Standing.VERIFIED, Move.CLOSE): Standing.CLOSED,
}
