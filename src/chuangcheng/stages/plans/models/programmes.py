"""A programme, its leading group, phases and next steps."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.states import Duty, Level, PhaseKind


class Programme(Revised):
    """A title aimed at, with the days it runs. ``host`` leads it; its units are the organisations below the host."""

    title = models.CharField(_("名称"), max_length=120)
    aim = models.CharField(_("创建目标"), max_length=120, blank=True)
    level = models.CharField(_("层级"), max_length=8, choices=Level.choices)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("主办单位"))
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))

    class Meta:
        verbose_name = _("创建活动")
        verbose_name_plural = _("创建活动")
        ordering = ("-first", "id")
        constraints = (models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="programme_days"),)

    def __str__(self) -> str:
        return self.title


class LeadingMember(Guarded):
    """One entry of the leading group, as the document that set it up lists it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="leading_group")
    place = models.PositiveIntegerField(_("次序"))
    name = models.CharField(_("姓名"), max_length=60)
    post = models.CharField(_("职务"), max_length=120, blank=True)
    duty = models.CharField(_("分工"), max_length=16, choices=Duty.choices, default=Duty.MEMBER)

    class Meta:
        verbose_name = _("领导小组成员")
        verbose_name_plural = _("领导小组成员")
        ordering = ("place", "id")
        constraints = (models.UniqueConstraint(fields=("programme", "place"), name="leading_place"),)

    def __str__(self) -> str:
        return self.name


class Phase(Revised):
    """A stretch of the plan. Phases may overlap and may leave gaps (C5, C9): both are shown, neither is refused. A
    campaign (C12) is drawn beside the phases and leaves them as they are."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases")
    title = models.CharField(_("名称"), max_length=120)
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    kind = models.CharField(_("类型"), max_length=10, choices=PhaseKind.choices, default=PhaseKind.PHASE)
    content = models.TextField(_("内容"), blank=True)

    class Meta:
        verbose_name = _("阶段")
        verbose_name_plural = _("阶段")
        ordering = ("first", "last", "id")
        constraints = (models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="phase_days"),)

    def __str__(self) -> str:
        return self.title


class NextStep(Revised):
    """What is to be done next (下步打算), as the report will print it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="next_steps")
    text = models.TextField(_("下步打算"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    officer = models.CharField(_("责任人"), max_length=60, blank=True)
    place = models.PositiveIntegerField(_("次序"))
    done_on = models.DateField(_("完成日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("下步打算")
        verbose_name_plural = _("下步打算")
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.text
