"""The decomposition table, letters of responsibility and targets divided down a tree."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models.programmes import Programme
from chuangcheng.stages.plans.states import LetterState, PartyKind, TaskKind, TaskState


class Task(Revised):
    """One row of the decomposition table: goal → category → task → measure (C22, A46).

    ``place`` orders the rows of one parent. ``host`` answers for it with ``officer``; ``helpers`` take part. ``quantity``
    with its ``measure_word`` is what must be reached (C30); ``item`` is the id of the rulebook item it serves. Done is
    what the host says, confirmed what the office says. Gates: ``plans.actions.tasks``.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(_("层次"), max_length=10, choices=TaskKind.choices, default=TaskKind.TASK)
    place = models.PositiveIntegerField(_("次序"))
    title = models.TextField(_("内容"))
    standard = models.TextField(_("工作标准"), blank=True)
    host = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("牵头单位")
    )
    officer = models.CharField(_("责任人"), max_length=60, blank=True)
    helpers = models.ManyToManyField(Organisation, related_name="+", blank=True, verbose_name=_("配合单位"))
    starts_on = models.DateField(_("开始日期"), null=True, blank=True)
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    quantity = models.DecimalField(_("数量"), max_digits=18, decimal_places=4, null=True, blank=True)
    measure_word = models.CharField(_("量词"), max_length=16, blank=True)
    proof = models.TextField(_("佐证要求"), blank=True)
    item = models.CharField(_("对应测评项目"), max_length=64, blank=True)
    optional = models.BooleanField(_("自选动作"), default=False)
    state = models.CharField(_("状态"), max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告人")
    )
    result = models.TextField(_("完成情况"), blank=True)
    confirmed_on = models.DateField(_("确认日期"), null=True, blank=True)
    reason = models.TextField(_("原因"), blank=True)

    class Meta:
        verbose_name = _("任务")
        verbose_name_plural = _("任务")
        ordering = ("place", "id")
        indexes = (
            models.Index(fields=("programme", "state", "due_on"), name="task_due"),
            models.Index(fields=("host", "state"), name="task_host"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def unit(self) -> Organisation | None:
        """Whose task it is: evidence is cited for records of a unit."""
        return self.host


class Letter(Revised):
    """A letter of responsibility (责任书) for one party; ``basis`` is the document it rests on (guardrail 5).

    The party is a unit, or somebody by name: residents, shops, builders, a section (A65, A69). ``issued_rows`` holds the
    lines of its table as they were issued: what is signed does not change with the tasks. Gates:
    ``plans.actions.letters``.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="letters")
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("发出单位"))
    number = models.PositiveIntegerField(_("编号"))
    title = models.CharField(_("名称"), max_length=120)
    party_kind = models.CharField(_("签订方类别"), max_length=12, choices=PartyKind.choices, default=PartyKind.UNIT)
    party = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签订单位")
    )
    party_name = models.CharField(_("签订人"), max_length=120, blank=True)
    basis = models.CharField(_("依据"), max_length=300)
    text = models.TextField(_("责任内容"), blank=True)
    tasks = models.ManyToManyField(Task, related_name="letters", blank=True, verbose_name=_("任务"))
    issued_rows = models.JSONField(_("发出时的任务"), default=list, blank=True, editable=False)
    state = models.CharField(_("状态"), max_length=10, choices=LetterState.choices, default=LetterState.DRAFT)
    issued_on = models.DateField(_("发出日期"), null=True, blank=True)
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    signer = models.CharField(_("签字人"), max_length=60, blank=True)
    reason = models.TextField(_("原因"), blank=True)

    class Meta:
        verbose_name = _("责任书")
        verbose_name_plural = _("责任书")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("programme", "number"), name="letter_number"),)

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def unit(self) -> Organisation:
        """Whose letter it is for its evidence: the unit that signs it, or, for a party by name, the one that issued it."""
        return self.party or self.issuer


class Target(Revised):
    """A figure to reach by a day, divided down a tree: the children's ``planned`` add up to their parent's, or the
    difference is named (A64, F27). Gates: ``plans.actions.targets``."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="targets")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    officer = models.CharField(_("责任人"), max_length=60, blank=True)
    title = models.CharField(_("指标"), max_length=120)
    measure_word = models.CharField(_("计量单位"), max_length=16)
    planned = models.DecimalField(_("计划数"), max_digits=18, decimal_places=4)
    due_on = models.DateField(_("完成时限"))

    class Meta:
        verbose_name = _("目标")
        verbose_name_plural = _("目标")
        ordering = ("title", "unit__code", "id")

    def __str__(self) -> str:
        return f"{self.title} {self.unit}"


class TargetReading(Guarded):
    """What had been reached on a day, counted from the start. The latest reading that was not corrected counts."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="readings")
    on = models.DateField(_("日期"))
    reached = models.DecimalField(_("完成数"), max_digits=18, decimal_places=4)
    note = models.TextField(_("备注"), blank=True)
    made_at = models.DateTimeField(_("录入时间"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("录入人")
    )
    corrected_at = models.DateTimeField(_("更正时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("完成数")
        verbose_name_plural = _("完成数")
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.on} {self.reached}"
