"""The second factor of a log-in: what its owner changes, and its removal by an administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.base.journal import action
from chuangcheng.people import checks
from chuangcheng.people.actions.accounts import require_keeper
from chuangcheng.people.models import Account

T = TypeVar("T")
#: What an owner changes: switched on, switched off, new recovery codes.
Change = Literal["activate", "deactivate", "renew-codes"]


def change_second_factor(*, by: Account, change: Change, write: Callable[[], T]) -> T:
    """Do what ``write`` does to one's own second factor, and tell the journal of it: both or neither.

    allauth makes the secret and checks the code; nothing of either goes into the journal.
    """
    with action(f"people.second-factor.{change}", by=by, on=by) as entry:
        done = write()
        entry.say(username=by.username)
    return done


def remove_second_factor(*, by: Account, account: Account, reason: str) -> Account:
    """Take the second factor off an account whose owner lost the telephone and the recovery codes: the password alone
    opens it until the owner switches a new one on. Refused: missing (the reason), no-second-factor."""
    require_keeper(by, account)
    reason = checks.check_text(reason, "reason", _("原因"), most=200)
    with action("people.second-factor.remove", by=by, on=account) as entry:
        stored = Account.objects.select_for_update().get(pk=account.pk)
        removed, _by_model = Authenticator.objects.filter(user=stored).delete()
        if not removed:
            raise Refused("no-second-factor", _("这个账号没有启用动态口令。请刷新页面。"))
        entry.say(username=stored.username, reason=reason)
    return stored
