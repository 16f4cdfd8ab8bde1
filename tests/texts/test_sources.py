"""Kinds of file: what is read, and the sentence for each that is not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import typst
from click.testing import CliRunner
from docx import Document
from pypdf import PdfReader, PdfWriter

from chuangcheng.cli.main import cli
from chuangcheng.texts.model import Unreadable
from chuangcheng.texts.reading import read_file, read_text, read_upload
from tests.texts.readings import FILES, document, values

PLAN = "青禾镇清洁家园实施方案\n\n一、步骤\n\n（一）动员阶段（3月5日至3月14日）。各村开会。\n"


def refused(data: bytes, name: str = "plan.txt") -> str:
    with pytest.raises(Unreadable) as caught:
        read_upload(name, data)
    assert caught.value.told("en") != caught.value.told("zh")
    return caught.value.code


def word(*paragraphs: str) -> bytes:
    made, out = Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def pdf(source: str, tmp_path: Path) -> bytes:
    file = tmp_path / "plan.typ"
    file.write_text(source, "utf-8")
    return bytes(typst.compile(file))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings_that_offices_use(encoding: str) -> None:
    (draft,) = read_upload("plan.txt", PLAN.encode(encoding)).drafts
    assert draft.kind == "方案"
    assert len(draft.named("phase")) == 1


def test_other_encodings_are_refused() -> None:
    assert refused(bytes(range(128, 256)) * 40) == "encoding_unknown"
    assert refused(b"\x00\x01\x02\x03" * 400) == "encoding_unknown"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n\t", "file_empty"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "doc_old"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "docx_encrypted"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "format_unknown"),
        (b"{\\rtf1 plan}", "format_unknown"),
        (b"<!DOCTYPE html><html></html>", "format_unknown"),
        (b"PK\x03\x04broken", "docx_broken"),
        (b"%PDF-1.7\nbroken", "pdf_broken"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_workbook_is_told_by_its_name() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(Unreadable, match="xlsx"):
        read_upload("plan.docx", out.getvalue())


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\x20" * 80_000_000)
    assert len(out.getvalue()) < 200_000
    assert refused(out.getvalue(), "plan.docx") == "docx_bomb"


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    with file.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(Unreadable, match="200 MB"):
        read_file(file)


def test_too_much_text_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read_text("清" * 2_000_001)
    assert caught.value.code == "text_too_long"


def test_word_with_tables_and_automatic_numbers() -> None:
    made, out = Document(), io.BytesIO()
    made.add_paragraph("柳桥镇2026年创建工作计划")
    made.add_paragraph("一、重点任务")
    made.add_paragraph("清理河道。每周巡查一次。", style="List Number")
    table = made.add_table(rows=2, cols=3)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells],
        ["工作任务", "责任单位", "完成时限", "刷写标语", "宣传办、各村", "5月10日"],
        strict=True,
    ):
        cell.text = text
    made.save(out)
    (draft,) = read_upload("plan.docx", out.getvalue()).drafts
    tasks = {each["title"]: each for each in values(draft.named("task"))}
    assert tasks["清理河道"]["number"] == "1"
    assert tasks["刷写标语"]["parties"] == [{"role": "责任单位", "names": ["宣传办", "各村"]}]
    assert tasks["刷写标语"]["by"]["last"] == "2026-05-10"


def test_an_empty_word_file_is_refused() -> None:
    assert refused(word("", " "), "plan.docx") == "file_empty"


def test_tables_of_tasks_and_of_points() -> None:
    tasks, points = document("tables.md").drafts
    assert [draft.kind for draft in (tasks, points)] == ["任务表", "细则"]
    first = values(tasks.named("task"))[0]
    assert (first["title"], first["by"]["last"]) == ("清理楼道杂物", "2026-04 底")
    scoring = [(each["act"], each["points"]) for each in values(points.named("scoring"))]
    assert scoring == [("full", 100_000), ("deduct", 5_000), ("full", 200_000), ("deduct", 20_000)]


def test_pdf_with_pages(tmp_path: Path) -> None:
    data = pdf(
        '#set text(font: ("Noto Serif CJK SC", "Noto Serif SC"))\n青禾镇清洁家园实施方案\n\n一、步骤\n\n（一）动员阶段（3月5日至3月14日）。\n#pagebreak()\n（二）整治阶段（3月15日—4月30日）。每发现一处扣0.5分。',
        tmp_path,
    )
    if "青禾" not in PdfReader(io.BytesIO(data)).pages[0].extract_text():
        pytest.skip("no Chinese font for the PDF")
    reading = read_upload("plan.pdf", data)
    (draft,) = reading.drafts
    assert [field.place.page for field in draft.named("phase")] == [1, 2]
    assert reading.pages == 2


def test_a_scan_is_told_to_be_one(tmp_path: Path) -> None:
    assert refused(pdf("#rect(width: 50%, height: 30%)", tmp_path), "scan.pdf") == "pdf_scanned"


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("plan", tmp_path)))), io.BytesIO()
    writer.encrypt("secret")
    writer.write(out)
    assert refused(out.getvalue(), "plan.pdf") == "pdf_encrypted"


def test_exit_codes(tmp_path: Path) -> None:
    def run(file: Path) -> int:
        return CliRunner().invoke(cli, ["plans", "read", str(file)], catch_exceptions=False).exit_code

    nothing = tmp_path / "nothing.txt"
    nothing.write_text("这一篇由小编整理，供您参考。\n", "utf-8")
    assert [run(FILES / "notice.txt"), run(nothing), run(tmp_path / "missing.txt")] == [0, 1, 2]
