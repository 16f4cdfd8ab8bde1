"""Forms of document series, issued documents, and confirmed zeros."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.reports.states import Kind
from chuangcheng.stages.scoring.models import Run, Season


class Series(Revised):
    """How an office issues one kind of document: kept once, used for each.

    ``number`` is the 发文字号 with ``{year}`` and ``{number}`` to be filled (``云政〔{year}〕{number}号``); an empty one
    makes a plain sheet without a red head.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="+")
    kind = models.CharField(_("文种"), max_length=12, choices=Kind.choices)
    issuer = models.CharField(_("发文机关标志"), max_length=60, blank=True)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    next_number = models.PositiveIntegerField(_("下一个序号"), default=1)
    recipients = models.CharField(_("主送机关"), max_length=200, blank=True)
    signed_by = models.CharField(_("署名"), max_length=60, blank=True)
    signer = models.CharField(_("签发人"), max_length=60, blank=True)
    copies_to = models.CharField(_("抄送机关"), max_length=200, blank=True)
    printed_by = models.CharField(_("印发机关"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("文种设置")
        verbose_name_plural = _("文种设置")
        ordering: ClassVar = ["season", "kind"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["season", "kind"], name="series_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Issue(Guarded):
    """A document that was issued, as it was printed. Its files stand under ``folder``; ``head`` is what it prints."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+", verbose_name=_("计分"))
    kind = models.CharField(_("文种"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("标题"), max_length=200)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    dated = models.DateField(_("成文日期"))
    folder = models.CharField(max_length=200, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    head = models.CharField(_("台账校验码"), max_length=128)
    issued_at = models.DateTimeField(_("印发时间"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("印发人"))

    class Meta:
        verbose_name = _("发文")
        verbose_name_plural = _("发文")
        ordering: ClassVar = ["-issued_at", "id"]

    def __str__(self) -> str:
        return self.title


class NilReport(Guarded):
    """A responsible unit confirmed that there was nothing to count (零报告). It prints 0 and can be opened.

    ``withdrawn_at`` when it turned out otherwise; the row stays.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    figure = models.CharField(_("数字"), max_length=60)
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    note = models.TextField(_("说明"), blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("确认人")
    )
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("零报告")
        verbose_name_plural = _("零报告")
        ordering: ClassVar = ["-confirmed_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "figure", "first", "last"],
                condition=models.Q(withdrawn_at=None),
                name="nil_report_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.first}–{self.last}"
