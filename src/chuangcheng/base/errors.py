"""Refusals: what people may be told, as exceptions with a stable code. A refusal is never a fault of the program.

Pages turn them into an answer: Refused 400 (beside the field when it has one), NotAllowed 403, NotSeen 404, Conflict 409.
"""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An act that the rules do not allow.

    ``code`` is stable (tests, the API and the workbook import rely on it); ``message`` says what happened and what to
    do; ``field`` is the form field it belongs to, ``place`` the sheet and row, file and line, or record.
    """

    status: ClassVar[int] = 400

    def __init__(self, code: str, message: str | Promise, *, field: str = "", place: str = "") -> None:
        self.code = code
        self.message = message
        self.field = field
        self.place = place
        super().__init__(code)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else str(self.message)


class NotAllowed(Refused):
    """In sight, but this person may not do it."""

    status = 403

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__("not-allowed", message or _("您没有做这件事的权限。请联系管理员，或请有权限的同事办理。"))


class NotSeen(Refused):
    """Out of this person's sight: told in the same words as what does not exist."""

    status = 404

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__("not-seen", message or _("没有找到。它可能已被移走，或者不在您的管辖范围内。"))


class Conflict(Refused):
    """Someone else saved the same record since this person opened it. ``record``: as it is stored now, where it is known."""

    status = 409

    def __init__(self, message: str | Promise | None = None, *, record: Model | None = None) -> None:
        self.record = record
        super().__init__(
            "conflict", message or _("您打开之后，别人已经修改了这条记录。请核对最新内容，再保存您的修改。")
        )


class SeveralRefused(Refused):
    """Everything wrong with one form or row, told at once."""

    def __init__(self, refusals: list[Refused]) -> None:
        self.refusals = refusals
        first = refusals[0]
        super().__init__(first.code, first.message, field=first.field, place=first.place)

    def __str__(self) -> str:
        return "\n".join(str(refusal) for refusal in self.refusals)


def ensure_revision(record: Model, revision: int | None) -> None:
    """Raise Conflict when ``record.revision`` is not the one that the person had opened (None: not asked)."""
    if revision is not None and revision != record.revision:  # type: ignore[attr-defined]
        raise Conflict(record=record)
