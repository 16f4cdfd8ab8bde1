"""Which suggestions an account sees."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chuangcheng.people.models import Account
from chuangcheng.people.policy import has_role
from chuangcheng.people.queries import scoped
from chuangcheng.suggestions.models import Suggestion
from chuangcheng.suggestions.policy import ANSWERING


def visible_suggestions(by: Account) -> QuerySet[Suggestion]:
    """One's own; for whoever answers, also those of the organisations in their scope."""
    everything = Suggestion.objects.select_related("written_by", "organisation", "answered_by")
    if not by.is_active:
        return everything.none()
    if not (by.is_administrator or has_role(by, ANSWERING)):
        return everything.filter(written_by=by)
    in_scope = scoped(Suggestion.objects.all(), by, path="organisation").values("pk")
    return everything.filter(Q(written_by=by) | Q(pk__in=in_scope))
