"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

SEASON: Final = click.argument(
    "season", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="SEASON"
)
RULEBOOK: Final = click.option(
    "--rulebook",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="用这份细则，不用 season.yaml 里写的。 / Use this rulebook instead of the season's.",
)
LANGUAGE: Final = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True,
    help="句子的语言。 / Language of sentences.",
)  # fmt: skip
