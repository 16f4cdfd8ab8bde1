"""Registers of cases (O10): what is in sight, counts by state, what is overdue, and who a case is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from chuangcheng.people.models import Account
from chuangcheng.people.queries import current_roles, scoped
from chuangcheng.people.states import RoleKind, masked
from chuangcheng.stages.activities.models import Case
from chuangcheng.stages.activities.states import CaseState, RegisterKind
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing

#: Nothing is left to do about these.
CLOSED = (CaseState.SETTLED, CaseState.REFUSED)


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """One register: cases by state, how many are overdue, and what was settled (persons, households, fen)."""

    register: str
    states: dict[str, int]
    overdue: int
    persons: int
    households: int
    amount: int

    @property
    def total(self) -> int:
        """All cases that stand."""
        return sum(self.states.values())

    @property
    def open(self) -> int:
        """Cases that wait for something."""
        return sum(number for state, number in self.states.items() if state not in CLOSED)


def visible_cases(by: Account, programme: Programme) -> models.QuerySet[Case]:
    """Cases of a programme that the account sees, withdrawn ones included."""
    rows = Case.objects.filter(programme=programme).select_related("unit", "programme")
    return scoped(rows, by).order_by("-happened_on", "code")


def is_overdue(case: Case, today: date) -> bool:
    """Whether its day has passed and it is not closed."""
    return case.due_on is not None and case.due_on < today and case.state not in CLOSED and case.withdrawn_on is None


def count_registers(by: Account, programme: Programme, today: date) -> list[RegisterCount]:
    """All registers with their counts, in the order of the list, empty ones included."""
    cases = list(standing(visible_cases(by, programme)))
    return [
        count_register(kind, [case for case in cases if case.register == kind], today) for kind in RegisterKind.values
    ]


def count_register(register: str, cases: Iterable[Case], today: date) -> RegisterCount:
    """The counts of the cases of one register."""
    cases = list(cases)
    settled = [case for case in cases if case.state == CaseState.SETTLED]
    return RegisterCount(
        register,
        {state: sum(case.state == state for case in cases) for state in CaseState.values},
        sum(is_overdue(case, today) for case in cases),
        sum(case.persons for case in settled),
        sum(case.households for case in settled),
        sum(case.amount or 0 for case in settled),
    )


def units_kept(by: Account) -> frozenset[int]:
    """Keys of the units whose registers the account keeps itself."""
    roles = current_roles(by).filter(kind__in=(RoleKind.OFFICE, RoleKind.UNIT))
    return frozenset(roles.values_list("organisation_id", flat=True)) if by.is_active else frozenset()


def person_for(case: Case, kept: Collection[int]) -> str:
    """Whom a case is about, as the account may read it."""
    return case.person if case.unit_id in kept else masked(case.person)
