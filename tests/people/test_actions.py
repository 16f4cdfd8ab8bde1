"""Each action of people on the access ladder, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from chuangcheng.base.clock import frozen, today
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.people import actions
from chuangcheng.people.models import Account, Organisation, Relation, Role
from tests.people import People

Act = Callable[[People, Account], object]
DAY = date(2026, 3, 1)

#: What an administrator of 甲县 may do to 甲一村 and its people.
KEPT_BY_ADMINISTRATORS: dict[str, Act] = {
    "create_organisation": lambda p, by: actions.create_organisation(
        by=by, code="jia-3", name="甲三村", kind="village", parent=p.town, from_day=DAY
    ),
    "change_organisation": lambda p, by: actions.change_organisation(
        by=by, organisation=p.village, name="甲一新村", kind="village", group="一组", attributes={"officer": "某人"}
    ),
    "end_organisation": lambda p, by: actions.end_organisation(
        by=by, organisation=p.village, on=DAY, basis="甲民〔1〕号"
    ),
    "relate": lambda p, by: actions.relate(by=by, child=p.village, parent=p.county, kind="vertical", from_day=DAY),
    "end_relation": lambda p, by: actions.end_relation(by=by, relation=p.village.upward.get(), to_day=DAY),
    "make_account": lambda p, by: actions.make_account(by=by, username="new", name="新人", organisation=p.village),
    "renew_slip": lambda p, by: actions.renew_slip(by=by, account=p.colleague),
    "change_account": lambda p, by: actions.change_account(
        by=by, account=p.colleague, name="改名", organisation=p.village
    ),
    "deactivate_account": lambda p, by: actions.deactivate_account(by=by, account=p.colleague),
    "activate_account": lambda p, by: actions.activate_account(by=by, account=p.colleague),
    "grant_role": lambda p, by: actions.grant_role(
        by=by, account=p.colleague, kind="inspector", organisation=p.village, from_day=DAY
    ),
    "revoke_role": lambda p, by: actions.revoke_role(by=by, role=p.colleague.roles.get()),
}


@pytest.mark.parametrize("act", KEPT_BY_ADMINISTRATORS)
def test_administrators_do_it_with_one_line_each(people: People, act: str) -> None:
    for by in (people.administrator, people.root):
        if by is people.root and act in {"create_organisation", "relate", "make_account", "grant_role"}:
            continue  # done already: twice is refused, see below
        before = JournalLine.objects.count()
        KEPT_BY_ADMINISTRATORS[act](people, by)
        assert JournalLine.objects.count() == before + 1
        line = JournalLine.objects.last()
        assert line is not None
        assert line.by == by.username
        assert line.verb.startswith("people.")
        assert line.subject.startswith("people.")


@pytest.mark.parametrize("act", KEPT_BY_ADMINISTRATORS)
def test_others_may_not_and_strangers_do_not_see(people: People, act: str) -> None:
    before = JournalLine.objects.count()
    for by in (people.office, people.leader, people.inspector, people.auditor):
        with pytest.raises(NotAllowed):
            KEPT_BY_ADMINISTRATORS[act](people, by)
    with pytest.raises(NotSeen):
        KEPT_BY_ADMINISTRATORS[act](people, people.stranger)
    with pytest.raises((NotSeen, NotAllowed)):
        KEPT_BY_ADMINISTRATORS[act](people, people.neighbour)
    assert JournalLine.objects.count() == before


def test_only_a_system_administrator_makes_another_or_touches_one(people: People) -> None:
    with pytest.raises(NotAllowed):
        actions.make_account(
            by=people.administrator, username="x2", name="x", organisation=people.county, is_administrator=True
        )
    with pytest.raises(NotAllowed):
        actions.renew_slip(by=people.administrator, account=people.root)
    with pytest.raises(NotAllowed):
        actions.create_organisation(by=people.administrator, code="free", name="独立", kind="town")
    slip = actions.make_account(by=people.root, username="x3", name="x", organisation=None, is_administrator=True)
    assert slip.account.is_administrator


def refused(code: str, act: Callable[[], object]) -> Refused:
    before = JournalLine.objects.count()
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code
    assert str(caught.value)
    assert JournalLine.objects.count() == before
    return caught.value


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("bad-code", {"code": " "}),
        ("bad-code", {"code": "a b"}),
        ("bad-code", {"code": "../x"}),
        ("bad-code", {"code": "x" * 65}),
        ("code-taken", {"code": "jia-1"}),
        ("missing", {"name": "  "}),
        ("too-long", {"name": "村" * 121}),
        ("control-sign", {"name": "甲\u202e村"}),
        ("control-sign", {"name": "甲\n村"}),
        ("missing", {"kind": ""}),
        ("bad-attribute", {"attributes": {"": "x"}}),
        ("bad-attribute", {"attributes": {"x": 1}}),
    ],
)
def test_an_organisation_that_is_not_valid(people: People, code: str, wrong: dict[str, object]) -> None:
    values = {"code": "jia-9", "name": "甲九村", "kind": "village", "parent": people.town, "from_day": DAY, **wrong}
    refusal = refused(code, lambda: actions.create_organisation(by=people.root, **values))  # type: ignore[arg-type]
    assert refusal.field == next(iter(wrong))
    assert Organisation.objects.count() == 7


def test_relations_that_are_not_valid(people: People) -> None:
    def relate(child: Organisation, parent: Organisation, kind: str, **days: date) -> Callable[[], object]:
        return lambda: actions.relate(
            by=people.root, child=child, parent=parent, kind=kind, **{"from_day": DAY, **days}
        )

    refused("relation-to-itself", relate(people.village, people.village, "vertical"))
    refused("relation-ring", relate(people.county, people.village, "territorial"))
    refused("relation-ring", relate(people.town, people.village, "vertical"))
    refused("relation-twice", relate(people.village, people.other_town, "territorial"))
    refused("days-reversed", relate(people.village, people.other_town, "vertical", to_day=DAY - timedelta(1)))
    actions.relate(by=people.root, child=people.county, parent=people.village, kind="guides", from_day=DAY)
    actions.relate(by=people.root, child=people.village, parent=people.other_town, kind="vertical", from_day=DAY)
    refused("relation-twice", relate(people.village, people.other_town, "vertical"))
    assert Relation.objects.count() == 7


def test_roles_and_accounts_that_are_not_valid(people: People) -> None:
    def make(username: str, name: str = "某人") -> Callable[[], object]:
        return lambda: actions.make_account(by=people.root, username=username, name=name, organisation=people.village)

    refused("username-taken", make("Office"))
    refused("bad-username", make("a b"))
    refused("bad-username", make("x"))
    refused("missing", make("fine", name=" "))
    role = {"account": people.colleague, "kind": "unit", "organisation": people.village}
    refused("role-twice", lambda: actions.grant_role(by=people.root, from_day=DAY, **role))  # type: ignore[arg-type]
    refused(
        "days-reversed",
        lambda: actions.grant_role(
            by=people.root, **{**role, "kind": "leader"}, from_day=DAY, to_day=DAY - timedelta(1)
        ),  # type: ignore[arg-type]
    )
    refused("last-administrator", lambda: actions.deactivate_account(by=people.root, account=people.root))
    refused("not-empty", lambda: actions.make_first_administrator(username="second", name="x"))


def test_two_who_save_at_once(people: People) -> None:
    opened = people.village.revision
    values = {"kind": "village", "group": "", "attributes": {}}
    first = actions.change_organisation(
        by=people.root, organisation=people.village, revision=opened, name="先", **values
    )  # type: ignore[arg-type]
    assert first.revision == opened + 1
    with pytest.raises(Conflict):
        actions.change_organisation(by=people.root, organisation=people.village, revision=opened, name="后", **values)  # type: ignore[arg-type]
    assert Organisation.objects.get(pk=people.village.pk).name == "先"


def test_a_slip_opens_once_and_for_a_while(people: People) -> None:
    with frozen(DAY):
        slip = actions.make_account(by=people.root, username="new", name="新人", organisation=people.village)
    account = Account.objects.get(username="new")
    assert account.check_password(slip.password)
    assert account.must_change_password
    assert slip.until == DAY + timedelta(14)
    assert slip.password not in repr(slip)
    assert slip.password not in str(list(JournalLine.objects.values_list("details", flat=True)))
    refused("same-password", lambda: actions.set_password(by=account, account=account, password=slip.password))
    refused("weak-password", lambda: actions.set_password(by=account, account=account, password="short"))
    actions.set_password(by=account, account=account, password="a fine long password")
    stored = Account.objects.get(username="new")
    assert not stored.must_change_password
    assert stored.slip_until is None
    assert stored.check_password("a fine long password")
    with pytest.raises(NotAllowed):
        actions.set_password(by=people.root, account=stored, password="not your own password")


def test_a_role_revoked_on_the_day_it_was_granted_never_held(people: People) -> None:
    role = actions.grant_role(
        by=people.root, account=people.neighbour, kind="leader", organisation=people.village, from_day=today()
    )
    ended = actions.revoke_role(by=people.root, role=role)
    assert ended.to_day == today() - timedelta(1)
    assert ended.from_day <= ended.to_day
    assert Role.objects.filter(pk=role.pk).exists(), "it stays to be read"


def test_persons_are_kept_by_office_unit_and_administrators(people: People) -> None:
    for by in (people.office, people.colleague, people.administrator):
        person = actions.add_person(by=by, organisation=people.village, name="某人", post="书记", phone="13900000000")
        changed = actions.change_person(
            by=by, person=person, revision=person.revision, name="某某", post="书记", phone="13911111111"
        )
        assert changed.name == "某某"
        with pytest.raises(Conflict):
            actions.change_person(by=by, person=person, revision=1, name="x", post="", phone="")
        assert actions.end_post(by=by, person=person, on=DAY).left_on == DAY
    for by in (people.leader, people.inspector, people.auditor):
        with pytest.raises(NotAllowed):
            actions.add_person(by=by, organisation=people.village, name="某人")
    for by in (people.stranger, people.neighbour):
        with pytest.raises(NotSeen):
            actions.add_person(by=by, organisation=people.village, name="某人")
    told = str(list(JournalLine.objects.values_list("details", flat=True)))
    assert "139" not in told, "telephone numbers do not stand in the journal for ever"


def test_language_is_remembered(people: People) -> None:
    assert actions.set_language(by=people.office, language="en").language == "en"
    refused("bad-language", lambda: actions.set_language(by=people.office, language="tlh"))
