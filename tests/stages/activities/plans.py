"""A task and a cadence for activities to serve, written as the stage of plans would."""

from __future__ import annotations

from chuangcheng.base.journal import action
from chuangcheng.stages.plans.models import Cadence, Programme, Task


def task(programme: Programme, title: str) -> Task:
    """A task of the programme."""
    made = Task(programme=programme, place=Task.objects.count() + 1, title=title)
    with action("tests.task.add", by=None):
        made.save()
    return made


def cadence(programme: Programme, title: str = "每周一次入户宣传", kind: str = "宣传") -> Cadence:
    """A weekly cadence of the programme."""
    made = Cadence(
        programme=programme, title=title, rhythm={"every": "week"}, activity_kind=kind,
        first=programme.first, last=programme.last,
    )  # fmt: skip
    with action("tests.cadence.add", by=None):
        made.save()
    return made
