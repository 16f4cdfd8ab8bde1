"""Who sees what: down territorial and vertical relations on the day, never along guidance."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import NotAllowed, NotSeen
from chuangcheng.people import actions, policy, queries
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind
from tests.people import SINCE, People


def codes(account: Account) -> set[str]:
    return set(queries.visible_organisations(account).values_list("code", flat=True))


JIA = {"jia", "jia-town", "jia-1", "jia-2"}


def test_each_sees_the_own_subtree(people: People) -> None:
    assert codes(people.office) == codes(people.leader) == codes(people.administrator) == JIA
    assert codes(people.colleague) == {"jia-1"}
    assert codes(people.stranger) == {"yi", "yi-town", "yi-1"}
    assert codes(people.root) == JIA | {"yi", "yi-town", "yi-1"}


def test_a_vertical_relation_is_followed_and_guidance_is_not(people: People) -> None:
    bureau = actions.create_organisation(by=people.root, code="bureau", name="市局", kind="bureau")
    actions.relate(by=people.root, child=people.village, parent=bureau, kind="vertical", from_day=SINCE)
    actions.relate(by=people.root, child=people.village_2, parent=bureau, kind="guides", from_day=SINCE)
    slip = actions.make_account(by=people.root, username="bureau", name="市局", organisation=bureau)
    actions.grant_role(by=people.root, account=slip.account, kind="leader", organisation=bureau, from_day=SINCE)
    assert codes(slip.account) == {"bureau", "jia-1"}
    assert "jia-1" in codes(people.office), "two lines at once"


def test_relations_and_roles_hold_on_their_days(people: People) -> None:
    relation = people.village.upward.get()
    actions.end_relation(by=people.root, relation=relation, to_day=date(2026, 6, 30))
    actions.relate(
        by=people.root, child=people.village, parent=people.other_town, kind="territorial", from_day=date(2026, 7, 1)
    )
    with frozen(date(2026, 6, 30)):
        assert "jia-1" in codes(people.office)
        assert "jia-1" not in codes(people.stranger)
    with frozen(date(2026, 7, 1)):
        assert "jia-1" not in codes(people.office)
        assert "jia-1" in codes(people.stranger)
    assert queries.superior_on(people.village, date(2026, 6, 30)) == people.town
    assert queries.superior_on(people.village, date(2026, 7, 1)) == people.other_town
    assert queries.superior_on(people.county, SINCE) is None
    with frozen(date(2019, 12, 31)):
        assert codes(people.office) == set()


def test_a_revoked_role_and_a_deactivated_account_see_nothing(people: People) -> None:
    with frozen(date(2026, 5, 2)):
        actions.revoke_role(by=people.administrator, role=people.colleague.roles.get())
        assert codes(people.colleague) == set()
    off = actions.deactivate_account(by=people.administrator, account=people.office)
    assert codes(off) == set()


def test_scoped_is_one_filter_for_any_path(people: People) -> None:
    seen = queries.scoped(Account.objects.all(), people.colleague, path="organisation")
    assert [account.username for account in seen] == ["colleague"]
    assert queries.scoped(Organisation.objects.all(), people.colleague, path="").get() == people.village
    assert queries.scoped(Account.objects.all(), people.root, path="organisation").count() == Account.objects.count()


@pytest.mark.parametrize("villages", [1, 3])
def test_scope_costs_one_query_however_many_organisations(
    people: People, django_assert_num_queries: pytest.FixtureRequest, villages: int
) -> None:
    for n in range(villages):
        actions.create_organisation(
            by=people.root, code=f"more-{n}", name="村", kind="village", parent=people.town, from_day=SINCE
        )
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert queries.visible_organisations(people.office).count() == 4 + villages
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert policy.has_role(people.office, [RoleKind.OFFICE], people.village)


def test_a_role_reaches_down_not_up_nor_aside(people: People) -> None:
    assert policy.has_role(people.office, [RoleKind.OFFICE], people.village)
    assert policy.has_role(people.colleague, [RoleKind.UNIT], people.village)
    assert not policy.has_role(people.colleague, [RoleKind.UNIT], people.town)
    assert not policy.has_role(people.colleague, [RoleKind.UNIT], people.village_2)
    assert not policy.has_role(people.stranger, [RoleKind.OFFICE], people.village)
    assert not policy.has_role(people.office, [RoleKind.INSPECTOR], people.village)
    assert policy.has_role(people.stranger, [RoleKind.OFFICE])
    assert not policy.has_role(AnonymousUser(), [RoleKind.OFFICE])
    assert not policy.has_role(None, [RoleKind.OFFICE])


def test_the_two_refusals(people: People) -> None:
    with pytest.raises(NotSeen):
        policy.require_sight(people.stranger, people.village)
    with pytest.raises(NotAllowed):
        policy.require(allowed=False)
    policy.require_sight(people.colleague, people.village)


def test_above_and_beneath(people: People) -> None:
    assert {o.code for o in queries.above(people.village)} == {"jia-1", "jia-town", "jia"}
    assert {o.code for o in queries.beneath(people.town)} == {"jia-town", "jia-1", "jia-2"}
