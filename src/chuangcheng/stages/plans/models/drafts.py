"""Plan documents that were read, the texts found in them, and what a person decided about each statement."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.rulebooks.models import Version
from chuangcheng.stages.plans.models.programmes import Programme
from chuangcheng.stages.plans.states import TextAct, TextPart


class PlanFile(Guarded):
    """A document as it was read: its whole text, into which all places point, and the fingerprint of its bytes.

    The bytes themselves are not kept. Gates: ``plans.actions.drafts``.
    """

    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("主办单位"))
    name = models.CharField(_("文件"), max_length=200)
    digest = models.CharField(_("文件摘要"), max_length=64)
    format = models.CharField(max_length=10)
    content = models.TextField(_("原文"))
    dropped = models.JSONField(default=list, editable=False)
    read_at = models.DateTimeField(_("读取时间"))
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("读取人"))

    class Meta:
        verbose_name = _("方案文件")
        verbose_name_plural = _("方案文件")
        ordering = ("-read_at", "-id")

    def __str__(self) -> str:
        return self.name


class PlanText(Revised):
    """One text of a file with what was read in it (``texts.taking.storing``). ``year`` is what a person gave for days
    whose year is missing or masked. ``programme`` is set once something of it was taken over; ``rulebook`` is the draft
    that its scoring sentences went into. Gates: ``plans.actions.drafts``.
    """

    file = models.ForeignKey(PlanFile, models.CASCADE, related_name="texts", verbose_name=_("方案文件"))
    number = models.PositiveSmallIntegerField(_("序号"))
    kind = models.CharField(_("文种"), max_length=10)
    title = models.CharField(_("标题"), max_length=200, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reading = models.JSONField(_("读出的内容"))
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="texts", verbose_name=_("创建活动")
    )
    rulebook = models.ForeignKey(
        Version, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("测评体系草稿")
    )
    taken_at = models.DateTimeField(_("采用时间"), null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("采用人")
    )

    class Meta:
        verbose_name = _("方案文本")
        verbose_name_plural = _("方案文本")
        ordering = ("file", "number")
        constraints = (models.UniqueConstraint(fields=("file", "number"), name="plan_text_number"),)

    def __str__(self) -> str:
        return self.title or f"{self.file} {self.number}"


class TextDecision(Guarded):
    """What was decided about one statement: taken as it was read, with other words, or left out; by whom and when.

    ``number`` counts the fields, or the unread sentences, of the reading from 0. ``entry`` are the texts that a person
    put in place of what was read. ``became`` is the record that it was taken over into (``label:key``).
    """

    text = models.ForeignKey(PlanText, models.CASCADE, related_name="decisions")
    part = models.CharField(max_length=6, choices=TextPart.choices, default=TextPart.FIELD)
    number = models.PositiveIntegerField()
    act = models.CharField(_("决定"), max_length=6, choices=TextAct.choices)
    entry = models.JSONField(default=dict, blank=True)
    became = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("决定人"))

    class Meta:
        verbose_name = _("方案文本的决定")
        verbose_name_plural = _("方案文本的决定")
        ordering = ("part", "number")
        constraints = (models.UniqueConstraint(fields=("text", "part", "number"), name="text_decision_once"),)

    def __str__(self) -> str:
        return f"{self.text} {self.part}{self.number} {self.act}"
