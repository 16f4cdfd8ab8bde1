"""Activities of all kinds, and articles, each a fact record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Revised
from chuangcheng.people.models import Organisation, Place
from chuangcheng.stages.activities.states import SELECTIONS, TOOK_PLACE, ActivityState
from chuangcheng.stages.plans.models import Cadence, Record, Task
from chuangcheng.stages.plans.states import Level


class ActivityKind(Revised):
    """A kind of activity that the office keeps (section I), for a host and all beneath it.

    ``name`` is the word that activities, cadences and rulebooks use. ``fields`` are the further columns asked for: a
    list of ``{"name", "label", "type": integer|decimal|text|choice|boolean, "unit", "choices", "required"}``; ``asks``
    names the columns of ``Activity`` that the short form shows first (``states.ASKABLE``). Gates:
    ``activities.actions.kinds``.
    """

    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("主办单位"))
    name = models.CharField(_("类别"), max_length=40)
    group = models.CharField(_("大类"), max_length=20)
    asks = models.JSONField(_("常用数字"), default=list, blank=True)
    fields = models.JSONField(_("其他栏目"), default=list, blank=True)
    ended_on = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("活动类别")
        verbose_name_plural = _("活动类别")
        ordering = ("group", "name")
        constraints = (models.UniqueConstraint(fields=("host", "name"), name="activity_kind_name"),)

    def __str__(self) -> str:
        return self.name


class Activity(Record):
    """Something planned or held: an activity hosted for a higher level (F9), an issue of a selection (F11), or any other.

    ``state`` moves planned → held → confirmed, or to postponed or cancelled with ``reason``; ``happened_on`` of one that
    is planned is the day it is planned for. Only what was held counts as a fact. ``completed`` is the office's word that
    it was carried through. An issue of a selection counts as completed only with nominees, a day on which they were
    shown to the public, and a result. The counts are whole numbers; ``minutes`` is the time of all persons together,
    ``money`` is in fen; ``numbers`` holds the further columns of the kind (name → value). One activity may serve many
    tasks, cadences and rulebook items (``items``: their ids; guardrail 6). Who held it (``held_by`` said so) never
    confirms it. Gates: ``activities.actions.activities``.
    """

    kind = models.CharField(_("类别"), max_length=40)
    title = models.CharField(_("名称"), max_length=160, blank=True)
    theme = models.CharField(_("主题"), max_length=160, blank=True)
    level = models.CharField(_("层级"), max_length=8, choices=Level.choices, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=ActivityState.choices, default=ActivityState.HELD)
    reason = models.TextField(_("原因"), blank=True)
    starts_at = models.TimeField(_("开始时间"), null=True, blank=True)
    spot = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("点位"))
    where = models.CharField(_("地点"), max_length=160, blank=True)
    organiser = models.CharField(_("组织者"), max_length=160, blank=True)
    festival = models.CharField(_("节日"), max_length=20, blank=True)
    persons = models.PositiveIntegerField(_("参加人数"), null=True, blank=True)
    person_times = models.PositiveIntegerField(_("人次"), null=True, blank=True)
    volunteers = models.PositiveIntegerField(_("志愿者人数"), null=True, blank=True)
    expected = models.PositiveIntegerField(_("应到人数"), null=True, blank=True)
    excused = models.PositiveIntegerField(_("请假人数"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("总时长（分钟）"), null=True, blank=True)
    households = models.PositiveIntegerField(_("户数"), null=True, blank=True)
    copies = models.PositiveIntegerField(_("份数"), null=True, blank=True)
    vehicles = models.PositiveIntegerField(_("车辆台次"), null=True, blank=True)
    money = models.PositiveBigIntegerField(_("经费（分）"), null=True, blank=True)
    numbers = models.JSONField(_("其他数字"), default=dict, blank=True)
    items = models.JSONField(_("对应测评项目"), default=list, blank=True)
    tasks = models.ManyToManyField(Task, related_name="+", blank=True, verbose_name=_("任务"))
    cadences = models.ManyToManyField(Cadence, related_name="+", blank=True, verbose_name=_("周期任务"))
    important = models.BooleanField(_("重要活动"), null=True, blank=True)
    hosted = models.BooleanField(_("承办"), null=True, blank=True)
    completed = models.BooleanField(_("圆满完成"), null=True, blank=True)
    nominees = models.TextField(_("候选名单"), blank=True)
    shown_on = models.DateField(_("公示日期"), null=True, blank=True)
    result = models.TextField(_("评选结果"), blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告人")
    )
    confirmed_on = models.DateField(_("确认日期"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )

    class Meta(Record.Meta):
        verbose_name = _("活动")
        verbose_name_plural = _("活动")
        indexes = (
            *Record.Meta.indexes,
            models.Index(fields=("programme", "kind", "happened_on"), name="activity_kind_day"),
            models.Index(fields=("unit", "happened_on"), name="activity_unit_day"),
        )

    @property
    def is_planned(self) -> bool:
        """Not held: planned, postponed or cancelled."""
        return self.state not in TOOK_PLACE

    @property
    def is_selection(self) -> bool:
        """One of the three selections of F11."""
        return self.kind in SELECTIONS


class Article(Record):
    """An article that the county asked for (F12). ``adopted`` is empty until the county has said so."""

    title = models.CharField(_("题目"), max_length=160)
    completed = models.BooleanField(_("完成"), null=True, blank=True)
    adopted = models.BooleanField(_("采用"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("约稿")
        verbose_name_plural = _("约稿")
