"""The sections of a programme's page, in the order of the flow. A section that has pages adds its entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.register.views import Tab


def _page(name: str) -> Callable[[Programme], str]:
    """The address of a page that takes the programme's key."""
    return lambda programme: reverse(name, args=[programme.pk])


def _asked(name: str) -> Callable[[Programme], str]:
    """The address of a list that is asked for a programme."""
    return lambda programme: f"{reverse(name)}?programme={programme.pk}"


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its word, what its tab says, and its address for a programme."""

    word: str
    label: Any
    address: Callable[[Programme], str]


SECTIONS: Final = (
    Section("overview", _("概览"), _page("programme")),
    Section("tasks", _("任务分解"), _page("task_list")),
    Section("letters", _("责任书"), _page("letter_list")),
    Section("targets", _("目标"), _page("target_list")),
    Section("matters", _("督办"), _asked("matter_list")),
    Section("cadences", _("周期任务"), _page("cadence_list")),
    Section("evidence", pgettext_lazy("section", "佐证"), _page("evidence_enough")),
    Section("duties", _("责任分工"), _page("duty_list")),
    Section("phases", _("阶段"), _page("phase_list")),
    Section("group", _("领导小组"), _page("leading_group_page")),
)


def strip(programme: Programme, current: str) -> list[Tab]:
    """The tabs of a programme's page; ``current`` is the word of the section that is open."""
    return [Tab(one.label, one.address(programme), one.word == current) for one in SECTIONS]


def section(programme: Programme, current: str, **more: Any) -> dict[str, Any]:
    """What ``plans/section.html`` needs: a section's template extends it and fills the block ``section``."""
    return {"programme": programme, "season": programme.title, "tabs": strip(programme, current), **more}
