"""The registry of navigation entries: each room says where it stands, the shell draws the rail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import module_has_submodule

from chuangcheng.people.queries import role_kinds
from chuangcheng.people.states import RoleKind

#: Entries from this order on stand under the second heading: what the flow rests on.
FOUNDATION = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the rail.

    ``label`` is a lazy Chinese text, ``url_name`` the room's first page, ``icon`` a name of ``icons.ICONS``, ``order``
    its place in the flow (overview 0, plans 10, activities 20, exemplars 30, surveys 40, inspections 50,
    rectification 60, scoring 70, settlement 80, titles 85, reports 90; then rulebooks 100, evidence 110, people 120), ``visible``
    tells whether this account sees it; ``roles``: one of them is needed, anywhere and today (empty: none is). The roles
    are read once for the whole rail.
    """

    label: Any
    url_name: str
    icon: str
    order: int
    visible: Callable[[Any], bool]
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as the page shows it: address known, the current one marked."""

    label: Any
    url: str
    icon: str
    current: bool
    foundation: bool


@cache
def entries() -> tuple[Entry, ...]:
    """Collect ``ENTRY`` of every installed app that has a ``navigation`` module, in the order of the flow."""
    found: list[Entry] = []
    for config in apps.get_app_configs():
        if config.name != __package__ and module_has_submodule(config.module, "navigation"):
            entry = getattr(import_module(f"{config.name}.navigation"), "ENTRY", None)
            if isinstance(entry, Entry):
                found.append(entry)
    return tuple(sorted(found, key=lambda entry: (entry.order, entry.url_name)))


class _Roles:
    """What an account's roles are, asked when the first entry needs to know."""

    def __init__(self, account: Any) -> None:
        self._account = account

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return role_kinds(self._account)

    def one_of(self, wanted: frozenset[str]) -> bool:
        """Whether nothing is wanted, or a role of these kinds is held. A system administrator is not asked about."""
        given = self._account.is_administrator and RoleKind.ADMINISTRATOR in wanted
        return not wanted or given or bool(wanted & self._kinds)


def links_for(account: Any, path: str, among: Iterable[Entry] | None = None) -> list[Link]:
    """Give the entries that ``account`` sees; ``path`` is the address of the page being shown."""
    links: list[Link] = []
    holds = _Roles(account)
    for entry in entries() if among is None else among:
        if not entry.visible(account) or not holds.one_of(entry.roles):
            continue
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch as error:
            raise NoReverseMatch(f"navigation entry {entry.url_name!r} has no address") from error
        current = path == url or (url != "/" and path.startswith(url))
        links.append(Link(entry.label, url, entry.icon, current, entry.order >= FOUNDATION))
    return links
