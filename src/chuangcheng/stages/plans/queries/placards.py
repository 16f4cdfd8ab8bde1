"""责任公示牌: who answers for a grid, as a sheet to hang up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chuangcheng.documents.model import Block, Column, Document, PageBreak, Paragraph, SheetTitle, Table, chinese_date
from chuangcheng.people.models import Grid
from chuangcheng.stages.plans.models import Duty, DutyKind
from chuangcheng.stages.plans.queries.duties import Answer

_COLUMNS = (
    Column("责任类别", "center", 16),
    Column("责任人", "center", 16),
    Column("职务", "center", 20),
    Column("单位", share=26),
    Column("电话", "center", 22),
)
TITLE = "网格责任公示牌"


def placard(grid: Grid, answers: Sequence[Answer], kinds: Sequence[DutyKind], day: date, *, head: str) -> Document:
    """The placard of one grid."""
    return Document(title=TITLE, blocks=_blocks(grid, answers, kinds, day), head=head, landscape=True)


def placards(
    found: Sequence[tuple[Grid, Sequence[Answer]]], kinds: Sequence[DutyKind], day: date, *, head: str
) -> Document:
    """The placards of many grids, each on a page of its own."""
    blocks: list[Block] = []
    for number, (grid, answers) in enumerate(found):
        if number:
            blocks.append(PageBreak())
        blocks += [SheetTitle(TITLE), *_blocks(grid, answers, kinds, day)]
    return Document(title="", blocks=blocks, head=head, landscape=True)


def shown_phone(duty: Duty, kinds: Sequence[DutyKind]) -> str:
    """A telephone as it may hang on a wall: whole only where the office set it for the kind, else masked."""
    phone = duty.person.phone.strip() if duty.person is not None else ""
    if any(kind.shows_phone and kind.name == duty.kind for kind in kinds):
        return phone
    return f"{phone[:3]}****{phone[-2:]}" if len(phone) > 6 else "****" if phone else ""


def _blocks(grid: Grid, answers: Sequence[Answer], kinds: Sequence[DutyKind], day: date) -> list[Block]:
    households = f"　　户数：{grid.households}户" if grid.households else ""
    rows = [
        (
            duty.kind,
            duty.person.name if duty.person else "",
            duty.person.post if duty.person else "",
            duty.unit.name,
            shown_phone(duty, kinds),
        )
        for answer in answers
        for duty in answer.duties
    ]
    body: Block = Table(_COLUMNS, rows) if rows else Paragraph("暂无责任人。")
    return [
        Paragraph(f"网格：{grid.name}（{grid.code}）　　所属：{grid.organisation.name}{households}", indent=False),
        body,
        Paragraph(f"公示日期：{chinese_date(day)}", indent=False),
    ]
