"""The bar that leads through the first day: on every page, from the checklist until the first score.

It is worked out only for a session that is led; nobody else's page pays a query for it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from chuangcheng.people.models import Account
from chuangcheng.web.overview import first_day
from chuangcheng.web.overview.first_day import Step

#: The key of a session that is led.
LED: Final = "first_day"


def guide(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``guide``, read by the shell's page."""
    return {"guide": Guide(request)}


class Guide:
    """Where the account stands in the first day. ``following`` is None for whom nothing is to be shown."""

    template: Final = "overview/guide.html"

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def steps(self) -> list[Step]:
        """All steps, none for who is not led."""
        account = getattr(self._request, "user", None)
        if not isinstance(account, Account) or not self._request.session.get(LED):
            return []
        kinds = first_day.kinds_of(account)
        return first_day.steps(account, kinds) if first_day.is_led(account, kinds) else []

    @cached_property
    def following(self) -> Step | None:
        """The first step that is not done; after the last one the session is led no more."""
        found = next((step for step in self.steps if not step.done), None)
        if self.steps and found is None:
            del self._request.session[LED]
        return None if self._request.path == reverse("start") else found

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)

    @property
    def is_here(self) -> bool:
        """Whether this page is where the following step is done."""
        return self.following is not None and self.following.url == self._request.path
