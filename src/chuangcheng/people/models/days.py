"""Days that an office works or does not work, other than the country does."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded
from chuangcheng.people.models.organisations import Organisation


class DayException(Guarded):
    """A day on which an organisation and all beneath it work (``working``) or do not, by a document (``basis``). Of two
    for one day the nearer organisation's counts. Gates: ``people.actions.days``."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("单位"))
    day = models.DateField(_("日期"))
    working = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=60)
    basis = models.CharField(_("依据"), max_length=300)

    class Meta:
        verbose_name = _("例外日")
        ordering: ClassVar = ["day", "organisation_id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "day"], name="day_exception_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
