"""Seasons, runs, publications and objections."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.rulebooks.models import Version
from chuangcheng.stages.plans.models import ClosedPeriod, Programme
from chuangcheng.stages.scoring.states import ObjectionState, RunState


class Season(Revised):
    """The year of a programme as it is scored: its rulebook, its units, what the office settled on for it.

    ``rounds`` are those of a rulebook whose period is ``rounds``: maps of ``id``, ``from`` and ``to`` (ISO days), in order.
    ``sources`` are fact kinds that are taken from the results of other seasons (docs/rulebook.md §9): kind → map of
    ``season`` (key), ``items`` and ``unit``.

    ``objection_days`` are working days. The ranking is published only with a basis (guardrail 4); fines are posted only
    with one (guardrail 5): both stay empty until an office switches them on.
    """

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="+", verbose_name=_("创建活动"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("测评体系版本"))
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    rounds = models.JSONField(_("轮次"), default=list, blank=True)
    sources = models.JSONField(_("取自其他年度"), default=dict, blank=True)
    objection_days = models.PositiveSmallIntegerField(_("异议期（工作日）"), default=5)
    ranking_document = models.CharField(_("公布排名的依据文件"), max_length=200, blank=True)
    ranking_clause = models.CharField(_("公布排名的依据条款"), max_length=200, blank=True)
    fines_document = models.CharField(_("处罚的依据文件"), max_length=200, blank=True)
    fines_clause = models.CharField(_("处罚的依据条款"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("考核年度")
        verbose_name_plural = _("考核年度")
        ordering: ClassVar = ["-first", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="season_days")
        ]

    def __str__(self) -> str:
        return self.programme.title

    @property
    def publishes_ranking(self) -> bool:
        return bool(self.ranking_document and self.ranking_clause)

    @property
    def posts_fines(self) -> bool:
        return bool(self.fines_document and self.fines_clause)


class SeasonUnit(Guarded):
    """A unit as it takes part in a season.

    ``parent`` is its one territorial superior on the season's first day, kept here because it decides who is ranked
    with whom. An exempt unit is scored and not ranked; the reason is required.
    """

    season = models.ForeignKey(Season, models.CASCADE, related_name="units")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    parent = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("上级")
    )
    group = models.CharField(_("排名组"), max_length=60, blank=True)
    exempt = models.BooleanField(_("不参加排名"), default=False)
    exempt_reason = models.CharField(_("不参加排名的原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("参评单位")
        verbose_name_plural = _("参评单位")
        ordering: ClassVar = ["organisation__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["season", "organisation"], name="season_unit"),
            models.CheckConstraint(
                condition=models.Q(exempt=False) | ~models.Q(exempt_reason=""), name="exempt_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name


class Assessed(Guarded):
    """The office's word that a unit is assessed in a period although no fact says so (G12): it had a clean period, or the
    figure came to nothing. ``period`` is the period's id."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="assessed")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    period = models.CharField(_("期间"), max_length=20)
    reason = models.CharField(_("原因"), max_length=300)

    class Meta:
        verbose_name = _("列为已考核")
        verbose_name_plural = _("列为已考核")
        ordering: ClassVar = ["period", "unit__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["season", "unit", "period"], name="assessed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"


class Run(Guarded):
    """One scoring of a season, kept whole: facts, rulebook text and results stand in ``folder`` under the data folder.

    ``period`` is the period that it was made for (``2022-Q2``), ``as_of`` the day up to which it scored,
    ``fingerprint`` a digest over rulebook and facts: two runs with the same one have the same results. Results never
    change; gate of ``state``: ``actions.publish``.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField(_("序号"))
    period = models.CharField(_("期间"), max_length=20)
    as_of = models.DateField(_("计分截至"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("测评体系版本"))
    state = models.CharField(_("状态"), max_length=10, choices=RunState.choices, default=RunState.DRAFT)
    ran_at = models.DateTimeField(_("计算时间"))
    ran_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("计算人")
    )
    folder = models.CharField(max_length=200, editable=False)
    fingerprint = models.CharField(_("指纹"), max_length=64)
    facts = models.JSONField(_("事实条数"), default=dict)
    errors = models.PositiveIntegerField(_("错误"), default=0)
    warnings = models.PositiveIntegerField(_("警告"), default=0)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("计分")
        verbose_name_plural = _("计分")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["season", "number"], name="run_number")]

    def __str__(self) -> str:
        return f"{self.period} #{self.number}"

    @property
    def is_scored(self) -> bool:
        """Whether it has results: a run with errors has none."""
        return self.errors == 0


class Standing(Guarded):
    """A unit's total and place in one period (or the year) of a run, for lists; the lines stand in the run's folder.

    ``points`` counts 0.0001 point, rounded as published; ``rank`` is empty for who is not ranked.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="standings")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    period = models.CharField(_("期间"), max_length=20)
    group = models.CharField(_("排名组"), max_length=60, blank=True)
    points = models.BigIntegerField(_("得分"))
    rank = models.DecimalField(_("位次"), max_digits=9, decimal_places=1, null=True, blank=True)
    decisions = models.JSONField(_("结论"), default=list)

    class Meta:
        verbose_name = _("得分与位次")
        verbose_name_plural = _("得分与位次")
        ordering: ClassVar = ["period", "rank", "unit__code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "unit", "period"], name="standing_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"


class Publication(Guarded):
    """What a run says, made public. ``closed`` is the period that it shut; ``head`` the journal's head at that moment.

    The ranking is part of it only where ``ranking_document`` names a basis.
    """

    run = models.OneToOneField(Run, models.PROTECT, related_name="publication")
    published_at = models.DateTimeField(_("公布时间"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("公布人")
    )
    document = models.CharField(_("依据文件"), max_length=200)
    clause = models.CharField(_("依据条款"), max_length=200)
    ranking_document = models.CharField(_("公布排名的依据文件"), max_length=200, blank=True)
    ranking_clause = models.CharField(_("公布排名的依据条款"), max_length=200, blank=True)
    objections_until = models.DateField(_("异议期至"))
    closed = models.ForeignKey(ClosedPeriod, models.PROTECT, related_name="+")
    head = models.CharField(_("台账校验码"), max_length=128)

    class Meta:
        verbose_name = _("公布")
        verbose_name_plural = _("公布")
        ordering: ClassVar = ["-published_at"]

    def __str__(self) -> str:
        return str(self.run)

    @property
    def shows_ranking(self) -> bool:
        return bool(self.ranking_document)


class Objection(Revised):
    """A unit's objection to its published score. Who scored does not answer. Gate: ``actions.answer``."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="objections")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    item = models.CharField(_("测评项目"), max_length=60, blank=True)
    text = models.TextField(_("异议内容"))
    state = models.CharField(_("状态"), max_length=10, choices=ObjectionState.choices, default=ObjectionState.FILED)
    filed_at = models.DateTimeField(_("提出时间"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    answer = models.TextField(_("答复"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )

    class Meta:
        verbose_name = _("异议")
        verbose_name_plural = _("异议")
        ordering: ClassVar = ["-filed_at", "id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.publication}"
