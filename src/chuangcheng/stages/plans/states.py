"""The words of a programme that are chosen from a list."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Concern(models.TextChoices):
    """What a kind of duty is held for."""

    GRID = "grid", _("网格")
    PLACE = "place", _("点位")
    TASK = "task", pgettext_lazy("task", "任务")


class Counted(models.TextChoices):
    """Where the most that a kind of duty allows is counted: on each grid, place or task, or in each unit (A55)."""

    THING = "thing", _("每个网格、点位或任务")
    UNIT = "unit", _("每个单位")


class Level(models.TextChoices):
    """How high a title, an honour or an activity stands. The stored text is what rulebooks compare with (F4, F9)."""

    NATIONAL = "国家级", _("国家级")
    PROVINCE = "省级", _("省级")
    CITY = "市级", _("市级")
    COUNTY = "县级", _("县级")
    TOWN = "镇级", _("镇级")
    VILLAGE = "村级", _("村级")


class Duty(models.TextChoices):
    """A place in the leading group."""

    HEAD = "head", _("组长")
    FIRST_DEPUTY = "first_deputy", _("第一副组长")
    DEPUTY = "deputy", _("副组长")
    MEMBER = "member", _("成员")
    OFFICE_HEAD = "office_head", _("办公室主任")
    OFFICE_MEMBER = "office_member", _("办公室成员")


class PhaseKind(models.TextChoices):
    """A phase of the plan, or a campaign that runs across phases (C12)."""

    PHASE = "phase", _("阶段")
    CAMPAIGN = "campaign", _("战役")


class TaskKind(models.TextChoices):
    """How deep a row of the decomposition table stands."""

    GOAL = "goal", pgettext_lazy("task", "目标")
    CATEGORY = "category", pgettext_lazy("task", "类别")
    TASK = "task", pgettext_lazy("task", "任务")
    MEASURE = "measure", pgettext_lazy("task", "措施")


class TaskState(models.TextChoices):
    """Where a task stands: the host says done, the office confirms or sends back."""

    OPEN = "open", pgettext_lazy("task", "进行中")
    DONE = "done", _("已完成待确认")
    CONFIRMED = "confirmed", _("已确认")
    DROPPED = "dropped", _("不再办理")


#: How deep a row of each kind stands, from the outside in.
TASK_DEPTH: Final[dict[str, int]] = {kind.value: depth for depth, kind in enumerate(TaskKind)}

#: Moves of a task that are allowed; sending back is done → open.
TASK_MOVES: Final[dict[str, frozenset[str]]] = {
    TaskState.OPEN: frozenset({TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset({TaskState.CONFIRMED, TaskState.OPEN}),
    TaskState.CONFIRMED: frozenset({TaskState.OPEN}),
    TaskState.DROPPED: frozenset({TaskState.OPEN}),
}


class LetterState(models.TextChoices):
    """Where a letter of responsibility stands."""

    DRAFT = "draft", _("草稿")
    ISSUED = "issued", _("已发出")
    SIGNED = "signed", _("已签订")
    REFUSED = "refused", _("未签")
    ENDED = "ended", _("已终止")


LETTER_MOVES: Final[dict[str, frozenset[str]]] = {
    LetterState.DRAFT: frozenset({LetterState.ISSUED, LetterState.ENDED}),
    LetterState.ISSUED: frozenset({LetterState.SIGNED, LetterState.REFUSED, LetterState.ENDED}),
    LetterState.REFUSED: frozenset({LetterState.ISSUED, LetterState.ENDED}),
    LetterState.SIGNED: frozenset({LetterState.ENDED}),
    LetterState.ENDED: frozenset(),
}


class PartyKind(models.TextChoices):
    """With whom a letter is signed (A65, A69)."""

    UNIT = "unit", _("单位")
    SECTION = "section", _("科室")
    RESIDENT = "resident", _("居民")
    SHOP = "shop", _("商户")
    BUILDER = "builder", _("建筑企业")
    OTHER = "other", _("其他")


class CadenceWho(models.TextChoices):
    """Whose slots a cadence gives: the host's alone, each unit's that takes part, or those of units by name."""

    HOST = "host", _("主办单位")
    EACH = "each", _("每个参加单位")
    LISTED = "listed", _("指定单位")


class FeedKind(models.TextChoices):
    """Whose calendar a feed is."""

    PERSON = "person", _("本人")
    UNIT = "unit", _("单位")
    PROGRAMME = "programme", _("创建活动")


class SlotState(models.TextChoices):
    """Where a slot of a cadence stands for a unit. Computed, never stored (``plans.queries.cadences``)."""

    AHEAD = "ahead", _("未到")
    DUE = "due", _("待办")
    DONE = "done", _("已办")
    DONE_LATE = "done_late", _("逾期办结")
    LATE = "late", _("逾期未办")
    WAIVED = "waived", _("暂停")


class TextPart(models.TextChoices):
    """What a decision about a plan text is on: a field, or a sentence of which no field was made."""

    FIELD = "field", _("字段")
    UNREAD = "unread", _("没读懂的句子")


class TextAct(models.TextChoices):
    """What a person decides about a statement of a plan text. Undecided has no decision."""

    ACCEPT = "accept", pgettext_lazy("text", "采用")
    CHANGE = "change", pgettext_lazy("text", "改后采用")
    DROP = "drop", pgettext_lazy("text", "不采用")


#: Where a field of a plan text goes when it is taken over. What is not named here is only told.
TEXT_GOES: Final[dict[str, str]] = {
    "title": "programme",
    "aim": "programme",
    "period": "programme",
    "phase": "phases",
    "group": "group",
    "task": "tasks",
    "measure": "tasks",
    "cadence": "cadences",
    "goal": "targets",
    "scoring": "rulebook",
    "money": "money",
}
