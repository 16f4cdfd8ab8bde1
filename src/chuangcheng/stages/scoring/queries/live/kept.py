"""Scores that are kept between questions: a file for each ranking group, under what they depend on.

They can be removed at any time: what is missing is worked out again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from chuangcheng.stages.scoring.queries.live.frame import Frame


class JournalEnd(NamedTuple):
    """A line of the journal: its number and its digest, because after a restored backup other lines have the numbers."""

    number: int
    digest: str


class Line(NamedTuple):
    """A line of the ledger, ``points`` in 0.0001, and the record (``app.model``, primary key) behind its fact."""

    item: str
    kind: str
    fact: str
    key: str
    points: int
    model: str = ""
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's score of a period: the total as it is and as it would be published, the items' values, and the lines.
    All in 0.0001 point. ``published`` is None where the unit is not assessed yet: the lines are then what is recorded."""

    exact: int
    published: int | None
    items: Mapping[str, int]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The scores of a ranking group when the journal's last line was ``line``; with ``errors`` there are none."""

    line: JournalEnd
    errors: int
    scores: Mapping[str, Score]


def read(frame: Frame, group: str) -> Kept | None:
    """What is kept of a group, or None: also where it is damaged, or was written by another version."""
    try:
        told = json.loads(_path(frame, group).read_bytes())
        scores = {
            unit: Score(exact, published, items, tuple(Line(*line) for line in lines))
            for unit, (exact, published, items, lines) in told["scores"].items()
        }
        return Kept(JournalEnd(*told["line"]), told["errors"], scores)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(frame: Frame, group: str, kept: Kept) -> None:
    """Keep the scores of a group: whole or not at all."""
    path = _path(frame, group)
    path.parent.mkdir(parents=True, exist_ok=True)
    scores = {unit: [one.exact, one.published, one.items, one.lines] for unit, one in kept.scores.items()}
    told = json.dumps({"line": kept.line, "errors": kept.errors, "scores": scores}, ensure_ascii=False)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(told)
    os.replace(name, path)


def forget_others(frame: Frame) -> None:
    """Remove what is kept of the season under other days, rulebooks or units."""
    for folder in _folder(frame).parent.glob("*"):
        if folder.name != frame.mark:
            shutil.rmtree(folder, ignore_errors=True)


def _folder(frame: Frame) -> Path:
    return Path(settings.MEDIA_ROOT) / "live" / f"season-{frame.season.pk}" / frame.mark


def _path(frame: Frame, group: str) -> Path:
    return _folder(frame) / f"{hashlib.sha256(group.encode()).hexdigest()[:24]}.json"
