"""Stored files, what they show, and what they are cited for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.evidence.states import PICTURES, WantKind
from chuangcheng.people.models import Organisation

#: The four quarters of a picture's likeness, most significant first.
BANDS: Final = ("likeness_1", "likeness_2", "likeness_3", "likeness_4")


class StoredFile(Guarded):
    """Bytes, kept once under their SHA-256 in the evidence folder or bucket."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("大小"))
    media_type = models.CharField(_("类型"), max_length=100)
    stored_at = models.DateTimeField(_("入库时间"))

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def is_picture(self) -> bool:
        """Whether there is a thumbnail of it."""
        return self.media_type in PICTURES

    @property
    def told(self) -> Picture | None:
        """What it tells as a picture; asked once when ``picture`` was selected with it."""
        return getattr(self, "picture", None)


class Picture(Guarded):
    """What a picture tells beside what it shows. Position and time come from the camera and are for the uploader and the
    office only. ``likeness_1`` … ``likeness_4``: its difference hash in four bands of 16 bits, None for a blank picture.
    """

    file = models.OneToOneField(StoredFile, models.PROTECT, primary_key=True, related_name="picture")
    width = models.PositiveIntegerField(_("宽"))
    height = models.PositiveIntegerField(_("高"))
    taken_at = models.DateTimeField(_("拍摄时间"), null=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True)
    likeness_1 = models.PositiveIntegerField(null=True, db_index=True)
    likeness_2 = models.PositiveIntegerField(null=True, db_index=True)
    likeness_3 = models.PositiveIntegerField(null=True, db_index=True)
    likeness_4 = models.PositiveIntegerField(null=True, db_index=True)

    class Meta:
        verbose_name = _("图片信息")
        verbose_name_plural = _("图片信息")

    def __str__(self) -> str:
        return f"{self.width}×{self.height}"

    @property
    def likeness_bands(self) -> Sequence[int]:
        """The four bands; none for a blank picture."""
        return [getattr(self, name) for name in BANDS if getattr(self, name) is not None]

    @property
    def likeness(self) -> int | None:
        """The difference hash as one number of 64 bits, None for a blank picture."""
        bands = self.likeness_bands
        return sum(band << 16 * (3 - place) for place, band in enumerate(bands)) if bands else None

    @property
    def position(self) -> tuple[Decimal, Decimal] | None:
        """(latitude, longitude) where the camera told both."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


class Evidence(Revised):
    """A file with its caption: when, where, who, on what subject, against which background, for what reason."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="uses")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    name = models.CharField(_("文件名"), max_length=200)
    taken_on = models.DateField(_("时间"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=160, blank=True)
    people = models.CharField(_("人物"), max_length=200, blank=True)
    subject = models.CharField(_("主题"), max_length=200)
    background = models.TextField(_("背景"), blank=True)
    reason = models.TextField(_("事由"), blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("撤回原因"), blank=True)
    created_at = models.DateTimeField(_("上传时间"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传人"))

    class Meta:
        verbose_name = _("佐证材料")
        verbose_name_plural = _("佐证材料")
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.subject


class Citation(Guarded):
    """What a piece of evidence is cited for: a record, named by its model and number as the journal names it; with
    ``item``, one item of the rulebook that the record (a programme) is scored by.

    The name instead of a relation keeps the arrow pointing back: evidence stands before the stages that cite it.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="citations")
    record = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    item = models.CharField(_("测评项目"), max_length=64, blank=True)
    cited_at = models.DateTimeField(_("引用时间"))
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("引用")
        verbose_name_plural = _("引用")
        ordering = ("cited_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("evidence", "record", "record_id", "item"), name="citation_once"),
        )
        indexes = (models.Index(fields=("record", "record_id"), name="citation_record"),)

    def __str__(self) -> str:
        return f"{self.record} {self.record_id}"


class Want(Revised):
    """Evidence that is wanted: at least so many pieces of a kind for a record (named as a citation names it) or for one
    item of the rulebook that the record is scored by. ``host`` answers for the record; ``unit_kind`` narrows it to units
    of that type. Gate: ``evidence.actions.set_want``.
    """

    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("主办单位"))
    record = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    item = models.CharField(_("测评项目"), max_length=64, blank=True)
    kind = models.CharField(_("材料种类"), max_length=10, choices=WantKind.choices, default=WantKind.ANY)
    least = models.PositiveSmallIntegerField(_("至少几份"), default=1)
    unit_kind = models.CharField(_("单位类型"), max_length=64, blank=True)
    note = models.TextField(_("要求"), blank=True)

    class Meta:
        verbose_name = _("材料要求")
        verbose_name_plural = _("材料要求")
        ordering = ("item", "kind", "id")
        constraints = (
            models.UniqueConstraint(fields=("record", "record_id", "item", "kind", "unit_kind"), name="want_once"),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.get_kind_display()}×{self.least}".strip()
