"""Rulebooks are copied, drafted, changed, published and retired by the office that owns them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused, SeveralRefused
from chuangcheng.base.journal import JournalLine
from chuangcheng.rulebooks import actions
from chuangcheng.rulebooks.adjust import settings_of
from chuangcheng.rulebooks.examples import run_examples
from chuangcheng.rulebooks.models import Rulebook, Version
from chuangcheng.rulebooks.queries import visible_versions
from chuangcheng.rulebooks.shipped import shipped_rulebooks
from tests.people import People
from tests.stages.books import TOWN

pytestmark = pytest.mark.django_db

FORCE = {"document": "考核办法", "clause": "第一条", "first": date(2026, 1, 1), "last": None}


@pytest.fixture
def draft(people: People) -> Version:
    return actions.create(by=people.office, organisation=people.county, name="own", title="本县办法", text=TOWN)


@pytest.fixture
def published(people: People, draft: Version) -> Version:
    return actions.publish(by=people.office, version=draft, **FORCE)


def path_of(version: Version, label: str) -> str:
    return next(one.path for one in settings_of(version.text) if one.label == label)


Act = Callable[[People, Version], object]
ACTS: dict[str, Act] = {
    "draft": lambda people, version: actions.draft_version(by=people.leader, version=version),
    "text": lambda people, version: actions.change_text(by=people.leader, version=version, text=TOWN),
    "settings": lambda people, version: actions.change_settings(by=people.leader, version=version, settings={}),
    "publish": lambda people, version: actions.publish(by=people.leader, version=version, **FORCE),
    "retire": lambda people, version: actions.retire(by=people.leader, version=version, reason="旧"),
}


@pytest.mark.parametrize("verb", list(ACTS))
def test_who_may_not(people: People, draft: Version, verb: str) -> None:
    lines = JournalLine.objects.count()
    with pytest.raises(NotAllowed):
        ACTS[verb](people, draft)
    calls = {
        "draft": lambda by: actions.draft_version(by=by, version=draft),
        "text": lambda by: actions.change_text(by=by, version=draft, text=TOWN),
        "settings": lambda by: actions.change_settings(by=by, version=draft, settings={}),
        "publish": lambda by: actions.publish(by=by, version=draft, **FORCE),
        "retire": lambda by: actions.retire(by=by, version=draft, reason="旧"),
    }
    for by in (people.stranger, people.colleague):
        with pytest.raises(NotSeen):
            calls[verb](by)
    assert JournalLine.objects.count() == lines


def test_who_sees_a_rulebook(people: People, draft: Version) -> None:
    assert visible_versions(people.leader).get() == draft
    assert not visible_versions(people.stranger).exists()
    with pytest.raises(NotSeen):
        actions.create(by=people.stranger, organisation=people.county, name="x", title="x", text=TOWN)


@pytest.mark.parametrize("name", [one.name for one in shipped_rulebooks()])
def test_a_shipped_rulebook_is_copied_published_and_its_examples_still_come_out(people: People, name: str) -> None:
    version = actions.copy_shipped(by=people.office, organisation=people.county, name=name)
    assert version.is_draft
    assert all(result.equal for result in run_examples(version))
    actions.publish(by=people.office, version=version, **FORCE)
    assert [result.name for result in run_examples(version) if not result.equal] == []
    with pytest.raises(Refused) as error:
        actions.copy_shipped(by=people.office, organisation=people.county, name=name)
    assert error.value.code == "name-taken"


def test_examples_tell_what_a_changed_setting_changes(people: People) -> None:
    version = actions.copy_shipped(by=people.office, organisation=people.county, name="town")
    assert run_examples(version)
    actions.change_settings(by=people.office, version=version, settings={path_of(version, "escalate"): "once"})
    changed = [difference for result in run_examples(version) for difference in result.differences]
    assert {"ledger", "scores"} <= {difference.table for difference in changed}
    assert all(difference.missing and difference.surplus for difference in changed if difference.table == "scores")


def test_a_rulebook_of_ones_own_has_no_examples(draft: Version) -> None:
    assert run_examples(draft) == []


def test_a_published_version_never_changes(people: People, published: Version) -> None:
    before = (published.text, published.digest)
    for act in (
        lambda: actions.change_text(by=people.office, version=published, text=TOWN),
        lambda: actions.change_settings(by=people.office, version=published, settings={}),
    ):
        with pytest.raises(Refused) as error:
            act()
        assert error.value.code == "version-published"
    with pytest.raises(Refused) as error:
        actions.publish(by=people.office, version=published, **FORCE)
    assert error.value.code == "version-state"
    successor = actions.draft_version(by=people.office, version=published)
    actions.change_settings(by=people.office, version=successor, settings={path_of(successor, "amount"): "5000"})
    published.refresh_from_db()
    assert (published.text, published.digest) == before
    assert (successor.number, successor.is_draft) == (2, True)
    assert "5000" in successor.text


def test_publishing_writes_basis_and_days_into_the_text(published: Version) -> None:
    assert "考核办法" in published.text
    assert "2026-01-01" in published.text
    assert published.published_at is not None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"document": " "}, "no-basis"),
        ({"last": date(2025, 1, 1)}, "days-reversed"),
    ],
)
def test_what_publishing_refuses(people: People, draft: Version, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as error:
        actions.publish(by=people.office, version=draft, **{**FORCE, **wrong})  # type: ignore[arg-type]
    assert error.value.code == code
    draft.refresh_from_db()
    assert draft.is_draft


@pytest.mark.parametrize("text", ["items: [", "items: [1, 2]\n", "items: {}\n", "x" * 10])
def test_a_text_with_errors_stands_in_a_draft_but_is_neither_published_nor_adjusted(
    people: People, draft: Version, text: str
) -> None:
    actions.change_text(by=people.office, version=draft, text=text)
    for act, code in (
        (lambda: actions.publish(by=people.office, version=draft, **FORCE), "rulebook-has-errors"),
        (lambda: actions.change_settings(by=people.office, version=draft, settings={}), "rulebook-unreadable"),
    ):
        with pytest.raises(Refused) as error:
            act()
        assert error.value.code == code


def test_an_empty_text_and_one_that_is_too_large_are_refused(people: People, draft: Version) -> None:
    for text, code in ((" \n", "rulebook-empty"), ("x" * 1_000_001, "rulebook-too-large")):
        with pytest.raises(Refused) as error:
            actions.change_text(by=people.office, version=draft, text=text)
        assert error.value.code == code


def test_settings_that_cannot_be_are_refused_beside_their_fields(people: People, draft: Version) -> None:
    before = draft.text
    wrong = {path_of(draft, "ties"): "coin", path_of(draft, "amount"): "very much"}
    with pytest.raises(SeveralRefused) as several:
        actions.change_settings(by=people.office, version=draft, settings=wrong)
    assert {one.field for one in several.value.refusals} == set(wrong)
    for settings, code in (
        ({"items/9/cap": "3"}, "unknown-setting"),
        ({path_of(draft, "amount"): " "}, "setting-empty"),
    ):
        with pytest.raises(Refused) as error:
            actions.change_settings(by=people.office, version=draft, settings=settings)
        assert error.value.code == code
    draft.refresh_from_db()
    assert draft.text == before


def test_a_stale_save_is_a_conflict(people: People, draft: Version) -> None:
    opened = draft.revision
    actions.change_text(by=people.office, version=draft, text=TOWN, revision=opened)
    with pytest.raises(Conflict):
        actions.change_text(by=people.office, version=Version.objects.get(pk=draft.pk), text=TOWN, revision=opened)


def test_a_version_is_retired_with_a_reason(people: People, published: Version) -> None:
    with pytest.raises(Refused) as error:
        actions.retire(by=people.office, version=published, reason=" ")
    assert error.value.code == "no-reason"
    actions.retire(by=people.office, version=published, reason="新办法印发")
    published.refresh_from_db()
    assert published.state == "retired"


def test_each_act_writes_one_line_of_the_journal(people: People) -> None:
    lines = JournalLine.objects.count()
    version = actions.create(by=people.office, organisation=people.county, name="own", title="办法", text=TOWN)
    actions.publish(by=people.office, version=version, **FORCE)
    actions.draft_version(by=people.office, version=version)
    actions.retire(by=people.office, version=version, reason="旧")
    verbs = list(JournalLine.objects.filter(number__gt=lines).order_by("number").values_list("verb", flat=True))
    assert verbs == [
        "rulebooks.rulebook.create",
        "rulebooks.version.publish",
        "rulebooks.version.draft",
        "rulebooks.version.retire",
    ]
    assert Rulebook.objects.count() == 1
