"""Sheets whose rows are fact records: matched, compared, checked as forms check them, and written in one action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.base.journal import action
from chuangcheng.intake.cells import Column
from chuangcheng.intake.outcome import Addition, Change, SheetOutcome
from chuangcheng.intake.running import Keys, Row, Running, as_text
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.models import Record

R = TypeVar("R", bound=Record)
Values = dict[str, Any]


def as_they_are(running: Running, row: Row) -> Values:
    """A row's values as fields of a record, with its unit found."""
    values = dict(row.values)
    values.pop("code", None)
    values["unit"] = running.unit(str(values["unit"]))
    return values


@dataclass(frozen=True)
class RecordSheet(Generic[R]):
    """How a sheet's rows become records of a model.

    ``fields`` gives a row's fields; ``check`` is the stage's; ``children`` writes what belongs to new records once
    they are saved, ``update`` what belongs to one that is known; ``beside`` names fields that are no fields of the model,
    ``read_along`` what comparing reads beside the record itself.
    """

    model: type[R]
    columns: tuple[Column, ...]
    check: Callable[[R], None]
    fields: Callable[[Running, Row], Values] = as_they_are
    beside: tuple[str, ...] = ()
    prepare: Callable[[Running, R, Values], None] | None = None
    children: Callable[[Running, Iterable[R]], None] | None = None
    compare: Callable[[Running, R, Values], Mapping[str, tuple[str, str]]] | None = None
    update: Callable[[Running, R, Values], None] | None = None
    before: Callable[[Running], None] | None = None
    further: bool = False
    read_along: tuple[str, ...] = ()


@dataclass
class Pending(Generic[R]):
    """What a sheet is going to write."""

    new: list[R] = field(default_factory=list)
    changed: list[tuple[R, Values, Mapping[str, object]]] = field(default_factory=list)


def write(
    running: Running, name: str, kind: RecordSheet[R], rows: list[Row], headings: Mapping[str, str]
) -> SheetOutcome:
    """Match all rows, then write what is new and what changed in one action of one journal line."""
    outcome, pending, keys = SheetOutcome(name), Pending[R](), Keys(name)
    stored = _stored(running, kind)
    by_code = {_code(record): record for record in stored}
    by_key = {record.import_key: record for record in stored if record.import_key}
    seen: set[object] = set()
    for row in rows:
        with running.row(name, row, headings):
            key = "" if row.code else _key(running, keys, row)
            if key in by_key:
                outcome.unchanged += 1
                continue
            values = kind.fields(running, row)
            if row.code:
                _ensure_once(seen, row, values)
            record = by_code.get((values.get("kind") if kind.further else None, row.code)) if row.code else None
            if record is None:
                _add(running, kind, row, values, key, pending, outcome)
            else:
                _compare(running, kind, row, record, values, pending, outcome, headings)
    if pending.new or pending.changed:
        _save(running, name, kind, pending)
    return outcome


def _key(running: Running, keys: Keys, row: Row) -> str:
    """The row's content as it was typed, but for its unit, which may be written by code or by name."""
    return keys.of({**row.values, "unit": running.unit(str(row.values["unit"])), **row.further})


def _stored(running: Running, kind: RecordSheet[R]) -> list[R]:
    """The records that rows may be: of the programme, with what comparing them reads."""
    model = kind.model
    related = [f.name for f in model._meta.concrete_fields if f.name in ("kind", "exemplar") and f.is_relation]
    rows = model._default_manager.filter(programme=running.programme).select_related("unit", "programme", *related)
    return list(rows.prefetch_related(*kind.read_along))


def _code(record: Record) -> tuple[object, str]:
    """What a code is unique by: with its kind, where the model's codes are given by kind."""
    kind = getattr(record, "kind", None)
    return (kind if isinstance(kind, models.Model) else None, record.code)


def _ensure_once(seen: set[object], row: Row, values: Values) -> None:
    mark = (row.code, values.get("kind") if isinstance(values.get("kind"), models.Model) else None)
    if mark in seen:
        raise Refused("duplicate-code", _("编号“%(code)s”在这张表里出现了两次。") % {"code": row.code}, field="code")
    seen.add(mark)


def _add(
    running: Running,
    kind: RecordSheet[R],
    row: Row,
    values: Values,
    key: str,
    pending: Pending[R],
    outcome: SheetOutcome,
) -> None:
    own = {name: value for name, value in values.items() if name not in kind.beside}
    own = {name: value for name, value in own.items() if value is not None or _may_be_null(kind.model, name)}
    record = kind.model(programme=running.programme, code=row.code, import_key=key, revision=1, **own)
    records.prepare(record, desk=running.desk, by=running.by, check=kind.check, late=running.late)
    if kind.prepare is not None:
        kind.prepare(running, record, values)
    pending.new.append(record)
    outcome.added.append(Addition(row.number, row.code, _line(values)))


def _may_be_null(model: type[models.Model], name: str) -> bool:
    return bool(getattr(model._meta.get_field(name), "null", False))


def _line(values: Values) -> str:
    """A row in one line, without the personal data of citizens."""
    told = (as_text(value) for name, value in values.items() if name not in records.PRIVATE)
    return " · ".join(part for part in told if part)[:200]


def _compare(
    running: Running,
    kind: RecordSheet[R],
    row: Row,
    record: R,
    values: Values,
    pending: Pending[R],
    outcome: SheetOutcome,
    headings: Mapping[str, str],
) -> None:
    own = {name: value for name, value in values.items() if name not in kind.beside}
    own = {name: value for name, value in own.items() if value is not None or _may_be_null(kind.model, name)}
    differs = {name: value for name, value in own.items() if _plain(getattr(record, name)) != _plain(value)}
    shown = {
        _title(kind.model, name, headings): (as_text(getattr(record, name)), as_text(value))
        for name, value in differs.items()
    }
    if kind.compare is not None:
        shown.update(kind.compare(running, record, values))
    if not shown:
        outcome.unchanged += 1
        return
    said = records.amend(record, differs, desk=running.desk, check=kind.check, late=running.late)
    pending.changed.append((record, values, said))
    outcome.changed.append(Change(row.number, row.code, shown))


def _title(model: type[models.Model], name: str, headings: Mapping[str, str]) -> str:
    """The heading of a field; of one that no column fills, what the model calls it."""
    if name in headings:
        return headings[name].partition(" ")[2]
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def _plain(value: object) -> object:
    return value.pk if isinstance(value, models.Model) else records.plain(value)


def _save(running: Running, name: str, kind: RecordSheet[R], pending: Pending[R]) -> None:
    with action("intake.sheet.import", by=running.by, on=running.programme) as entry:
        if kind.before is not None:
            kind.before(running)
        kind.model._default_manager.bulk_create(pending.new, batch_size=500)
        if kind.children is not None:
            kind.children(running, pending.new)
        for record, values, _said in pending.changed:
            record.save()
            if kind.update is not None:
                kind.update(running, record, values)
        entry.say(
            workbook=running.outcome.digest,
            sheet=name,
            model=kind.model._meta.label_lower,
            added={record.code: records.told(record) for record in pending.new},
            changed={record.code: said for record, _values, said in pending.changed},
        )
