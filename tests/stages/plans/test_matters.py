"""Supervised matters (F42): closed only with a result and a reply; the two rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.facts import MatterFigures, matter_figures
from chuangcheng.stages.plans.models import Matter, Programme
from tests.people import People

pytestmark = pytest.mark.django_db
DAY, DUE = date(2022, 3, 1), date(2022, 3, 20)


def _matter(people: People, programme: Programme, **more: object) -> Matter:
    given = {"unit": people.village, "happened_on": DAY, "title": "修好路灯", "due_on": DUE, **more}
    with frozen(date(2022, 3, 31)):
        return actions.hand_out_matter(by=people.office, programme=programme, **given)  # type: ignore[arg-type]


def _code(act: object, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        act(**given)  # type: ignore[operator]
    return refused.value.code


def test_it_closes_only_with_a_result_and_a_reply(people: People, programme: Programme) -> None:
    matter = _matter(people, programme)
    assert (matter.code, matter.due_on) == ("db-000001", DUE)
    assert _code(actions.close_matter, by=people.office, matter=matter, revision=1) == "no-result"
    assert _code(actions.give_result, by=people.colleague, matter=matter, revision=1, result=" ") == "no-result"
    matter = actions.give_result(by=people.colleague, matter=matter, revision=1, result="换了 6 盏灯")
    assert _code(actions.close_matter, by=people.office, matter=matter, revision=2) == "no-reply"
    matter = actions.reply_to_matter(by=people.colleague, matter=matter, revision=2, reply="已电话告知")
    with pytest.raises(NotAllowed):
        actions.close_matter(by=people.colleague, matter=matter, revision=3)
    closed = actions.close_matter(by=people.office, matter=matter, revision=3)
    assert closed.closed_on is not None
    again = {"by": people.colleague, "matter": closed, "revision": 4}
    assert _code(actions.give_result, **again, result="又换了") == "closed"
    assert _code(actions.change_matter, **{**again, "by": people.office}, title="改", due_on=DUE) == "closed"


def test_whoever_gave_the_result_never_closes_it(people: People, programme: Programme) -> None:
    matter = actions.give_result(by=people.office, matter=_matter(people, programme), revision=1, result="代填")
    matter = actions.reply_to_matter(by=people.office, matter=matter, revision=2, reply="已告知")
    with pytest.raises(NotAllowed):
        actions.close_matter(by=people.office, matter=matter, revision=3)


def test_what_a_matter_needs(people: People, programme: Programme) -> None:
    given = {"by": people.office, "programme": programme, "unit": people.village, "happened_on": DAY}
    with frozen(DUE):
        assert _code(actions.hand_out_matter, **given, title=" ", due_on=DUE) == "no-title"
        early = date(2022, 2, 1)
        assert _code(actions.hand_out_matter, **given, title="修灯", due_on=early) == "days-reversed"
    matter = _matter(people, programme)
    with pytest.raises(Conflict):
        actions.change_matter(by=people.office, matter=matter, revision=9, title="修灯", due_on=DUE)
    for account, error in ((people.leader, NotAllowed), (people.neighbour, NotSeen), (people.stranger, NotSeen)):
        with pytest.raises(error):
            actions.give_result(by=account, matter=matter, revision=1, result="修了")


def test_the_two_rates(people: People, programme: Programme) -> None:
    """37 due, 36 with a result, 37 replied: 97.3 % and 100 %, and 件件有结果 may not be said."""
    matters = [_matter(people, programme, code=f"m{n}") for n in range(37)]
    with frozen(date(2022, 3, 25)):
        for n, matter in enumerate(matters):
            if n:
                matter = actions.give_result(by=people.colleague, matter=matter, revision=1, result="办了")
            actions.reply_to_matter(by=people.colleague, matter=matter, revision=matter.revision, reply="告知了")
    quarter = date(2022, 1, 1), date(2022, 3, 31)
    found = matter_figures(programme, *quarter)
    assert found == MatterFigures(37, 36, 37)
    assert (found.result_rate, found.reply_rate) == (Decimal("97.3"), Decimal("100.0"))
    assert (found.all_with_result, found.all_replied) == (False, True)
    # What comes later does not change what the quarter's report says.
    with frozen(date(2022, 4, 2)):
        late = Matter.objects.get(pk=matters[0].pk)
        actions.give_result(by=people.colleague, matter=late, revision=2, result="办了")
    assert matter_figures(programme, *quarter).with_result == 36
    assert matter_figures(programme, date(2022, 1, 1), date(2022, 6, 30)).all_with_result
    withdrawn = actions.withdraw_matter(by=people.office, matter=late, revision=3, reason="重复")
    assert withdrawn.withdrawn_on is not None
    assert matter_figures(programme, *quarter) == MatterFigures(36, 36, 36)
    assert matter_figures(programme, *quarter).all_with_result


def test_rates_never_round_up_to_all(people: People) -> None:
    assert MatterFigures(2000, 1999, 2000).result_rate == Decimal("99.9")
    nothing = MatterFigures(0, 0, 0)
    assert (nothing.result_rate, nothing.all_with_result) == (None, False)
