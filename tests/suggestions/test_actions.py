from __future__ import annotations

import pytest

from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.base.models import JournalLine
from chuangcheng.suggestions import actions
from chuangcheng.suggestions.models import Suggestion
from chuangcheng.suggestions.queries import visible_suggestions
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestion(people: People) -> Suggestion:
    return actions.write(by=people.colleague, text="  填表太多。 ", page="/people/")


def test_what_is_said_is_kept_and_the_journal_tells_that_not_what(suggestion: Suggestion) -> None:
    assert suggestion.text == "填表太多。"
    line = JournalLine.objects.get(verb="suggestions.suggestion.write")
    assert line.details == {"length": 5, "page": "/people/"}


@pytest.mark.parametrize(("text", "code"), [(" \n", "missing"), ("多" * 2001, "too-long")])
def test_nothing_and_too_much_are_refused(people: People, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.write(by=people.colleague, text=text)
    assert refused.value.code == code
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("account", "sees"),
    [
        ("colleague", 1),
        ("office", 1),
        ("administrator", 1),
        ("root", 1),
        ("neighbour", 0),
        ("stranger", 0),
        ("leader", 0),
    ],
)
def test_who_sees_it(people: People, suggestion: Suggestion, account: str, sees: int) -> None:
    assert visible_suggestions(getattr(people, account)).count() == sees


@pytest.mark.parametrize(
    ("account", "refusal"),
    [("colleague", NotAllowed), ("neighbour", NotSeen), ("stranger", NotSeen), ("auditor", NotSeen)],
)
def test_who_may_not_answer(people: People, suggestion: Suggestion, account: str, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        actions.answer(by=getattr(people, account), suggestion=suggestion, text="不办。")
    assert visible_suggestions(people.colleague).get().answered_at is None


def test_an_answer_and_a_stale_one(people: People, suggestion: Suggestion) -> None:
    actions.answer(by=people.office, suggestion=suggestion, text="已减两张。", revision=suggestion.revision)
    with pytest.raises(Conflict):
        actions.answer(by=people.administrator, suggestion=suggestion, text="别的。", revision=suggestion.revision)
    stored = Suggestion.objects.get()
    assert (stored.answer, stored.answered_by) == ("已减两张。", people.office)


def test_the_office_does_not_answer_itself(people: People) -> None:
    own = actions.write(by=people.office, text="系统慢。")
    with pytest.raises(NotAllowed):
        actions.answer(by=people.office, suggestion=own, text="不慢。")
