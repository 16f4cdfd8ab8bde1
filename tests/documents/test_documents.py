"""Documents are written for real and read back: by python-docx, by pypdf, by LibreOffice where it is installed."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document as open_word
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import load_workbook
from pypdf import PdfReader

from chuangcheng.documents.model import (
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    SheetTitle,
    SignatureLines,
    Table,
    chinese_date,
)
from chuangcheng.documents.pdf import write_pdf
from chuangcheng.documents.sheet import Sheet, SheetColumn, write_sheets
from chuangcheng.documents.word import write_word

pytestmark = pytest.mark.once

HOSTILE = '#panic("x") $x$ *b* <w:t>&amp; {{ 7*7 }} \\ "引号"'


def circular(**changes: object) -> Document:
    fields: dict[str, object] = {
        "title": "关于2022年第二季度考核情况的通报",
        "issuer": "云溪镇人民政府文件",
        "number": "云政〔2022〕18号",
        "recipients": "各村",
        "signed_by": "云溪镇人民政府",
        "dated": date(2022, 7, 8),
        "copies_to": "县文明办",
        "head": "SM3:66c7f0f4",
        "blocks": [
            Heading("一、总体情况"),
            Paragraph(HOSTILE),
            Table([Column("村", share=2), Column("得分", "right")], [["甲湾村", "97.9"]], strong=frozenset({0})),
            SignatureLines(["村负责人"]),
            PageBreak(),
            SheetTitle("甲湾村得分明细单", "2022年第二季度"),
        ],
    }
    return Document(**(fields | changes))  # type: ignore[arg-type]


def test_word_has_the_measures_of_the_standard() -> None:
    file = open_word(io.BytesIO(write_word(circular())))
    section = file.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [37, 35, 28, 26]
    assert [round(side.mm) for side in (section.page_width, section.page_height) if side is not None] == [210, 297]
    assert file.styles["Normal"].font.size == Pt(16)


def test_word_and_pdf_say_the_same_and_take_no_markup() -> None:
    word = open_word(io.BytesIO(write_word(circular())))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert HOSTILE in text
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["甲湾村", "97.9"]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(circular()))).pages]
    assert len(pages) == 2
    for said in (
        "云溪镇人民政府文件",
        "云政〔2022〕18号",
        "2022年7月8日印发",
        "抄送：县文明办。",
        "SM3:66c7f0f4",
        "panic",
    ):
        assert said in text.replace("\t", "")
        assert said in "".join(pages)


#: The order in which OOXML has the properties of a paragraph, as far as they are written.
PROPERTIES = ("pStyle", "keepNext", "keepLines", "framePr", "pBdr", "tabs", "snapToGrid", "spacing", "ind", "jc")


def test_the_imprint_stands_at_the_foot_of_its_page() -> None:
    word = open_word(io.BytesIO(write_word(circular())))
    framed = [one for one in word.paragraphs if one._p.pPr is not None and one._p.pPr.find(qn("w:framePr")) is not None]
    assert [one.text[:2] for one in framed] == ["抄送", "云溪", "台账"]
    frames = {tuple(sorted(one._p.pPr.find(qn("w:framePr")).items())) for one in framed}
    assert len(frames) == 1, "equal frames are one frame"
    assert {(qn("w:vAnchor"), "margin"), (qn("w:yAlign"), "bottom")} <= set(frames.pop())
    assert word.paragraphs[-1].text == "", "the frame belongs to the paragraph after it"


def test_the_properties_of_paragraphs_stand_in_the_order_of_the_format() -> None:
    for paragraph in open_word(io.BytesIO(write_word(circular()))).paragraphs:
        names = [PROPERTIES.index(one.tag.rpartition("}")[2]) for one in paragraph._p.get_or_add_pPr()]
        assert names == sorted(names), paragraph.text


def test_a_sheet_without_a_red_head_has_no_imprint() -> None:
    plain = circular(issuer="", number="")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(plain))).pages)
    assert "印发" not in text
    assert "印发" not in "".join(p.text for p in open_word(io.BytesIO(write_word(plain))).paragraphs)


def test_a_row_that_does_not_fit_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells"):
        Table([Column("村"), Column("得分")], [["甲"]])


def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed: the .docx was not laid out")
    file = tmp_path / "page.docx"
    file.write_bytes(write_word(Document(title="", blocks=[Paragraph("国" * 28 * 30, indent=False)])))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    reader = PdfReader(tmp_path / "page.pdf")
    lines = [line for line in reader.pages[0].extract_text().split("\n") if set(line.strip()) == {"国"}]
    assert [len(line.strip()) for line in lines] == [28] * 22


def test_a_workbook_holds_real_numbers_and_texts_that_begin_with_equals() -> None:
    columns = [SheetColumn("村"), SheetColumn("分", "points"), SheetColumn("元", "money"), SheetColumn("日", "date")]
    rows = [["=1+1", Decimal("-0.1"), Decimal("3000"), date(2022, 6, 30)], ["乙", None, 2, None]]
    sheet = load_workbook(io.BytesIO(write_sheets([Sheet("台账", columns, rows)])))["台账"]
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].value == -0.1
    assert sheet["B2"].number_format == "General", "no point after whole numbers"
    assert (sheet["C2"].value, sheet["C2"].data_type) == (3000, "n")
    assert sheet["B3"].value is None


def test_chinese_dates_have_no_leading_zeros() -> None:
    assert chinese_date(date(2022, 6, 5)) == "2022年6月5日"


def test_a_wide_table_is_laid_across() -> None:
    """A landscape page: the long side is the width, in both writers, and the table fills the type area."""
    wide = Document(
        title="分解表", blocks=[Table([Column("甲"), Column("乙", share=3)], [["一", "二"]])], landscape=True
    )
    file = open_word(io.BytesIO(write_word(wide)))
    section = file.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (297, 210)
    assert round(sum(column.width for column in file.tables[0].columns) / Mm(1)) == 297 - 35 - 37
    (page,) = PdfReader(io.BytesIO(write_pdf(wide))).pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (842, 595)
