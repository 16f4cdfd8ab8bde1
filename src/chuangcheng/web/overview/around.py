"""Where an account stands among the organisations: read once for a page, in four queries, asked in memory from then on.

It says the same as ``people.queries`` (``visible_organisations``, ``beneath``, ``calendar_of``) without a query for each
programme (``tests/web/overview/test_around.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from chuangcheng.almanac import Calendar, Occasion
from chuangcheng.people.models import Account, DayException, Organisation, Relation
from chuangcheng.people.queries import current_roles
from chuangcheng.people.states import SCOPE, RelationKind, RoleKind
from chuangcheng.stages.plans.models import Programme


@dataclass(frozen=True)
class Around:
    """``children`` and ``parents``: the relations that scope follows. ``superiors``: unit → its territorial superior.
    ``held``: (kind of role, organisation) of the account. ``organisations``: all, by key."""

    by: Account
    held: tuple[tuple[str, int], ...]
    organisations: Mapping[int, Organisation]
    children: Mapping[int, tuple[int, ...]]
    parents: Mapping[int, tuple[int, ...]]
    superiors: Mapping[int, int]
    exceptions: tuple[DayException, ...]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of roles that the account holds today."""
        return frozenset(kind for kind, _ in self.held)

    @cached_property
    def seen(self) -> frozenset[int]:
        """Keys of the organisations in sight."""
        if not self.by.is_active:
            return frozenset()
        if self.by.is_administrator:
            return frozenset(self.organisations)
        return frozenset(_reached((place for _, place in self.held), self.children))

    @cached_property
    def own(self) -> frozenset[int]:
        """Keys of the units that the account itself acts for."""
        return frozenset(place for kind, place in self.held if kind == RoleKind.UNIT)

    @cached_property
    def hosts(self) -> frozenset[int]:
        """Keys of the organisations that stand above something in sight, and of what is in sight."""
        return frozenset(_reached(self.seen, self.parents))

    def beneath(self, organisation: int) -> frozenset[int]:
        """Keys of an organisation and all beneath it."""
        return frozenset(_reached([organisation], self.children))

    def units_of(self, programme: Programme) -> tuple[Organisation, ...]:
        """The units of a programme in sight, in the order of their codes."""
        keys = self.beneath(programme.host_id) & self.seen
        return tuple(sorted((self.organisations[key] for key in keys), key=lambda unit: unit.code))

    def calendar_of(self, programme: Programme) -> Calendar:
        """The days that the host works, with the phases (prefetched) of the programme."""
        phases = tuple(Occasion(one.kind, one.title, one.first, one.last) for one in programme.phases.all())
        above = {key: depth for depth, key in enumerate(_reached([programme.host_id], self.parents))}
        given: dict[date, tuple[int, bool]] = {}
        for exception in self.exceptions:
            depth = above.get(exception.organisation_id)
            if depth is not None and depth <= given.get(exception.day, (depth, True))[0]:
                given[exception.day] = (depth, exception.working)
        return Calendar({day: working for day, (_depth, working) in given.items()}, phases)


def around(by: Account, day: date) -> Around:
    """Read where the account stands on a day. Four queries."""
    held = tuple(current_roles(by, day).values_list("kind", "organisation"))
    holds = Q(to_day=None) | Q(to_day__gte=day)
    relations = Relation.objects.filter(holds, kind__in=SCOPE, from_day__lte=day).order_by("pk")
    children: dict[int, list[int]] = {}
    parents: dict[int, list[int]] = {}
    superiors: dict[int, int] = {}
    for parent, child, kind in relations.values_list("parent", "child", "kind"):
        children.setdefault(parent, []).append(child)
        parents.setdefault(child, []).append(parent)
        if kind == RelationKind.TERRITORIAL:
            superiors[child] = parent
    shown = Organisation.objects.only("code", "name", "kind", "ended_on")
    return Around(
        by,
        held,
        {one.pk: one for one in shown},
        {key: tuple(found) for key, found in children.items()},
        {key: tuple(found) for key, found in parents.items()},
        superiors,
        tuple(DayException.objects.all()),
    )


def _reached(starts: Iterable[int], steps: Mapping[int, tuple[int, ...]]) -> dict[int, None]:
    """What is reached from ``starts``, themselves included, nearer ones first; a ring ends it."""
    found = dict.fromkeys(starts)
    queue = list(found)
    for key in queue:
        for following in steps.get(key, ()):
            if following not in found:
                found[following] = None
                queue.append(following)
    return found
