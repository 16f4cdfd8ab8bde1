"""``chuangcheng explain``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chuangcheng.cli.options import LANGUAGE, RULEBOOK, SEASON

if TYPE_CHECKING:
    from chuangcheng.engine.telling.explain import UnknownPlace
    from chuangcheng.engine.telling.wording import Language


@click.command()
@SEASON
@click.option("--unit", required=True, help="单位编号。 / The unit's id.")
@click.option(
    "--period",
    required=True,
    help="考核期，例如 2022-Q2；全年用 2022。 / The period, such as 2022-Q2; 2022 for the year.",
)
@RULEBOOK
@LANGUAGE
@click.pass_context
def explain(
    context: click.Context, season: Path, unit: str, period: str, rulebook: Path | None, language: Language
) -> None:
    """逐项说明一个单位的得分。 / Tell item by item why a unit has its score.

    退出码：0 成功；1 有错误；2 命令写错。 / Exit: 0 done, 1 a problem is an error, 2 a wrong call.
    """
    from chuangcheng.engine.problems import has_errors
    from chuangcheng.engine.scoring import score_season
    from chuangcheng.engine.telling import explain as telling

    with score_season(season, rulebook) as outcome:
        try:
            told = telling.explain(outcome, unit, period, language)
        except telling.UnknownPlace as unknown:
            raise click.UsageError(_unknown(unknown, language)) from unknown
    click.echo(telling.explanation_text(told, language), nl=False)
    context.exit(1 if has_errors(outcome.problems) else 0)


def _unknown(unknown: UnknownPlace, language: Language) -> str:
    """There is no such unit or period: say which there are."""
    known = ", ".join(unknown.known[:10]) + (" …" if len(unknown.known) > 10 else "")
    if language == "zh":
        what = "参加考核的单位" if unknown.what == "unit" else "已经开始的考核期"
        return f"没有{what}“{unknown.name}”。有：{known}"
    what = "assessed unit" if unknown.what == "unit" else "period that has begun"
    return f"There is no {what} “{unknown.name}”. There are: {known}"
