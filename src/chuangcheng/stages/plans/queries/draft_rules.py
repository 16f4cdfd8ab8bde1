"""Scoring sentences of a plan as the text of a draft rulebook (docs/rulebook.md): deductions and additions with a figure
become items, everything else stands in it as a remark for whoever finishes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

_SIGNS = {"deduct": "-", "add": ""}


def rules_text(name: str, title: str, given: Sequence[tuple[Mapping[str, str], str]]) -> str:
    """YAML of a draft: ``given`` are entries (``texts.taking.entries``) of scoring fields, each with its sentence."""
    items, remarks = [], []
    for number, (texts, sentence) in enumerate(given, start=1):
        if texts["act"] in _SIGNS and texts["points"] and not texts["most"]:
            items.append(_item(number, texts, sentence))
        else:
            remarks.append(f"# {_one_line(sentence)}")
    left = ["", "# 原文里还有这些计分规定，没有写成项目，请按需要补写：", *dict.fromkeys(remarks)] if remarks else []
    head = [
        "# 由方案文件读出的草稿：每一项的分值和情形来自原文，其余请核对后再发布。",
        f"rulebook: {_text(name)}",
        'version: "1"',
        f"title: {_text(title)}",
        "subject: village                 # 给哪一类单位打分，请核对",
        "period: quarter                  # 多久算一次，请核对",
        "facts:",
        "  scored:",
        "    title: 计分事项",
        "    columns: {item: text, times: integer}",
        "items:" if items else "items: []",
    ]
    return "\n".join([*head, *items, *left]) + "\n"


def _item(number: int, texts: Mapping[str, str], sentence: str) -> str:
    worth = f"{_SIGNS[texts['act']]}{texts['points']}"
    limit = f"    # 原文有上限：{_one_line(texts['limit'])}\n" if texts["limit"] else ""
    others = f"    # 同一句里还有没写进来的分值：{_one_line(texts['others'])}\n" if texts["others"] else ""
    per = f"    # 按“{_one_line(texts['per'])}”计\n" if texts["per"] else ""
    return (
        f"  - id: s{number}\n"
        f"    title: {_text(texts['condition'][:60])}\n"
        f"    clause: {_text(_one_line(sentence))}\n"
        f"{others}{limit}{per}"
        f"    ladder: {{fact: scored, where: \"item = 's{number}'\", window: season, combine: sum, value: {worth} * times}}"
    )


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())
