"""The product's jobs in a worker that is killed: at a moment of the first attempt they say who has them, and wait."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chuangcheng.base.jobs import Progress, background
from chuangcheng.stages.scoring import jobs as scoring
from chuangcheng.web.intake import jobs as intake


@dataclass
class Halting(Progress):
    """Waits to be killed once the work is so far; ``file`` remembers that it has."""

    file: str = ""
    at: int = 0

    def __call__(self, done: int, total: int, says: Any = "") -> None:
        if done >= self.at:
            self._last = 0.0  # what is told here is looked at: it is written however soon it comes
        super().__call__(done, total, says)
        if done >= self.at:
            wait_once(self.file)


def wait_once(file: str) -> None:
    """The first time: say which process this is, and wait."""
    path = Path(file)
    if not path.exists():
        path.write_text(str(os.getpid()))
        time.sleep(120)


@background(title="计分")
def score(progress: Progress, *, file: str, at: int, **arguments: Any) -> Any:
    """Score; ``at`` per cent wait, at 101 after the commit."""
    result = scoring.score.function(Halting(progress.job, file=file, at=at), **arguments)
    wait_once(file)
    return result


@background(title="导入")
def bring_in(progress: Progress, *, file: str, at: int, **arguments: Any) -> Any:
    """Import; at so many rows wait, beyond them after the commit."""
    result = intake.bring_in.function(Halting(progress.job, file=file, at=at), **arguments)
    wait_once(file)
    return result
