"""The demo programmes beside the town's: one module for each of the systems O1–O11 of the inventory.

Each module declares ``SYSTEM``. All are built through the product's own actions, with invented places and people, on
the days on which they would have happened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from chuangcheng.cli.demo.setting import LogIn
from chuangcheng.people.models import Account
from chuangcheng.stages.plans.models import Programme

#: In the order of the inventory. O4 is the town itself (``world.build``).
NAMES: Final = ("O1", "O2", "O3", "O4", "O5", "O6", "O8", "O9", "O10", "O11")
TOWN: Final = "O4"


@dataclass(frozen=True, slots=True)
class System:
    """A demo programme: its name, what it is in both languages, the code of its first organisation, its log-ins, and
    what builds it (given the administrator)."""

    name: str
    title: str
    english: str
    code: str
    log_ins: tuple[LogIn, ...]
    build: Callable[[Account], Programme]


def system(name: str) -> System:
    """The system of a name other than O4."""
    found: System = import_module(f"{__name__}.{name.lower()}").SYSTEM
    return found
