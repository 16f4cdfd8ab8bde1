"""Write a suggestion; answer it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen, Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account
from chuangcheng.people.policy import require
from chuangcheng.suggestions.models import Suggestion
from chuangcheng.suggestions.policy import may_answer
from chuangcheng.suggestions.queries import visible_suggestions

MOST = 2000


def write(*, by: Account, text: str, page: str = "") -> Suggestion:
    """Say something about the work or the system. Refused: missing, too-long. The journal tells that, not what, was said."""
    require(by.is_active)
    suggestion = Suggestion(
        text=_checked(text, "text"),
        page=page[:300],
        written_by=by,
        organisation=by.organisation,
        written_at=clock.now(),
    )
    with action("suggestions.suggestion.write", by=by, on=suggestion) as entry:
        suggestion.save()
        entry.say(length=len(suggestion.text), page=suggestion.page)
    return suggestion


def answer(*, by: Account, suggestion: Suggestion, text: str, revision: int | None = None) -> Suggestion:
    """Answer a suggestion, or correct the answer. Conflict when ``revision`` is stale; refused: missing, too-long."""
    if not visible_suggestions(by).filter(pk=suggestion.pk).exists():
        raise NotSeen
    require(may_answer(by, suggestion))
    text = _checked(text, "answer")
    with action("suggestions.suggestion.answer", by=by, on=suggestion) as entry:
        stored = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
        ensure_revision(stored, revision)
        entry.say(before=stored.answer, after=text)
        stored.answer, stored.answered_by, stored.answered_at = text, by, clock.now()
        stored.save()
    return stored


def _checked(text: str, field: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("missing", _("请写下内容。"), field=field)
    if len(text) > MOST:
        told = _("最多 %(most)d 个字，现有 %(length)d 个字。请缩短。") % {"most": MOST, "length": len(text)}
        raise Refused("too-long", told, field=field)
    return text
