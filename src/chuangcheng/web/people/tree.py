"""The organisations in sight as a tree along territorial relations, read with two queries whatever its size."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from chuangcheng.base import clock
from chuangcheng.people.models import Account, Organisation, Relation
from chuangcheng.people.queries import visible_organisations
from chuangcheng.people.states import RelationKind


@dataclass
class Node:
    """An organisation with what stands beneath it."""

    organisation: Organisation
    beneath: list[Node] = field(default_factory=list)


def organisation_tree(by: Account) -> list[Node]:
    """The topmost organisations that ``by`` sees; each stands beneath its territorial superior where that is in sight."""
    day = clock.today()
    nodes = {each.pk: Node(each) for each in visible_organisations(by)}
    holds = Q(to_day=None) | Q(to_day__gte=day)
    relations = Relation.objects.filter(holds, kind=RelationKind.TERRITORIAL, from_day__lte=day)
    above = dict(relations.order_by("from_day", "pk").values_list("child_id", "parent_id"))
    tops: list[Node] = []
    for key, node in nodes.items():
        parent = nodes.get(above.get(key, -1))
        (parent.beneath if parent is not None else tops).append(node)
    return tops
