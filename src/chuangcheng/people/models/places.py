"""Where the work happens: grids and places. Both belong to an organisation, which answers for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Revised
from chuangcheng.people.models.organisations import Organisation
from chuangcheng.people.states import GridKind


class Grid(Revised):
    """A stretch of ground that somebody answers for: a grid, an area, a hamlet, a villagers' group, households.

    ``boundary`` is a GeoJSON geometry (Polygon or MultiPolygon) in WGS-84, or None where nobody has drawn it. Gates:
    ``people.actions.places``.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="grids", verbose_name=_("单位"))
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="inner", verbose_name=_("所在网格")
    )
    kind = models.CharField(_("类型"), max_length=12, choices=GridKind, default=GridKind.GRID)
    code = models.CharField(_("编号"), max_length=64)
    name = models.CharField(_("名称"), max_length=120)
    households = models.PositiveIntegerField(_("户数"), null=True, blank=True)
    boundary = models.JSONField(_("边界"), null=True, blank=True)
    ended_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["organisation__code", "code", "pk"]
        verbose_name = _("网格")
        verbose_name_plural = _("网格")
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "code"], name="grid_code")]

    def __str__(self) -> str:
        return self.name


class Place(Revised):
    """A point where checks and activities happen (点位), with its kind, position (degrees, WGS-84) and grid.

    ``attributes`` holds what else a register of premises wants to know (name → text). Gates: ``people.actions.places``.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="places", verbose_name=_("责任单位"))
    grid = models.ForeignKey(
        Grid, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("所在网格")
    )
    kind = models.CharField(_("类型"), max_length=60)
    code = models.CharField(_("编号"), max_length=64)
    name = models.CharField(_("名称"), max_length=120)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=8, decimal_places=6, null=True, blank=True)
    attributes = models.JSONField(_("其他属性"), default=dict, blank=True)
    ended_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["organisation__code", "code", "pk"]
        verbose_name = _("点位")
        verbose_name_plural = _("点位")
        indexes: ClassVar = [models.Index(fields=["kind"], name="place_kind")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "code"], name="place_code"),
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None)
                | models.Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="place_position",
            ),
        ]

    def __str__(self) -> str:
        return self.name
