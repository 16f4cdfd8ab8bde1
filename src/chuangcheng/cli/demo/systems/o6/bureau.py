"""What every part of the bureau's demo is handed."""

from __future__ import annotations

from dataclasses import dataclass

from chuangcheng.cli.demo.diary import Diary
from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.plans.models import Programme


@dataclass(frozen=True, slots=True)
class Bureau:
    """The diary, the programme, units by key and accounts by user name."""

    diary: Diary
    programme: Programme
    units: dict[str, Organisation]
    accounts: dict[str, Account]

    @property
    def office(self) -> Account:
        """Who keeps the programme."""
        return self.accounts["o6-office"]

    @property
    def second(self) -> Account:
        """Who confirms what the first reported."""
        return self.accounts["o6-office2"]

    @property
    def years(self) -> tuple[int, int]:
        """The last year and the one in which the demo plays."""
        return self.diary.year - 1, self.diary.year
