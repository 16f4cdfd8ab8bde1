"""What a page reads once about the organisations says the same as the queries of people."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.people import actions
from chuangcheng.people.queries import beneath, calendar_of, visible_organisations
from chuangcheng.people.states import RelationKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import visible_programmes
from chuangcheng.web.overview.around import around
from tests.people import People

pytestmark = pytest.mark.django_db
DAY = date(2022, 5, 11)
EVERYONE = ("root", "office", "colleague", "stranger", "leader", "inspector", "auditor", "administrator")


def test_the_same_is_in_sight(people: People, programme: Programme) -> None:
    """With a relation that guides and carries no sight, and one that had ended."""
    actions.relate(
        by=people.root, parent=people.other_county, child=people.village, kind=RelationKind.GUIDES, from_day=DAY
    )
    actions.relate(
        by=people.root, parent=people.other_town, child=people.village_2, kind=RelationKind.VERTICAL, from_day=DAY
    )
    with frozen(DAY):
        for name in EVERYONE:
            account = getattr(people, name)
            found = around(account, DAY)
            assert found.seen == set(visible_organisations(account).values_list("pk", flat=True)), name
            assert (programme.host_id in found.hosts) == visible_programmes(account).exists(), name
            for place in (people.county, people.town, people.village, people.other_county):
                assert found.beneath(place.pk) == set(beneath(place).values_list("pk", flat=True)), name


def test_the_same_days_are_worked(people: People, programme: Programme) -> None:
    with frozen(DAY):
        for place, working in ((people.county, False), (people.town, True), (people.other_county, False)):
            actions.except_day(
                by=people.root, organisation=place, day=date(2022, 5, 16), working=working, name="调休", basis="通知"
            )
        found = around(people.office, DAY).calendar_of(programme)
        assert found.exceptions == calendar_of(programme.host).exceptions == {date(2022, 5, 16): True}
