"""Programmes, and the lock on closed periods, at the level of actions."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.stages.activities.actions import change_article, record_article, withdraw_article
from chuangcheng.stages.activities.facts import article as article_facts
from chuangcheng.stages.activities.models import Article
from chuangcheng.stages.plans import actions, queries
from chuangcheng.stages.plans.models import ClosedPeriod, Programme
from tests.people import People

Q2 = {"first": date(2022, 4, 1), "last": date(2022, 6, 30)}
JULY = date(2022, 7, 10)


@pytest.fixture
def article(people: People, programme: Programme) -> Article:
    with frozen(date(2022, 5, 30)):
        return record_article(
            by=people.office, programme=programme, unit=people.village, happened_on=date(2022, 5, 30), title="约稿一"
        )


@pytest.fixture
def closed(people: People, programme: Programme, article: Article) -> ClosedPeriod:
    with frozen(JULY):
        return actions.close_period(by=people.office, programme=programme, basis="第二季度通报", **Q2)


def refusal(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.code


def test_only_the_office_of_the_host_closes(people: People, programme: Programme) -> None:
    with frozen(JULY):
        with pytest.raises(NotSeen):
            actions.close_period(by=people.stranger, programme=programme, basis="通报", **Q2)
        for reader in (people.leader, people.auditor, people.inspector):
            with pytest.raises(NotAllowed):
                actions.close_period(by=reader, programme=programme, basis="通报", **Q2)
        with pytest.raises(NotSeen):  # a village does not see the town
            actions.close_period(by=people.colleague, programme=programme, basis="通报", **Q2)
        with pytest.raises(Refused) as error:
            actions.close_period(by=people.office, programme=programme, basis=" ", **Q2)
    assert refusal(error) == "no-basis"
    assert not ClosedPeriod.objects.exists()


def test_a_period_is_closed_once_and_when_it_is_over(
    people: People, programme: Programme, closed: ClosedPeriod
) -> None:
    with frozen(JULY), pytest.raises(Refused) as error:
        actions.close_period(
            by=people.office, programme=programme, basis="通报", first=date(2022, 6, 30), last=date(2022, 7, 1)
        )
    assert refusal(error) == "already-closed"
    with frozen(date(2022, 9, 29)), pytest.raises(Refused) as error:
        actions.close_period(
            by=people.office, programme=programme, basis="通报", first=date(2022, 7, 1), last=date(2022, 9, 30)
        )
    assert refusal(error) == "not-over"


def test_a_closed_period_stands_still(people: People, article: Article, closed: ClosedPeriod) -> None:
    with frozen(JULY):
        for act in (
            lambda: record_article(
                by=people.office,
                programme=article.programme,
                unit=people.village,
                happened_on=date(2022, 6, 30),
                title="约稿二",
            ),
            lambda: change_article(by=people.office, article=article, revision=article.revision, title="另一题"),
            lambda: change_article(by=people.office, article=article, revision=article.revision, happened_on=JULY),
            lambda: withdraw_article(by=people.office, article=article, revision=article.revision, reason="重复"),
        ):
            with pytest.raises(Refused) as error:
                act()
            assert refusal(error) == "period-closed"
    assert [(a.title, a.withdrawn_on) for a in Article.objects.all()] == [("约稿一", None)]


def test_a_late_fact_is_booked_on_its_entry_date(people: People, programme: Programme, closed: ClosedPeriod) -> None:
    with frozen(JULY):
        late = record_article(
            by=people.office,
            programme=programme,
            unit=people.village,
            happened_on=date(2022, 6, 30),
            title="约稿二",
            late=True,
        )
    assert (late.happened_on, late.booked_on, late.is_late) == (date(2022, 6, 30), JULY, True)
    assert [(row.id, row.day) for row in article_facts(programme)] == [
        ("yg-000001", date(2022, 5, 30)),
        ("yg-000002", JULY),
    ]


def test_late_is_only_for_closed_periods(people: People, programme: Programme, article: Article) -> None:
    with frozen(JULY):
        timely = record_article(
            by=people.office,
            programme=programme,
            unit=people.village,
            happened_on=date(2022, 6, 30),
            title="约稿二",
            late=True,
        )
    assert timely.booked_on == date(2022, 6, 30)


def test_reopening_needs_reason_and_basis_and_stays_visible(
    people: People, article: Article, closed: ClosedPeriod
) -> None:
    with frozen(JULY):
        for reason, basis, code in (("", "纪要", "no-reason"), ("漏登", "", "no-basis")):
            with pytest.raises(Refused) as error:
                actions.reopen_period(by=people.office, period=closed, reason=reason, basis=basis)
            assert refusal(error) == code
        opened = actions.reopen_period(by=people.office, period=closed, reason="漏登一篇", basis="会议纪要")
        changed = change_article(by=people.office, article=article, revision=article.revision, title="另一题")
        with pytest.raises(Refused) as error:
            actions.reopen_period(by=people.office, period=opened, reason="再开", basis="纪要")
        assert refusal(error) == "already-open"
        again = actions.close_period(by=people.office, programme=closed.programme, basis="更正通报", **Q2)
    assert changed.title == "另一题"
    assert again.pk != closed.pk
    assert ClosedPeriod.objects.get(pk=closed.pk).reopen_reason == "漏登一篇"


def test_two_people_at_once(people: People, article: Article) -> None:
    with frozen(JULY):
        change_article(by=people.office, article=article, revision=article.revision, title="先改的")
        with pytest.raises(Conflict):
            change_article(by=people.office, article=article, revision=article.revision, title="后改的")
        with pytest.raises(Conflict):
            withdraw_article(by=people.office, article=article, revision=article.revision, reason="重复")
    assert Article.objects.get().title == "先改的"


def test_each_write_is_one_line_of_the_journal(people: People, article: Article) -> None:
    with frozen(JULY):
        lines = JournalLine.objects.count()
        change_article(by=people.office, article=article, revision=article.revision, title="新题")
    line = JournalLine.objects.order_by("-number")[0]
    assert JournalLine.objects.count() == lines + 1
    assert (line.verb, line.by) == ("activities.article.change", "office")
    assert line.details == {"before": {"title": "约稿一"}, "after": {"title": "新题"}}


def test_a_refusal_writes_nothing(people: People, programme: Programme) -> None:
    lines = JournalLine.objects.count()
    with frozen(JULY), pytest.raises(Refused) as error:
        record_article(
            by=people.office, programme=programme, unit=people.village, happened_on=date(2022, 7, 11), title="题"
        )
    assert refusal(error) == "in-the-future"
    assert JournalLine.objects.count() == lines


def test_days_outside_the_programme_and_units_outside_it(people: People, programme: Programme) -> None:
    with frozen(date(2023, 2, 1)), pytest.raises(Refused) as error:
        record_article(
            by=people.office, programme=programme, unit=people.village, happened_on=date(2023, 1, 1), title="题"
        )
    assert refusal(error) == "outside-programme"
    with frozen(JULY), pytest.raises(Refused) as error:
        record_article(by=people.office, programme=programme, unit=people.county, happened_on=JULY, title="题")
    assert refusal(error) == "not-taking-part"


def test_codes_are_given_or_taken_once(people: People, programme: Programme, article: Article) -> None:
    with frozen(JULY):
        given = {
            "by": people.office,
            "programme": programme,
            "unit": people.village,
            "happened_on": JULY,
            "title": "题",
        }
        assert record_article(**given, code="自编-1").code == "自编-1"
        assert record_article(**given).code == "yg-000002"
        with pytest.raises(Refused) as error:
            record_article(**given, code="自编-1")
        assert refusal(error) == "code-taken"
        with pytest.raises(Refused) as error:
            record_article(**given, code=" 自编-2")
        assert refusal(error) == "wrong-code"


def test_phases_may_overlap_and_leave_gaps(people: People, programme: Programme) -> None:
    """The four phases of C1 to C4: both the overlaps (C5, C6) and the uncovered days (C9) are reported."""
    for title, first, last in (
        ("安排部署", date(2022, 4, 20), date(2022, 4, 28)),
        ("集中整治", date(2022, 4, 29), date(2022, 5, 20)),
        ("巩固提升", date(2022, 5, 21), date(2022, 12, 31)),
        ("检查验收", date(2022, 5, 16), date(2022, 11, 30)),
    ):
        actions.add_phase(by=people.office, programme=programme, title=title, first=first, last=last)
    assert [(s.first, s.last, s.days) for s in queries.overlaps(programme)] == [
        (date(2022, 5, 16), date(2022, 5, 20), 5),
        (date(2022, 5, 21), date(2022, 11, 30), 194),
    ]
    assert [(s.first, s.last, s.days) for s in queries.gaps(programme)] == [(date(2022, 1, 1), date(2022, 4, 19), 109)]


def test_leading_group_and_next_steps(people: People, programme: Programme) -> None:
    entries = [actions.LeadingEntry("甲", "书记", "head"), actions.LeadingEntry("乙", "镇长", "first_deputy")]
    changed = actions.set_leading_group(
        by=people.office, programme=programme, revision=programme.revision, entries=entries
    )
    assert [(m.place, m.name) for m in changed.leading_group.all()] == [(1, "甲"), (2, "乙")]
    with pytest.raises(Conflict):
        actions.set_leading_group(by=people.office, programme=programme, revision=programme.revision, entries=[])
    step = actions.add_next_step(by=people.office, programme=programme, text="办好秋冬季战役")
    with frozen(JULY):
        done = actions.finish_next_step(by=people.office, step=step, revision=step.revision)
    assert done.done_on == JULY
    with pytest.raises(NotAllowed):
        actions.remove_next_step(by=people.leader, step=done, revision=done.revision)


def test_who_sees_a_programme(people: People, programme: Programme) -> None:
    for reader in (people.office, people.colleague, people.leader, people.auditor):
        assert list(queries.visible_programmes(reader)) == [programme]
    assert list(queries.visible_programmes(people.stranger)) == []
