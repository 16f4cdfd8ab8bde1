"""Kinds of activities: those that ship, and those that an office keeps."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from chuangcheng.people.models import Organisation
from chuangcheng.people.queries import above
from chuangcheng.stages.activities.models import ActivityKind

SHIPPED: Final = Path(__file__).parents[1] / "kinds.yaml"


@cache
def _shipped() -> tuple[tuple[str, str, tuple[str, ...], tuple[dict[str, Any], ...]], ...]:
    groups = YAML(typ="safe", pure=True).load(SHIPPED.read_text("utf-8"))
    return tuple(
        (group, name, tuple(told.get("asks", ())), tuple(told.get("fields", ())))
        for group, kinds in groups.items()
        for name, told in kinds.items()
    )


def shipped_kinds(host: Organisation) -> list[ActivityKind]:
    """The kinds that ship, in their order, as rows of this host that nobody has saved."""
    return [
        ActivityKind(host=host, group=group, name=name, asks=list(asks), fields=[dict(field) for field in fields])
        for group, name, asks, fields in _shipped()
    ]


def kept_kinds(host: Organisation) -> list[ActivityKind]:
    """The kinds that the host and those above it keep, ended ones included; the host's own word wins."""
    rows = ActivityKind.objects.filter(host__in=above(host)).select_related("host").order_by("pk")
    found = {kind.name: kind for kind in rows if kind.host_id != host.pk}
    found |= {kind.name: kind for kind in rows if kind.host_id == host.pk}
    return list(found.values())


def kinds_in_force(host: Organisation) -> list[ActivityKind]:
    """The kinds that may be chosen beneath a host; those that ship where nobody keeps any."""
    kept = kept_kinds(host)
    return [kind for kind in kept if kind.ended_on is None] if kept else shipped_kinds(host)


def kind_named(host: Organisation, name: str) -> ActivityKind:
    """The kind of this name as it is kept (ended or not) or ships; one without columns where nobody keeps the name."""
    for kind in (*kept_kinds(host), *shipped_kinds(host)):
        if kind.name == name:
            return kind
    return ActivityKind(host=host, name=name, group="")


def grouped(kinds: list[ActivityKind]) -> dict[str, list[ActivityKind]]:
    """Kinds by their group, both in the order given."""
    groups: dict[str, list[ActivityKind]] = {}
    for kind in kinds:
        groups.setdefault(kind.group, []).append(kind)
    return groups
