"""Write docs/cli.md from what the commands say of themselves: ``python -m tests.docs.command_reference``."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from click.testing import CliRunner

from chuangcheng.cli.main import cli
from chuangcheng.cli.platform import Deferred

FILE: Final = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
WIDTH: Final = 100

HEAD: Final = """\
# Commands

After `./run setup` the command is `.venv/bin/chuangcheng`. This page is made from the commands' own `--help`
(`.venv/bin/python -m tests.docs.command_reference`); a test fails when it is stale.

`score`, `check`, `explain`, `rules` and `bench` need no database and no installation: they read a season folder
([rulebook.md](rulebook.md), section 2). Nor does `plans read` ([plans-read.md](plans-read.md)). The others work on an office's installation, whose folder is named by
`CHUANGCHENG_DATA` ([settings.md](settings.md), [operate.md](operate.md)).

Exit status: 0 done; 1 refused, or a problem that is an error; 2 called wrongly, or a file that cannot be read; 70 a fault of ours, with
the file to hand to the maintainers; 130 stopped by Ctrl+C.
"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, groups before what is in them, in the order of ``--help``."""
    yield from _inside("chuangcheng", cli)


def _inside(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, Deferred):
        command = getattr(importlib.import_module(command.module), str(command.name))
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in dict.fromkeys(command.list_commands(context)):
            found = command.get_command(context, word)
            if found is not None and not found.hidden:
                yield from _inside(f"{name} {word}", found)


def _help(name: str, command: click.Command) -> str:
    """What the command prints for ``--help``; ``django`` hands that word on to Django."""
    if not command.add_help_option:
        return command.get_help(click.Context(command, info_name=name, terminal_width=WIDTH)).rstrip()
    words = [*name.split()[1:], "--help"]
    done = CliRunner().invoke(cli, words, prog_name="chuangcheng", terminal_width=WIDTH, catch_exceptions=False)
    return done.output.rstrip()


def reference() -> str:
    """The text that docs/cli.md must hold."""
    parts = [HEAD]
    for name, command in commands():
        level = "##" if name.count(" ") < 2 else "###"
        parts.append(f"{level} `{name}`\n\n```text\n{_help(name, command)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(reference(), "utf-8")
