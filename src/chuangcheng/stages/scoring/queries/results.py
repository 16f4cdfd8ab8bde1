"""Results of a run, read from its folder: the lines are kept there, not in the database."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

from chuangcheng.engine.numbers import POINT, YUAN
from chuangcheng.engine.telling.wording import Language
from chuangcheng.rulebooks.telling import reader_language
from chuangcheng.stages.scoring.models import Run
from chuangcheng.stages.scoring.queries.collecting import RECORDS


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the points ledger; ``points`` counts 0.0001 point."""

    unit: str
    period: str
    item: str
    kind: str
    fact: str
    key: str
    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of the engine's settlement; ``amount`` counts 0.01 yuan."""

    period: str
    unit: str
    party: str
    account: str
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """A problem of a run as it was said: severity, code, place, sentence."""

    severity: str
    code: str
    where: str
    message: str


def folder_of(run: Run) -> Path:
    """The run's folder."""
    return Path(settings.MEDIA_ROOT) / run.folder


def lines(run: Run, *, unit: str = "", period: str = "") -> list[Line]:
    """Ledger lines of a run, of one unit or period where given, in the order of the ledger."""
    return [
        Line(owner, of, item, kind, fact or "", key or "", _whole(points, POINT), reason)
        for owner, of, item, kind, fact, key, points, reason in _rows(run, "ledger", unit=unit, period=period)
    ]


def values(run: Run, *, unit: str = "", period: str = "") -> dict[tuple[str, str, str], int]:
    """(unit, period, item) → value in 0.0001 point, of every item and ``total``."""
    return {
        (u, p, item): _whole(points, POINT) for u, p, item, points in _rows(run, "scores", unit=unit, period=period)
    }


def money(run: Run, *, unit: str = "", period: str = "") -> list[MoneyLine]:
    """The engine's settlement: the proposal."""
    rows = _rows(run, "settlement", unit=unit, period=period)
    return [
        MoneyLine(of, owner, party, account, _whole(amount, YUAN), reason)
        for of, owner, party, account, amount, reason in rows
    ]


def problems(run: Run) -> list[Said]:
    """The problems of a run, sorted, in the language of the page."""
    return [Said(*row) for row in _csv_rows(folder_of(run) / problems_file(reader_language()))]


def problems_file(language: Language) -> str:
    """Where a run's folder holds its problems in a language: Chinese ones among the results, English ones beside."""
    return "results/problems.csv" if language == "zh" else f"problems.{language}.csv"


def records_of(run: Run) -> dict[tuple[str, str], tuple[str, int]]:
    """(fact kind, fact id) → (model, primary key) of the record that it opens down to."""
    return {(row[0], row[1]): (row[2], int(row[3])) for row in _csv_rows(folder_of(run) / RECORDS)}


def _rows(run: Run, table: str, **wanted: str) -> list[tuple[Any, ...]]:
    path = folder_of(run) / "results" / f"{table}.parquet"
    if not path.exists():
        return []
    given = {name: value for name, value in wanted.items() if value}
    where = " AND ".join(f"{name} = ${name}" for name in given) or "TRUE"
    sql = f"SELECT * FROM read_parquet($path) WHERE {where}"  # noqa: S608  (names are this module's own)
    with duckdb.connect() as connection:
        return connection.execute(sql, {"path": str(path), **given}).fetchall()


def _csv_rows(path: Path) -> Iterator[list[str]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader, None)
        yield from reader


def _whole(value: str | Decimal, unit: int) -> int:
    scaled = Decimal(value) * unit
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{value} is no whole number of 1/{unit}")
    return whole
