"""Rulebooks for tests: a sound head, and problems that are expected where a comment ``#! code`` stands."""

from __future__ import annotations

import re
from collections import Counter

from chuangcheng.engine.model import Item, Rulebook
from chuangcheng.engine.reading.rulebook import read_rulebook

HEAD = """\
rulebook: test
version: "1"
title: 试行办法
subject: village
period: quarter
unit: {people: integer, area: decimal, since: date, poor: boolean}
facts:
  event: {columns: {person: text, level: text, n: integer, amount: decimal, good: boolean, day: date}}
  check: {columns: {item: text, result: text, place: text}}
  judgement: {columns: {item: text, points: decimal, reason: text, document: text, decided_by: text, confirmed_by: text}}
"""
ITEM = "items: [{id: a, title: 甲, judgement: {fact: judgement, between: [0, 5]}}]\n"
_MARK = re.compile(r"#! ([a-z -]+)")

Found = Counter[tuple[str, int]]


def expected(text: str) -> Found:
    """What the comments of a text announce: code and line."""
    return Counter(
        (code, number)
        for number, line in enumerate(text.splitlines(), 1)
        for mark in _MARK.findall(line)
        for code in mark.split()
    )


def found(text: str) -> Found:
    """The problems of a text: code and line."""
    _, problems = read_rulebook(text, "book.yaml")
    places = [problem.where.partition(":") for problem in problems]
    assert all(file == "book.yaml" for file, _, _ in places)
    return Counter((problem.code, int(place[2])) for problem, place in zip(problems, places, strict=True))


def book(rest: str) -> Rulebook:
    """Read a sound rulebook made of the head and what follows."""
    rulebook, problems = read_rulebook(HEAD + rest, "book.yaml")
    assert problems == []
    assert rulebook is not None
    return rulebook


def item(text: str) -> Item:
    """Read one item given as the inside of a flow mapping."""
    return book(f"items:\n  - {{id: a, title: 甲, {text}}}\n").items[0]
