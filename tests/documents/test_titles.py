"""Titles break evenly, and not within what belongs together."""

from __future__ import annotations

import io

import pytest
from docx import Document as read_word
from docx.oxml.ns import qn

from chuangcheng.documents.model import Column, Document, Table
from chuangcheng.documents.titles import title_lines
from chuangcheng.documents.word import write_word


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("得分明细单", ["得分明细单"]),
        ("关于2026年第一季度文明创建工作考核情况的通报", ["关于2026年第一季度文明", "创建工作考核情况的通报"]),
        ("关于印发《样本镇文明创建工作考核办法》的通知", ["关于印发《样本镇文明", "创建工作考核办法》的通知"]),
        ("甲" * 45, ["甲" * 15] * 3),
        ("2" * 50, ["2" * 50]),
        ("", [""]),
    ],
)
def test_a_title_breaks_into_lines_of_one_length(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


def test_rows_of_a_table_and_titles_are_not_stretched_to_the_grid_of_the_page() -> None:
    table = Table([Column("甲"), Column("乙")], [["一", "二"]])
    file = read_word(io.BytesIO(write_word(Document(title="甲" * 30, blocks=[table]))))
    off = [cell.paragraphs[0] for row in file.tables[0].rows for cell in row.cells]
    off += [paragraph for paragraph in file.paragraphs if "甲" in paragraph.text]
    assert len(off) == 6
    for paragraph in off:
        assert paragraph._p.pPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
