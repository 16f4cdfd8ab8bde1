"""Kinds of activities: those that ship, those that an office keeps."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.stages.activities import actions, checks, queries
from chuangcheng.stages.activities.models import ActivityKind
from chuangcheng.stages.activities.states import SELECTIONS
from tests.people import People

GROUPS = ["志愿服务", "宣传", "学习培训", "清洁", "文体", "节日", "帮扶", "劝导", "会议", "执法", "评选", "创建"]


def test_the_kinds_that_ship_are_valid(people: People) -> None:
    kinds = queries.shipped_kinds(people.town)
    for kind in kinds:
        checks.check_kind(kind)
    assert list(queries.grouped(kinds)) == GROUPS
    names = [kind.name for kind in kinds]
    assert len(names) == len(set(names)) >= 60
    assert {"承办", *SELECTIONS} <= set(names)


def test_a_host_begins_with_them_and_keeps_its_own(people: People) -> None:
    assert len(queries.kinds_in_force(people.village)) == len(queries.shipped_kinds(people.village))
    with pytest.raises(NotAllowed):
        actions.install_kinds(by=people.leader, host=people.town)
    with pytest.raises(NotSeen):
        actions.install_kinds(by=people.stranger, host=people.town)
    own = actions.add_kind(by=people.office, host=people.town, name="义诊", group="志愿服务", asks=["volunteers"])
    came = actions.install_kinds(by=people.office, host=people.town)
    assert came == len(queries.shipped_kinds(people.town)) - 1
    assert actions.install_kinds(by=people.office, host=people.town) == 0
    ended = actions.change_kind(
        by=people.office,
        kind=own,
        revision=own.revision,
        group="志愿服务",
        asks=[],
        fields=[],
        ended_on=date(2022, 5, 1),
    )
    names = [kind.name for kind in queries.kinds_in_force(people.village)]
    assert "义诊" not in names
    assert "志愿服务" in names
    assert queries.kind_named(people.village, "义诊") == ended
    assert queries.kind_named(people.village, "没有这一类").fields == []
    assert not queries.kept_kinds(people.other_village)


def test_the_own_word_of_a_host_wins(people: People) -> None:
    actions.add_kind(by=people.office, host=people.county, name="义诊", group="志愿服务", asks=["volunteers"])
    own = actions.add_kind(by=people.office, host=people.town, name="义诊", group="帮扶", asks=["persons"])
    assert queries.kind_named(people.town, "义诊") == own
    assert [kind.group for kind in queries.kinds_in_force(people.town)] == ["帮扶"]


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": " "}, "missing", "name"),
        ({"asks": ["weather"]}, "unknown-column", "asks"),
        ({"fields": [{"name": "Persons", "label": "人", "type": "integer"}]}, "wrong-field", "fields"),
        ({"fields": [{"name": "persons", "label": "人", "type": "integer"}]}, "wrong-field", "fields"),
        ({"fields": [{"name": "a", "label": "", "type": "integer"}]}, "wrong-field", "fields"),
        ({"fields": [{"name": "a", "label": "甲", "type": "float"}]}, "wrong-field", "fields"),
        ({"fields": [{"name": "a", "label": "甲", "type": "choice"}]}, "wrong-field", "fields"),
        ({"fields": [{"name": "a", "label": "甲", "type": "text"}] * 2}, "wrong-field", "fields"),
        ({"fields": [{"name": f"a{n}", "label": "甲", "type": "text"} for n in range(13)]}, "wrong-field", "fields"),
    ],
)
def test_what_no_kind_can_be(people: People, given: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(Refused) as error:
        actions.add_kind(**{"by": people.office, "host": people.town, "name": "甲", "group": "乙", **given})  # type: ignore[arg-type]
    assert (error.value.code, error.value.field) == (code, field)
    assert not ActivityKind.objects.exists()


def test_a_name_stands_once(people: People) -> None:
    actions.add_kind(by=people.office, host=people.town, name="义诊", group="志愿服务")
    with pytest.raises(Refused) as error:
        actions.add_kind(by=people.office, host=people.town, name="义诊", group="志愿服务")
    assert error.value.code == "kind-taken"
