"""Words of activities, measures and registers that are chosen from a list, and the moves between states.

``KINDS`` are the kinds that rules speak of; any other kind may be kept (``ActivityKind``) or recorded.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

HOSTING: Final = "承办"
#: F11: each issue needs nominees, a display and a result.
SELECTIONS: Final = ("最美家庭", "清洁文明户", "村好人")
KINDS: Final = (HOSTING, *SELECTIONS, "志愿服务", "宣传", "培训", "清洁行动", "文化活动", "帮扶")


#: Counts of an activity: whole numbers, told to the engine under these names; ``money`` is in fen.
COUNTS: Final = (
    "persons",
    "person_times",
    "volunteers",
    "expected",
    "excused",
    "minutes",
    "households",
    "copies",
    "vehicles",
    "money",
)
#: What the short form of a kind may ask for beside its own columns.
ASKABLE: Final = (*COUNTS, "theme", "organiser", "festival", "level", "nominees", "shown_on", "result")
#: The six traditional festivals and the days that offices keep.
FESTIVALS: Final = (
    "春节",
    "元宵",
    "清明",
    "端午",
    "七夕",
    "中秋",
    "重阳",
    "妇女节",
    "劳动节",
    "青年节",
    "建党节",
    "国庆节",
)
#: What only the office says of an activity, because it may earn points.
OFFICE_WORDS: Final = ("important", "hosted", "completed")


class ActivityState(models.TextChoices):
    """Where an activity stands."""

    PLANNED = "planned", _("计划中")
    HELD = "held", _("已开展")
    CONFIRMED = "confirmed", _("已确认")
    POSTPONED = "postponed", _("已延期")
    CANCELLED = "cancelled", _("已取消")


#: Only these count as facts.
TOOK_PLACE: Final = (ActivityState.HELD, ActivityState.CONFIRMED)
ACTIVITY_MOVES: Final[dict[str, frozenset[str]]] = {
    ActivityState.PLANNED: frozenset({ActivityState.HELD, ActivityState.POSTPONED, ActivityState.CANCELLED}),
    ActivityState.POSTPONED: frozenset({ActivityState.PLANNED, ActivityState.HELD, ActivityState.CANCELLED}),
    ActivityState.HELD: frozenset({ActivityState.CONFIRMED}),
    ActivityState.CONFIRMED: frozenset({ActivityState.HELD}),
    ActivityState.CANCELLED: frozenset({ActivityState.PLANNED}),
}


class MeasureKind(models.TextChoices):
    """How a measure is worked out."""

    ERRORS = "errors", _("错误率")
    TIMELY = "timely", _("及时率")
    STREAK = "streak", _("连续无错")
    QUOTA = "quota", _("个人定额")
    ATTENDANCE = "attendance", _("出勤率")
    EXAM = "exam", _("考试")
    FUNDS = "funds", _("资金")
    COUNT = "count", _("计数")
    SHARE = "share", _("占比")


class FacilityState(models.TextChoices):
    """How far a facility is (G37, G38)."""

    SITING = "siting", _("协调场地")
    BUILDING = "building", _("筹建中")
    IN_USE = "in_use", _("正常使用")
    FAULTY = "faulty", _("待维修")
    MISSING = "missing", _("没有")


class DisciplineStep(models.TextChoices):
    """The ladder of F20, in its order."""

    CRITICISM = "criticism", _("批评")
    WARNING = "warning", _("警告")
    TALK = "talk", _("诫勉谈话")
    DISCIPLINE = "discipline", _("执行纪律")
    NONE = "none", _("不予处理")


class RegisterKind(models.TextChoices):
    """The registers of a street office (O10)."""

    AID = "aid", _("困难帮扶")
    JOBS = "jobs", _("再就业")
    ALLOWANCE = "allowance", _("最低生活保障")
    HOUSING = "housing", _("住房补贴")
    DISPUTE = "dispute", _("矛盾纠纷")
    LETTER = "letter", _("来信来访")


class CaseState(models.TextChoices):
    """Where a case stands."""

    TAKEN = "taken", _("已受理")
    UNDER_WAY = "under_way", _("办理中")
    SETTLED = "settled", _("已办结")
    PASSED_ON = "passed_on", _("已转交")
    REFUSED = "refused", _("不符合条件")


CASE_MOVES: Final[dict[str, frozenset[str]]] = {
    CaseState.TAKEN: frozenset({CaseState.UNDER_WAY, CaseState.SETTLED, CaseState.PASSED_ON, CaseState.REFUSED}),
    CaseState.UNDER_WAY: frozenset({CaseState.SETTLED, CaseState.PASSED_ON, CaseState.REFUSED}),
    CaseState.PASSED_ON: frozenset({CaseState.UNDER_WAY, CaseState.SETTLED}),
    CaseState.SETTLED: frozenset({CaseState.UNDER_WAY}),
    CaseState.REFUSED: frozenset({CaseState.UNDER_WAY}),
}


class FieldType(models.TextChoices):
    """What a further column of a kind of activity holds."""

    INTEGER = "integer", _("整数")
    DECIMAL = "decimal", _("小数")
    TEXT = "text", _("文字")
    CHOICE = "choice", _("选项")
    BOOLEAN = "boolean", _("是否")
