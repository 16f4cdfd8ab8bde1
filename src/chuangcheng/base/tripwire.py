"""A wire across every connection: no guarded table is written outside an action.

It reads the statements that reach the database, so it does not matter how they were made: ``save``, ``delete``,
``update``, ``bulk_create``, a change of a many-to-many field, a cascade, or SQL by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

#: Tables of the framework (and our own book-keeping of jobs) that are written without an action, each with why.
EXEMPT: Final[dict[str, str]] = {
    "auth.Permission": "written by migrations; our roles do not use it",
    "auth.Group": "unused; our roles do not use it",
    "contenttypes.ContentType": "written by migrations",
    "sessions.Session": "who is logged in at present",
    "account.EmailAddress": "unused: nobody signs up by mail",
    "account.EmailConfirmation": "unused: nobody signs up by mail",
    "mfa.Authenticator": "second factors: changes go through actions; allauth alone notes each use",
    "socialaccount.SocialAccount": "links to single sign-on: made by an action; allauth keeps what the service tells at each log-in",
    "socialaccount.SocialApp": "unused: the provider stands in the settings",
    "socialaccount.SocialToken": "unused: tokens are not stored",
    "django_tasks_database.DBTaskResult": "the queue",
    "reminders.Round": "which worker took a channel's turn of a day; what it sends goes through actions",
    "base.Job": "progress of background jobs; what a job changes goes through actions",
}

_WRITE: Final = re.compile(
    r"""\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+
        (?:["`]?\w+["`]?\.)?["`]?(?P<table>\w+)["`]?""",
    re.IGNORECASE | re.VERBOSE,
)

#: The verb of the action under way ("" outside), and whether the wire is down (with the reason).
acting: ContextVar[str] = ContextVar("acting", default="")
_down: ContextVar[str] = ContextVar("down", default="")
_journal_open: ContextVar[bool] = ContextVar("journal_open", default=False)


class OutsideAction(RuntimeError):
    """A guarded record was written outside an action: a fault of the program, never of a person."""


@cache
def guarded_tables() -> dict[str, str]:
    """Table name → model label, for all models (many-to-many tables included) that are not exempt."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._meta.label for model in models if model._meta.label not in EXEMPT}


def check_statement(sql: str) -> None:
    """Raise OutsideAction when the statement writes a guarded table and no action is under way."""
    if sql[:6].upper() in {"SELECT", "PRAGMA", "SAVEPO", "RELEAS", "CREATE", "ALTER "} or _down.get():
        return
    for match in _WRITE.finditer(sql):
        label = guarded_tables().get(match["table"])
        if label == "base.JournalLine" and not (_journal_open.get() and match[0][:6].upper() == "INSERT"):
            raise OutsideAction("The journal is only appended to, and only by an action.")
        if label is not None and not acting.get():
            raise OutsideAction(f"{label} is written outside an action: open one with base.journal.action.")


def _wire(
    execute: Callable[..., Any], sql: str, params: object, many: bool, context: dict[str, Any]
) -> Any:  # the signature is Django's (connection.execute_wrapper)
    check_statement(sql)
    return execute(sql, params, many, context)


def _string_up(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    if _wire not in connection.execute_wrappers:
        connection.execute_wrappers.append(_wire)


@contextmanager
def unguarded(reason: str) -> Iterator[None]:
    """Let the wire down within the block: for data migrations, restoring a backup, and emptying test databases."""
    if not reason:
        raise ValueError("unguarded needs a reason")
    token = _down.set(reason)
    try:
        yield
    finally:
        _down.reset(token)


@contextmanager
def journal_open() -> Iterator[None]:
    """Within the block a journal line may be inserted. Only the journal opens it."""
    token = _journal_open.set(True)
    try:
        yield
    finally:
        _journal_open.reset(token)


connection_created.connect(_string_up, dispatch_uid="chuangcheng.base.tripwire")
for _connection in connections.all(initialized_only=True):
    _string_up(_connection)
