"""Single sign-on: from its first use on, an account is tied to a person of the service."""

from __future__ import annotations

from collections.abc import Callable

from chuangcheng.base.journal import action
from chuangcheng.people.models import Account


def link_single_sign_on(*, account: Account, subject: str, write: Callable[[], object]) -> None:
    """Tie the account to ``subject``, as the service calls the person; ``write`` does it. The account's owner is who acts:
    the service has vouched for the user name."""
    with action("people.account.link-single-sign-on", by=account, on=account) as entry:
        write()
        entry.say(username=account.username, subject=subject)
