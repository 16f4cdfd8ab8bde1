"""Phases drawn along the days of their programme, in whole thousandths of its length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chuangcheng.stages.plans.models import Phase, Programme

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase with where its bar begins and how long it is, in thousandths; ``state`` is past, now or ahead."""

    phase: Phase
    start: int
    length: int
    state: str


def timeline(programme: Programme, today: date) -> list[Bar]:
    """One bar for each phase, in their order. What lies outside the programme's days is cut off."""
    whole = (programme.last - programme.first).days + 1
    bars = []
    for phase in programme.phases.all():
        first = max(0, (phase.first - programme.first).days)
        last = min(whole, (phase.last - programme.first).days + 1)
        state = "past" if phase.last < today else "ahead" if phase.first > today else "now"
        start = min(first, whole) * WIDTH // whole
        bars.append(Bar(phase, start, max(0, last * WIDTH // whole - start), state))
    return bars
