"""Letters of responsibility: a basis, a quantity for each task, what was issued stands."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document as open_word

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.documents.pdf import write_pdf
from chuangcheng.documents.word import write_word
from chuangcheng.stages.plans import actions, queries
from chuangcheng.stages.plans.actions import TableRow, save_table
from chuangcheng.stages.plans.models import Letter, Programme, Task
from chuangcheng.stages.plans.states import PartyKind
from tests.people import People

pytestmark = pytest.mark.django_db
DAY = date(2022, 3, 1)


def _code(act: Callable[..., object], **given: object) -> str:
    with pytest.raises(Refused) as refused:
        act(**given)
    return refused.value.code


def _draft(people: People, programme: Programme, tasks: list[Task], **more: object) -> Letter:
    given = {"title": "目标责任书", "basis": "创建方案第三条", "party": people.village, **more}
    return actions.draft_letter(by=people.office, programme=programme, tasks=tasks, **given)  # type: ignore[arg-type]


def test_what_a_letter_needs(people: People, programme: Programme, table: list[Task]) -> None:
    """Guardrail 5: a basis. C30: a quantity."""
    given = {"by": people.office, "programme": programme, "title": "责任书", "basis": "方案第三条"}
    assert _code(actions.draft_letter, **{**given, "basis": " "}, party=people.village, tasks=[table[2]]) == "no-basis"
    assert _code(actions.draft_letter, **given, tasks=[table[2]]) == "no-party"
    assert _code(actions.draft_letter, **given, party=people.village) == "nothing-in-it"
    assert _code(actions.draft_letter, **given, party=people.village_2, tasks=[table[4]]) == "no-quantity"
    assert _code(actions.draft_letter, **given, party=people.other_village, tasks=[table[2]]) == "not-taking-part"
    assert _code(actions.draft_letter, **given, party_kind="shop", text="门前三包") == "no-party"
    assert not Letter.objects.exists()
    shop = actions.draft_letter(
        by=people.office, programme=programme, title="门前三包责任书", basis="条例第二十条", party_kind="shop",
        party=people.village, party_name="样品商店", text="保持门前清洁",
    )  # fmt: skip
    assert (shop.number, shop.party, queries.party_of(shop)) == (1, None, "样品商店")


def test_a_letter_for_each_unit_or_for_none(people: People, programme: Programme, table: list[Task]) -> None:
    given = {"by": people.office, "programme": programme, "title": "责任书", "basis": "方案第三条"}
    assert _code(actions.draft_letters, **given) == "no-quantity"
    assert not Letter.objects.exists()
    quantity = {"quantity": "60", "measure_word": "处"}
    save_table(by=people.office, programme=programme, rows=[TableRow(table[4].pk, None, quantity)])
    made = actions.draft_letters(**given)  # type: ignore[arg-type]
    assert [(one.number, queries.party_of(one), one.tasks.count()) for one in made] == [
        (1, "甲一村", 1),
        (2, "甲二村", 1),
    ]
    assert _code(actions.draft_letters, **given) == "nobody"


def test_what_a_head_of_a_section_signed_waits_for_no_letter(
    people: People, programme: Programme, table: list[Task]
) -> None:
    """A65: the letter is with a person by name; its tasks are nobody's to draft again until it ends."""
    waiting = [task.pk for _unit, tasks in queries.hosts_without_letter(programme) for task in tasks]
    signed = actions.draft_letter(
        by=people.office, programme=programme, title="目标责任状", basis="方案第四条", party_kind="section",
        party_name="样甲（组织部负责人）", tasks=[table[2]],
    )  # fmt: skip
    left = [task.pk for _unit, tasks in queries.hosts_without_letter(programme) for task in tasks]
    assert set(waiting) - set(left) == {table[2].pk}
    actions.end_letter(by=people.office, letter=signed, revision=None, reason="换人")
    assert [task.pk for _unit, tasks in queries.hosts_without_letter(programme) for task in tasks] == waiting


def test_from_draft_to_signed(people: People, programme: Programme, table: list[Task]) -> None:
    letter = _draft(people, programme, [table[2]])
    with frozen(DAY):
        assert _code(actions.sign_letter, by=people.office, letter=letter, revision=1, signer="甲", signed_on=DAY) == (
            "wrong-state"
        )
        issued = actions.issue_letter(by=people.office, letter=letter, revision=1)
        assert issued.issued_on == DAY
        refused = actions.refuse_letter(by=people.office, letter=issued, revision=2, reason="村里要求先减数量")
        issued = actions.issue_letter(by=people.office, letter=refused, revision=3)
        given = {"by": people.office, "letter": issued, "revision": 4}
        assert _code(actions.sign_letter, **given, signer="", signed_on=DAY) == "no-signer"
        assert _code(actions.sign_letter, **given, signer="甲", signed_on=date(2022, 2, 1)) == "before-issue"
        assert _code(actions.sign_letter, **given, signer="甲", signed_on=date(2022, 3, 2)) == "in-the-future"
        signed = actions.sign_letter(**given, signer="样甲", signed_on=DAY)  # type: ignore[arg-type]
    assert (signed.state, signed.signer) == ("signed", "样甲")
    with pytest.raises(Conflict):
        actions.end_letter(by=people.office, letter=signed, revision=4, reason="年度结束")
    assert actions.end_letter(by=people.office, letter=signed, revision=5, reason="年度结束").state == "ended"


def test_what_was_issued_does_not_change_with_the_tasks(
    people: People, programme: Programme, table: list[Task]
) -> None:
    letter = actions.issue_letter(by=people.office, letter=_draft(people, programme, [table[2]]), revision=1)
    assert not queries.changed_since(letter)
    save_table(by=people.office, programme=programme, rows=[TableRow(table[2].pk, None, {"quantity": "24"})])
    assert queries.shown_rows(letter)[0][2] == "12场"
    assert queries.changed_since(letter)
    change = {"title": "责任书", "basis": "方案", "party_kind": "unit", "party": people.village, "text": "改"}
    assert _code(actions.change_letter, by=people.office, letter=letter, revision=2, **change) == "wrong-state"
    draft = _draft(people, programme, [table[2]])
    changed = actions.change_letter(by=people.office, letter=draft, revision=1, **change)  # type: ignore[arg-type]
    assert (changed.text, changed.tasks.count()) == ("改", 0)


def test_counts_by_party(people: People, programme: Programme, table: list[Task]) -> None:
    for n in range(3):
        shop = {"party_kind": "shop", "party_name": f"样品商店{n}", "text": "门前三包"}
        letter = _draft(people, programme, [], **shop)
        if n:
            letter = actions.issue_letter(by=people.office, letter=letter, revision=1)
        if n == 2:
            actions.sign_letter(by=people.office, letter=letter, revision=2, signer="店主", signed_on=letter.issued_on)  # type: ignore[arg-type]
    (counted,) = queries.counts_by_party(Letter.objects.all())
    assert (counted.kind, counted.issued, counted.signed) == (PartyKind.SHOP, 2, 1)


def test_one_file_for_each_and_all_in_one(people: People, programme: Programme, table: list[Task]) -> None:
    letters = [_draft(people, programme, [table[2]]), _draft(people, programme, [], party_kind="builder",
               party_name="样品建筑公司", text="工地围挡整洁\n渣土覆盖运输")]  # fmt: skip
    single = open_word(io.BytesIO(write_word(queries.letter_document(letters[0], head="abc"))))
    text = "\n".join(p.text for p in single.paragraphs)
    assert "根据创建方案第三条，为落实2022 年文明村镇创建各项任务，甲镇与甲一村签订本责任书。" in text
    assert "签订单位：甲一村" in text
    assert "签订单位：＿" in text
    assert [cell.text for cell in single.tables[0].rows[1].cells] == [
        "1", "健全网格责任", "户户有人包", "12场", "2022年6月30日", "样甲",
    ]  # fmt: skip
    whole = queries.letters_document(letters, head="abc")
    text = "\n".join(p.text for p in open_word(io.BytesIO(write_word(whole))).paragraphs)
    assert text.count("目标责任书") == 2
    assert "渣土覆盖运输" in text
    assert write_pdf(whole).startswith(b"%PDF")


def test_who_may_and_who_sees(people: People, programme: Programme, table: list[Task]) -> None:
    letter = _draft(people, programme, [table[2]])
    for account, error in ((people.leader, NotAllowed), (people.colleague, NotSeen), (people.stranger, NotSeen)):
        with pytest.raises(error):
            actions.issue_letter(by=account, letter=letter, revision=1)
    for account, count in (("office", 1), ("leader", 1), ("colleague", 1), ("neighbour", 0), ("stranger", 0)):
        assert queries.visible_letters(getattr(people, account), programme).count() == count, account
