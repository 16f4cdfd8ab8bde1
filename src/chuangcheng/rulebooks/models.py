"""Stored rulebooks and their numbered versions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.models import Organisation
from chuangcheng.rulebooks.states import VersionState


class Rulebook(Guarded):
    """A rulebook that an organisation keeps. ``origin`` names the shipped one that it was copied from."""

    name = models.SlugField(_("标识"), max_length=60)
    title = models.CharField(_("名称"), max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("所属单位"))
    origin = models.CharField(_("来源"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("测评体系")
        verbose_name_plural = _("测评体系")
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "name"], name="rulebook_name")]

    def __str__(self) -> str:
        return self.title


class Version(Revised):
    """One version of a rulebook: its text as the engine reads it.

    Gate: ``actions.publish`` and ``actions.retire`` change ``state``. A published version is never changed.
    """

    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本号"))
    text = models.TextField(_("内容"))
    digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("状态"), max_length=12, choices=VersionState.choices, default=VersionState.DRAFT)
    changes = models.TextField(_("修改说明"), blank=True)
    basis_document = models.CharField(_("依据文件"), max_length=200, blank=True)
    basis_clause = models.CharField(_("依据条款"), max_length=200, blank=True)
    effective_from = models.DateField(_("自"), null=True, blank=True)
    effective_to = models.DateField(_("至"), null=True, blank=True)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("发布人")
    )
    created_at = models.DateTimeField(_("创建时间"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("创建人")
    )

    class Meta:
        verbose_name = _("测评体系版本")
        verbose_name_plural = _("测评体系版本")
        ordering: ClassVar = ["rulebook", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["rulebook", "number"], name="rulebook_version")]

    def __str__(self) -> str:
        return f"{self.rulebook.title} v{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == VersionState.PUBLISHED

    @property
    def file(self) -> str:
        """The name that stands in the ``where`` of its problems."""
        return f"{self.rulebook.name}.yaml"
