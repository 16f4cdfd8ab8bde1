"""Activities and articles, each a fact record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.stages.activities.states import SELECTIONS
from chuangcheng.stages.plans.models import Record
from chuangcheng.stages.plans.states import Level


class Activity(Record):
    """Something held: an activity hosted for a higher level (F9), an issue of a selection (F11), or any other.

    ``completed`` is the office's word that it was carried through. An issue of a selection counts as completed only
    with nominees, a day on which they were shown to the public, and a result.
    """

    kind = models.CharField(_("类别"), max_length=40)
    title = models.CharField(_("名称"), max_length=160, blank=True)
    level = models.CharField(_("层级"), max_length=8, choices=Level.choices, blank=True)
    important = models.BooleanField(_("重要活动"), null=True, blank=True)
    hosted = models.BooleanField(_("承办"), null=True, blank=True)
    completed = models.BooleanField(_("圆满完成"), null=True, blank=True)
    nominees = models.TextField(_("候选名单"), blank=True)
    shown_on = models.DateField(_("公示日期"), null=True, blank=True)
    result = models.TextField(_("评选结果"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("活动")
        verbose_name_plural = _("活动")

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
