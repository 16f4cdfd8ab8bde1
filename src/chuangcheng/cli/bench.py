"""``chuangcheng bench``: how long the engine takes, beside the floor measured in the same run.

Every step is a process of its own, so that its processor time and peak memory are its own, start included. The floor
reads every column of every fact file: numbers by sum, texts by sum of length.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

SIZES: Final = (300, 30_000, 600_000)

#: Bars: at most so many times the floor's processor time, at the largest size.
BARS: Final = {"checks": 15.0, "results": 8.0, "ledger": 15.0}
#: Memory that scoring may take, and seconds that a county may take from process start to written files.
MOST_MEMORY: Final = 2 * 1024**3
COUNTY_SECONDS: Final = 0.8


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds on the wall, seconds of processor, peak bytes of memory."""

    seconds: float
    processor: float
    memory: int


@click.command()
@click.option(
    "--villages", multiple=True, type=click.IntRange(1, 5_000_000), help="村数，可多次。 / Villages; may be repeated."
)
@click.option(
    "--repeat", type=click.IntRange(1, 20), default=3, show_default=True, help="取最好的一次。 / Best of so many."
)
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), help="数据放在这里并保留。 / Keep the seasons here."
)
@click.option("--web/--no-web", default=True, show_default=True, help="也测网站。 / The web application, too.")
@click.option(
    "--postgres",
    default="",
    metavar="ADDRESS",
    help="空的 PostgreSQL（postgres://…），首页也在它上面测。 / An empty PostgreSQL: the first page on it, too.",
)
@click.option("--step", type=click.Choice(["floor", "checks", "results", "ledger", "web", "today"]), hidden=True)
def bench(
    villages: tuple[int, ...], repeat: int, folder: Path | None, web: bool, postgres: str, step: str | None
) -> None:
    """测速：生成各种规模的季，与读取文件的下限比较。 / Measure against the floor of reading the files."""
    if step and folder:
        if step == "today":
            _today(folder, postgres)
        else:
            _STEPS[step](folder)
        return
    if folder:
        _measure_all(folder, villages or SIZES, repeat)
        _web(web, postgres)
        return
    with tempfile.TemporaryDirectory(prefix="chuangcheng-bench-") as name:
        _measure_all(Path(name), villages or SIZES, repeat)
    _web(web, postgres)


def _web(wanted: bool, postgres: str) -> None:
    """A new problem, and the first page, in the web application; each in a process and a database of its own."""
    steps = [["web"], ["today"], *([["today", "--postgres", postgres]] if postgres else [])]
    for step in steps if wanted else ():
        with tempfile.TemporaryDirectory(prefix="chuangcheng-bench-") as name:
            _run(["bench", "--folder", name, "--step", *step])


def _new_problem(folder: Path) -> None:
    """Print what a new problem takes to show."""
    from chuangcheng.cli.bench_web import MOST_MILLISECONDS, MOST_QUERIES, measure

    shown = measure(folder, SIZES[0])
    click.echo(f"\nweb, {SIZES[0]} villages: a new problem shows in its village's score and its town's places")
    notes = []
    if max(shown.live, shown.page) > MOST_MILLISECONDS:
        notes.append(f"over {MOST_MILLISECONDS} ms")
    if shown.queries > MOST_QUERIES:
        notes.append(f"over {MOST_QUERIES} queries")
    click.echo(
        f"record {shown.record:.0f} ms, score and places {shown.live:.0f} ms, on the page {shown.page:.0f} ms "
        f"({shown.queries} queries); the first time {shown.everything:.0f} ms{'  ' + ', '.join(notes) if notes else ''}"
    )


def _today(folder: Path, address: str) -> None:
    """Print what the first page takes."""
    from chuangcheng.cli.bench_today import ACTIVITIES, MOST_MILLISECONDS, MOST_QUERIES, TASKS, VILLAGES, measure

    page = measure(folder, address=address)
    notes = []
    if max(page.office, page.village) > MOST_MILLISECONDS:
        notes.append(f"over {MOST_MILLISECONDS} ms")
    if max(page.office_queries, page.village_queries) > MOST_QUERIES:
        notes.append(f"over {MOST_QUERIES} queries")
    where = "PostgreSQL" if address else "SQLite"
    click.echo(f"\ntoday, {VILLAGES} villages, {ACTIVITIES} activities, {TASKS} tasks, {where}")
    click.echo(
        f"office {page.office:.0f} ms ({page.office_queries} queries), village {page.village:.0f} ms "
        f"({page.village_queries} queries){'  ' + ', '.join(notes) if notes else ''}"
    )


def _measure_all(root: Path, sizes: tuple[int, ...], repeat: int) -> None:
    from chuangcheng.cli.bench_season import make_season

    click.echo("villages      rows  step       seconds  processor  memory MB   × floor")
    for villages in sizes:
        folder = root / str(villages)
        rows = make_season(folder, villages)
        floor = _best(folder, "floor", repeat)
        _line(villages, rows, "floor", floor, floor)
        for step in BARS:
            _line(villages, rows, step, _best(folder, step, repeat), floor)
        if villages <= SIZES[0]:
            _county(folder, villages, rows, repeat, floor)


def _county(folder: Path, villages: int, rows: int, repeat: int, floor: Cost) -> None:
    """The whole command, checks and both formats included, as an office would call it."""
    command = ["score", str(folder), "--out", str(folder / "out")]
    cost = min((_run(command) for _ in range(repeat)), key=lambda one: one.seconds)
    _line(villages, rows, "county", cost, floor)


def _line(villages: int, rows: int, step: str, cost: Cost, floor: Cost) -> None:
    ratio = cost.processor / floor.processor
    notes = []
    if villages == SIZES[-1] and ratio > BARS.get(step, ratio):
        notes.append(f"over {BARS[step]:g} ×")
    if villages == SIZES[-1] and step in ("results", "ledger") and cost.memory > MOST_MEMORY:
        notes.append("over 2 GiB")
    if step == "county" and cost.seconds > COUNTY_SECONDS:
        notes.append(f"over {COUNTY_SECONDS:g} s")
    note = "  " + ", ".join(notes) if notes else ""
    click.echo(
        f"{villages:>8} {rows:>9}  {step:<8} {cost.seconds:>9.2f} {cost.processor:>10.2f} "
        f"{cost.memory / 1024**2:>10.0f} {ratio:>9.1f}{note}"
    )


def _best(folder: Path, step: str, repeat: int) -> Cost:
    """The run with the least processor time."""
    runs = [_run(["bench", "--step", step, "--folder", str(folder)]) for _ in range(repeat)]
    return min(runs, key=lambda cost: cost.processor)


def _run(arguments: list[str]) -> Cost:
    start = time.perf_counter()
    code = "from chuangcheng.cli.main import main; main()"
    # bytecode is kept, as on any machine where the program has run before, whatever is set here
    kept = {
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "chuangcheng-bytecode"),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stderr=subprocess.DEVNULL, env={**os.environ, **kept}
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise click.ClickException(f"{' '.join(arguments)}: exit {process.returncode}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def _floor(folder: Path) -> None:
    """Read every column of every fact file."""
    import duckdb

    with duckdb.connect() as connection:
        for path in sorted(folder.glob("*.parquet")):
            relation = connection.read_parquet(str(path))
            reads = ", ".join(
                f'sum(length("{name}"))' if str(kind) == "VARCHAR" else f'sum(CAST("{name}" AS BIGINT))'
                if str(kind) != "DATE" else f"sum(\"{name}\" - DATE '2022-01-01')"
                for name, kind in zip(relation.columns, relation.types, strict=True)
            )  # fmt: skip
            relation.aggregate(reads).fetchall()


def _checks(folder: Path) -> None:
    from chuangcheng.engine.scoring import check_season

    check_season(folder)


def _results(folder: Path, tables: tuple[str, ...] = ("ranking", "decisions", "settlement")) -> None:
    """Totals, ranks, decisions and money of facts that were checked, written as Parquet."""
    from chuangcheng.engine.scoring import score_season
    from chuangcheng.engine.telling.files import told_query, write_table

    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    with score_season(folder, checked=True) as outcome:
        if outcome.connection is None:
            raise click.ClickException(f"not scored: {outcome.problems[:3]}")
        for table in tables:
            write_table(outcome.connection, table, told_query(outcome, table, "zh"), out, "parquet")


def _ledger(folder: Path) -> None:
    _results(folder, ("ranking", "decisions", "settlement", "ledger"))


_STEPS: Final[dict[str, Callable[[Path], None]]] = {
    "floor": _floor, "checks": _checks, "results": _results, "ledger": _ledger, "web": _new_problem,
}  # fmt: skip
