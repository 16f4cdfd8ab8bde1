"""Closed periods, and what every fact record of the later stages shares."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models.programmes import Programme


class ClosedPeriod(Guarded):
    """Days whose facts stand still, because what was scored from them is published.

    Gate: ``actions.close_period`` and ``actions.reopen_period``. A period that was reopened stays here with its
    reason; closing it again is a new row.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="closed_periods")
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    basis = models.CharField(_("依据"), max_length=300)
    closed_at = models.DateTimeField(_("关账时间"))
    reopened_at = models.DateTimeField(_("重开时间"), null=True, blank=True)
    reopen_reason = models.TextField(_("重开原因"), blank=True)
    reopen_basis = models.CharField(_("重开依据"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("已关账期间")
        verbose_name_plural = _("已关账期间")
        ordering = ("first", "id")
        constraints = (models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="closed_days"),)

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class Record(Revised):
    """What every fact record shares.

    ``happened_on`` is the day it happened; ``booked_on`` is the day on which it counts: the same day, but for a late
    fact of a closed period the day it was entered. ``code`` (编号) names the record in its programme; ``import_key``
    is what an imported row without a code is known by. A record is never deleted: it is withdrawn by decision, stays
    visible with its reason and is left out of the facts. One that ``is_planned`` has not happened: its day may lie in
    the future, closed periods do not hold it, and no stage tells it as a fact.
    """

    #: Fields beside ``PRIVATE`` (``plans.actions.records``) that the journal never holds.
    private: ClassVar[frozenset[str]] = frozenset()

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("创建活动"))
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    code = models.CharField(_("编号"), max_length=64)
    import_key = models.CharField(max_length=80, blank=True, editable=False, db_index=True)
    happened_on = models.DateField(_("日期"))
    booked_on = models.DateField(_("入账日期"))
    note = models.TextField(_("备注"), blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤回人")
    )
    withdrawn_reason = models.TextField(_("撤回原因"), blank=True)
    created_at = models.DateTimeField(_("录入时间"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("录入人")
    )

    class Meta:
        abstract = True
        ordering = ("booked_on", "code")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="%(class)s_code"),)
        indexes: ClassVar[tuple[models.Index, ...]] = (
            models.Index(fields=("programme", "booked_on"), name="%(class)s_booked"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_planned(self) -> bool:
        """Whether it stands for something that has not happened. Kinds of records that can be planned say so."""
        return False

    @property
    def is_late(self) -> bool:
        """Booked on another day than it happened on, because its own period was closed."""
        return self.booked_on != self.happened_on
