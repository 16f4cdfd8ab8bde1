"""The workbook that people fill in: every sheet with its headings, hints, lists to choose from."""

from __future__ import annotations

import io

import xlsxwriter
from django.utils.translation import gettext as _

from chuangcheng.intake.sheets import EXPLAINS, SHEETS, SheetKind

ROWS = 2_000


def template() -> bytes:
    """An empty workbook of all sheets. Headings that must be filled in bear a star; headings and words to choose from
    are Chinese in every language, because the import reads them."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        styles = _Styles(book)
        _explain(book, styles)
        for kind in SHEETS:
            _sheet(book, kind, styles)
    return written.getvalue()


class _Styles:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.heading = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "border_color": "#B8C4D6"})
        self.needed = book.add_format({"bold": True, "bg_color": "#D5E3F5", "border": 1, "border_color": "#B8C4D6"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.text = book.add_format({"num_format": "@"})


def _explain(book: xlsxwriter.Workbook, styles: _Styles) -> None:
    page = book.add_worksheet(EXPLAINS)
    page.set_column(0, 0, 96)
    page.write_string(0, 0, _("填写说明"), styles.title)
    lines = (
        _("只填需要的表；不用的表可以空着或删掉。表名和表头不要改，带 * 的列必须填写。"),
        _("“单位”列写单位代码，或者写名称（不重名时）。日期写成 2022-05-30。是否列写“是”或“否”，也可以空着。"),
        _("编号可以不填：系统按内容识别，同一份文件导入两次不会重复。要修改已有记录，请填上它的编号。"),
        _("表里没有的记录不会被删除。导入前会先显示将要新增和修改的内容，确认后一次写入。"),
        _("公式不会被计算。请用“选择性粘贴—数值”换成结果。"),
        _("“基础分矩阵”：每村一行，在“备注”之后一项一列，列名就是项目名称，合计由系统计算。"),
        _("“单位”表可以在后面加列，作为单位的其他属性（如 officer、households），考核细则可以使用。"),
        _("“网格”“点位”：“所在网格”写编号，别的单位的写成“单位代码/编号”。“点位”表可以在后面加列，作为其他属性。"),
        _("“其他数据”：“类别”写考核细则里的事实类别，在“备注”之后按它的列名加列。"),
        _("“问题”：期限按先后填写；后一次期限是前一次错过以后下达的。延期和复查请在系统中办理。"),
    )
    for number, line in enumerate(lines, start=2):
        page.write_string(number, 0, f"{number - 1}. {line}", styles.wrapped)


def _sheet(book: xlsxwriter.Workbook, kind: SheetKind, styles: _Styles) -> None:
    page = book.add_worksheet(kind.name)
    page.freeze_panes(1, 0)
    for place, column in enumerate(kind.columns):
        heading = f"{column.title}*" if column.needed else column.title
        page.write_string(0, place, heading, styles.needed if column.needed else styles.heading)
        is_day = column.title.endswith(("日期", "期限"))
        page.set_column(place, place, max(12, 2 * len(heading) + 4), styles.day if is_day else None)
        if column.field in ("code", "unit", "person", "phone", "parent", "grid", "within"):
            page.set_column(place, place, 14, styles.text)
        if column.example:
            page.write_comment(0, place, _("例如：%(example)s") % {"example": column.example})
        if column.choices:
            choices = [str(choice) for choice in column.choices]
            page.data_validation(
                1, place, ROWS, place, {"validate": "list", "source": choices, "error_type": "information"}
            )
