"""Stored files, what they show, and what they are cited for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation


class StoredFile(Guarded):
    """Bytes, kept once under their SHA-256 in the evidence folder."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("大小"))
    media_type = models.CharField(_("类型"), max_length=100)
    stored_at = models.DateTimeField(_("入库时间"))

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")

    def __str__(self) -> str:
        return self.digest[:12]


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
    """What a piece of evidence is cited for: a record, named by its model and number as the journal names it.

    The name instead of a relation keeps the arrow pointing back: evidence stands before the stages that cite it.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="citations")
    record = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    cited_at = models.DateTimeField(_("引用时间"))
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("引用")
        verbose_name_plural = _("引用")
        ordering = ("cited_at", "id")
        constraints = (models.UniqueConstraint(fields=("evidence", "record", "record_id"), name="citation_once"),)
        indexes = (models.Index(fields=("record", "record_id"), name="citation_record"),)

    def __str__(self) -> str:
        return f"{self.record} {self.record_id}"
