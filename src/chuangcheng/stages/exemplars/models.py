"""Exemplars, their honours and the materials about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Revised
from chuangcheng.people.models import Organisation
from chuangcheng.stages.exemplars.states import Stage
from chuangcheng.stages.plans.models import Programme, Record
from chuangcheng.stages.plans.states import Level


class Exemplar(Revised):
    """A citizen recommended by a unit. Personal data: the name is masked for all but who works with it.

    Facts and scores know the person by ``code`` only.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("创建活动"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("推荐单位"))
    code = models.CharField(_("人员编号"), max_length=64)
    name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    story = models.TextField(_("事迹简介"), blank=True)
    created_at = models.DateTimeField(_("录入时间"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("好人")
        verbose_name_plural = _("好人")
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="exemplar_code"),)

    def __str__(self) -> str:
        return self.code


class Material(Record):
    """A written account of an exemplar, handed in (F6). ``compliant`` is empty until somebody has reviewed it."""

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="materials", verbose_name=_("好人"))
    title = models.CharField(_("题目"), max_length=160, blank=True)
    compliant = models.BooleanField(_("规范报送"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审核人")
    )
    review_reason = models.TextField(_("审核意见"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("好人事迹材料")
        verbose_name_plural = _("好人事迹材料")


class Honour(Record):
    """An exemplar nominated for, or given, an honour; dated by the publication of the list (F8).

    The gate of F7 is two answers, ``compliant`` (规范报送) and ``forceful`` (推报有力), with who gave them and why.
    """

    exemplar = models.ForeignKey(Exemplar, models.PROTECT, related_name="honours", verbose_name=_("好人"))
    title = models.CharField(_("称号"), max_length=80)
    level = models.CharField(_("层级"), max_length=8, choices=Level.choices)
    stage = models.CharField(_("荣誉阶段"), max_length=8, choices=Stage.choices)
    compliant = models.BooleanField(_("规范报送"), null=True, blank=True)
    forceful = models.BooleanField(_("推报有力"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审核人")
    )
    review_reason = models.TextField(_("审核意见"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("好人荣誉")
        verbose_name_plural = _("好人荣誉")
