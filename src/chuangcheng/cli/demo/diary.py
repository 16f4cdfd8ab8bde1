"""What happens in a demo, day by day: written down in any order, lived through in the order of the days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from chuangcheng.base import clock
from chuangcheng.base.clock import frozen

#: The month and day from which a demo plays in the running year, where it says no other; before it, in the last.
BEGINS = (5, 1)


class Diary:
    """Things to do on days. ``live`` does them, each on its day, up to today; what lies ahead is left out.

    ``year`` is the running one from ``begins`` (month, day) on, once there is enough of it to look at; else the last."""

    def __init__(self, begins: tuple[int, int] = BEGINS) -> None:
        self.today = clock.today()
        self.year = self.today.year if (self.today.month, self.today.day) >= begins else self.today.year - 1
        self._days: list[tuple[date, Callable[[], object]]] = []

    def on(self, day: date, do: Callable[[], object]) -> None:
        """Write down what is done on a day."""
        self._days.append((day, do))

    def live(self) -> None:
        """Do what was written down. Things of one day are done in the order in which they were written."""
        while due := [one for one in self._days if one[0] <= self.today]:
            self._days = []
            for day, do in sorted(due, key=lambda one: one[0]):
                with frozen(day):
                    do()
