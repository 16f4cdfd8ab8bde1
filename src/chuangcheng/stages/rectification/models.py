"""Problems and what happened to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans.models import Record
from chuangcheng.stages.rectification.states import OPEN, Move, Source, Standing


class Problem(Record):
    """Something wrong at a unit. ``happened_on`` is the day it was found.

    ``standing`` and ``deadline`` are what the events come to; only ``actions`` moves them, together with an event.
    How often a deadline was missed is never stored: it is replayed from the events.
    """

    title = models.CharField(_("问题"), max_length=300)
    place = models.CharField(_("地点"), max_length=160, blank=True)
    source = models.CharField(_("来源"), max_length=40, choices=Source.choices)
    officer = models.CharField(_("整改责任人"), max_length=60, blank=True)
    standing = models.CharField(
        _("状态"), max_length=12, choices=Standing.choices, default=Standing.FOUND, editable=False
    )
    deadline = models.DateField(_("整改期限"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", editable=False, verbose_name=_("并入")
    )

    class Meta(Record.Meta):
        verbose_name = _("问题")
        verbose_name_plural = _("问题")

    @property
    def is_open(self) -> bool:
        """Nobody has reported it put right, or the re-check refused it."""
        return self.withdrawn_on is None and self.standing in OPEN


class Event(Guarded):
    """One thing that happened to a problem. Written once, never changed.

    ``booked_on`` differs from ``happened_on`` as a record's does. ``organisation`` is the office that acted: only the
    one that set a deadline may extend it. ``miss_from`` bounds the day of a miss that a refusal causes, where the day
    after the deadline lies in a closed period.
    """

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    move = models.CharField(_("事项"), max_length=12, choices=Move.choices)
    happened_on = models.DateField(_("日期"))
    booked_on = models.DateField(_("入账日期"))
    deadline = models.DateField(_("整改期限"), null=True, blank=True)
    miss_from = models.DateField(null=True, blank=True)
    note = models.TextField(_("说明"), blank=True)
    at = models.DateTimeField(_("录入时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("单位"))

    class Meta:
        verbose_name = _("问题事项")
        verbose_name_plural = _("问题事项")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("problem", "number"), name="event_number"),)

    def __str__(self) -> str:
        return f"{self.happened_on} {self.get_move_display()}"
