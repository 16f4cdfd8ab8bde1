"""The writer of .docx."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document as new_word_file
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from chuangcheng.documents import measures as m
from chuangcheng.documents.model import (
    Align,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    SheetTitle,
    SignatureLines,
    Table,
    chinese_date,
)
from chuangcheng.documents.titles import title_lines

ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def write_word(document: Document) -> bytes:
    """Write the document as .docx."""
    file = new_word_file()
    _prepare(file, landscape=document.landscape)
    if document.red_head:
        _red_head(file, document)
    if document.title:
        for line in title_lines(document.title):
            _line(file, line, font=m.TITLE_FONT, size=m.TITLE_PT, align="center", spacing=36)
        _line(file, "")
    if document.recipients:
        _line(file, f"{document.recipients}：", align="left")
    for block in document.blocks:
        _block(file, block)
    _closing(file, document)
    if document.red_head:
        _imprint(file, document)
    file.core_properties.title = document.title
    file.core_properties.author = document.signed_by or document.issuer
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _prepare(file: WordFile, *, landscape: bool) -> None:
    """Page, grid of 22 lines, the body's style, page numbers."""
    section = file.sections[0]
    width, height = m.PAGE_MM[::-1] if landscape else m.PAGE_MM
    top, bottom, left, right = m.margins(landscape=landscape)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(bottom - 14)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = _element("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(m.LINE_PT * 20)))
    style = file.styles["Normal"]
    style.font.size = Pt(m.BODY_PT)
    _name_font(style.element.get_or_add_rPr(), m.BODY_FONT)
    # Without the language the punctuation stands in the middle of its square, as in Taiwan.
    style.element.get_or_add_rPr().append(_element("w:lang", val="en-US", eastAsia="zh-CN"))
    # 28 characters of 16 pt are 448 pt; the type area is 442 pt wide.
    style.element.get_or_add_rPr().insert_element_before(_element("w:spacing", val="-5"), "w:sz", "w:szCs", "w:lang")
    paragraph = style.paragraph_format
    paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(m.LINE_PT)
    paragraph.space_before = paragraph.space_after = Pt(0)
    file.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], "right")
    _page_number(section.even_page_footer.paragraphs[0], "left")


def _page_number(paragraph: WordParagraph, align: Align) -> None:
    """``— 1 —`` in 四号 宋体, one character in from the outer edge."""
    paragraph.alignment = ALIGN[align]
    indent = Pt(m.PAGE_NUMBER_PT)
    if align == "right":
        paragraph.paragraph_format.right_indent = indent
    else:
        paragraph.paragraph_format.left_indent = indent
    _run(paragraph, "— ", m.NUMBER_FONT, m.PAGE_NUMBER_PT)
    run = _run(paragraph, "", m.NUMBER_FONT, m.PAGE_NUMBER_PT)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            instruction = _element("w:instrText")
            instruction.text = text
            run._r.append(instruction)
    _run(paragraph, " —", m.NUMBER_FONT, m.PAGE_NUMBER_PT)


def _red_head(file: WordFile, document: Document) -> None:
    """The issuing office in red, the number (and the signer, upward), and the red line."""
    red = RGBColor.from_string(m.RED)
    _line(file, document.issuer, font=m.TITLE_FONT, size=m.RED_HEAD_PT, align="center", color=red, spacing=60)
    _line(file, "")
    below = document.number if not document.signer else f"{document.number}　　　　签发人：{document.signer}"
    number = _line(file, below, align="center")
    borders = _element("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="12", space="4", color=m.RED))
    _put_borders(number, borders)
    _line(file, "")


def _block(file: WordFile, block: Block) -> None:
    match block:
        case Heading():
            font = {1: m.HEADING_FONT, 2: m.SUBHEADING_FONT, 3: m.BODY_FONT}[block.level]
            heading = _line(file, block.text, font=font, first_line=True, bold=block.level == 3)
            heading.paragraph_format.keep_with_next = True
        case Paragraph():
            _line(file, block.text, first_line=block.indent, align=None)
        case Table():
            _table(file, block)
        case SheetTitle():
            for line in title_lines(block.text):
                _line(file, line, font=m.TITLE_FONT, size=m.TITLE_PT, align="center", spacing=36)
            if block.below:
                _line(file, block.below, font=m.SUBHEADING_FONT, size=m.PAGE_NUMBER_PT, align="center")
        case SignatureLines():
            for label in block.labels:
                _line(file, f"{label}：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日", size=m.PAGE_NUMBER_PT)
        case PageBreak():
            file.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def _table(file: WordFile, block: Table) -> None:
    if block.title:
        title = _line(file, block.title, font=m.HEADING_FONT, size=m.PAGE_NUMBER_PT, align="center")
        title.paragraph_format.keep_with_next = True
    table = file.add_table(rows=1 + len(block.rows), cols=len(block.columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    section = file.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) / Mm(1)  # type: ignore[operator]
    shares = sum(column.share for column in block.columns)
    widths = [Mm(width * column.share / shares) for column in block.columns]
    for number, column_width in enumerate(widths):
        table.columns[number].width = column_width
    rows: list[tuple[Sequence[str], bool]] = [([column.title for column in block.columns], True)]
    rows += [(row, number in block.strong) for number, row in enumerate(block.rows)]
    for number, (texts, strong) in enumerate(rows):
        cells = table.rows[number].cells
        for place, text in enumerate(texts):
            cells[place].width = widths[place]
            align: Align = "center" if number == 0 else block.columns[place].align
            font = m.HEADING_FONT if number == 0 else m.BODY_FONT
            cells[place].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _cell(cells[place].paragraphs[0], text, font, align, strong and number > 0)
        properties = table.rows[number]._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader"))
    _line(file, "", size=m.TABLE_PT, spacing=m.TABLE_PT)


def _cell(paragraph: WordParagraph, text: str, font: str, align: Align, strong: bool) -> None:
    paragraph.alignment = ALIGN[align]
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0.5)
    _off_the_grid(paragraph)
    _run(paragraph, text, font, m.TABLE_PT).bold = strong


def _closing(file: WordFile, document: Document) -> None:
    """Attachments named, then the office and the date at the right, four characters in."""
    if document.attachments:
        _line(file, "")
        for number, name in enumerate(document.attachments, 1):
            prefix = "附件：" if number == 1 else "　　　"
            mark = f"{number}." if len(document.attachments) > 1 else ""
            _line(file, f"{prefix}{mark}{name}", first_line=True)
    if not (document.signed_by or document.dated):
        return
    file.paragraphs[-1].paragraph_format.keep_with_next = True  # no page with the signature alone
    _line(file, "").paragraph_format.keep_with_next = True
    for text in (document.signed_by, chinese_date(document.dated) if document.dated else ""):
        if text:
            line = _line(file, text, align="right")
            line.paragraph_format.right_indent = Pt(4 * m.BODY_PT)
            line.paragraph_format.keep_together = True
            line.paragraph_format.keep_with_next = text is document.signed_by and document.dated is not None


def _imprint(file: WordFile, document: Document) -> None:
    """版记: copies, who printed it, and the journal's head, between rules, at the foot of the last page (7.4).

    Paragraphs with one and the same frame stand in it together; the frame belongs to the paragraph after it."""
    lines = [f"抄送：{document.copies_to}。"] if document.copies_to else []
    if document.dated:
        lines.append(f"{document.printed_by or document.issuer}\t{chinese_date(document.dated)}印发")
    if document.head:
        lines.append(f"台账校验码：{document.head}")
    width = Mm(file.sections[0].page_width / Mm(1) - m.LEFT_MM - m.RIGHT_MM)  # type: ignore[operator]
    for text in lines:
        small = text.startswith("台账")
        line = _line(file, text, size=10 if small else m.IMPRINT_PT, align="left", spacing=None if small else 24)
        line._p.get_or_add_pPr().insert(0, _at_the_foot(width))
        line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        borders = _element("w:pBdr")
        borders.append(_element("w:top", val="single", sz="6", space="1", color="000000"))
        borders.append(_element("w:bottom", val="single", sz="6", space="1", color="000000"))
        _put_borders(line, borders)
    _line(file, "", size=1, spacing=1)


def _put_borders(paragraph: WordParagraph, borders: BaseOxmlElement) -> None:
    """Give a paragraph rules, at their place among its properties."""
    after = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *after)


def _at_the_foot(width: Length) -> BaseOxmlElement:
    """A frame as wide as the type area, its lower edge on the last line of the page."""
    frame = _element("w:framePr", w=str(round(width / Pt(1) * 20)), wrap="notBeside", vAnchor="margin")
    for name, value in (("hAnchor", "margin"), ("xAlign", "left"), ("yAlign", "bottom")):
        frame.set(qn(f"w:{name}"), value)
    return frame


def _line(
    file: WordFile,
    text: str,
    *,
    font: str = m.BODY_FONT,
    size: float = m.BODY_PT,
    align: Align | None = "left",
    color: RGBColor | None = None,
    spacing: float | None = m.LINE_PT,
    first_line: bool = False,
    bold: bool = False,
) -> WordParagraph:
    """Add a paragraph. ``align`` None justifies; ``spacing`` None lets the line be as high as its text."""
    paragraph = file.add_paragraph()
    paragraph.alignment = ALIGN[align] if align else WD_ALIGN_PARAGRAPH.JUSTIFY
    if spacing is None:
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        paragraph.paragraph_format.line_spacing = Pt(spacing)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    if spacing != m.LINE_PT:
        _off_the_grid(paragraph)
    if first_line:
        indent = _element("w:ind", firstLineChars="200", firstLine=str(round(size * 40)))
        paragraph._p.get_or_add_pPr().insert_element_before(indent, "w:contextualSpacing", "w:jc", "w:rPr")
    run = _run(paragraph, text, font, size)
    run.bold = bold
    if color is not None:
        run.font.color.rgb = color
    return paragraph


def _off_the_grid(paragraph: WordParagraph) -> None:
    """Let lines of another height be as high as they are: the grid of 22 lines would stretch them to whole lines of it."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        _element("w:snapToGrid", val="0"), "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr"
    )


def _run(paragraph: WordParagraph, text: str, font: str, size: float) -> Run:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _name_font(run._r.get_or_add_rPr(), font)
    return run


def _name_font(properties: BaseOxmlElement, font: str) -> None:
    """Name the font for Chinese text; Latin letters and digits come out in Times New Roman."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = _element("w:rFonts")
        properties.insert(0, fonts)
    for place in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(place), "Times New Roman")
    fonts.set(qn("w:eastAsia"), font)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
