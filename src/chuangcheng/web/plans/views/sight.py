"""Finding programmes and their parts."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.errors import NotSeen
from chuangcheng.people.policy import require
from chuangcheng.stages.plans import policy
from chuangcheng.stages.plans.models import NextStep, Phase, Programme, Task
from chuangcheng.stages.plans.queries import Line, visible_lines, visible_programmes
from chuangcheng.web.shell.sight import account_of

Part = TypeVar("Part", Phase, NextStep)
ROOM = _("创建计划")


def programme_seen(request: HttpRequest, key: int) -> Programme:
    """The programme, or NotSeen: one in which nothing in sight takes part."""
    found = visible_programmes(account_of(request)).filter(pk=key).first()
    if found is None:
        raise NotSeen
    return found


def programme_kept(request: HttpRequest, key: int) -> Programme:
    """A programme in sight that the account keeps."""
    programme = programme_seen(request, key)
    require(policy.may_keep_programme(account_of(request), programme.host))
    return programme


def part_kept(model: type[Part], request: HttpRequest, key: int) -> Part:
    """A part of a programme that the account keeps."""
    part = model._default_manager.select_related("programme__host").filter(pk=key).first()
    if part is None:
        raise NotSeen
    programme_kept(request, part.programme_id)
    return part


def crumbs(programme: Programme) -> list[tuple[str, str]]:
    """Crumbs down to a programme."""
    return [(str(ROOM), reverse("programme_list")), (programme.title, reverse("programme", args=[programme.pk]))]


def line_seen(request: HttpRequest, key: int) -> tuple[Programme, Line]:
    """A row in the account's sight with its programme, or NotSeen."""
    task = Task.objects.filter(pk=key).first()
    if task is None:
        raise NotSeen
    programme = programme_seen(request, task.programme_id)
    for line in visible_lines(account_of(request), programme):
        if line.task.pk == key:
            return programme, line
    raise NotSeen


def task_crumbs(programme: Programme) -> list[tuple[str, str]]:
    """Crumbs down to the table."""
    return [*crumbs(programme), (str(_("任务分解")), reverse("task_list", args=[programme.pk]))]
