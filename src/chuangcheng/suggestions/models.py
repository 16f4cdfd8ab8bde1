"""What people say about the work and the system, and what they were answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Revised
from chuangcheng.people.models import Account, Organisation


class Suggestion(Revised):
    """A complaint or suggestion with its answer. Gates: ``suggestions.actions.write`` and ``answer``.

    ``page`` is the address it was written from; ``organisation`` is the writer's on that day (None: a system account).
    """

    text = models.TextField(_("意见或建议"), max_length=2000)
    page = models.CharField(_("所在页面"), max_length=300, blank=True)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    written_at = models.DateTimeField(_("提出时间"))
    answer = models.TextField(_("答复"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, answer="")
                | models.Q(answered_at__isnull=False, answered_by__isnull=False) & ~models.Q(answer=""),
                name="suggestion_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
