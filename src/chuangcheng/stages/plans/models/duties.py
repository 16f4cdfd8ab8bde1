"""Who answers for what, from day to day; and supervised matters."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Grid, Organisation, Person, Place
from chuangcheng.stages.plans.models.records import Record
from chuangcheng.stages.plans.models.tasks import Task
from chuangcheng.stages.plans.states import Concern, Counted


class DutyKind(Guarded):
    """A kind of duty as an organisation and all beneath it use it: how many may hold one at a time, whether each grid or
    place must have one, and whether a telephone stands on the placard. Gate: ``plans.actions.duties.set_duty_kinds``.

    ``most`` None: any number. ``strict``: more are refused; else they are listed as double.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("责任类别"), max_length=20)
    concerns = models.CharField(_("对什么负责"), max_length=5, choices=Concern)
    most = models.PositiveSmallIntegerField(_("最多几人"), null=True, blank=True)
    counted = models.CharField(_("按什么计数"), max_length=5, choices=Counted, default=Counted.THING)
    strict = models.BooleanField(_("超出时不许登记"), default=False)
    wanted = models.BooleanField(_("必须有人负责"), default=False)
    shows_phone = models.BooleanField(_("公示牌上写全电话"), default=False)

    class Meta:
        verbose_name = _("责任类别")
        ordering = ("organisation_id", "number")
        constraints = (models.UniqueConstraint(fields=("organisation", "concerns", "name"), name="duty_kind_once"),)

    def __str__(self) -> str:
        return self.name


class Duty(Revised):
    """A person or a unit answers for a place, a grid or a task, in one way, from day to day (A46, A48, A54, A61).

    ``unit`` is the person's unit, or the unit itself where ``person`` is None. ``kind`` is the office's word: 总负责,
    包片, 包户, 保洁, 巡查 …; two duties of one kind on one thing at a time are listed as double, none as a gap. Gates:
    ``plans.actions.duties``.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("点位"))
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("网格"))
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("任务"))
    kind = models.CharField(_("责任类别"), max_length=20)
    from_day = models.DateField(_("起"))
    to_day = models.DateField(_("止"), null=True, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("责任分工")
        verbose_name_plural = _("责任分工")
        ordering = ("kind", "from_day", "id")
        indexes = (
            models.Index(fields=("place", "from_day"), name="duty_place"),
            models.Index(fields=("grid", "from_day"), name="duty_grid"),
            models.Index(fields=("person", "from_day"), name="duty_person"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_day=None) | models.Q(to_day__gte=models.F("from_day")), name="duty_days"
            ),
            models.CheckConstraint(
                condition=models.Q(place__isnull=False, grid=None, task=None)
                | models.Q(place=None, grid__isnull=False, task=None)
                | models.Q(place=None, grid=None, task__isnull=False),
                name="duty_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.person or self.unit}"

    @property
    def thing(self) -> Place | Grid | Task:
        """What is answered for."""
        thing = self.place or self.grid or self.task
        assert thing is not None  # the constraint duty_of_one_thing
        return thing

    @property
    def who(self) -> Person | Organisation:
        """Who answers: the person, or the unit where nobody is named."""
        return self.person or self.unit


class Matter(Record):
    """A supervised matter (督办, F42). ``unit`` has to see to it; ``happened_on`` is the day it was handed out.

    It closes only with a result and a reply. Gates: ``plans.actions.matters``.
    """

    title = models.CharField(_("督办事项"), max_length=200)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    wanted = models.TextField(_("要求"), blank=True)
    due_on = models.DateField(_("办结时限"))
    result = models.TextField(_("办理结果"), blank=True)
    result_on = models.DateField(_("有结果日期"), null=True, blank=True)
    result_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("填报人")
    )
    reply = models.TextField(_("回复"), blank=True)
    replied_on = models.DateField(_("回复日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("督办事项")
        verbose_name_plural = _("督办事项")
