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


#: The words of the kinds of organisations that are known; a rulebook may use others, which are shown as written.
ORGANISATION_KINDS: Final = {
    "province": _("省"),
    "city": _("市"),
    "county": _("县（市、区）"),
    "district": _("区"),
    "town": _("乡镇（街道）"),
    "subdistrict": _("街道"),
    "village": _("村（社区）"),
    "community": _("社区"),
    "bureau": _("部门、单位"),
    "unit": _("单位"),
    "school": _("学校"),
    "family": _("家庭"),
}


def kind_word(kind: str) -> str:
    """A kind of organisation in words, as written where it is not among ``ORGANISATION_KINDS``."""
    return str(ORGANISATION_KINDS.get(kind, kind))


class PositionSystem(TextChoices):
    """In what system of coordinates a position is given. We keep WGS-84; Chinese map services give the two others."""

    WGS84 = "wgs84", _("WGS-84（GPS、天地图）")
    GCJ02 = "gcj02", _("GCJ-02（高德、腾讯）")
    BD09 = "bd09", _("BD-09（百度）")


#: Kinds of places that are offered; an office may use words of its own. The first four are premises that are supervised
#: by name (A84); which trades the office counts as 四小行业 it says itself.
PLACE_KINDS: Final = (
    *("公共场所", "美容美发场所", "住宿场所", "小餐饮"),
    *("文明实践站", "文化广场", "公益广告点", "村部", "垃圾收集点", "背街小巷", "集贸市场", "学校", "医疗机构"),
)

#: Most positions in the boundary of one grid, and most signs of a file of boundaries.
MOST_POSITIONS: Final = 5_000
LARGEST_BOUNDARIES: Final = 5_000_000

#: Relations along which a role reaches downwards.
SCOPE: Final = (RelationKind.TERRITORIAL.value, RelationKind.VERTICAL.value)

#: Roles that only look.
READERS: Final = frozenset({RoleKind.LEADER, RoleKind.AUDITOR})

#: Days within which a first-log-in slip can be used.
SLIP_DAYS: Final = 14


def masked(name: str) -> str:
    """A name as those see it who need not know it: the first character, the rest starred; a single one whole starred."""
    return name[:1] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)
