"""Activities: what counts as held (F9, F11), what counts as written (F12)."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.stages.activities import actions, facts, queries
from chuangcheng.stages.plans.models import Programme
from tests.people import People

MAY = date(2022, 5, 8)


def test_an_issue_without_nominees_display_and_result_is_not_complete(people: People, programme: Programme) -> None:
    given = {"by": people.office, "programme": programme, "unit": people.village, "happened_on": MAY, "kind": "村好人"}
    parts = {"nominees": "三人", "shown_on": date(2022, 5, 5), "result": "一人当选"}
    with frozen(MAY):
        for missing in parts:
            some = {name: value for name, value in parts.items() if name != missing}
            with pytest.raises(Refused) as error:
                actions.record_activity(**given, **some, completed=True)
            assert (error.value.code, error.value.field) == ("selection-incomplete", missing)
        open_issue = actions.record_activity(**given, nominees="三人")
        done = actions.change_activity(
            by=people.office, activity=open_issue, revision=open_issue.revision, completed=True, **parts
        )
    assert done.completed
    assert [row.values["completed"] for row in facts.activity(programme)] == [True]


def test_hosted_activities(people: People, programme: Programme) -> None:
    with frozen(MAY):
        hosted = actions.record_activity(
            by=people.office,
            programme=programme,
            unit=people.village,
            happened_on=MAY,
            kind="承办",
            level="镇级",
            important=True,
            hosted=True,
        )
    (told,) = (row.values for row in facts.activity(programme))
    assert {name: told[name] for name in ("kind", "level", "important", "hosted", "completed", "confirmed")} == {
        "kind": "承办", "level": "镇级", "important": True, "hosted": True, "completed": None, "confirmed": False
    }  # fmt: skip
    assert set(told) == set(facts.COLUMNS["activity"])
    assert list(queries.visible_activities(people.colleague, programme)) == [hosted]
    assert not queries.visible_activities(people.neighbour, programme).exists()


def test_an_unfinished_article_is_not_adopted(people: People, programme: Programme) -> None:
    given = {"programme": programme, "unit": people.village, "happened_on": MAY, "title": "约稿"}
    with frozen(MAY):
        with pytest.raises(Refused) as error:
            actions.record_article(by=people.office, **given, adopted=True)
        assert error.value.code == "adopted-unfinished"
        with pytest.raises(NotAllowed):
            actions.record_article(by=people.colleague, **given)
        with pytest.raises(NotSeen):
            actions.record_article(by=people.stranger, **given)
        article = actions.record_article(by=people.office, **given, completed=True)
        actions.withdraw_article(by=people.office, article=article, revision=article.revision, reason="重复登记")
    assert list(facts.article(programme)) == []
    assert queries.visible_articles(people.colleague, programme).get() == article
