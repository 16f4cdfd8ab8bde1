"""The closed lists of people: kinds of relations, of roles and of grids."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RelationKind(TextChoices):
    """How one organisation stands above another. Scope follows territorial and vertical relations, never guidance."""

    TERRITORIAL = "territorial", _("属地管理")
    VERTICAL = "vertical", _("垂直管理")
    GUIDES = "guides", _("业务指导")


class RoleKind(TextChoices):
    """What an account does for an organisation and everything beneath it."""

    OFFICE = "office", _("文明办")
    LEADER = "leader", _("领导")
    INSPECTOR = "inspector", _("督查员")
    UNIT = "unit", _("责任单位")
    AUDITOR = "auditor", _("审计")
    ADMINISTRATOR = "administrator", _("管理员")


class GridKind(TextChoices):
    """What stretch of ground a grid is (A48, A54, A56, A61)."""

    GRID = "grid", _("网格")
    AREA = "area", _("片区")
    HAMLET = "hamlet", _("自然庄")
    GROUP = "group", _("村民小组")
    HOUSEHOLDS = "households", _("包保户")


#: Relations along which a role reaches downwards.
SCOPE: Final = (RelationKind.TERRITORIAL.value, RelationKind.VERTICAL.value)

#: Roles that only look.
READERS: Final = frozenset({RoleKind.LEADER, RoleKind.AUDITOR})

#: Days within which a first-log-in slip can be used.
SLIP_DAYS: Final = 14
