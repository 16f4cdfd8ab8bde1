"""What every stage asks of its records: which count, and which codes are taken."""

from __future__ import annotations

from functools import cached_property
from typing import Final, TypeVar

from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.people.models import Organisation
from chuangcheng.stages.plans import checks
from chuangcheng.stages.plans.models import ClosedPeriod, Programme, Record
from chuangcheng.stages.plans.queries.programmes import takes_part, units

R = TypeVar("R", bound=Record)


def standing(records: models.QuerySet[R]) -> models.QuerySet[R]:
    """Records that count: those that were not withdrawn."""
    return records.filter(withdrawn_on=None)


def last_code(model: type[models.Model], programme: Programme, prefix: str) -> str:
    """The highest code that the system gave, '' when there is none."""
    codes = model._default_manager.filter(programme=programme, code__regex=rf"^{prefix}-[0-9]{{6,}}$")
    return codes.order_by(Length("code").desc(), "-code").values_list("code", flat=True).first() or ""


#: What the codes of each kind of record begin with (initials of the Chinese word).
PREFIXES: Final = {
    "problem": "wt",
    "activity": "hd",
    "article": "yg",
    "exemplar": "hr",
    "honour": "ry",
    "material": "cl",
    "basescore": "jc",
    "check": "dw",
    "vetoevent": "fj",
    "judgement": "pd",
    "outsidefigure": "sj",
    "matter": "db",
    "measurement": "sc",
    "service": "fw",
    "case": "dj",
    "incident": "jl",
    "facility": "ss",
}


class Desk:
    """A programme opened for writing: what many records ask of it is read once, and codes are given in turn.

    It lives within one action. ``is_taken`` asks the database for one record and the memory for many (``many``).
    """

    def __init__(self, programme: Programme, *, many: bool = False) -> None:
        self.programme = programme
        self.many = many
        self._last: dict[str, str] = {}
        self._taken: dict[type[models.Model], set[tuple[object, ...]]] = {}

    @cached_property
    def periods(self) -> list[ClosedPeriod]:
        """The periods that are closed, and will be until the action ends: the programme is held, so that none is closed
        and no code is given by another action meanwhile."""
        Programme.objects.select_for_update().get(pk=self.programme.pk)
        return checks.closed_periods(self.programme)

    @cached_property
    def _units(self) -> frozenset[int]:
        return frozenset(units(self.programme).values_list("pk", flat=True))

    def ensure_takes_part(self, unit: Organisation) -> None:
        """Refuse a unit that is not below the host (code ``not-taking-part``)."""
        if not (unit.pk in self._units if self.many else takes_part(self.programme, unit)):
            raise Refused("not-taking-part", _("“%(unit)s”不在创建活动的主办单位之下。") % {"unit": unit}, field="unit")

    def next_code(self, model: type[models.Model]) -> str:
        """A new code of the system: what the kind of record begins with, and a number, such as ``wt-000012``."""
        name = model._meta.model_name or ""
        last = self._last.get(name) or last_code(model, self.programme, PREFIXES[name])
        self._last[name] = f"{PREFIXES[name]}-{int(last.rpartition('-')[2] or 0) + 1:06d}"
        return self._last[name]

    def is_taken(self, record: models.Model) -> bool:
        """Whether another record bears the code, as the model's unique constraint sees it."""
        names, model = _code_names(type(record)), type(record)
        key = tuple(record.serializable_value(name) for name in names)
        if not self.many:
            return model._default_manager.filter(**dict(zip(names, key, strict=True))).exists()
        if model not in self._taken:
            self._taken[model] = set(model._default_manager.filter(programme=self.programme).values_list(*names))
        return key in self._taken[model]

    def take(self, record: models.Model) -> None:
        """Remember the code of a record that is about to be written."""
        if self.many and type(record) in self._taken:
            key = tuple(record.serializable_value(name) for name in _code_names(type(record)))
            self._taken[type(record)].add(key)


def _code_names(model: type[models.Model]) -> tuple[str, ...]:
    unique = (c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) and "code" in c.fields)
    return tuple(next(unique).fields)
