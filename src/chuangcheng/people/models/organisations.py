"""Organisations, how they stand to each other, and the persons who hold posts in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.models import Guarded, Revised
from chuangcheng.people.states import RelationKind, kind_word


class Organisation(Revised):
    """A town, village, bureau, unit or office. Gates: ``people.actions.organisations``.

    ``code`` is what workbooks, facts and rulebooks call it; ``kind`` is the word that a rulebook uses (village, town …);
    ``group`` is where it is ranked unless a season says otherwise; ``attributes`` are the further columns of units
    (name → text), which expressions of a rulebook may read.
    """

    code = models.CharField(_("代码"), max_length=64, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("类型"), max_length=64)
    group = models.CharField(_("组别"), max_length=64, blank=True)
    attributes = models.JSONField(_("其他属性"), default=dict, blank=True)
    ended_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name = _("单位")

    def __str__(self) -> str:
        return self.name

    @property
    def kind_word(self) -> str:
        """The kind in words: 村（社区） for ``village``; an unknown kind as written."""
        return kind_word(self.kind)


class Relation(Guarded):
    """``parent`` stands above ``child`` from ``from_day`` to ``to_day``, both included (None: still)."""

    child = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="upward")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="downward")
    kind = models.CharField(_("关系"), max_length=12, choices=RelationKind)
    from_day = models.DateField(_("起"))
    to_day = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["child_id", "kind", "from_day"]
        indexes: ClassVar = [models.Index(fields=["parent", "kind"], name="relation_down")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(child=models.F("parent")), name="relation_not_to_itself"),
            models.CheckConstraint(
                condition=models.Q(to_day=None) | models.Q(to_day__gte=models.F("from_day")), name="relation_days"
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(kind="territorial", to_day=None),
                name="relation_one_territorial_superior",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent} → {self.child} ({self.kind})"


class Person(Revised):
    """Someone who holds a post: a secretary, an officer, a member of a leading group. Not every person has an account."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="persons")
    name = models.CharField(_("姓名"), max_length=60)
    post = models.CharField(_("职务"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    left_on = models.DateField(_("离任日期"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["organisation__code", "name", "pk"]
        verbose_name = _("人员")

    def __str__(self) -> str:
        return self.name
