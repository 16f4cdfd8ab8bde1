"""Lists: columns and filters declared once in Python; sorting, filtering, paging and export follow from it.

The caller applies the scope (``people.queries.scoped``) before a table sees the rows. ``rows`` is a QuerySet, or a
sequence of any objects (results of the engine), sorted and filtered in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_date

from chuangcheng.web.shell import formats

PAGE_SIZES: Final = (25, 50, 100, 200)

#: kind of column → how a value is written; numeral kinds are right-aligned and exported as numbers.
_WRITE: Final[dict[str, Callable[[Any], str]]] = {
    "text": lambda value: "" if value is None else str(value),
    "integer": lambda value: formats.UNKNOWN if value is None else f"{value:,}".replace("-", formats.MINUS),
    "points": formats.points,
    "gain": lambda value: formats.points(value, signed=True),
    "money": formats.money,
    "day": formats.day,
    "moment": formats.moment,
    "state": lambda value: str(getattr(value, "label", value)),
}
NUMERAL: Final = frozenset({"integer", "points", "gain", "money"})


@dataclass(frozen=True, slots=True)
class State:
    """A state as a badge: what it says, and its tone (``good``, ``warn``, ``bad``, ``info``, ``accent`` or '')."""

    label: Any
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``value`` takes a row and gives the raw value for ``kind`` (text, integer, points, gain, money, day, moment, state).
    ``sort`` names the fields of ``order_by`` (for sequences: any non-empty value sorts by ``value``). ``link`` takes a row
    and gives an address or ''. ``main`` heads the card on a phone; ``spare`` is left out there; ``why`` marks a figure
    whose link opens to its facts; ``fixed`` gives all figures of a page as many decimals as the longest has.
    """

    key: str
    label: Any
    value: Callable[[Any], Any]
    kind: str = "text"
    sort: tuple[str, ...] = ()
    link: Callable[[Any], str] | None = None
    main: bool = False
    spare: bool = False
    wide: bool = False
    why: bool = False
    fixed: bool = False

    @property
    def numeral(self) -> bool:
        """Whether the column is right-aligned and exported as numbers."""
        return self.kind in NUMERAL

    @property
    def css(self) -> str:
        """Classes of the cell."""
        named = (
            ("num", self.numeral),
            ("cell-day", self.kind == "day"),
            ("cell-main", self.main),
            ("cell-spare", self.spare),
            ("cell-wide", self.wide),
        )
        return " ".join(name for name, on in named if on)


@dataclass(frozen=True, slots=True)
class Filter:
    """One control above the table.

    ``kind``: ``choice`` (``choices`` gives (value, label) pairs), ``search`` (free text), ``from`` or ``until`` (a date).
    ``fields``: names looked up with ``lookup`` (choice exact, search icontains, from gte, until lte). For sequences
    ``keep(row, value)`` decides instead.
    """

    key: str
    label: Any
    kind: str = "choice"
    fields: tuple[str, ...] = ()
    choices: Callable[[], Iterable[tuple[str, Any]]] | None = None
    lookup: str = ""
    keep: Callable[[Any, Any], bool] | None = None

    @property
    def control(self) -> str:
        """Type of the HTML control."""
        return {"choice": "select", "search": "search"}.get(self.kind, "date")

    def read(self, text: str) -> Any:
        """The value asked for, or ``None`` when the text is empty or not a possible value."""
        text = text.strip()
        if not text:
            return None
        if self.control == "date":
            try:
                return parse_date(text)
            except ValueError:
                return None
        if self.kind == "choice" and text not in {str(value) for value, _ in (self.choices or tuple)()}:
            return None
        return text

    def condition(self, value: Any) -> Q:
        """What a row of a QuerySet must fulfil."""
        lookup = self.lookup or {"choice": "exact", "search": "icontains", "from": "gte", "until": "lte"}[self.kind]
        found = Q()
        for name in self.fields:
            found |= Q(**{f"{name}__{lookup}": value})
        return found


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the page shows it; ``pad`` stands after a figure so that decimal points stand beneath each other."""

    column: Column
    raw: Any
    text: str
    url: str
    pad: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One head cell: the address that sorts by it, and which way it sorts now ('', 'ascending', 'descending')."""

    column: Column
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class Control:
    """A filter with its parameter's name and its value in this request."""

    filter: Filter
    name: str
    value: str
    choices: tuple[tuple[str, Any], ...]

    @property
    def in_force(self) -> bool:
        """Whether it narrows the list."""
        return self.filter.read(self.value) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its cells, the object behind it and its key for the selection."""

    cells: tuple[Cell, ...]
    source: Any
    key: str


@dataclass
class Table:
    """A list in one request.

    ``name`` prefixes the query parameters where a page holds two tables. ``order`` is the sort when nobody chose
    (column key, ``-`` before it for descending). ``select`` names the checkbox field when rows can be chosen.
    """

    request: HttpRequest
    rows: QuerySet[Any] | Sequence[Any]
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    name: str = ""
    order: str = ""
    size: int = 50
    select: str = ""
    key: Callable[[Any], Any] = lambda row: row.pk
    caption: Any = ""
    exports: bool = True
    _page: Any = field(default=None, init=False, repr=False)

    def parameter(self, word: str) -> str:
        """Name of a query parameter of this table."""
        return f"{self.name}-{word}" if self.name else word

    def _asked(self, word: str) -> str:
        return self.request.GET.get(self.parameter(word), "")

    def address(self, **changes: str | None) -> str:
        """This page's address with some of this table's parameters changed (``None`` removes one)."""
        query = self.request.GET.copy()
        for word, value in changes.items():
            query.pop(self.parameter(word), None)
            if value is not None:
                query[self.parameter(word)] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    # ── filters ──────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def controls(self) -> list[Control]:
        """The filters with their values and choices."""
        return [
            Control(
                each,
                self.parameter(each.key),
                self._asked(each.key),
                tuple((str(v), label) for v, label in (each.choices or tuple)()),
            )
            for each in self.filters
        ]

    @property
    def standing_controls(self) -> list[Control]:
        """What a phone always shows: the search, or a filter that is alone."""
        return [each for each in self.controls if each.filter.kind == "search" or len(self.filters) == 1]

    @property
    def folding_controls(self) -> list[Control]:
        """What a phone folds away until it is asked for."""
        standing = self.standing_controls
        return [each for each in self.controls if each not in standing]

    @property
    def folded_in_force(self) -> int:
        """How many of the folded ones narrow the list."""
        return sum(each.in_force for each in self.folding_controls)

    @property
    def narrowed(self) -> bool:
        """Whether any filter is in force."""
        return any(each.read(self._asked(each.key)) is not None for each in self.filters)

    @property
    def clear_url(self) -> str:
        """This page without any filter."""
        return self.address(page=None, **{each.key: None for each in self.filters})

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Query parameters that the filter form must carry along: everything but the filters and the page."""
        own = {self.parameter(each.key) for each in self.filters} | {self.parameter("page")}
        return [(name, value) for name, values in self.request.GET.lists() if name not in own for value in values]

    def _filtered(self) -> QuerySet[Any] | list[Any]:
        rows: Any = self.rows if isinstance(self.rows, QuerySet) else list(self.rows)
        for each in self.filters:
            value = each.read(self._asked(each.key))
            if value is None:
                continue
            if isinstance(rows, QuerySet):
                rows = rows.filter(each.condition(value))
            elif each.keep is not None:
                rows = [row for row in rows if each.keep(row, value)]
        return rows  # type: ignore[no-any-return]

    # ── order ────────────────────────────────────────────────────────────────────────────────────
    @property
    def ordering(self) -> tuple[Column | None, bool]:
        """The column sorted by, and whether it goes down."""
        for asked in (self._asked("sort"), self.order):
            down, key = asked.startswith("-"), asked.removeprefix("-")
            for column in self.columns:
                if column.key == key and column.sort:
                    return column, down
        return None, False

    def arranged(self) -> QuerySet[Any] | list[Any]:
        """All rows that pass the filters, in order."""
        rows = self._filtered()
        column, down = self.ordering
        if column is None:
            return rows
        if isinstance(rows, QuerySet):
            names = [
                name.removeprefix("-") if name.startswith("-") == down else f"-{name.removeprefix('-')}"
                for name in column.sort
            ]
            # The primary key breaks ties, so that pages never overlap.
            return rows.order_by(*names, "pk")
        known = [row for row in rows if column.value(row) is not None]
        unknown = [row for row in rows if column.value(row) is None]
        return sorted(known, key=column.value, reverse=down) + unknown

    @property
    def heads(self) -> list[Head]:
        """The head cells."""
        sorted_by, down = self.ordering
        heads = []
        for column in self.columns:
            here = column is sorted_by
            target = f"-{column.key}" if here and not down else column.key
            url = self.address(sort=target, page=None) if column.sort else ""
            heads.append(Head(column, url, ("descending" if down else "ascending") if here else ""))
        return heads

    # ── page ─────────────────────────────────────────────────────────────────────────────────────
    @property
    def page(self) -> Any:
        """The page of rows asked for (a Django ``Page``); a number beyond the end gives the last page."""
        if self._page is None:
            asked = self._asked("size")
            size = int(asked) if asked.isascii() and asked.isdecimal() and int(asked) in PAGE_SIZES else self.size
            self._page = Paginator(self.arranged(), size).get_page(self._asked("page") or 1)
        return self._page

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """Page numbers with their addresses; ``None`` stands for a gap."""
        elided = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [(n, self.address(page=str(n))) if isinstance(n, int) else (None, "") for n in elided]

    @property
    def lines(self) -> list[Row]:
        """The rows of this page."""
        rows = [self._row(row) for row in self.page.object_list]
        widest = [max((_decimals(row.cells[at]) for row in rows), default=0) for at in range(len(self.columns))]
        return [replace(row, cells=tuple(map(_padded, row.cells, widest))) for row in rows]

    @property
    def total(self) -> int:
        """How many rows pass the filters."""
        return int(self.page.paginator.count)

    def _row(self, row: Any) -> Row:
        cells = tuple(self._cell(column, row) for column in self.columns)
        return Row(cells, row, str(self.key(row)) if self.select else "")

    @staticmethod
    def _cell(column: Column, row: Any) -> Cell:
        raw = column.value(row)
        return Cell(column, raw, _WRITE[column.kind](raw), column.link(row) if column.link else "")

    # ── export ───────────────────────────────────────────────────────────────────────────────────
    def export_url(self, form: str) -> str:
        """Address of this list, filtered and sorted as it is, as ``csv`` or ``xlsx``."""
        return self.address(export=form, page=None)

    @property
    def csv_url(self) -> str:
        """Address of the CSV file."""
        return self.export_url("csv")

    @property
    def xlsx_url(self) -> str:
        """Address of the Excel workbook."""
        return self.export_url("xlsx")

    @property
    def wants_export(self) -> str:
        """``csv`` or ``xlsx`` when this request asks for a file, else ''."""
        asked = self._asked("export")
        return asked if self.exports and asked in ("csv", "xlsx") else ""


def _decimals(cell: Cell) -> int:
    """How many signs stand after the whole part of a figure in points, the decimal point included."""
    return len(cell.text) - cell.text.index(".") if cell.column.kind in ("points", "gain") and "." in cell.text else 0


def _padded(cell: Cell, widest: int) -> Cell:
    """The cell with as many figure-wide blanks (in ``fixed`` columns: zeros) as its decimals lack; the point counts as its
    own narrow blank."""
    lacking = widest - _decimals(cell)
    if not lacking:
        return cell
    whole = "." not in cell.text
    if cell.column.fixed and cell.raw is not None:
        return replace(cell, text=cell.text + ("." if whole else "") + "0" * (lacking - whole))
    return replace(cell, pad=("\u2008" if whole else "") + "\u2007" * (lacking - whole))
