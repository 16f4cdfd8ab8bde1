"""The sheets 基础分 (a list), 基础分矩阵 (villages × items), 检查, 否决, 评定 and 其他数据."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.intake import cells
from chuangcheng.intake.cells import Column
from chuangcheng.intake.running import Row, Running, as_text
from chuangcheng.intake.sheets.records import RecordSheet, Values, as_they_are
from chuangcheng.stages.inspections import actions, checks
from chuangcheng.stages.inspections.models import BaseScore, Check, FigureKind, Judgement, OutsideFigure, VetoEvent

CODE = Column("编号", "code", cells.text)
UNIT = Column("单位", "unit", cells.text, needed=True, example="jia-1")
DAY = Column("日期", "happened_on", cells.day, needed=True, example="2022-06-28")
NOTE = Column("备注", "note", cells.text)
SOURCE = Column("来源", "source", cells.text, example="镇考核组")

SCORES = RecordSheet(
    BaseScore,
    (CODE, UNIT, DAY, Column("得分", "score", cells.decimal, needed=True, example="92"), SOURCE, NOTE),
    checks.check_base_score,
)


def matrix_fields(running: Running, row: Row) -> Values:
    """A village's row of points by items: every further column is an item; an empty cell is no item."""
    values = as_they_are(running, row)
    items: dict[str, Decimal] = {}
    for title, written in row.further.items():
        try:
            points = cells.decimal(written)
        except Refused as refusal:
            raise Refused(refusal.code, f"{title}：{refusal.message}") from refusal
        if points is not None:
            items[title] = points
    values["score"] = checks.check_items(items)
    values["items"] = items
    return values


def keep_items(_running: Running, score: BaseScore, values: Values) -> None:
    """Remember the items of a new score until it is saved."""
    score.given_items = values["items"]  # type: ignore[attr-defined]


def write_items(_running: Running, scores: Iterable[BaseScore]) -> None:
    """Write the items of new scores."""
    for score in scores:
        actions.write_items(score, score.given_items)  # type: ignore[attr-defined]


def compare_items(_running: Running, score: BaseScore, values: Values) -> dict[str, tuple[str, str]]:
    """Items of a known score that the sheet gives otherwise."""
    stored = {item.item: item.points for item in score.items.all()}
    names = dict.fromkeys([*stored, *values["items"]])
    pairs = {name: (stored.get(name), values["items"].get(name)) for name in names}
    return {name: (as_text(before), as_text(after)) for name, (before, after) in pairs.items() if before != after}


def update_items(_running: Running, score: BaseScore, values: Values) -> None:
    """Replace the items of a known score."""
    actions.write_items(score, values["items"])


MATRIX = RecordSheet(
    BaseScore,
    (CODE, UNIT, DAY, SOURCE, NOTE),
    checks.check_base_score,
    fields=matrix_fields,
    beside=("items",),
    prepare=keep_items,
    children=write_items,
    compare=compare_items,
    update=update_items,
    read_along=("items",),
)

CHECKS = RecordSheet(
    Check,
    (
        CODE,
        UNIT,
        DAY,
        Column("检查项", "item", cells.text, needed=True, example="k01"),
        Column("结果", "result", cells.text, needed=True, example="合格"),
        Column("点位", "place", cells.text, example="村部"),
        NOTE,
    ),
    checks.check_check,
)

VETOES = RecordSheet(
    VetoEvent,
    (
        CODE,
        UNIT,
        DAY,
        Column("事件", "kind", cells.text, needed=True, example="重大安全事故"),
        Column("不可抗力", "force_majeure", cells.firm_yes, choices=("是", "否")),
        Column("认定文件", "document", cells.text),
        NOTE,
    ),
    checks.check_veto_event,
)

JUDGEMENTS = RecordSheet(
    Judgement,
    (
        CODE,
        UNIT,
        DAY,
        Column("项目", "item", cells.text, needed=True),
        Column("分值", "points", cells.decimal, needed=True),
        Column("理由", "reason", cells.text, needed=True),
        Column("文件", "document", cells.text, needed=True),
        Column("评定人", "decided_by", cells.text, needed=True),
        Column("复核人", "confirmed_by", cells.text, needed=True),
        NOTE,
    ),
    checks.check_judgement,
)


def figure_fields(running: Running, row: Row) -> Values:
    """A row of a declared kind: its columns stand beside the fixed ones, as text in the written form of their types."""
    values = as_they_are(running, row)
    word = str(values["kind"])
    kinds = {kind.kind: kind for kind in FigureKind.objects.filter(programme=running.programme)}
    kind = kinds.get(word) or next((k for k in kinds.values() if k.title == word), None)
    if kind is None:
        raise Refused(
            "unknown-kind",
            _("没有“%(kind)s”这一类数据。可以填：%(kinds)s。") % {"kind": word, "kinds": "、".join(kinds) or "—"},
            field="kind",
        )
    stray = [title for title, written in row.further.items() if written and title not in kind.columns]
    if stray:
        raise Refused("unknown-column", _("“%(kind)s”没有“%(title)s”这一列。") % {"kind": word, "title": stray[0]})
    values["kind"] = kind
    values["values"] = {name: _written(row.further.get(name, ""), type_) for name, type_ in kind.columns.items()}
    return values


def _written(word: str, type_: str) -> str | None:
    """A cell in the rulebook's written form: 是 as true, a day as YYYY-MM-DD; what does not fit is left to the check."""
    if not word:
        return None
    if type_ == "boolean" and word.lower() in cells.YES | cells.NO:
        return "true" if word.lower() in cells.YES else "false"
    if type_ == "date":
        day = cells.day(word)
        return day.isoformat() if day else None
    return word


FIGURES = RecordSheet(
    OutsideFigure,
    (CODE, Column("类别", "kind", cells.text, needed=True, example="survey"), UNIT, DAY, NOTE),
    checks.check_figure,
    fields=figure_fields,
    further=True,
)
