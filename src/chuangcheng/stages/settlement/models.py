"""Batches and the ledger of money."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.stages.scoring.models import Run, Season
from chuangcheng.stages.settlement.states import BatchState, LineKind


class Batch(Revised):
    """What a published run proposes to pay, draw and ask, less what was booked before (so that a corrected run books
    only differences). Gate: ``actions.confirm_batch``: a person, a document, a date."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+", verbose_name=_("计分"))
    number = models.PositiveIntegerField(_("序号"))
    period = models.CharField(_("期间"), max_length=20)
    state = models.CharField(_("状态"), max_length=10, choices=BatchState.choices, default=BatchState.PROPOSED)
    fines_left_out = models.PositiveIntegerField(_("未列入的处罚"), default=0)
    proposed_at = models.DateTimeField(_("提出时间"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    document = models.CharField(_("确认文件"), max_length=200, blank=True)
    document_date = models.DateField(_("文件日期"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )

    class Meta:
        verbose_name = _("兑现批次")
        verbose_name_plural = _("兑现批次")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["season", "number"], name="batch_number")]

    def __str__(self) -> str:
        return f"{self.period} #{self.number}"


class ProposedLine(Guarded):
    """A line of a batch before it is confirmed. ``amount`` counts 0.01 yuan, signed as the engine signs it (G34)."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="proposed")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    party = models.CharField(_("对象"), max_length=40)
    kind = models.CharField(_("类别"), max_length=10, choices=LineKind.choices)
    account = models.CharField(_("科目"), max_length=10)
    amount = models.BigIntegerField(_("金额"))
    reason = models.CharField(_("事由"), max_length=60)
    period = models.CharField(_("期间"), max_length=20)

    class Meta:
        verbose_name = _("兑现提议")
        verbose_name_plural = _("兑现提议")
        ordering: ClassVar = ["unit__code", "party", "account", "reason"]

    def __str__(self) -> str:
        return f"{self.unit} {self.party} {self.amount}"


class Line(Guarded):
    """One final line. ``amount`` counts 0.01 yuan: + into the deposit or to the party, − out of it or owed by it.

    Never changed, never deleted: ``reverses`` names the line that this one takes back.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="lines", null=True, blank=True)
    number = models.PositiveIntegerField(_("序号"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    party = models.CharField(_("对象"), max_length=40)
    person = models.CharField(_("经手人或收款人"), max_length=60, blank=True)
    kind = models.CharField(_("类别"), max_length=10, choices=LineKind.choices)
    account = models.CharField(_("科目"), max_length=10)
    amount = models.BigIntegerField(_("金额"))
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    period = models.CharField(_("期间"), max_length=20, blank=True)
    happened_on = models.DateField(_("日期"))
    document = models.CharField(_("凭证"), max_length=200)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    posted_at = models.DateTimeField(_("记账时间"))
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("记账人"))

    class Meta:
        verbose_name = _("兑现明细")
        verbose_name_plural = _("兑现明细")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["season", "number"], name="money_number"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="money_not_nothing"),
        ]
        indexes: ClassVar = [models.Index(fields=["season", "unit", "party"], name="money_of_party")]

    def __str__(self) -> str:
        return f"{self.number} {self.unit} {self.party} {self.amount}"
