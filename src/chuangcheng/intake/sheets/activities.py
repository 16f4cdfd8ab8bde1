"""The sheets 活动 and 约稿."""

from __future__ import annotations

from chuangcheng.intake import cells
from chuangcheng.intake.cells import Column
from chuangcheng.intake.sheets.inspections import CODE, DAY, NOTE, UNIT
from chuangcheng.intake.sheets.records import RecordSheet
from chuangcheng.stages.activities import checks
from chuangcheng.stages.activities.models import Activity, Article
from chuangcheng.stages.activities.states import KINDS
from chuangcheng.stages.plans.states import Level

YES_NO = ("是", "否")

ACTIVITIES = RecordSheet(
    Activity,
    (
        CODE,
        UNIT,
        DAY,
        Column("类别", "kind", cells.text, needed=True, choices=KINDS, example="承办"),
        Column("名称", "title", cells.text),
        Column("层级", "level", cells.text, choices=Level.values, example="镇级"),
        Column("重要活动", "important", cells.yes, choices=YES_NO),
        Column("承办", "hosted", cells.yes, choices=YES_NO),
        Column("圆满完成", "completed", cells.yes, choices=YES_NO),
        Column("候选名单", "nominees", cells.text),
        Column("公示日期", "shown_on", cells.day),
        Column("评选结果", "result", cells.text),
        NOTE,
    ),
    checks.check_activity,
)

ARTICLES = RecordSheet(
    Article,
    (
        CODE,
        UNIT,
        DAY,
        Column("题目", "title", cells.text, needed=True),
        Column("完成", "completed", cells.yes, choices=YES_NO),
        Column("采用", "adopted", cells.yes, choices=YES_NO),
        NOTE,
    ),
    checks.check_article,
)
