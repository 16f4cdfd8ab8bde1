"""Tables: a task with who answers and by when in each row, an item with its points, a leading group's posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chuangcheng.texts.layout.blocks import Block
from chuangcheng.texts.model import note
from chuangcheng.texts.numbers import POINT, read_number
from chuangcheng.texts.patterns.phases import read_span, with_year
from chuangcheng.texts.patterns.prepared import Found, Prepared, Sentence
from chuangcheng.texts.strands import Strand
from chuangcheng.texts.values import Group, Member, Party, Scoring, Task

#: What a column is by its heading.
_COLUMNS: Final = (
    ("number", re.compile("^(?:序号|编号|号)$")),
    ("points", re.compile("^(?:分值|分数|满分|权重|标准分|基本分)(?:（分）)?$")),
    ("party", re.compile("责任|牵头|配合|主办|协办|承办|负责|包保")),
    ("by", re.compile("时限|完成时间|时间节点|截止|时间要求|^时间$")),
    ("rule", re.compile("评分|扣分|计分|考核(?:标准|办法|方式)|打分|考评(?:标准|办法)")),
    ("category", re.compile("类别|项目|一级指标|指标|方面|分类|板块")),
    ("task", re.compile("任务|内容|措施|事项|要求|标准|指标")),
)
_POST: Final = re.compile("^(?:第一|常务)?(?:副?组长|成员(?:单位)?|组员|顾问|副?总?指挥长?|副?主任|联络员|召集人)$")
_LEAST_COLUMNS: Final = 2


def read_tables(text: Prepared) -> Iterator[Found]:
    """Every row of every table that has a heading; rows of posts as one group."""
    columns: list[str] = []
    category = ""
    posts: list[Block] = []
    for block in text.piece.blocks:
        if not block.cells:
            columns, category = [], ""
            yield from _group(posts)
            posts = []
            continue
        if _POST.match(re.sub(r"\s", "", block.cells[0].shadow)):
            posts.append(block)
            continue
        named = _columns(block)
        if named:
            columns, category = named, ""
            continue
        row = dict(zip(columns, block.cells, strict=False)) if columns else {}
        category = row["category"].text if row.get("category") and row["category"].text else category
        yield from _row(row, columns, block, category, text)
    yield from _group(posts)


def _columns(block: Block) -> list[str]:
    """What each column is, when the row is a heading: short cells, most of them known."""
    found = []
    for number, cell in enumerate(block.cells):
        shadow = re.sub(r"\s", "", cell.shadow)
        name = next(
            (name for name, pattern in _COLUMNS if len(shadow) <= 12 and pattern.search(shadow)), f"other{number}"
        )
        found.append(
            f"{name}:{cell.text.strip()}" if name == "party" else name if name not in found else f"{name}{number}"
        )
    known = [name for name in found if not name.startswith("other")]
    return found if len(known) >= _LEAST_COLUMNS else []


def _row(row: dict[str, Strand], columns: list[str], block: Block, category: str, text: Prepared) -> Iterator[Found]:
    what = row.get("task") or row.get("category")
    if what is None or not what.text:
        return
    section = (category,) if category and category != what.text else ()
    sentence = Sentence(what, block, section)
    points = row.get("points")
    if points is not None:
        number = read_number(points.shadow.removesuffix("分"))
        units = number * POINT if number is not None else None
        whole = int(units) if units is not None and units.denominator == 1 else None
        masked = () if whole is not None else (note("masked", shown=points.text or "—"),)
        yield Found("scoring", Scoring("full", what.text, whole), sentence, 0, len(what), "table_points", masked)
        return
    parties = tuple(
        Party(name.partition(":")[2], tuple(part for part in re.split(r"[、，,\s]+", row[name].text) if part))
        for name in columns
        if name.startswith("party:") and name in row
    )
    parties = tuple(party for party in parties if party.names)
    spanned = read_span(row["by"].shadow, alone=True) if row.get("by") else None
    by, notes = with_year(spanned[0], text.year) if spanned else (None, ())
    if parties or by:
        printed = row["number"].text if row.get("number") else ""
        yield Found("task", Task(printed, what.text, parties, by), sentence, 0, len(what), "table_row", notes)


def _group(posts: list[Block]) -> Iterator[Found]:
    if not posts:
        return
    members = []
    for block in posts:
        cells = [cell.text.strip() for cell in block.cells]
        names = (
            tuple(part for part in re.split(r"[、，,]", re.sub(r"\s", "", cells[1])) if part) if len(cells) > 1 else ()
        )
        members.append(Member(re.sub(r"\s", "", cells[0]), names, cells[2] if len(cells) > 2 else ""))
    first = posts[0]
    yield Found(
        "group", Group("领导小组", tuple(members)), Sentence(first.cells[0], first, ()), 0, len(first.cells[0]), "table"
    )
