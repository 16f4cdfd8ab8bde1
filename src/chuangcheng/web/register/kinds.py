"""A kind of fact record as its pages need to know it. Each room declares its kinds; the views are the same for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.register.forms import RecordForm
from chuangcheng.web.shell import formats
from chuangcheng.web.shell.tables import Column, Filter

#: ``(by, exporting)`` → the columns between unit and day. What leaves as a file holds no personal data.
Columns = Callable[[Account, bool], tuple[Column, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a record's page; ``url`` leads to what it names."""

    label: Any
    value: Any
    url: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A further act on a record: its URL name takes the record's key."""

    label: Any
    url_name: str
    icon: str = "pencil"


@dataclass(frozen=True, slots=True)
class Room:
    """A room with several lists: its title, and (label, URL name) of each."""

    title: Any
    tabs: tuple[tuple[Any, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of record.

    ``word`` begins the URL names; ``fields`` are the model's fields that its page tells, in order, ``more`` tells what
    is not a field. ``record`` and ``change`` take the cleaned form; ``name`` heads the page. Where ``may`` over the
    record's unit does not say all: ``may_begin`` who may record at all (default: over the programme's host),
    ``may_change`` who may change this record, ``may_see`` who reads it at all, ``acts_for`` which acts are offered on it.
    ``looks`` are other views of the list, for whoever reads it, ``filters_for`` filters whose choices are of a programme.
    """

    word: str
    room: Room
    title: Any
    lead: Any
    icon: str
    start: Any
    model: Any
    rows: Callable[[Account, Programme], QuerySet[Any]]
    form: type[RecordForm]
    record: Callable[[Account, Programme, dict[str, Any]], Any]
    change: Callable[[Account, Any, dict[str, Any]], Any]
    withdraw: Callable[[Account, Any, int | None, str], Any]
    may: Callable[[Account, Organisation], bool]
    columns: Columns
    name: Callable[[Any], str]
    fields: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    more: Callable[[Any, Account], list[Told]] = field(default=lambda record, by: [])
    searched: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    acts: tuple[Act, ...] = ()
    new_acts: tuple[Act, ...] = ()
    looks: tuple[Act, ...] = ()
    filters_for: Callable[[Account, Programme], tuple[Filter, ...]] | None = None
    may_begin: Callable[[Account, Programme], bool] | None = None
    may_change: Callable[[Account, Any], bool] | None = None
    may_see: Callable[[Account, Any], bool] | None = None
    acts_for: Callable[[Any, Account], tuple[Act, ...]] | None = None
    exports: bool = True
    form_template: str = "shell/form_page.html"

    def begins(self, by: Account, programme: Programme) -> bool:
        """Whether the account may record one in the programme."""
        return self.may_begin(by, programme) if self.may_begin else self.may(by, programme.host)

    def changes(self, by: Account, record: Any) -> bool:
        """Whether the account may change or withdraw this one."""
        return self.may_change(by, record) if self.may_change else self.may(by, record.unit)

    @property
    def record_word(self) -> str:
        """How the button to record one is labelled."""
        return str(_("记录%(kind)s")) % {"kind": self.title}


def told_fields(record: Model, names: tuple[str, ...]) -> list[Told]:
    """The named fields of a record with their labels, as people read them."""
    return [Told(record._meta.get_field(name).verbose_name, shown(record, name)) for name in names]  # type: ignore[union-attr]


def shown(record: Model, name: str) -> Any:
    """A field's value as people read it: yes and no for truth values, the label of a choice, '' for nothing."""
    value = getattr(record, name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, date):
        return formats.day(value)
    display = getattr(record, f"get_{name}_display", None)
    return display() if display is not None else plain(value)


def plain(value: Any) -> Any:
    """Decimals without trailing zeros; all else as it is."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f").replace("-", "−")
    return value


def yes_no(value: bool | None) -> str:
    """是, 否, or nothing where nobody has said."""
    return "" if value is None else str(_("是")) if value else str(_("否"))
