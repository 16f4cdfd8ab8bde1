"""``chuangcheng``: finds the command that was asked for, and turns every failure into a sentence and an exit code.

Exit codes: 0 done, 1 a problem is an error, 2 the call itself is wrong, 70 a fault of ours.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Final

import click

#: Commands of the engine: module and attribute. They need neither Django nor a database.
ENGINE: Final = {
    "score": ("chuangcheng.cli.score", "score"),
    "check": ("chuangcheng.cli.score", "check"),
    "explain": ("chuangcheng.cli.explain", "explain"),
    "rules": ("chuangcheng.cli.rules", "rules"),
    "bench": ("chuangcheng.cli.bench", "bench"),
    "plans": ("chuangcheng.cli.plans", "plans"),
}

OUR_FAULT: Final = 70


class Commands(click.Group):
    """The engine's commands by name, then the platform's; a module is imported when its command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*ENGINE, *_platform()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ENGINE:
            module, attribute = ENGINE[cmd_name]
            command = getattr(importlib.import_module(module), attribute)
            assert isinstance(command, click.Command)
            return command
        return _platform().get(cmd_name)


def _platform() -> dict[str, click.Command]:
    """The commands that work on an office's database, by name."""
    commands = importlib.import_module("chuangcheng.cli.platform").COMMANDS
    return dict(commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="chuangcheng", message="%(version)s")
def cli() -> None:
    """创城：从事实到得分、通报和报告。 / From facts to scores, circulars and reports."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run())


def _run() -> int:
    try:
        code = cli.main(standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.UsageError as error:
        click.echo(importlib.import_module("chuangcheng.cli.wrong_call").tell(error, sys.argv[1:]), err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中止。 / Stopped.", err=True)
        return 130
    except BrokenPipeError:
        # the reader of our output has gone; closing stdout quietly keeps Python from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        name = error.filename or ""
        click.echo(
            f"读写文件失败：{name} {error.strerror}。请检查路径、权限和磁盘空间。 / Cannot read or write it.", err=True
        )
        return 2
    except Exception:
        click.echo(_report(), err=True)
        return OUR_FAULT


def _report() -> str:
    """Keep what went wrong in a file, and say where it is."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", prefix="chuangcheng-", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    name = Path(file.name)
    return f"程序出错，这是我们的问题。请把 {name} 交给维护者。 / Our fault: please hand {name} to the maintainers."
