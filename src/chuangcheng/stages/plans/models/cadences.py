"""Cadences: what comes round, what was said done of it, when it is suspended; and the feeds that show it elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models.programmes import Programme
from chuangcheng.stages.plans.models.tasks import Task
from chuangcheng.stages.plans.states import CadenceWho, FeedKind


class Cadence(Revised):
    """A rhythm of the plan (inventory D1–D76): what is to be done, how often, by whom.

    ``rhythm`` is a rule in the words of ``chuangcheng.almanac`` (checked when it is saved). Each slot that the rule
    gives wants at least ``least`` and, where set, at most ``most`` records of ``activity_kind``, or one mark. ``who``
    says whose slots they are. What is due, done, late or waived is computed and never stored. Gates:
    ``plans.actions.cadences``.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cadences")
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="cadences", verbose_name=_("任务")
    )
    title = models.CharField(_("内容"), max_length=200)
    rhythm = models.JSONField(_("周期"))
    who = models.CharField(_("由谁办"), max_length=10, choices=CadenceWho.choices, default=CadenceWho.HOST)
    unit_kind = models.CharField(_("单位类型"), max_length=64, blank=True)
    units = models.ManyToManyField(Organisation, related_name="+", blank=True, verbose_name=_("单位"))
    activity_kind = models.CharField(_("活动类别"), max_length=40, blank=True)
    least = models.PositiveSmallIntegerField(_("至少次数"), default=1)
    most = models.PositiveSmallIntegerField(_("至多次数"), null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(_("宽限天数"), default=0)
    remind_days = models.PositiveSmallIntegerField(_("提前提醒天数"), default=1)
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    ended_on = models.DateField(_("停止日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("周期任务")
        verbose_name_plural = _("周期任务")
        ordering = ("title", "id")
        constraints = (models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="cadence_days"),)

    def __str__(self) -> str:
        return self.title


class CadenceMark(Guarded):
    """The word of a unit that a slot was done, where no activity shows it. ``slot`` is the slot's first day."""

    cadence = models.ForeignKey(Cadence, models.PROTECT, related_name="marks")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    slot = models.DateField(_("期次"))
    done_on = models.DateField(_("完成日期"))
    note = models.TextField(_("说明"), blank=True)
    made_at = models.DateTimeField(_("录入时间"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("录入人"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("撤回原因"), blank=True)

    class Meta:
        verbose_name = _("办结登记")
        verbose_name_plural = _("办结登记")
        ordering = ("slot", "id")
        indexes = (models.Index(fields=("cadence", "slot"), name="mark_slot"),)

    def __str__(self) -> str:
        return f"{self.cadence} {self.slot}"


class Suspension(Revised):
    """Days on which a cadence (None: every cadence of the programme) is not asked of a unit (None: of anyone), with the
    reason (K10): what falls due then is waived, not missed."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="suspensions")
    cadence = models.ForeignKey(
        Cadence, models.PROTECT, null=True, blank=True, related_name="suspensions", verbose_name=_("周期任务")
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    reason = models.TextField(_("原因"))
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    lifted_on = models.DateField(_("解除日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("暂停")
        verbose_name_plural = _("暂停")
        ordering = ("first", "id")
        constraints = (models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="suspension_days"),)

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class CadenceOccasion(Guarded):
    """A day from which a cadence counts: an event that happened, or a birth (D58, D60–D62, D65, D67, D71). ``name`` tells
    which; of persons it holds no more than the office needs to know who is meant. Gates: ``plans.actions.cadences``."""

    cadence = models.ForeignKey(Cadence, models.PROTECT, related_name="occasions")
    on = models.DateField(_("日期"))
    name = models.CharField(_("名称"), max_length=80)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("起算日")
        verbose_name_plural = _("起算日")
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class Feed(Guarded):
    """A calendar that other programs read at a private address (iCalendar). The address ends in a random token; only its
    hash is kept. At each fetch it tells what ``account`` may see then: its own things, those of ``unit`` or of
    ``programme``. Gates: ``plans.actions.feeds``."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("账号"))
    kind = models.CharField(_("内容"), max_length=10, choices=FeedKind.choices)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("创建活动")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("建立时间"))
    revoked_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("日历订阅")
        verbose_name_plural = _("日历订阅")
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return self.get_kind_display()
