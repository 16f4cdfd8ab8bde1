"""The access ladder of an endpoint: the same people knock, each is answered by a status."""

from __future__ import annotations

from collections.abc import Mapping

from tests.people import People, log_in

Sent = Mapping[str, object] | None


def knock(people: People, address: str, sent: Sent = None, **expected: int) -> None:
    """Each person named in ``expected`` opens the address (or sends the form) and is answered by that status.

    >>> knock(people, "/scoring/1/", office=200, stranger=404)
    """
    answers = {}
    for name in expected:
        browser = log_in(getattr(people, name))
        answer = browser.get(address) if sent is None else browser.post(address, sent)
        answers[name] = answer.status_code
    assert answers == expected, address


def opened(people: People, name: str, address: str) -> str:
    """The page that a person sees there."""
    answer = log_in(getattr(people, name)).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()
