"""One workbook in: previewed, imported whole or not at all, known again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen
from chuangcheng.base.journal import verify
from chuangcheng.base.models import JournalLine
from chuangcheng.intake.actions import import_workbook, preview_workbook
from chuangcheng.intake.outcome import Outcome
from chuangcheng.people.models import Organisation, Person
from chuangcheng.stages.activities.models import Activity, Article
from chuangcheng.stages.exemplars.actions import change_exemplar, change_material
from chuangcheng.stages.exemplars.models import Exemplar, Honour, Material
from chuangcheng.stages.inspections.actions import declare_kind
from chuangcheng.stages.inspections.facts import base_item, base_score, outside_tables
from chuangcheng.stages.inspections.models import BaseItem, BaseScore
from chuangcheng.stages.plans.actions import close_period
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification.actions import extend_deadline
from chuangcheng.stages.rectification.facts import problem_state
from chuangcheng.stages.rectification.models import Problem
from tests.intake.workbooks import Rows, workbook
from tests.people import People

JULY = date(2022, 7, 1)
ARTICLES = ["编号", "单位", "日期", "题目", "完成", "采用", "备注"]


def bring(people: People, programme: Programme | None, on: date = JULY, **given: object) -> Outcome:
    """Import sheets given as keywords; ``by``, ``late`` and ``previewed`` are not sheets."""
    options = {name: given.pop(name) for name in ("late", "previewed", "by") if name in given}
    sheets: dict[str, Rows] = given  # type: ignore[assignment]
    with frozen(on):
        return import_workbook(**{"by": people.office, "programme": programme, "content": workbook(sheets), **options})


def article(*cells: object) -> list[object]:
    return list(cells)


def faults(outcome: Outcome) -> list[tuple[str, int, str, str]]:
    return [(f.sheet, f.row, f.column, f.code) for f in outcome.faults]


def test_the_same_workbook_twice_changes_nothing(people: People, programme: Programme) -> None:
    rows = [
        ARTICLES,
        ["a1", "jia-1", date(2022, 5, 30), "约稿一", "是", "是"],
        ["", "甲二村", "2022/6/1", "约稿二", "是"],
    ]
    first = bring(people, programme, 约稿=rows)
    assert (first.added, first.changed, first.unchanged, first.written) == (2, 0, 0, True)
    lines = JournalLine.objects.count()
    again = bring(people, programme, 约稿=rows)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert JournalLine.objects.count() == lines
    assert [(a.code, a.unit.code, a.adopted) for a in Article.objects.order_by("code")] == [
        ("a1", "jia-1", True),
        ("yg-000001", "jia-2", None),
    ]


def test_equal_rows_are_told_apart_by_their_ordinal(people: People, programme: Programme) -> None:
    row = ["", "jia-1", "2022-05-30", "约稿"]
    assert bring(people, programme, 约稿=[ARTICLES, row, row]).added == 2
    third = bring(people, programme, 约稿=[ARTICLES, row, row, row])
    assert (third.added, third.unchanged) == (1, 2)
    assert bring(people, programme, 约稿=[ARTICLES, row]).unchanged == 1
    assert Article.objects.count() == 3


def test_a_known_code_with_other_values_is_a_change_shown_first(people: People, programme: Programme) -> None:
    bring(people, programme, 约稿=[ARTICLES, ["a1", "jia-1", "2022-05-30", "约稿一", "是", ""]])
    changed = workbook(
        {"约稿": [["编号", "单位", "日期", "题目", "采用"], ["a1", "jia-1", "2022-05-30", "新题", "是"]]}
    )
    with frozen(JULY):
        shown = preview_workbook(by=people.office, programme=programme, content=changed)
        assert Article.objects.get().title == "约稿一"
        assert [(c.row, c.code, dict(c.values)) for c in shown.sheets[0].changed] == [
            (2, "a1", {"题目": ("约稿一", "新题"), "采用": ("", "是")})
        ]
        done = import_workbook(by=people.office, programme=programme, content=changed, previewed=shown.fingerprint)
    found = Article.objects.get()
    assert (done.changed, found.title, found.adopted, found.completed) == (1, "新题", True, True)


def test_what_was_previewed_is_what_is_imported(people: People, programme: Programme) -> None:
    rows = [ARTICLES, ["a1", "jia-1", "2022-05-30", "约稿一"]]
    with frozen(JULY):
        shown = preview_workbook(by=people.office, programme=programme, content=workbook({"约稿": rows}))
    bring(people, programme, 约稿=rows)
    with pytest.raises(Conflict):
        bring(people, programme, 约稿=rows, previewed=shown.fingerprint)


def test_a_wrong_row_is_named_and_nothing_is_written(people: People, programme: Programme) -> None:
    lines = JournalLine.objects.count()
    outcome = bring(
        people,
        programme,
        约稿=[
            ARTICLES,
            ["a1", "jia-1", "2022-05-30", "好的"],
            ["a2", "没有村", "2022-05-30", "题"],
            ["a3", "jia-1", "五月", "题"],
            ["a4", "jia-1", "2022-05-30", ""],
            ["a5", "jia-1", "2022-05-30", "题", "否", "是"],
            ["a1", "jia-1", "2022-05-30", "又一个"],
            ["a6", "jia-1", "2021-12-31", "题", "也许"],
            ["a7", "jia-1", "2021-12-31", "题"],
        ],
    )
    assert faults(outcome) == [
        ("约稿", 4, "C 日期", "wrong-type"),
        ("约稿", 5, "D 题目", "missing-value"),
        ("约稿", 8, "E 完成", "wrong-type"),
        ("约稿", 3, "B 单位", "unknown-unit"),
        ("约稿", 6, "F 采用", "adopted-unfinished"),
        ("约稿", 7, "A 编号", "duplicate-code"),
        ("约稿", 9, "C 日期", "outside-programme"),
    ]
    assert not outcome.written
    assert not Article.objects.exists()
    assert JournalLine.objects.count() == lines


def test_headings_and_sheets_that_are_not_known(people: People, programme: Programme) -> None:
    outcome = bring(people, programme, 约稿=[["编号", "单位", "日期", "题", "题"]], 工资=[["姓名"], ["甲"]])
    assert faults(outcome) == [
        ("工资", 0, "", "unknown-sheet"),
        ("约稿", 1, "", "missing-column"),
        ("约稿", 1, "", "duplicate-column"),
        ("约稿", 1, "", "unknown-column"),
    ]
    assert [f[3] for f in faults(bring(people, programme, 工资=[[]]))] == ["no-sheet"]


def test_who_may_import(people: People, programme: Programme) -> None:
    rows = [ARTICLES, ["a1", "jia-1", "2022-05-30", "约稿一"]]
    for reader in (people.leader, people.auditor, people.inspector):
        with pytest.raises(NotAllowed):
            bring(people, programme, by=reader, 约稿=rows)
    for outsider in (people.stranger, people.colleague):
        with pytest.raises(NotSeen):
            bring(people, programme, by=outsider, 约稿=rows)
    assert not Article.objects.exists()
    refused = bring(people, programme, by=people.administrator, 约稿=rows)
    assert faults(refused) == [("约稿", 0, "", "not-allowed")]


def test_units_and_persons_come_first_and_facts_can_name_them(people: People, programme: Programme) -> None:
    from chuangcheng.people.actions import grant_role
    from chuangcheng.people.states import RoleKind
    from tests.people import SINCE

    grant_role(
        by=people.root, account=people.office, kind=RoleKind.ADMINISTRATOR, organisation=people.county, from_day=SINCE
    )
    sheets = {
        "单位": [
            ["代码*", "名称*", "类型*", "上级代码", "组别", "households"],
            ["jia-31", "甲三村一组", "group", "jia-3", "", ""],
            ["jia-3", "甲三村", "village", "jia-town", "川区", 256],
        ],
        "人员": [["单位", "姓名", "职务"], ["jia-3", "某某", "书记"]],
        "约稿": [ARTICLES, ["", "甲三村", "2022-05-30", "约稿"]],
    }
    outcome = bring(people, programme, **sheets)
    assert (faults(outcome), outcome.added) == ([], 4)
    unit = Organisation.objects.get(code="jia-3")
    assert (unit.name, unit.group, unit.attributes) == ("甲三村", "川区", {"households": "256"})
    assert Person.objects.get().organisation == unit
    assert bring(people, programme, **sheets).unchanged == 4
    sheets["单位"][2][5] = 300
    assert [dict(c.values) for c in bring(people, programme, **sheets).sheets[0].changed] == [
        {"households": ("256", "300")}
    ]
    assert verify() == []


def test_an_empty_installation_starts_with_units(people: People) -> None:
    rows = [["代码", "名称", "类型", "上级代码"], ["b", "丙县", "county", ""], ["b-1", "丙一村", "village", "b"]]
    outcome = bring(people, None, by=people.root, 单位=rows)
    assert (outcome.added, outcome.written) == (2, True)
    refused = bring(people, None, by=people.root, 约稿=[ARTICLES, ["", "b-1", "2022-05-30", "题"]])
    assert faults(refused) == [("约稿", 0, "", "no-programme")]


def test_base_scores_as_a_matrix(people: People, programme: Programme) -> None:
    heading = ["编号", "单位", "日期", "来源", "备注", "道路", "沟塘", "公厕"]
    rows = [
        heading,
        ["m1", "jia-1", "2022-06-28", "镇考核组", "", 30.5, 31, 30.6],
        ["m2", "jia-2", "2022-06-28", "", "", 40, "", 50],
    ]
    assert bring(people, programme, 基础分矩阵=rows).added == 2
    assert [(row.unit, row.values["score"]) for row in base_score(programme)] == [
        ("jia-1", Decimal("92.1")),
        ("jia-2", Decimal(90)),
    ]
    assert [(row.id, row.values["score"]) for row in base_item(programme)][3:] == [("m2/道路", 40), ("m2/公厕", 50)]
    assert bring(people, programme, 基础分矩阵=rows).unchanged == 2
    rows[2][6] = 5
    changed = bring(people, programme, 基础分矩阵=rows)
    assert [dict(c.values) for c in changed.sheets[0].changed] == [{"得分": ("90", "95"), "沟塘": ("", "5")}]
    assert BaseScore.objects.get(code="m2").score == 95
    assert BaseItem.objects.filter(base_score__code="m2").count() == 3
    rows[1][5] = "优"
    assert [f[3] for f in faults(bring(people, programme, 基础分矩阵=rows))] == ["wrong-type"]


PROBLEMS = ["编号", "单位", "发现日期", "问题", "来源", "整改期限", "第二次期限", "整改日期"]


def test_problems_with_their_deadlines(people: People, programme: Programme) -> None:
    """F3, oracle 3a, from a workbook."""
    row = ["p03", "jia-1", "2022-05-02", "垃圾", "群众举报", "2022-05-10", "2022-05-20", "2022-05-25"]
    bring(people, programme, 问题=[PROBLEMS, row])
    with frozen(JULY):
        assert [(r.id, r.day, r.values["misses"]) for r in problem_state(programme)] == [
            ("p03-0", date(2022, 5, 2), 0),
            ("p03-1", date(2022, 5, 11), 1),
            ("p03-2", date(2022, 5, 21), 2),
        ]
    problem = Problem.objects.get()
    assert (problem.standing, problem.deadline) == ("rectified", date(2022, 5, 20))
    assert bring(people, programme, 问题=[PROBLEMS, row]).unchanged == 1


def test_a_problem_goes_on_in_the_next_workbook(people: People, programme: Programme) -> None:
    start = ["p1", "jia-1", "2022-05-02", "垃圾", "群众举报", "2022-05-10"]
    bring(people, programme, on=date(2022, 5, 3), 问题=[PROBLEMS, start])
    more = bring(people, programme, on=date(2022, 5, 12), 问题=[PROBLEMS, [*start, "2022-05-20", ""]])
    assert [dict(c.values) for c in more.sheets[0].changed] == [{"整改期限": ("", "2022-05-20")}]
    bring(people, programme, on=date(2022, 5, 19), 问题=[PROBLEMS, [*start, "2022-05-20", "2022-05-19"]])
    assert [e.move for e in Problem.objects.get().events.all()] == ["order", "order", "rectify"]
    other = bring(people, programme, on=date(2022, 5, 20), 问题=[PROBLEMS, [*start[:5], "2022-05-11"]])
    assert faults(other) == [("问题", 2, "F 整改期限", "deadline-recorded")]


def test_an_extension_in_the_system_does_not_disturb_the_workbook(people: People, programme: Programme) -> None:
    rows = [PROBLEMS, ["p1", "jia-1", "2022-05-02", "垃圾", "群众举报", "2022-05-10"]]
    bring(people, programme, on=date(2022, 5, 3), 问题=rows)
    problem = Problem.objects.get()
    with frozen(date(2022, 5, 9)):
        extend_deadline(
            by=people.office, problem=problem, revision=problem.revision, deadline=date(2022, 5, 20), note="雨天"
        )
    assert bring(people, programme, 问题=rows).unchanged == 1


def test_a_deadline_before_the_discovery(people: People, programme: Programme) -> None:
    rows = [PROBLEMS, ["p1", "jia-1", "2022-05-02", "垃圾", "群众举报", "2022-05-01"]]
    outcome = bring(people, programme, 问题=rows)
    assert [(f.row, f.code) for f in outcome.faults] == [(2, "deadline-before-discovery")]
    assert not Problem.objects.exists()


def test_exemplars_are_registered_once(people: People, programme: Programme) -> None:
    sheets = {
        "好人": [
            [
                "编号",
                "单位",
                "人员编号",
                "姓名",
                "称号",
                "层级",
                "阶段",
                "公布日期",
                "规范报送",
                "推报有力",
                "审核意见",
            ],
            ["g1", "jia-1", "甲-赵", "赵某某", "县好人", "县级", "当选", "2022-05-15", "是", "是", "材料齐"],
            ["g2", "jia-1", "", "钱某某", "市好人", "市级", "提名", "2022-06-10", "是", "否", "推荐迟"],
        ],
        "材料": [
            ["编号", "单位", "人员编号", "姓名", "报送日期", "规范报送"],
            ["m1", "jia-1", "甲-赵", "", "2022-04-25", "是"],
            ["m2", "jia-1", "", "钱某某", "2022-05-25", "是"],
        ],
    }
    outcome = bring(people, programme, **sheets)
    assert (faults(outcome), outcome.added) == ([], 4)
    assert [(e.code, e.name) for e in Exemplar.objects.all()] == [("hr-000001", "钱某某"), ("甲-赵", "赵某某")]
    assert {m.exemplar.code for m in Material.objects.all()} == {"hr-000001", "甲-赵"}
    assert [h.forceful for h in Honour.objects.order_by("code")] == [True, False]
    assert bring(people, programme, **sheets).unchanged == 4
    assert "某某" not in str(list(JournalLine.objects.filter(verb="intake.sheet.import").values_list("details")))
    assert not any("某某" in a.says for sheet in outcome.sheets for a in sheet.added)


def test_a_selection_needs_its_three_things(people: People, programme: Programme) -> None:
    heading = ["单位", "日期", "类别", "圆满完成", "候选名单", "公示日期", "评选结果"]
    bad = ["jia-1", "2022-05-08", "最美家庭", "是", "三户", "", "一户"]
    assert faults(bring(people, programme, 活动=[heading, bad])) == [("活动", 2, "F 公示日期", "selection-incomplete")]
    good = [*bad[:5], "2022-05-05", "一户"]
    assert bring(people, programme, 活动=[heading, good]).written
    assert Activity.objects.get().completed


def test_outside_figures_by_their_declaration(people: People, programme: Programme) -> None:
    declare_kind(
        by=people.office, programme=programme, kind="survey", columns={"answer": "text", "age": "integer", "on": "date"}
    )
    heading = ["类别", "编号", "单位", "日期", "备注", "answer", "age", "on"]
    rows = [heading, ["survey", "s1", "jia-1", "2022-05-08", "", "满意", 40, date(2022, 5, 1)]]
    assert bring(people, programme, 其他数据=rows).added == 1
    assert bring(people, programme, 其他数据=rows).unchanged == 1
    table = outside_tables(programme)["survey"]
    assert [dict(row.values) for row in table.rows] == [{"answer": "满意", "age": 40, "on": date(2022, 5, 1)}]
    rows[1][6] = "四十"
    assert [f[3] for f in faults(bring(people, programme, 其他数据=rows))] == ["wrong-type"]
    rows[1][0] = "别的"
    assert [f[3] for f in faults(bring(people, programme, 其他数据=rows))] == ["unknown-kind"]


def test_closed_periods_and_late_rows(people: People, programme: Programme) -> None:
    with frozen(JULY):
        close_period(
            by=people.office, programme=programme, basis="通报", first=date(2022, 4, 1), last=date(2022, 6, 30)
        )
    rows = [ARTICLES, ["a1", "jia-1", "2022-05-30", "约稿一"]]
    assert faults(bring(people, programme, 约稿=rows)) == [("约稿", 2, "C 日期", "period-closed")]
    assert bring(people, programme, 约稿=rows, late=True).written
    found = Article.objects.get()
    assert (found.happened_on, found.booked_on) == (date(2022, 5, 30), JULY)
    assert bring(people, programme, on=date(2022, 7, 9), 约稿=rows, late=True).unchanged == 1


def test_a_row_is_known_by_what_was_typed(people: People, programme: Programme) -> None:
    """However the record fared since: its person renamed, its title changed, a column added to the sheet."""
    heading = ["单位", "姓名", "题目", "报送日期"]
    assert bring(people, programme, 材料=[heading, ["jia-1", "赵某", "事迹", "2022-04-25"]]).added == 1
    exemplar, material = Exemplar.objects.get(), Material.objects.get()
    change_exemplar(by=people.office, exemplar=exemplar, revision=exemplar.revision, name="赵某某")
    change_material(by=people.office, material=material, revision=material.revision, title="新题")
    again = bring(people, programme, 材料=[[*heading, "备注"], ["甲一村", "赵某", "事迹", date(2022, 4, 25), ""]])
    assert (again.added, again.unchanged) == (0, 1)
    assert Exemplar.objects.count() == 1
