"""Volunteers with their service, and registers of cases: aid, disputes, letters from the public."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Revised
from chuangcheng.people.models import Organisation
from chuangcheng.stages.activities.models.activities import Activity
from chuangcheng.stages.activities.states import CaseState, RegisterKind
from chuangcheng.stages.plans.models import Record


class Volunteer(Revised):
    """A registered volunteer (N25), with the consent to be registered. Names and phones are masked for all but the unit
    and its office; there is no ranking of persons (guardrail 2). Gates: ``activities.actions.volunteers``."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    number = models.CharField(_("编号"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("出生年份"), null=True, blank=True)
    squad = models.CharField(_("服务队"), max_length=80, blank=True)
    skills = models.CharField(_("特长"), max_length=200, blank=True)
    consent_on = models.DateField(_("同意登记日期"))
    consent_by = models.CharField(_("同意方式"), max_length=120)
    registered_on = models.DateField(_("登记日期"))
    left_on = models.DateField(_("退出日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("志愿者")
        verbose_name_plural = _("志愿者")
        ordering = ("unit__code", "number")

    def __str__(self) -> str:
        return self.number


class Service(Record):
    """Time that a volunteer gave, in minutes, in an activity or beside one. Counted once the unit has confirmed it."""

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="services", verbose_name=_("志愿者"))
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("活动")
    )
    minutes = models.PositiveIntegerField(_("时长（分钟）"))
    content = models.CharField(_("服务内容"), max_length=200, blank=True)
    confirmed_on = models.DateField(_("确认日期"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("服务记录")
        verbose_name_plural = _("服务记录")


class Case(Record):
    """One case of a register (O10): aid, re-employment, allowance, subsidy, dispute, letter. ``person`` is read by who
    keeps the register alone, and with what is told about the person it never enters the journal; ``amount`` is in fen.
    Gates: ``activities.actions.cases``."""

    private = frozenset({"person", "title", "outcome", "note", "handler"})

    register = models.CharField(_("登记簿"), max_length=12, choices=RegisterKind.choices)
    kind = models.CharField(_("类别"), max_length=60, blank=True)
    title = models.CharField(_("事项"), max_length=200)
    person = models.CharField(_("当事人"), max_length=60, blank=True)
    households = models.PositiveIntegerField(_("户数"), default=0)
    persons = models.PositiveIntegerField(_("人数"), default=1)
    amount = models.PositiveBigIntegerField(_("金额（分）"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=CaseState.choices, default=CaseState.TAKEN)
    handler = models.CharField(_("承办人"), max_length=60, blank=True)
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    outcome = models.TextField(_("结果"), blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("登记事项")
        verbose_name_plural = _("登记事项")
        indexes = (*Record.Meta.indexes, models.Index(fields=("register", "state"), name="case_register"))
