"""Base records: the journal's lines, background jobs, and what guarded and revised records have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.base.tripwire import OutsideAction, acting


class Guarded(models.Model):
    """A record of the work. It is written only inside ``base.journal.action``.

    ``save`` and ``delete`` outside raise OutsideAction at once; every other way to write (``update``, ``bulk_create``,
    many-to-many fields, SQL) is caught by the tripwire on the connection.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not acting.get():
            raise OutsideAction(f"{self._meta.label}.save outside an action")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if not acting.get():
            raise OutsideAction(f"{self._meta.label}.delete outside an action")
        return super().delete(*args, **kwargs)


class Revised(Guarded):
    """A guarded record that several people may edit: ``revision`` counts its saves, ``ensure_revision`` compares."""

    revision = models.PositiveIntegerField(_("修订号"), default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.revision += 1
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "revision"}
        super().save(*args, **kwargs)


class JournalLine(models.Model):
    """One act, written once and never changed. Its digest covers all fields below and the digest of the line before.

    Gate: ``base.journal.action``. ``by`` is a user name and not a relation: the base knows no people.
    """

    number = models.PositiveBigIntegerField(_("序号"), primary_key=True)
    at = models.DateTimeField(_("时间"))
    by = models.CharField(_("操作人"), max_length=150, blank=True)
    by_id = models.BigIntegerField(null=True)
    verb = models.CharField(_("操作"), max_length=100)
    subject = models.CharField(pgettext_lazy("journal", "对象"), max_length=100, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(_("内容"), default=dict)
    basis = models.TextField(_("依据"), blank=True)
    algorithm = models.CharField(_("算法"), max_length=16)
    previous = models.CharField(max_length=128, blank=True)
    digest = models.CharField(_("摘要"), max_length=128)

    class Meta:
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [models.Index(fields=["subject", "subject_id"], name="journal_subject")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["previous"], name="journal_does_not_fork"),
            models.UniqueConstraint(fields=["digest"], name="journal_digest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class Job(models.Model):
    """A piece of work that a worker does: waiting → running → done | failed. Exempt from the journal: what it
    changes is written by actions. Gate: ``base.jobs``."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("未完成")

    name = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    title = models.CharField(pgettext_lazy("job", "任务"), max_length=200, blank=True)
    by_id = models.BigIntegerField(null=True)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=3)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    says = models.TextField(_("说明"), blank=True)
    result = models.JSONField(null=True)
    #: id of the entry in the queue, and host:process of the worker that has it
    task = models.CharField(max_length=64, blank=True)
    worker = models.CharField(max_length=255, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    alive_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "alive_at"], name="job_alive")]

    def __str__(self) -> str:
        return f"{self.title or self.name}: {self.state}"

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100."""
        if self.state == self.State.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}
