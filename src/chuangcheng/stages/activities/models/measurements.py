"""Figures measured, facilities counted, and discipline."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Revised
from chuangcheng.people.models import Person, Place
from chuangcheng.stages.activities.states import DisciplineStep, FacilityState, MeasureKind
from chuangcheng.stages.plans.models import Programme, Record


class Measure(Revised):
    """Something a programme measures again and again: error rates, timeliness, streaks, quotas, attendance, exams,
    funds (F33–F39, M). ``least`` and ``most`` bound a quota for one person and period; ``pass_mark`` an exam. ``awards``
    are the lengths of a streak that earn one (100, 250). ``persons`` are those whom a quota or an exam asks; none: all
    who hold a post in a unit that takes part. Gates: ``activities.actions.measures``."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    kind = models.CharField(_("方式"), max_length=12, choices=MeasureKind.choices)
    name = models.CharField(_("名称"), max_length=80)
    measure_word = models.CharField(_("计量单位"), max_length=16, blank=True)
    period = models.CharField(_("周期"), max_length=10, blank=True)
    least = models.DecimalField(_("至少"), max_digits=12, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(_("至多"), max_digits=12, decimal_places=2, null=True, blank=True)
    pass_mark = models.DecimalField(_("及格分"), max_digits=6, decimal_places=2, null=True, blank=True)
    persons = models.ManyToManyField(Person, related_name="+", blank=True, verbose_name=_("对象"))
    awards = models.JSONField(_("达标次数"), default=list, blank=True)
    ended_on = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("计量指标")
        verbose_name_plural = _("计量指标")
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=("programme", "name"), name="measure_name"),)

    def __str__(self) -> str:
        return self.name


class Measurement(Record):
    """One reading of a measure on ``happened_on``.

    ``number`` of ``out_of``: errors of observations, on time of due, present of expected (``excused`` apart), taken of
    should; a quota, a mark or an amount has ``number`` alone. A shift of a streak has ``number`` errors, 0 for none; several
    shifts without an error may stand in one reading (``out_of``: how many).
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="readings", verbose_name=_("计量指标"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("人员"))
    number = models.DecimalField(_("数值"), max_digits=18, decimal_places=2)
    out_of = models.DecimalField(_("总数"), max_digits=18, decimal_places=2, null=True, blank=True)
    excused = models.PositiveIntegerField(_("请假人数"), null=True, blank=True)
    text = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("计量数据")
        verbose_name_plural = _("计量数据")
        indexes = (*Record.Meta.indexes, models.Index(fields=("measure", "happened_on"), name="measurement_day"))


class Facility(Record):
    """A facility of one kind that a unit has or is to have (coverage, G3, E207): how many, where, in which state.

    ``happened_on`` is the day of this word; the latest word of a unit, kind and place counts.
    """

    kind = models.CharField(_("设施"), max_length=60)
    spot = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("点位"))
    state = models.CharField(_("状态"), max_length=10, choices=FacilityState.choices)
    quantity = models.PositiveIntegerField(_("数量"), default=1)

    class Meta(Record.Meta):
        verbose_name = _("设施")
        verbose_name_plural = _("设施")


class Incident(Record):
    """A confirmed breach of discipline by a person (F20). The step is proposed from the count and decided by a person
    (guardrail 9): ``step`` is what was decided, '' while it waits. What is told about the person never enters the
    journal."""

    private = frozenset({"note", "decision", "decided_by", "found_by"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("人员"))
    kind = models.CharField(_("情形"), max_length=60)
    found_by = models.CharField(_("发现人"), max_length=60, blank=True)
    step = models.CharField(_("处理"), max_length=12, choices=DisciplineStep.choices, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decided_by = models.CharField(_("决定人"), max_length=60, blank=True)
    decision = models.TextField(_("决定理由"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("违纪情形")
        verbose_name_plural = _("违纪情形")
