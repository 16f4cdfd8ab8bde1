"""Writes of the kinds of activities that an office keeps. All raise NotSeen, NotAllowed, Refused, Conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.activities import checks, policy, queries
from chuangcheng.stages.activities.models import ActivityKind


def install_kinds(*, by: Account, host: Organisation) -> int:
    """Keep the kinds that ship for a host that begins; those that it has stay as they are. Gives how many came in."""
    _require(by, host)
    known = {kind.name for kind in queries.kept_kinds(host)}
    new = [kind for kind in queries.shipped_kinds(host) if kind.name not in known]
    if not new:
        return 0
    with action("activities.kind.install", by=by, on=host) as entry:
        for kind in new:
            kind.save()
        entry.say(host=host.code, names=[kind.name for kind in new])
    return len(new)


def add_kind(
    *,
    by: Account,
    host: Organisation,
    name: str,
    group: str,
    asks: Sequence[str] = (),
    fields: Sequence[Mapping[str, Any]] = (),
) -> ActivityKind:
    """Keep a further kind. Refused: ``kind-taken`` and what ``checks.check_kind`` refuses."""
    _require(by, host)
    kind = ActivityKind(host=host, name=name.strip(), group=group.strip(), asks=list(asks), fields=_plain(fields))
    with action("activities.kind.add", by=by, on=kind) as entry:
        _check(kind)
        kind.save()
        entry.say(host=host.code, kind=kind.name, group=kind.group, asks=kind.asks, fields=kind.fields)
    return kind


def change_kind(
    *,
    by: Account,
    kind: ActivityKind,
    revision: int | None,
    group: str,
    asks: Sequence[str],
    fields: Sequence[Mapping[str, Any]],
    ended_on: date | None = None,
) -> ActivityKind:
    """Change what a kind asks, or end it. Its name stays: records, cadences and rulebooks use it."""
    _require(by, kind.host)
    with action("activities.kind.change", by=by, on=kind) as entry:
        current = ActivityKind.objects.select_for_update().get(pk=kind.pk)
        ensure_revision(current, revision)
        before = _told(current)
        current.group, current.asks, current.fields = group.strip(), list(asks), _plain(fields)
        current.ended_on = ended_on
        _check(current)
        current.save()
        entry.say(before=before, after=_told(current))
    return current


def _require(by: Account, host: Organisation) -> None:
    require_sight(by, host)
    require(policy.may_keep_records(by, host))


def _check(kind: ActivityKind) -> None:
    checks.check_kind(kind)
    others = ActivityKind.objects.filter(host=kind.host, name=kind.name).exclude(pk=kind.pk)
    if others.exists():
        raise Refused("kind-taken", _("已有类别“%(name)s”。") % {"name": kind.name}, field="name")


def _plain(fields: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(field) for field in fields]


def _told(kind: ActivityKind) -> dict[str, Any]:
    return {"group": kind.group, "asks": kind.asks, "fields": kind.fields, "ended_on": kind.ended_on}
