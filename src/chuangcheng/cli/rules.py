"""``chuangcheng rules``: run a rulebook's examples, and show the plan that it compiles to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chuangcheng.cli.options import LANGUAGE

if TYPE_CHECKING:
    from chuangcheng.engine.telling.examples import Difference
    from chuangcheng.engine.telling.wording import Language


@click.group()
def rules() -> None:
    """细则：运行样例，查看打分语句。 / Rulebooks: run their examples, see their plan."""


@rules.command("test")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH…]")
@LANGUAGE
@click.pass_context
def run_examples(context: click.Context, paths: tuple[Path, ...], language: Language) -> None:
    """运行 PATH 下的样例（默认 rulebooks/），与 expected/ 逐行比对。 / Run examples and compare with expected/.

    退出码：0 全部相同；1 有不同；2 命令写错或没有样例。 / Exit: 0 all equal, 1 differences, 2 wrong call or no examples.
    """
    from chuangcheng.engine.telling.examples import compare_example, find_examples

    roots = paths or (Path("rulebooks"),)
    examples = list(dict.fromkeys(example for root in roots for example in find_examples(root)))
    if not examples:
        places = "、".join(str(root) for root in roots)
        raise click.UsageError(f"{places} 下没有带 expected/ 的样例。 / No examples with expected/ there.")
    failed = 0
    for example in examples:
        differences = compare_example(example)
        failed += bool(differences)
        click.echo(f"{_verdict(bool(differences), language)}  {example}")
        for difference in differences:
            click.echo(f"    {_told(difference, language)}")
    context.exit(1 if failed else 0)


@rules.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LANGUAGE
@click.pass_context
def plan(context: click.Context, file: Path, language: Language) -> None:
    """打印一份细则编译成的 SQL。 / Print the SQL that a rulebook compiles to."""
    from chuangcheng.engine.problems import has_errors
    from chuangcheng.engine.reading.rulebook import read_rulebook
    from chuangcheng.engine.telling.files import told_problems
    from chuangcheng.engine.working.compile import compile_plan

    rulebook, problems = read_rulebook(file.read_bytes(), file.name, None)
    for _, code, where, message in told_problems(problems, language):
        click.echo(f"{where} {code}: {message}", err=True)
    if rulebook is None or has_errors(problems):
        context.exit(1)
    click.echo(compile_plan(rulebook, None).text, nl=False)


def _verdict(failed: bool, language: Language) -> str:
    if language == "en":
        return "differs" if failed else "equal  "
    return "不同" if failed else "相同"


def _told(difference: Difference, language: Language) -> str:
    words = {"zh": {"missing": "少了", "surplus": "多了"}, "en": {"missing": "missing", "surplus": "surplus"}}
    return f"{difference.table} {words[language][difference.side]}: {','.join(difference.row)}"
