"""The journal: every write is one action, every action is one line, every line is chained to the one before.

    with action("people.organisation.create", by=account) as entry:
        village.save()
        entry.on(village)
        entry.say(code=village.code, name=village.name)
        entry.after_commit(lambda: …)

An action opens a transaction, lets guarded records be written, and writes its line last. An exception rolls back
everything, the line included. Actions do not nest; several that stand or fall together run one after the other in
``together()``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, Protocol

from django.db import connection, models, transaction
from django.utils.functional import Promise

from chuangcheng.base import clock
from chuangcheng.base.models import Guarded, JournalLine
from chuangcheng.base.tripwire import OutsideAction, acting, journal_open, unguarded

__all__ = ["Entry", "Finding", "Guarded", "OutsideAction", "action", "head", "together", "unguarded", "verify"]

#: Algorithms by name as hashlib knows them, preferred first.
ALGORITHMS: Final = {"SM3": "sm3", "SHA-256": "sha256"}
_LOCK: Final = 0x63_63_6A  # any constant that nobody else locks


class Actor(Protocol):
    """Who acts: an account. The base knows no more of people than this."""

    @property
    def pk(self) -> Any: ...
    def get_username(self) -> str: ...


@dataclass
class Entry:
    """The line that an action is going to write."""

    verb: str
    by: str
    by_id: int | None
    basis: str
    subject: str = ""
    subject_id: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    record: models.Model | None = None

    def on(self, record: models.Model) -> None:
        """Name the record that the action is about (saved or not yet: its key is read at the end)."""
        self.record = record

    def say(self, **details: object) -> None:
        """Add to what the line tells, such as values before and after. Text, whole numbers, decimals, dates, booleans
        and lists or maps of them; a float raises TypeError."""
        self.details.update({name: _plain(value) for name, value in details.items()})

    def after_commit(self, act: Callable[[], object]) -> None:
        """Do this once everything is safely written, and not at all if the action fails."""
        transaction.on_commit(act)

    def close(self) -> None:
        """Read the subject's key, which a record made in the action has only now."""
        if self.record is not None:
            self.subject, self.subject_id = self.record._meta.label_lower, str(self.record.pk)


@contextmanager
def action(verb: str, *, by: Actor | None, on: models.Model | None = None, basis: str = "") -> Iterator[Entry]:
    """Open an action: ``verb`` is room.record.act; ``by`` the account (None: the system); ``basis`` document and clause.

    Raises RuntimeError when another action is open: call the other one after this one, in ``together()``.
    """
    if acting.get():
        raise RuntimeError(f"{verb} inside {acting.get()}: actions do not nest, run them one after the other")
    entry = Entry(verb, by.get_username() if by else "", by.pk if by else None, basis)
    if on is not None:
        entry.on(on)
    with transaction.atomic():
        token = acting.set(verb)
        try:
            yield entry
        finally:
            acting.reset(token)
        _write(entry)


@contextmanager
def together() -> Iterator[None]:
    """Several actions in a row that stand or fall together. Takes the journal's turn first, so that two such rows
    wait for each other instead of locking each other out."""
    with transaction.atomic():
        _take_turn()
        yield


def _take_turn() -> None:
    """Make lines queue. SQLite's transactions are IMMEDIATE: whoever writes is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _write(entry: Entry) -> None:
    entry.close()
    _take_turn()
    last = JournalLine.objects.order_by("-number").first()
    line = JournalLine(
        number=last.number + 1 if last else 1,
        at=clock.now(),
        by=entry.by,
        by_id=entry.by_id,
        verb=entry.verb,
        subject=entry.subject,
        subject_id=entry.subject_id,
        details=entry.details,
        basis=entry.basis,
        algorithm=preferred_algorithm(),
        previous=last.digest if last else "",
    )
    line.digest = digest_of(line)
    with journal_open():
        token = acting.set(entry.verb)
        try:
            line.save(force_insert=True)
        finally:
            acting.reset(token)


def _plain(value: object) -> Any:
    """Bring a value into the form that is stored and hashed alike on every database. Floats raise TypeError."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, str | Promise):
        return str(value).replace("\x00", "")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}"
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(part) for part in value]
    raise TypeError(f"{type(value).__name__} cannot stand in the journal: {value!r}")


@cache
def preferred_algorithm() -> str:
    """SM3 where this machine's OpenSSL has it, else SHA-256."""
    return next(name for name in ALGORITHMS if can_compute(name))


@cache
def can_compute(algorithm: str) -> bool:
    """Tell whether this machine can compute the algorithm."""
    try:
        hashlib.new(ALGORITHMS.get(algorithm, algorithm))
    except ValueError:
        return False
    return True


def digest_of(line: JournalLine) -> str:
    """The digest of a line: over the canonical JSON (sorted names, no spaces, UTF-8, moment in UTC) of all its fields
    but the digest. Raises ValueError when this machine lacks the algorithm."""
    content = {
        "number": line.number,
        "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": line.by,
        "by_id": line.by_id,
        "verb": line.verb,
        "subject": line.subject,
        "subject_id": line.subject_id,
        "details": line.details,
        "basis": line.basis,
        "algorithm": line.algorithm,
        "previous": line.previous,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(
        ALGORITHMS.get(line.algorithm, line.algorithm), text.encode("utf-8", "surrogatepass")
    ).hexdigest()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the journal. ``code``: removed, changed, broken (the link to the line before), cut (the
    given head is not there), unverified (this machine lacks the algorithm; not proof of a fault)."""

    code: str
    number: int
    says: str = ""

    @property
    def is_fault(self) -> bool:
        return self.code != "unverified"


def head() -> str:
    """The digest of the last line, '' when there is none. Whoever keeps it can prove that nothing was cut off."""
    return JournalLine.objects.order_by("-number").values_list("digest", flat=True).first() or ""


def verify(head: str | None = None) -> list[Finding]:
    """Walk the whole chain and tell all that is wrong with it; ``head`` is a digest noted down earlier (a published
    document prints it): if no line has it any more, the end was cut or rewritten."""
    findings: list[Finding] = []
    expected, previous, seen = 1, "", head in (None, "")
    for line in JournalLine.objects.order_by("number").iterator(chunk_size=2000):
        if line.number != expected:
            findings.append(Finding("removed", expected, f"{expected}–{line.number - 1}"))
        if line.previous != previous:
            findings.append(Finding("broken", line.number))
        if not can_compute(line.algorithm):
            findings.append(Finding("unverified", line.number, line.algorithm))
        elif digest_of(line) != line.digest:
            findings.append(Finding("changed", line.number))
        seen = seen or line.digest == head
        expected, previous = line.number + 1, line.digest
    if not seen:
        findings.append(Finding("cut", expected, head or ""))
    return findings
