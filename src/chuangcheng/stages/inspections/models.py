"""Base scores, checks, vetoes, judgements and outside figures, each a fact record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded
from chuangcheng.stages.plans.models import Programme, Record


class BaseScore(Record):
    """The points that the town's group gave a unit by the county's rules: a total, or items that sum to it."""

    score = models.DecimalField(_("得分"), max_digits=18, decimal_places=6)
    source = models.CharField(_("来源"), max_length=80, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("基础分")
        verbose_name_plural = _("基础分")


class BaseItem(Guarded):
    """One item of a base score, where it was given by items."""

    base_score = models.ForeignKey(BaseScore, models.CASCADE, related_name="items")
    item = models.CharField(_("项目"), max_length=80)
    points = models.DecimalField(_("得分"), max_digits=18, decimal_places=6)

    class Meta:
        verbose_name = _("基础分项目")
        verbose_name_plural = _("基础分项目")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("base_score", "item"), name="baseitem_item"),)

    def __str__(self) -> str:
        return self.item


class Check(Record):
    """The result of one item of a checklist at one place."""

    item = models.CharField(_("检查项"), max_length=64)
    result = models.CharField(_("结果"), max_length=40)
    place = models.CharField(_("点位"), max_length=120, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("检查结果")
        verbose_name_plural = _("检查结果")


class VetoEvent(Record):
    """Something that may cost a unit its score or its eligibility; the rulebook says what, and on which basis."""

    kind = models.CharField(_("事件"), max_length=80)
    force_majeure = models.BooleanField(_("不可抗力"), default=False)
    document = models.CharField(_("认定文件"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("否决事件")
        verbose_name_plural = _("否决事件")


class Judgement(Record):
    """Points that a person gave, with reason and document; another person confirmed them (rulebook §5.4)."""

    item = models.CharField(_("项目"), max_length=64)
    points = models.DecimalField(_("分值"), max_digits=18, decimal_places=6)
    reason = models.TextField(_("理由"))
    document = models.CharField(_("文件"), max_length=200)
    decided_by = models.CharField(_("评定人"), max_length=60)
    confirmed_by = models.CharField(_("复核人"), max_length=60)

    class Meta(Record.Meta):
        verbose_name = _("评定")
        verbose_name_plural = _("评定")


class FigureKind(Guarded):
    """A kind of fact that a rulebook declares and no stage keeps: its columns and their types.

    ``columns`` maps a name to ``text``, ``integer``, ``decimal``, ``boolean`` or ``date`` (rulebook §2).
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kind = models.CharField(_("事实类别"), max_length=64)
    title = models.CharField(_("名称"), max_length=120, blank=True)
    columns = models.JSONField(_("列"), default=dict)

    class Meta:
        verbose_name = _("其他数据类别")
        verbose_name_plural = _("其他数据类别")
        ordering = ("kind",)
        constraints = (models.UniqueConstraint(fields=("programme", "kind"), name="figurekind_kind"),)

    def __str__(self) -> str:
        return self.title or self.kind


class OutsideFigure(Record):
    """One row of a declared kind. ``values`` holds texts in the written form of the rulebook's types, or null."""

    kind = models.ForeignKey(FigureKind, models.PROTECT, related_name="figures", verbose_name=_("类别"))
    values = models.JSONField(_("数据"), default=dict)

    class Meta(Record.Meta):
        verbose_name = _("其他数据")
        verbose_name_plural = _("其他数据")
        constraints = (models.UniqueConstraint(fields=("programme", "kind", "code"), name="outsidefigure_code"),)
