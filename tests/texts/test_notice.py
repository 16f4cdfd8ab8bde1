"""A notice with the plan that it issues: head, foot, years, goals, group, tasks, points, money."""

from __future__ import annotations

import pytest

from chuangcheng.texts.model import Draft, Reading
from tests.texts.readings import codes, document, sentence, values


@pytest.fixture(scope="module")
def reading() -> Reading:
    return document("notice.txt")


@pytest.fixture(scope="module")
def plan(reading: Reading) -> Draft:
    return reading.drafts[1]


def test_the_notice_and_its_plan_are_two_texts(reading: Reading) -> None:
    assert [draft.kind for draft in reading.drafts] == ["通知", "方案"]


def test_head_and_foot(reading: Reading) -> None:
    notice = reading.drafts[0]
    said = {field.name: value for field, value in zip(notice.fields, values(notice.fields), strict=True)}
    assert said["title"] == "柳桥镇人民政府关于印发《柳桥镇２０２６年清洁村庄实施方案》的通知"
    assert (said["number"], said["year"], said["signature"]) == ("柳政发〔2026〕12号", "2026", "2026年3月2日")
    assert said["addressee"] == "各村民委员会、镇直各单位"
    assert not notice.named("task")


def test_years_come_from_the_title_and_are_told(plan: Draft) -> None:
    phases = plan.named("phase")
    assert [(each["days"]["first"], each["days"]["last"]) for each in values(phases)] == [
        ("2026-03-05", "2026-03-20"),
        ("2026-03-21", "2026-06-30"),
        ("2026-07-01", "2027-01-31"),
    ]
    assert all("year_from_document" in codes(phase) for phase in phases)


def test_goals_with_their_days(plan: Draft) -> None:
    goals = [
        (each["amount"]["number"], each["amount"]["unit"], each["amount"]["certainty"], each["by"]["last"])
        for each in values(plan.named("goal"))
    ]
    assert goals == [
        ("95", "%", "at_least", "2026-06 底"),
        ("12", "座", "exact", "2026-12 底"),
        ("90", "%", "at_least", "2026-12 底"),
    ]


def test_tasks_with_who_and_by_when(plan: Draft) -> None:
    tasks = values(plan.named("task"))
    assert [task["title"] for task in tasks] == ["清理河塘沟渠", "开展志愿服务", "抓好节日宣传"]
    assert tasks[0]["parties"] == [{"role": "责任单位", "names": ["镇水利站", "各村"]}]
    assert tasks[0]["by"]["last"] == "2026-05-20"
    assert tasks[1]["parties"] == [{"role": "牵头", "names": ["镇文明办"]}]
    assert "party_missing" in codes(plan.named("task")[2])


def test_the_leading_group(plan: Draft) -> None:
    (group,) = values(plan.named("group"))
    assert group["name"] == "柳桥镇清洁村庄领导小组"
    assert [(each["post"], each["names"], each.get("duty")) for each in group["members"]] == [
        ("组长", ["周明远"], "镇党委书记"),
        ("副组长", ["何青"], "镇长"),
        ("副组长", ["沈小舟"], "镇党委副书记"),
        ("成员", ["各村党支部书记"], None),
    ]
    assert group["office"].endswith("办公室设在镇文明办")


def test_points_and_grades(plan: Draft) -> None:
    scoring = [(each["act"], each.get("points")) for each in values(plan.named("scoring"))]
    assert scoring == [
        *[("full", 1_000_000), ("full", 1_000_000), ("deduct", 5_000), ("grade", 900_000), ("grade", 600_000)],
        *[("gate", None), ("rank", None), ("rank", None)],
    ]


def test_money_with_ranges(plan: Draft) -> None:
    money = [(each["role"], each["fen"], each.get("most")) for each in values(plan.named("money"))]
    assert money == [("reward", 1_500_000, None), ("fine", 100_000, 200_000)]


@pytest.mark.parametrize(
    "words",
    [
        "元旦期间开展活动。",
        "建设多元文化。",
        "实行一元化领导。",
        "完成2兆宽带改造。",
        "每个单元设一名楼长。",
        "2026年元宵节办灯会。",
    ],
)
def test_what_is_no_money(words: str) -> None:
    assert [each for each in sentence(words, "money") if each.rule == "amount"] == []


def test_a_day_that_no_calendar_has() -> None:
    (phase,) = sentence("第一阶段：动员（2月30日至3月1日）。", "phase", year=2026)
    assert "day_impossible" in codes(phase)


def test_a_given_year_is_told_to_be_given() -> None:
    (phase,) = sentence("第一阶段：动员（2月1日至3月1日）。", "phase", year=2027)
    assert values([phase])[0]["days"]["first"] == "2027-02-01"
    assert "year_given" in codes(phase)


def test_a_phase_called_so_behind_its_days() -> None:
    (phase,) = sentence("其中，11月1日—30日为“群众自我清理”阶段。", "phase", year=2026)
    assert values([phase])[0] == {
        "name": "群众自我清理",
        "days": {"first": "2026-11-01", "last": "2026-11-30", "text": "11月1日—30日"},
    }


def test_money_for_each_of_something() -> None:
    (found,) = [field for field in sentence("墙面改造自筹10—20元/平方米。", "money") if field.rule == "amount"]
    assert (values([found])[0]["fen"], values([found])[0]["most"]) == (1_000, 2_000)


def test_verbs_with_who_and_what() -> None:
    (measure,) = values(sentence("各村要制定具体方案，利用宣传栏公布结果，由水利站牵头清理河道。", "measure"))
    assert measure["acts"][0] == {"verb": "制定", "thing": "具体方案", "who": "各村"}
    assert [(act["verb"], act.get("who")) for act in measure["acts"]] == [
        ("制定", "各村"),
        ("利用", None),
        ("清理", "水利站"),
    ]
    assert measure["parties"] == [{"role": "牵头", "names": ["水利站"]}]


def test_names_that_are_never_listed_are_told_one_by_one() -> None:
    found = sentence("普及“八荣八耻”、“三下乡”和“门前三包”。", "checklist")
    assert [value["name"] for value in values(found)] == ["八荣八耻", "三下乡", "门前三包"]
    assert all(codes(each) == {"never_listed"} for each in found)


def test_shares_of_a_score_are_no_goals() -> None:
    words = "总评成绩由70%平时考核分值和30%月末考核分值相加成。"
    assert sentence(words, "goal") == []
    assert [value["act"] for value in values(sentence(words, "scoring"))] == ["mean"]


def test_two_things_joined_by_and() -> None:
    (found,) = values(sentence("开展“两清零”（积存垃圾和违章建筑清零）行动。", "checklist"))
    assert found["items"] == ["积存垃圾", "违章建筑清零"]
