"""Calendar feeds: opened (the address is told once) and revoked."""

from __future__ import annotations

import hashlib
import secrets

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen, Refused
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require_sight
from chuangcheng.stages.plans import checks
from chuangcheng.stages.plans.models import Feed, Programme
from chuangcheng.stages.plans.queries.programmes import visible_programmes
from chuangcheng.stages.plans.states import FeedKind


def hash_of(token: str) -> str:
    """What is kept of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_feed(
    *, by: Account, kind: str, unit: Organisation | None = None, programme: Programme | None = None
) -> tuple[Feed, str]:
    """Make a feed of one's own; gives it with its token, which nobody can read again. Refused: ``wrong-value``."""
    if (kind == FeedKind.UNIT) != (unit is not None) or (kind == FeedKind.PROGRAMME) != (programme is not None):
        raise Refused("wrong-value", _("请选择日历的内容。"), field="kind")
    if unit is not None:
        require_sight(by, unit)
    if programme is not None and not visible_programmes(by).filter(pk=programme.pk).exists():
        raise NotSeen
    token = secrets.token_urlsafe(32)
    feed = Feed(account=by, kind=kind, unit=unit, programme=programme, token_hash=hash_of(token), made_at=clock.now())
    checks.check_fields(feed)
    with action("plans.feed.open", by=by, on=feed) as entry:
        feed.save()
        entry.say(kind=kind, unit=unit.code if unit else None, programme=programme)
    return feed, token


def revoke_feed(*, by: Account, feed: Feed) -> None:
    """Let the address lead nowhere any more. By its owner alone."""
    if feed.account_id != by.pk:
        raise NotSeen
    with action("plans.feed.revoke", by=by, on=feed) as entry:
        if not Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=clock.now()):
            raise Refused("revoked", _("这个日历订阅已经停用。"))
        entry.say(kind=feed.kind)
