"""What every page knows without its view saying so."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from chuangcheng.web.shell.navigation import Link, links_for

THEMES = ("auto", "light", "dark")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``shell`` with the theme, the navigation and the place of the account.

    The navigation is worked out when a template reads it, so error pages and fragments pay nothing.
    """
    return {"shell": Shell(request)}


class Shell:
    """Read by ``shell/page.html``; each property is worked out once, when read."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._links: list[Link] | None = None

    @property
    def account(self) -> Any:
        """The signed-in account, or ``None``."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def theme(self) -> str:
        """``auto``, ``light`` or ``dark``: the choice kept in a cookie."""
        chosen = self._request.COOKIES.get("theme", "auto")
        return chosen if chosen in THEMES else "auto"

    @property
    def narrow_rail(self) -> bool:
        """Whether the person has folded the rail."""
        return self._request.COOKIES.get("rail") == "narrow"

    @property
    def links(self) -> list[Link]:
        """Navigation entries that this account sees, in the order of the flow."""
        if self._links is None:
            self._links = links_for(self.account, self._request.path) if self.account else []
        return self._links

    @property
    def flow(self) -> list[Link]:
        """The entries of the flow."""
        return [link for link in self.links if not link.foundation]

    @property
    def foundation(self) -> list[Link]:
        """The entries of what the flow rests on: rulebooks, evidence, people."""
        return [link for link in self.links if link.foundation]

    @property
    def place(self) -> str:
        """Name of the organisation that the account belongs to, or empty."""
        organisation = getattr(self.account, "organisation", None)
        return str(organisation.name) if organisation is not None else ""

    @property
    def path(self) -> str:
        """Address of this page with its query, to come back to after a switch of language or theme."""
        return self._request.get_full_path()

    @property
    def suggest_url(self) -> str:
        """Where 意见建议 are written, or empty while no room takes them."""
        try:
            return reverse("suggestion_new")
        except NoReverseMatch:
            return ""
