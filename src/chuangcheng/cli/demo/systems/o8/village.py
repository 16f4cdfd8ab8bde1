"""What every part of the village's demo is handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chuangcheng.cli.demo.diary import Diary
from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.plans.models import Programme


@dataclass(frozen=True, slots=True)
class Village:
    """The diary, the programme, units by key ("village", "1" … "6") and accounts by user name."""

    diary: Diary
    programme: Programme
    units: dict[str, Organisation]
    accounts: dict[str, Account]

    @property
    def office(self) -> Account:
        """Who keeps the programme."""
        return self.accounts["o8-office"]

    @property
    def second(self) -> Account:
        """Who confirms what the first reported."""
        return self.accounts["o8-office2"]

    @property
    def groups(self) -> list[Organisation]:
        """The villagers' groups."""
        return [unit for key, unit in self.units.items() if key != "village"]

    def day(self, month: int, day: int) -> date:
        """A day of the window from October to October; the second October is month 13."""
        year = self.diary.year if month < 10 or month == 13 else self.diary.year - 1
        return date(year, 10 if month == 13 else month, day)
