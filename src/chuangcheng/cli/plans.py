"""``chuangcheng plans``: read a plan document and print the draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chuangcheng.cli.options import LANGUAGE

if TYPE_CHECKING:
    from chuangcheng.texts.wording import Language


@click.group()
def plans() -> None:
    """方案：读方案、总结、通知等文件。 / Plan documents: read plans, summaries, notices."""


@plans.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--year", type=click.IntRange(1949, 2100), help="原文没写年份的日期按这一年。 / The year of days that state none."
)
@LANGUAGE
@click.pass_context
def read(context: click.Context, file: Path, year: int | None, language: Language) -> None:
    """读 FILE（.docx .txt .md .pdf），把每篇文字的草稿印成 YAML。 / Read FILE and print a draft of each text as YAML.

    退出码：0 读出草稿；1 文件里没有成篇的文字；2 文件不能读。 / Exit: 0 drafts, 1 no text in the file, 2 it cannot be read.
    """
    from ruamel.yaml import YAML

    from chuangcheng.texts.model import Unreadable
    from chuangcheng.texts.reading import read_file
    from chuangcheng.texts.telling import as_data

    try:
        reading = read_file(file, year=year)
    except Unreadable as error:
        click.echo(error.told(language), err=True)
        context.exit(2)
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    yaml.dump(as_data(reading, language), sys.stdout)
    context.exit(0 if reading.drafts else 1)
