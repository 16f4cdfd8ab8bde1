"""Saying which evidence is wanted, and how much is enough. All raise NotSeen, NotAllowed, Refused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.evidence import policy
from chuangcheng.evidence.models import Want
from chuangcheng.evidence.states import WantKind
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight

#: More of one kind for one item is a pile and no proof.
MOST = 200


def set_want(
    *,
    by: Account,
    host: Organisation,
    record: models.Model,
    item: str = "",
    kind: str,
    least: int,
    unit_kind: str = "",
    note: str = "",
    revision: int | None = None,
) -> Want:
    """Say that ``least`` pieces of a kind are enough for a record, or for one item of it; said again, it is changed.

    ``host`` answers for the record. Refuses an unknown kind and a number outside 1 to 200 (``wrong-value``).
    """
    require_sight(by, host)
    require(policy.may_keep_wants(by, host))
    if kind not in WantKind.values:
        raise Refused("wrong-value", _("请从列表中选择材料种类。"), field="kind")
    if not 1 <= least <= MOST:
        raise Refused("wrong-value", _("份数要在 1 到 %(most)s 之间。") % {"most": MOST}, field="least")
    named = {"record": record._meta.label_lower, "record_id": record.pk, "item": item.strip()}
    found = Want.objects.filter(**named, kind=kind, unit_kind=unit_kind.strip()).first()
    want = found or Want(**named, host=host, kind=kind, unit_kind=unit_kind.strip())
    if found is not None:
        ensure_revision(want, revision)
    with action("evidence.want.set", by=by, on=want) as entry:
        before = {"least": want.least, "note": want.note} if found else None
        want.least, want.note = least, note.strip()
        want.save()
        entry.say(record=record, item=want.item, kind=kind, before=before, after={"least": least, "note": want.note})
    return want


def drop_want(*, by: Account, want: Want) -> None:
    """Ask for it no longer; what was handed in stays."""
    require_sight(by, want.host)
    require(policy.may_keep_wants(by, want.host))
    with action("evidence.want.drop", by=by, on=want) as entry:
        entry.say(record=want.record, record_id=want.record_id, item=want.item, kind=want.kind, least=want.least)
        want.delete()
