"""What time it is. The one place that asks, so that tests and rehearsals can stand on another day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

#: All dates of the product are civil dates of this zone.
ZONE: Final = ZoneInfo("Asia/Shanghai")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present moment, with its zone."""
    return _frozen.get() or datetime.now(ZONE)


def today() -> date:
    """The civil date in Asia/Shanghai."""
    return now().astimezone(ZONE).date()


@contextmanager
def frozen(moment: date | datetime) -> Iterator[None]:
    """Within the block it is ``moment`` (a date: noon of that day). For tests and for building a demo's past."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZONE)
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
