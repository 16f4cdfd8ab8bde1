"""What season and rulebook say of periods and units, as small tables for the plan (§6, G8–G11, G26, G59)."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from chuangcheng.engine.model import Rulebook, Season
from chuangcheng.engine.numbers import CELL, POINT, half_up
from chuangcheng.engine.periods import Calendar, NotWhole, Period, cut
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.fields import nearest


def season_problems(season: Season, rulebook: Rulebook, calendar: Calendar) -> list[Problem]:
    """``not-effective``, and ``year-not-whole`` where settlement's periods do not make up the season (G7, G57)."""
    problems = []
    late = rulebook.effective_from is not None and rulebook.effective_from > season.first
    early = rulebook.effective_to is not None and rulebook.effective_to < season.last
    if late or early:
        said = {"first": season.first.isoformat(), "last": season.last.isoformat()}
        problems.append(Problem("not-effective", f"{rulebook.file}:{rulebook.effective_line}", "", said))
    money = rulebook.settlement
    if money and money.per != "period" and money.per != "year" and calendar.periods:
        try:
            cut(money.per, season.first, season.last)
        except NotWhole:
            line = rulebook.lines.get("settlement.per", money.line)
            problems.append(Problem("year-not-whole", f"{rulebook.file}:{line}", "settlement", {"per": money.per}))
    return problems


def make_season(connection: duckdb.DuckDBPyConnection, season: Season, calendar: Calendar) -> None:
    """Leave ``season``, ``period`` (those that have begun) and ``day_period(day, p)``."""
    connection.execute(
        "CREATE TABLE season AS SELECT $1::DATE AS first, $2::DATE AS last, $3::DATE AS as_of, "
        "$4::VARCHAR AS year_id, $5::BOOLEAN AS single_year",
        [calendar.first, calendar.last, season.as_of, calendar.year_id, calendar.single_year],
    )
    connection.execute(
        "CREATE TABLE period (p INTEGER, id VARCHAR, first DATE, last DATE, twelve INTEGER, ytd_first DATE)"
    )
    begun = calendar.begun(season.as_of)
    if begun:
        connection.executemany(
            "INSERT INTO period VALUES (?, ?, ?, ?, ?, ?)",
            [[one.number, one.id, one.first, one.last, one.twelve, calendar.twelves[one.twelve]] for one in begun],
        )
    connection.execute(
        "CREATE TABLE day_period AS SELECT CAST(t.day AS DATE) AS day, t.p FROM "
        "(SELECT unnest(generate_series(first, last, INTERVAL 1 DAY)) AS day, p FROM period) t"
    )


def make_entries(
    connection: duckdb.DuckDBPyConnection, season: Season, rulebook: Rulebook, calendar: Calendar, *, units_known: bool
) -> list[Problem]:
    """Leave ``assessed_entry(u, p)``, ``imputed_entry(p, constant)`` and ``weight_entry(p, weight)``.

    Periods that have not begun are left out, but for weights: a unit lacks them as long as they have not (G26).
    Problems: ``unknown-period``, ``unknown-unit``, and ``wrong-value`` where one period is named twice.
    """
    problems: list[Problem] = []
    begun = {one.number for one in calendar.begun(season.as_of)}
    weights = _named(calendar, rulebook.file, [(name, line) for name, _, line in rulebook.totals.weights], problems)
    imputed = _named(calendar, rulebook.file, [(one.period, one.line) for one in rulebook.totals.imputed], problems)
    _fill(
        connection,
        "weight_entry (p INTEGER, weight BIGINT)",
        [[p.number, half_up(row[1], CELL)] for p, row in zip(weights, rulebook.totals.weights, strict=True) if p],
    )
    _fill(
        connection,
        "imputed_entry (p INTEGER, constant BIGINT)",
        [
            [p.number, half_up(row.constant, POINT)]
            for p, row in zip(imputed, rulebook.totals.imputed, strict=True)
            if p and p.number in begun
        ],
    )
    assessed = _assessed(connection, season, calendar, units_known, problems)
    _fill(connection, "assessed_entry (u INTEGER, p INTEGER)", sorted(row for row in assessed if row[1] in begun))
    return problems


def _named(
    calendar: Calendar, file: str, names: Sequence[tuple[str, int]], problems: list[Problem]
) -> list[Period | None]:
    """The period of each name, ``None`` with a problem where there is none, or one that stood before."""
    found: list[Period | None] = []
    for name, line in names:
        period = _period(calendar, name, f"{file}:{line}", problems)
        if period is not None and period in found:
            problems.append(Problem("wrong-value", f"{file}:{line}", "period-twice", {"period": name}))
            period = None
        found.append(period)
    return found


def _period(calendar: Calendar, name: str, where: str, problems: list[Problem]) -> Period | None:
    fitting = calendar.named(name)
    if len(fitting) == 1:
        return fitting[0]
    if calendar.periods:
        saying = "several" if fitting else ""
        known = [one.id for one in calendar.periods] + [one.short for one in calendar.periods if one.short]
        said = {"period": name, "nearest": fitting[0].id if fitting else nearest(name, known)}
        problems.append(Problem("unknown-period", where, saying, said))
    return None


def _assessed(
    connection: duckdb.DuckDBPyConnection,
    season: Season,
    calendar: Calendar,
    units_known: bool,
    problems: list[Problem],
) -> list[list[int]]:
    found: dict[tuple[int, int], None] = {}
    for number, (unit, name, line) in enumerate(season.assessed):
        where = {
            key: f"{season.file}:{season.lines.get(f'assessed.{number}.{key}', line)}" for key in ("unit", "period")
        }
        period = _period(calendar, name, where["period"], problems)
        row = connection.execute("SELECT u FROM unit_id WHERE unit = $1", [unit]).fetchone() if units_known else None
        if units_known and row is None:
            problems.append(Problem("unknown-unit", where["unit"], "", {"unit": unit}))
        if row is not None and period is not None:
            found[row[0], period.number] = None
    return [list(pair) for pair in found]


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: list[list[int]]) -> None:
    connection.execute(f"CREATE TABLE {table}")
    if rows:
        name, width = table.split(" ", 1)[0], len(rows[0])
        marks = ", ".join("?" * width)
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
