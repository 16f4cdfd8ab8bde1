"""Whatever is read, its place is where it stands; nothing breaks on any text, and none takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangcheng.texts.model import Reading
from chuangcheng.texts.reading import read_text
from chuangcheng.texts.strands import shadow_of
from chuangcheng.texts.telling import as_data
from tests.texts.readings import FILES, document

ALPHABET = "每周月年季度一二三十两日号至—-（）()“”《》、，。；：分元扣加第阶段由任组长成员为做到有不无20xx*_□ \n\t%0123456789的各村要制定开展|１．"


def check_places(reading: Reading) -> None:
    """Every sentence is what stands at its place, white space and strays apart."""
    for draft in reading.drafts:
        for each in (*draft.fields, *draft.unread, *draft.outline):
            place = each.place
            assert 0 <= place.start <= place.end <= len(reading.text)
            words = each.text if hasattr(each, "text") else each.sentence
            printed = iter(reading.text[place.start : place.end])
            assert all(letter in printed for letter in words), (words, reading.text[place.start : place.end])
        for field in draft.fields:
            assert field.mark[0] <= field.mark[1] <= len(reading.text)
    as_data(reading)


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_places_in_whole_documents(name: str) -> None:
    check_places(document(name))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=400))
def test_any_text_is_read(text: str) -> None:
    check_places(read_text(text))


@given(st.text())
def test_a_shadow_is_as_long_as_its_text(text: str) -> None:
    assert len(shadow_of(text)) == len(text)


def test_the_same_text_gives_the_same_drafts() -> None:
    assert document("collection.txt") == document("collection.txt")


@pytest.mark.parametrize(
    "words", ["一", "1", "1%", "1元", "每年每月", "。一、", "（", "“", "加1分", "组长：", "有、", "4月20日至"]
)
def test_a_hostile_run_costs_no_more_than_its_length(words: str) -> None:
    start = time.perf_counter()
    read_text(words * (20_000 // len(words)))
    assert time.perf_counter() - start < 8
