"""``chuangcheng score`` and ``chuangcheng check``."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chuangcheng.cli.options import LANGUAGE, RULEBOOK, SEASON

if TYPE_CHECKING:
    from chuangcheng.engine.problems import Problem
    from chuangcheng.engine.telling.files import Format
    from chuangcheng.engine.telling.wording import Language


@click.command()
@SEASON
@RULEBOOK
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="结果目录。 / Folder for the results.",
)
@click.option("--format", "form", type=click.Choice(["csv", "parquet", "both"]), default="both", show_default=True)
@LANGUAGE
@click.pass_context
def score(
    context: click.Context, season: Path, rulebook: Path | None, out: Path, form: Format, language: Language
) -> None:
    """给一个季的事实打分。 / Score a season folder.

    退出码：0 成功；1 有错误（只写 problems）；2 命令写错。 / Exit: 0 done, 1 a problem is an error, 2 a wrong call.
    """
    from chuangcheng.engine.problems import has_errors
    from chuangcheng.engine.scoring import score_season
    from chuangcheng.engine.telling.files import write_outcome

    with score_season(season, rulebook) as outcome:
        write_outcome(outcome, out, form, language)
    click.echo(_summary(outcome.problems, out, language), err=True)
    context.exit(1 if has_errors(outcome.problems) else 0)


@click.command()
@SEASON
@RULEBOOK
@LANGUAGE
@click.pass_context
def check(context: click.Context, season: Path, rulebook: Path | None, language: Language) -> None:
    """检查一个季的所有文件，把问题写成 CSV。 / Check all files of a season; problems as CSV.

    退出码：0 没有错误；1 有错误；2 命令写错。 / Exit: 0 no error, 1 errors, 2 a wrong call.
    """
    from chuangcheng.engine.problems import has_errors
    from chuangcheng.engine.scoring import check_season
    from chuangcheng.engine.telling.files import TABLES, told_problems

    problems = check_season(season, rulebook)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(TABLES["problems"])
    writer.writerows(told_problems(problems, language))
    context.exit(1 if has_errors(problems) else 0)


def _summary(problems: tuple[Problem, ...], out: Path, language: Language) -> str:
    errors = sum(problem.severity.value == "error" for problem in problems)
    warnings = len(problems) - errors
    if language == "en":
        what = "Not scored: errors." if errors else "Scored."
        return f"{what} {errors} errors, {warnings} warnings. Results: {out}"
    what = "有错误，没有打分。" if errors else "打分完成。"
    return f"{what}错误 {errors} 个，提醒 {warnings} 个。结果在 {out}"
