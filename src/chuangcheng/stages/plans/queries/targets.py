"""Targets divided down a tree: what was reached, how far that is, and where the parts do not add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans.checks import completion, is_ahead
from chuangcheng.stages.plans.models import Programme, Target, TargetReading


@dataclass(frozen=True, slots=True)
class Node:
    """A target at its depth in the tree, with the latest reading that was not corrected. ``parts`` is the sum of what
    its children plan, None where it has none."""

    target: Target
    depth: int
    latest: TargetReading | None
    parts: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """How much the target and the sum of its parts differ: above zero what nobody has taken on (1,200 − 700 − 490
        is 10), below zero what was given out too much; None where nothing is divided."""
        return None if self.parts is None else self.target.planned - self.parts

    @property
    def rate(self) -> Decimal | None:
        """Per cent reached, one decimal, half up."""
        return completion(self.target.planned, self.latest.reached if self.latest else None)

    @property
    def ahead(self) -> bool:
        """Above 100.0 per cent."""
        return is_ahead(self.target.planned, self.latest.reached if self.latest else None)


def visible_targets(by: Account, programme: Programme) -> models.QuerySet[Target]:
    """Targets of units in the account's sight."""
    return scoped(programme.targets.select_related("unit", "parent"), by)


def target_tree(by: Account, programme: Programme) -> list[Node]:
    """The targets in sight from the top down, each followed by its parts; two queries for any number. Whoever sees a
    target sees its parts: they are of units below its own, or the difference could not be told."""
    rows = list(visible_targets(by, programme).order_by("title", "unit__code", "pk"))
    return _tree(rows, _latest(rows))


def node_of(target: Target) -> Node:
    """One target with its sum of parts."""
    parts = target.children.aggregate(sum=models.Sum("planned"))["sum"]
    latest = target.readings.filter(corrected_at=None).order_by("on", "pk").last()
    return Node(target, 0, latest, parts)


def _latest(rows: Iterable[Target]) -> dict[int, TargetReading]:
    readings = TargetReading.objects.filter(target__in=[row.pk for row in rows], corrected_at=None)
    return {reading.target_id: reading for reading in readings.order_by("on", "pk")}


def _tree(rows: list[Target], latest: dict[int, TargetReading]) -> list[Node]:
    shown = {row.pk for row in rows}
    below: dict[int | None, list[Target]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in shown else None].append(row)
    found: list[Node] = []

    def walk(parent: int | None, depth: int) -> None:
        for row in below[parent]:
            children = below[row.pk]
            parts = sum((child.planned for child in children), Decimal(0)) if children else None
            found.append(Node(row, depth, latest.get(row.pk), parts))
            walk(row.pk, depth + 1)

    walk(None, 0)
    return found
