"""Saving the decomposition table: one action for all rows, all or nothing.

Whoever saves gives the order of the rows that they know, and of each row only what they changed. So two people who
work on different rows do not get into each other's way; rows of which both changed something come back as conflicts,
each with what the other one wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Conflict, Refused
from chuangcheng.base.journal import Entry, action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.models import Cadence, Duty, Letter, Programme, Task
from chuangcheng.stages.plans.queries import COLUMNS, Names, table_rows, texts_of, values_of
from chuangcheng.stages.plans.states import TASK_DEPTH, TaskState

#: Most rows of one table.
MOST_ROWS = 3000
_FIELDS = (*(name for name in COLUMNS if name != "helpers"), "revision", "place", "parent")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it is handed in: ``key`` None for a new one, ``revision`` as it was opened, ``texts`` the cells that were
    changed (of a new row all that are filled)."""

    key: int | None
    revision: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that was refused: the number of its row among those handed in (from 0), its field ('' for the row)."""

    row: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class RowConflict:
    """A row that both changed: its number among those handed in, and the row as it stands now (None: removed)."""

    row: int
    task: Task | None
    texts: Mapping[str, str]


class TableRefused(Refused):
    """Cells that cannot be saved; nothing was."""

    def __init__(self, faults: Sequence[CellFault]) -> None:
        self.faults = list(faults)
        first = faults[0]
        told = _("有%(count)s处不能保存，什么都没有存。第%(row)s行：%(message)s")
        values = {"count": len(faults), "row": first.row + 1, "message": first.message}
        super().__init__("table-refused", told % values, field=first.field)


class TableConflict(Conflict):
    """Rows that somebody else changed meanwhile; nothing was saved."""

    def __init__(self, rows: Sequence[RowConflict]) -> None:
        self.rows = list(rows)
        told = _("您打开之后，别人改过其中%(count)s行。什么都没有存，请逐行核对后再保存。")
        super().__init__(told % {"count": len(rows)}, record=rows[0].task if len(rows) == 1 else None)


@dataclass(frozen=True, slots=True)
class Saved:
    """How many rows were added, changed, moved and removed."""

    added: tuple[Task, ...] = ()
    changed: int = 0
    moved: int = 0
    removed: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether all stood there already."""
        return not (self.added or self.changed or self.moved or self.removed)


def save_table(
    *,
    by: Account,
    programme: Programme,
    rows: Sequence[TableRow],
    removed: Iterable[tuple[int, int | None]] = (),
) -> Saved:
    """Save rows in the order given. Rows of the table that are not named stay, after the row that they follow now.

    Raises NotSeen, NotAllowed, TableRefused (cells), TableConflict (rows), Refused (``has-work``: a row to remove has
    letters, cadences or duties, or was reported done; ``too-many-rows``).
    """
    require_sight(by, programme.host)
    require(policy.may_keep_programme(by, programme.host))
    with transaction.atomic():
        Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
        saving = _Saving(by, programme, rows, tuple(removed))
        if saving.saved.is_nothing:
            return saving.saved
        with action(saving.verb, by=by, on=programme) as entry:
            saving.write(entry)
        return saving.saved


class _Saving:
    """One saving of the table, within its action."""

    def __init__(
        self,
        by: Account,
        programme: Programme,
        rows: Sequence[TableRow],
        removed: Sequence[tuple[int, int | None]],
    ) -> None:
        self.programme, self.rows, self.removed = programme, rows, removed
        self.names = Names(by, programme)
        self.current = table_rows(programme)
        self.by_key = {task.pk: task for task in self.current}
        self.before = {task.pk: texts_of(task, self.names) for task in self.current}
        self.helpers: dict[int, list[Organisation]] = {}
        self.changed: dict[int, Task] = {}

        self._ensure_no_conflicts()
        self.gone = self._ensure_removable()
        made = self._read()
        self.added = [task for row, task in made if row.key is None]
        self.ordered = self._ordered({id(row): task for row, task in made})
        if len(self.ordered) > MOST_ROWS:
            raise Refused("too-many-rows", _("一张分解表最多 %(most)s 行。") % {"most": MOST_ROWS})

    @cached_property
    def saved(self) -> Saved:
        """What the saving comes to."""
        was = [task.pk for task in self.current if task.pk not in self.gone]
        now = [task.pk for task in self.ordered if task.pk in self.by_key]
        moved = sum(one != other for one, other in zip(was, now, strict=True))
        return Saved(tuple(self.added), len(self.changed), moved, len(self.gone))

    @property
    def _alone(self) -> Task | None:
        """The row, where the saving is about one only: its history tells it then."""
        rows = [*self.added, *self.changed.values()]
        return rows[0] if len(rows) == 1 and not self.gone else None

    @property
    def verb(self) -> str:
        """What the journal calls it."""
        if self._alone is None:
            return "plans.tasks.set"
        return "plans.task.add" if self.added else "plans.task.change"

    # ── what was handed in ───────────────────────────────────────────────────────────────────────
    def _ensure_no_conflicts(self) -> None:
        found = []
        for number, row in enumerate(self.rows):
            if row.key is None or not row.texts:
                continue
            task = self.by_key.get(row.key)
            if task is None:
                found.append(RowConflict(number, None, {}))
            elif row.revision is not None and row.revision != task.revision:
                now = self.before[task.pk]
                if any(now[name] != text.strip() for name, text in row.texts.items() if name in now):
                    found.append(RowConflict(number, task, now))
        if found:
            raise TableConflict(found)

    def _ensure_removable(self) -> dict[int, Task]:
        gone = {key: self.by_key[key] for key, _revision in self.removed if key in self.by_key}
        stale = [gone[key] for key, seen in self.removed if key in gone and seen not in (None, gone[key].revision)]
        if stale:
            raise TableConflict([RowConflict(-1, task, self.before[task.pk]) for task in stale])
        used: set[int] = set()
        for rows in (Letter.tasks.through.objects, Cadence.objects, Duty.objects):
            used |= set(rows.filter(task_id__in=gone).values_list("task_id", flat=True))
        for task in gone.values():
            if task.pk in used or task.state in (TaskState.DONE, TaskState.CONFIRMED):
                told = _(
                    "“%(title)s”已经有责任书、周期任务、责任分工或完成情况，不能删去。可以改为“不再办理”，写明原因。"
                )
                raise Refused("has-work", told % {"title": task.title[:30]})
        return gone

    def _read(self) -> list[tuple[TableRow, Task]]:
        """Each row with its task, the cells read into it. Raises TableRefused with every cell at fault."""
        found, faults = [], []
        for number, row in enumerate(self.rows):
            if row.key is not None and row.key not in self.by_key:
                continue  # removed by somebody else, and not touched here
            task = self.by_key[row.key] if row.key is not None else Task(programme=self.programme, place=0)
            faults += [CellFault(number, name, told) for name, told in self._fill(task, row)]
            found.append((row, task))
        if faults:
            raise TableRefused(faults)
        return found

    def _fill(self, task: Task, row: TableRow) -> list[tuple[str, str]]:
        if not row.texts and row.key is not None:
            return []
        values: dict[str, Any] = {}
        faults: list[tuple[str, str]] = []
        for name, text in row.texts.items():
            try:
                values |= values_of({name: text}, self.names)
            except Refused as refused:
                faults.append((refused.field, str(refused.message)))
        if faults:
            return faults
        helpers = values.pop("helpers", None)
        changed = {name: value for name, value in values.items() if getattr(task, name) != value}
        for name, value in changed.items():
            setattr(task, name, value)
        try:
            checks.check_task(task)
        except Refused as refused:
            return [("due_on" if refused.field == "last" else refused.field, str(refused.message))]
        if helpers is not None and (row.key is None or helpers != list(task.helpers.all())):
            self.helpers[id(task)] = helpers
        if row.key is not None and (changed or id(task) in self.helpers):
            self.changed[task.pk] = task
        return []

    # ── what is written ──────────────────────────────────────────────────────────────────────────
    def _ordered(self, read: Mapping[int, Task]) -> list[Task]:
        """The rows handed in, in their order, and each that was not named after the row that it follows now."""
        named = [read[id(row)] for row in self.rows if id(row) in read]
        named = [task for task in named if task.pk not in self.gone]
        known = {task.pk for task in named}
        following: dict[int | None, list[Task]] = {}
        last: int | None = None
        for task in self.current:
            if task.pk in known:
                last = task.pk
            elif task.pk not in self.gone:
                following.setdefault(last, []).append(task)
        ordered = list(following.get(None, ()))
        for task in named:
            ordered += [task, *(following.get(task.pk, ()) if task.pk else ())]
        return ordered

    def write(self, entry: Entry) -> None:
        """Write rows, helpers, order and parents in a number of queries that does not grow with the rows."""
        for task in (*self.added, *self.changed.values()):
            task.revision += 1
        Task.objects.bulk_create(self.added)
        placed = {task.pk: (task.place, task.parent_id) for task in self.current}
        _place(self.ordered)
        moved = [task for task in self.ordered if placed.get(task.pk) != (task.place, task.parent_id)]
        written = {task.pk: task for task in (*self.changed.values(), *moved)}
        Task.objects.bulk_update(list(written.values()), _FIELDS, batch_size=300)
        self._write_helpers()
        if self.gone:
            Task.helpers.through.objects.filter(task_id__in=self.gone).delete()
            Task.objects.filter(pk__in=self.gone).delete()
        self._tell(entry)

    def _write_helpers(self) -> None:
        through: Any = Task.helpers.through
        touched = [task for task in self.ordered if id(task) in self.helpers]
        if not touched:
            return
        through.objects.filter(task_id__in=[task.pk for task in touched]).delete()
        through.objects.bulk_create(
            through(task_id=task.pk, organisation_id=unit.pk) for task in touched for unit in self.helpers[id(task)]
        )

    def _tell(self, entry: Entry) -> None:
        """One row: what it was and is, on the row itself. Several: the same for each, on the programme."""
        fresh = {task.pk: texts_of(task, self.names) for task in table_rows(self.programme) if task.pk in self.changed}
        told = {
            key: {name: (self.before[key][name], now[name]) for name in now if now[name] != self.before[key][name]}
            for key, now in fresh.items()
        }
        if self._alone is not None:
            entry.on(self._alone)
            changes = told.get(self._alone.pk, {"title": ("", self._alone.title)})
            entry.say(
                before={name: before for name, (before, _after) in changes.items()},
                after={name: after for name, (_before, after) in changes.items()},
            )
            return
        entry.say(
            changed=told,
            added={task.pk: task.title for task in self.added},
            removed={key: task.title for key, task in self.gone.items()},
            moved=self.saved.moved,
        )


def _place(ordered: Sequence[Task]) -> None:
    """Number the rows, and hang each under the last row before it that stands less deep."""
    above: list[Task] = []
    for place, task in enumerate(ordered, 1):
        depth = TASK_DEPTH[task.kind]
        while above and TASK_DEPTH[above[-1].kind] >= depth:
            above.pop()
        task.place = place
        task.parent_id = above[-1].pk if above else None
        above.append(task)
