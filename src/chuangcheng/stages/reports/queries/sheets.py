"""The score sheet (得分明细单): one unit's lines with clause and reason, to be signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chuangcheng.documents.model import (
    Block,
    Column,
    PageBreak,
    Paragraph,
    SheetTitle,
    SignatureLines,
    Table,
    chinese_date,
)
from chuangcheng.engine.model import Item, Rulebook
from chuangcheng.engine.numbers import POINT, plain
from chuangcheng.people.models import Organisation
from chuangcheng.stages.scoring.models import Publication, Run
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.queries.results import Line, lines
from chuangcheng.stages.scoring.queries.seeing import rulebook_of

#: Lines of a unit and item beyond this number are told as one sum: a sheet is read on paper.
MOST_LINES = 40


def sheets(publication: Publication, units: list[Organisation]) -> list[Block]:
    """The sheets of these units, each on pages of its own, in the order given."""
    run, rulebook = publication.run, rulebook_of(publication.run)
    found: list[Block] = []
    for unit in units:
        if found:
            found.append(PageBreak())
        found += sheet(run, rulebook, unit)
    return found


def sheet(run: Run, rulebook: Rulebook, unit: Organisation) -> list[Block]:
    """One unit's sheet: every item with its clause and its lines, the total, the rulebook's version, signature lines."""
    own = lines(run, unit=unit.code, period=run.period)
    by_item: dict[str, list[Line]] = {}
    for line in own:
        by_item.setdefault(line.item, []).append(line)
    rows, strong = _rows(rulebook, by_item)
    total = sum(line.points for line in own)
    rows.append(["合计", "", "", _points(total)])
    strong.add(len(rows) - 1)
    columns = [
        Column("测评项目", share=7),
        Column("评分标准", share=16),
        Column("事由", share=12),
        Column("分值", "right", 4),
    ]
    version = f"依据《{rulebook.title}》第{run.version.number}版计算；计分编号{run.number}，计分截至{chinese_date(run.as_of)}。"
    return [
        SheetTitle(f"{unit.name}得分明细单", period_name(run.period)),
        Table(columns, rows, strong=frozenset(strong)),
        Paragraph(version, indent=False),
        SignatureLines(["单位负责人", "考　核　人", "复　核　人"]),
    ]


def _rows(rulebook: Rulebook, by_item: dict[str, list[Line]]) -> tuple[list[list[str]], set[int]]:
    rows: list[list[str]] = []
    strong: set[int] = set()
    for item in rulebook.items:
        for one in item.walk():
            own = by_item.get(one.id, [])
            if one.children:
                below = sum(line.points for child in one.walk() for line in by_item.get(child.id, []))
                strong.add(len(rows))
                rows.append([one.title, one.clause, "", _points(below)])
            if own or not one.children:
                rows += _item_rows(one, own)
    for line in by_item.get("total", []):
        rows.append(["总分调整", "", line.reason, _points(line.points)])
    return rows, strong


def _item_rows(item: Item, own: list[Line]) -> Iterator[list[str]]:
    if not own:
        yield [item.title, item.clause, "本期没有计分", "0"]
        return
    for place, line in enumerate(own[:MOST_LINES]):
        named = (item.title, item.clause) if place == 0 else ("", "")
        yield [*named, _reason(line), _points(line.points)]
    rest = own[MOST_LINES:]
    if rest:
        yield ["", "", f"其余{len(rest)}条", _points(sum(line.points for line in rest))]


def _reason(line: Line) -> str:
    """Key or fact, and the engine's reason; a minus is no hyphen, at which a line might break."""
    reason = re.sub(r"(?<![\w.])-(?=\d)", "−", line.reason)
    named = line.key or line.fact
    return f"{named}：{reason}" if named and reason else named or reason


def _points(units: int) -> str:
    return plain(units, POINT).replace("-", "−")
