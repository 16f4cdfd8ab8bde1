"""What every kind of fact record must do on its pages; each room's tests call these with their own kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pytest_django import DjangoAssertNumQueries

from chuangcheng.stages.plans.models import Record
from tests.people import People, log_in
from tests.web.ladder import knock, opened

Make = Callable[..., Any]
#: Who reads everywhere: the office and readers of the county; the unit only its own; others are told nothing.
READS = {"office": 200, "leader": 200, "auditor": 200, "colleague": 200, "neighbour": 404, "stranger": 404}
WRITES = {"office": 200, "leader": 403, "auditor": 403, "colleague": 403, "neighbour": 404, "stranger": 404}


def check_ladder(people: People, at: str, record: Record, unit_writes: bool = False) -> None:
    """Page, change and withdrawal of a record of 甲一村. ``unit_writes``: the village writes its own, too."""
    if unit_writes:
        writes, sent = {**WRITES, "colleague": 200}, {**WRITES, "office": 422, "colleague": 422}
        for act in ("edit", "withdraw"):
            knock(people, f"{at}{record.pk}/{act}/", **writes)
            knock(people, f"{at}{record.pk}/{act}/", {"reason": ""}, **sent)
        knock(people, f"{at}{record.pk}/withdraw/", {"reason": "记错了"}, colleague=302)
        knock(people, f"{at}new/", office=200, leader=403, auditor=403, colleague=200, stranger=404)
        _check_doors(people, at, record)
        return
    for act in ("edit", "withdraw"):
        knock(people, f"{at}{record.pk}/{act}/", **WRITES)
        knock(
            people,
            f"{at}{record.pk}/{act}/",
            {"reason": "记错了"},
            **{**WRITES, "office": 302 if act == "withdraw" else 422},
        )
    knock(people, f"{at}new/", office=200, leader=403, auditor=403, colleague=403, stranger=404)
    _check_doors(people, at, record)


def _check_doors(people: People, at: str, record: Record) -> None:
    """Who reads, addresses that are none, and verbs that are not answered."""
    knock(people, f"{at}{record.pk}/", **READS)
    browser = log_in(people.office)
    assert browser.get(f"{at}999999/").status_code == 404
    assert browser.get(f"{at}x/").status_code == 404
    assert browser.post(f"{at}{record.pk}/").status_code == 405
    assert browser.delete(f"{at}{record.pk}/edit/").status_code == 405
    assert browser.post(at).status_code == 405


def check_list(people: People, at: str, make: Make, count: DjangoAssertNumQueries, queries: int) -> None:
    """One row or three: the same number of queries; a village sees its own only, and so does its file."""
    first = make(unit=people.village)
    browser = log_in(people.office)
    with count(queries):
        assert first.code in browser.get(at).content.decode()
    second, _third = make(unit=people.village_2), make(unit=people.village_2)
    with count(queries):
        assert second.code in browser.get(at).content.decode()
    for address in (at, f"{at}?export=csv"):
        answer = log_in(people.colleague).get(address).content.decode()
        assert first.code in answer
        assert second.code not in answer
    assert "共 3 条" in opened(people, "auditor", at)


def check_writes(people: People, at: str, model: Any, sent: Mapping[str, Any], changes: Mapping[str, Any]) -> Any:
    """Record, change and withdraw through the forms; the page tells all three from the journal."""
    browser = log_in(people.office)
    answer = browser.post(f"{at}new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    made = model.objects.get()
    assert answer["Location"] == f"{at}{made.pk}/"
    answer = browser.post(f"{at}{made.pk}/edit/", {**sent, **changes, "revision": made.revision})
    assert answer.status_code == 302, answer.content.decode()
    stale = browser.post(f"{at}{made.pk}/edit/", {**sent, **changes, "revision": made.revision})
    assert stale.status_code == 409
    made.refresh_from_db()
    answer = browser.post(f"{at}{made.pk}/withdraw/", {"reason": "重复录入", "revision": made.revision})
    assert answer.status_code == 302
    html = opened(people, "office", f"{at}{made.pk}/")
    for told in ("录入", "修改", "重复录入", "文明办"):
        assert told in html
    assert f"{at}{made.pk}/edit/" not in html
    made.refresh_from_db()
    return made
