"""Who may answer."""

from __future__ import annotations

from chuangcheng.people.models import Account
from chuangcheng.people.policy import has_role
from chuangcheng.people.states import RoleKind
from chuangcheng.suggestions.models import Suggestion

ANSWERING = (RoleKind.OFFICE, RoleKind.ADMINISTRATOR)


def may_answer(by: Account, suggestion: Suggestion) -> bool:
    """The office and the administrators above the writer's organisation; nobody answers what they wrote themselves."""
    if suggestion.written_by_id == by.pk:
        return False
    if by.is_active and by.is_administrator:
        return True
    return suggestion.organisation is not None and has_role(by, ANSWERING, suggestion.organisation)
