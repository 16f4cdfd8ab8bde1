"""Problems: what cannot be read or computed, as values that are collected and never raised one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class Severity(StrEnum):
    """An error stops publication of scores; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


#: Codes that are warnings; every other code of rulebook-details.md is an error.
WARNINGS: Final = frozenset(
    {
        "not-assessed",
        "fact-not-booked",
        "date-outside-rounds",
        "year-incomplete",
        "deposit-short",
        "no-persons",
        "source-left-out",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: a stable code, a place, and the arguments of its sentence.

    ``where`` is ``file:line`` for anything in a file, ``unit/period/item`` for what arises in scoring (G37).
    ``saying`` picks one of several wordings that share a code; ``arguments`` fill it. The sentence itself
    is made in ``telling.wording`` in the reader's language (G63).
    """

    code: str
    where: str
    saying: str = ""
    arguments: dict[str, Any] = field(default_factory=dict, compare=False, hash=False)

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR


class ProblemsFound(Exception):
    """Raised at a door (a command, an action) that cannot go on; carries all the problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops scoring."""
    return any(problem.severity is Severity.ERROR for problem in problems)
