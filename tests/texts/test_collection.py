"""Several texts in one file with everything that web pages do to them: an invented collection with each trap once."""

from __future__ import annotations

import pytest

from chuangcheng.texts.model import Draft, Reading
from chuangcheng.texts.patterns.kind import KINDS
from tests.texts.readings import codes, document, values


@pytest.fixture(scope="module")
def reading() -> Reading:
    return document("collection.txt")


@pytest.fixture(scope="module")
def plan(reading: Reading) -> Draft:
    return reading.drafts[3]


def test_every_text_is_found_with_its_kind(reading: Reading) -> None:
    assert {draft.kind for draft in reading.drafts} <= set(KINDS)
    assert [draft.kind for draft in reading.drafts] == ["片段", "汇报", "总结", "方案", "汇报", "方案", "总结"]


def test_a_text_without_heading_is_parted_where_the_numbering_begins_again(reading: Reading) -> None:
    assert "split_by_numbering" in codes(reading.drafts[2])
    assert reading.text[reading.drafts[2].place.start :].startswith("在市局的关心指导下")


def test_a_sites_words_are_dropped_and_shown(reading: Reading) -> None:
    assert [(each.reason, each.place.line) for each in reading.dropped] == [
        ("page_title", 1),
        ("site", 3),
        ("site", 7),
        ("site", 69),
        ("site", 111),
    ]
    assert reading.dropped[2].sentence.startswith("今天本站小编")


def test_the_rest_of_a_cut_sentence_is_a_fragment_of_its_own(reading: Reading) -> None:
    fragment = reading.drafts[0]
    assert codes(fragment) >= {"fragment"}
    assert fragment.unread[0].sentence.endswith("提供完整、可信，")


def test_a_title_that_runs_on_into_the_text_is_cut_off(reading: Reading) -> None:
    last = reading.drafts[6]
    assert values(last.named("title")) == ["xxxx清洁家园工作总结"]
    assert values(last.named("organisation")) == ["云栖街道"]


def test_a_collections_heading_is_told_to_be_one(plan: Draft) -> None:
    (title,) = plan.named("title")
    assert codes(title) == {"title_of_collection"}


def test_words_broken_by_a_page_are_put_together(reading: Reading, plan: Draft) -> None:
    assert values(reading.drafts[1].named("checklist"))[0]["name"] == "两个维护"
    assert any("各村要集中力量清理背街小巷" in each.sentence for each in plan.named("measure"))
    assert "抓治安。" in {each.sentence for each in reading.drafts[6].unread}


def test_phases_may_overlap_and_say_so(plan: Draft) -> None:
    phases = plan.named("phase")
    assert [reading["days"]["text"] for reading in values(phases)] == [
        "3月5日至3月14日",
        "3月15日—4月30日",
        "4月25日—11月30日",
    ]
    assert [codes(phase) for phase in phases] == [
        {"year_missing"},
        {"year_missing"},
        {"year_missing", "phases_overlap"},
    ]
    assert "year_missing" in codes(plan)


def test_numbering_that_starts_again_is_told(plan: Draft) -> None:
    restarted = [each.text[:4] for each in plan.outline if "numbering_restarts" in codes(each)]
    assert restarted == ["动员部署", "包片到人"]


def test_headings_with_nothing_below_and_missing_numbers_are_told(reading: Reading) -> None:
    notes = {note.code for each in reading.drafts[2].outline for note in each.notes}
    assert notes >= {"section_empty", "numbering_skips"}


def test_masked_money_is_asked_for_and_never_a_year(plan: Draft) -> None:
    masked = [field for field in plan.named("money") if "money_masked" in codes(field)]
    assert [field.value.text for field in masked] == ["20xx元", "20xx元"]
    assert [field.value.fen for field in masked] == [None, None]
    amounts = {field.value.fen for field in plan.named("money")} - {None}
    assert amounts == {300_000, 200_000, 80_000}


def test_money_that_is_no_exact_sum(reading: Reading) -> None:
    money = {each["text"]: each for each in values(reading.drafts[1].named("money")) if each["certainty"] != "unstated"}
    assert money["数百万元"]["certainty"] == "about"
    assert "fen" not in money["数百万元"]
    assert (money["近12万元"]["fen"], money["近12万元"]["certainty"]) == (12_000_000, "nearly")


def test_points_are_whole_units(plan: Draft) -> None:
    points = [
        (each["act"], each["points"], each.get("per")) for each in values(plan.named("scoring")) if "points" in each
    ]
    assert points == [
        ("deduct", 2_000, "每一个问题"),
        ("add", 25_000, None),
        ("add", 10_000, None),
        ("add", 15_000, "每次"),
    ]
    acts = [each["act"] for each in values(plan.named("scoring"))]
    assert acts.count("rank") == 2
    assert {"double", "mean", "no_double", "gate", "share", "outcome"} <= set(acts)


def test_nominations_stand_beside_elections(plan: Draft) -> None:
    (elected,) = [each for each in values(plan.named("scoring")) if each.get("points") == 25_000]
    assert elected["others"] == [["提名", 20_000]]


def test_lost_names_are_told(reading: Reading) -> None:
    station, village = reading.drafts[2].named("group")[0], reading.drafts[5].named("group")[0]
    assert values([station])[0]["members"] == [{"post": "组长", "names": ["站长"]}]
    assert "names_missing" in codes(station)
    assert values([village])[0]["members"] == [{"post": "组长"}, {"post": "副组长", "names": ["村委会副主任"]}]
    assert "names_missing" in codes(village)


def test_masked_years_of_a_period(reading: Reading) -> None:
    (period,) = reading.drafts[5].named("period")
    assert values([period])[0]["first"] == "20__-09"
    assert codes(period) == {"year_masked"}


def test_lost_counts_are_listed_as_unread_and_never_zero(reading: Reading) -> None:
    report = reading.drafts[4]
    left = {each.sentence: each.signs for each in report.unread}
    masked = next(signs for words, signs in left.items() if words.startswith("设立宣传栏*余个"))
    assert "mask" in masked or "part" in masked


def test_lists_with_their_members_and_names_without(reading: Reading, plan: Draft) -> None:
    lists = {each["name"]: each.get("items") for each in values(plan.named("checklist"))}
    assert lists["三堆"] == ["土堆", "柴堆", "粪堆"]
    assert lists["门前四包"] is None
    (talks,) = [each for each in values(reading.drafts[5].named("checklist")) if each["name"] == "四讲一做"]
    assert (talks["said"], talks["items"]) == (5, ["讲卫生", "讲礼貌", "讲诚信", "讲团结", "做好人"])
