"""The writer of .pdf: the document as data into ``official.typ``."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import typst

from chuangcheng.documents import measures as m
from chuangcheng.documents.fonts import Fonts, installed
from chuangcheng.documents.model import Document, Table, chinese_date
from chuangcheng.documents.titles import title_lines

LAYOUT: Final = Path(__file__).with_name("official.typ")
KINDS: Final = {
    "Heading": "heading",
    "Paragraph": "paragraph",
    "Table": "table",
    "SheetTitle": "sheet_title",
    "SignatureLines": "signature_lines",
    "PageBreak": "page_break",
}
_local = threading.local()


def write_pdf(document: Document) -> bytes:
    """Write the document as PDF/A-2b. Raises ``FontsMissing`` where no Chinese font is installed."""
    fonts = installed()
    inputs = {"document": json.dumps(_as_data(document, fonts), ensure_ascii=False)}
    result = _compiler(fonts).compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-2b"])
    if not isinstance(result, bytes):
        raise TypeError("typst gives one file for a document")
    return result


def _compiler(fonts: Fonts) -> typst.Compiler:
    """One compiler for each thread: it keeps the fonts, which cost ten times what a document costs."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(input=str(LAYOUT), font_paths=list(fonts.folders))
    compiler: typst.Compiler = _local.compiler
    return compiler


def _as_data(document: Document, fonts: Fonts) -> dict[str, Any]:
    dated = chinese_date(document.dated) if document.dated else ""
    imprint = [[f"抄送：{document.copies_to}。", ""]] if document.copies_to else []
    if dated:
        imprint.append([document.printed_by or document.issuer, f"{dated}印发"])
    blocks = []
    for block in document.blocks:
        data = asdict(block) | {"kind": KINDS[type(block).__name__]}
        if isinstance(block, Table):
            data["strong"] = sorted(block.strong)
        blocks.append(data)
    return {
        "title": document.title,
        "title_lines": title_lines(document.title),
        "blocks": blocks,
        "issuer": document.issuer,
        "number": document.number,
        "signer": document.signer,
        "recipients": document.recipients,
        "signed_by": document.signed_by,
        "dated": dated,
        "attachments": list(document.attachments),
        "imprint": imprint,
        "head": document.head,
        "red_head": document.red_head,
        "fonts": {
            "body": fonts.body,
            "heading": fonts.heading,
            "subheading": fonts.subheading,
            "title": fonts.title,
            "number": fonts.body,
        },
        "measures": {
            "page": m.PAGE_MM[::-1] if document.landscape else m.PAGE_MM,
            **dict(zip(("top", "bottom", "left", "right"), m.margins(landscape=document.landscape), strict=True)),
            "body": m.BODY_PT,
            "line": m.LINE_PT,
            "title": m.TITLE_PT,
            "red_head": m.RED_HEAD_PT,
            "page_number": m.PAGE_NUMBER_PT,
            "table": m.TABLE_PT,
            "imprint": m.IMPRINT_PT,
            "red": "#" + m.RED,
        },
    }
