"""Seasons to measure with: any number of villages, the same rows every time."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

#: Villages of one town: the group in which they are ranked.
VILLAGES_A_TOWN: Final = 20

_SEASON: Final = "season: bench\nyear: {from: 2022-01-01, to: 2022-12-31}\nrulebook: bench.yaml\n"

#: A number that looks random and is the same on every machine: multiplications, no engine's own hash.
_DRAW: Final = "CREATE MACRO draw(a, b, c, size) AS ((a * 2654435761 + b * 40503 + c * 69069 + 12345) % 1000003) % size"

#: The day in a quarter: two months and some days after its first.
_DAY: Final = (
    "CREATE MACRO day_of(q, offset_days) AS CAST(DATE '2022-01-05' + CAST(q * 91 + offset_days AS INTEGER) AS DATE)"
)

_VILLAGES: Final = "(SELECT range AS v, printf('v%07d', range) AS unit FROM range({villages}))"
_QUARTERS: Final = "(SELECT range AS q FROM range(4))"

_TABLES: Final = {
    "units": """
        SELECT printf('t%05d', range) AS unit, printf('镇%05d', range) AS name, NULL::VARCHAR AS parent,
            'town' AS kind, NULL::VARCHAR AS "group", NULL::VARCHAR AS officer
        FROM range(({villages} + {a_town} - 1) // {a_town})
        UNION ALL
        SELECT unit, printf('村%07d', v), printf('t%05d', v // {a_town}), 'village', NULL,
            CASE WHEN v % 10 > 0 THEN printf('分管%07d', v) END
        FROM {of_villages} n""",
    "check": """
        SELECT unit || '-' || q || '-' || k AS id, unit, day_of(q, v % 60) AS date, printf('k%02d', k) AS item,
            CASE WHEN draw(v, q, k, 20) < 13 THEN '合格' WHEN draw(v, q, k, 20) < 17 THEN '基本合格'
                WHEN draw(v, q, k, 20) < 19 THEN '不合格' ELSE '免评' END AS result
        FROM {of_quarters} a, {of_villages} n, (SELECT range AS k FROM range(1, 21)) c""",
    "problem_state": """
        SELECT unit || '-' || q || '-' || k AS id, unit, day_of(q, k * 17 + v % 10) AS date,
            unit || '-' || q || '-' || (k // 2) AS problem,
            CASE draw(v, q, k, 5) WHEN 0 THEN '县三创办巡查' WHEN 1 THEN '领导巡查调研' WHEN 2 THEN '媒体曝光'
                WHEN 3 THEN '群众举报' ELSE '自查' END AS source,
            CAST(k % 2 AS INTEGER) AS misses
        FROM {of_quarters} a, {of_villages} n, (SELECT range AS k FROM range(4)) c""",
    "good_person": """
        SELECT unit || '-' || q AS id, unit, day_of(q, v % 80) AS date, unit || '-' || (q // 2) AS person,
            CASE draw(v, q, 7, 40) WHEN 0 THEN '国家级' WHEN 1 THEN '省级' WHEN 2 THEN '市级' ELSE '县级' END AS level
        FROM {of_quarters} a, {of_villages} n WHERE draw(v, q, 3, 5) = 0""",
    "activity": """
        SELECT unit || '-' || q AS id, unit, day_of(q, v % 70) AS date,
            CASE WHEN draw(v, q, 5, 3) = 0 THEN '承办' ELSE '最美家庭' END AS kind, draw(v, q, 6, 4) > 0 AS completed
        FROM {of_quarters} a, {of_villages} n""",
    "survey": """
        SELECT unit || '-' || q || '-' || k AS id, unit, day_of(q, 40) AS date,
            CASE WHEN draw(v, q, k, 10) < 6 THEN '满意' WHEN draw(v, q, k, 10) < 8 THEN '基本满意'
                WHEN draw(v, q, k, 10) < 9 THEN '不满意' ELSE '不了解' END AS answer
        FROM {of_quarters} a, {of_villages} n, (SELECT range AS k FROM range(2)) c""",
    "veto_event": """
        SELECT unit AS id, unit, day_of(1, 30) AS date, '重大安全事故' AS kind FROM {of_villages} n WHERE v % 5000 = 77""",
}


def make_season(folder: Path, villages: int) -> int:
    """Write a season of four quarters as Parquet into a folder, and give the number of its facts."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "season.yaml").write_text(_SEASON, encoding="utf-8")
    book = files("chuangcheng.cli").joinpath("bench_rulebook.yaml").read_text(encoding="utf-8")
    (folder / "bench.yaml").write_text(book, encoding="utf-8")
    parts = {"villages": str(villages), "a_town": str(VILLAGES_A_TOWN), "of_quarters": _QUARTERS}
    parts["of_villages"] = _VILLAGES.format(villages=villages)
    rows = 0
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(_DRAW)
        connection.execute(_DAY)
        for table, query in _TABLES.items():
            path = str(folder / f"{table}.parquet").replace("'", "''")
            written = connection.execute(
                f"COPY ({query.format(**parts)}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
            ).fetchone()
            rows += written[0] if written else 0
    return rows
