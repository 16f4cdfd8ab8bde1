"""Commands that work on an office's installation: its database, files and settings.

Django is set up when a command runs, so that ``--help`` and the engine's commands stay quick.
"""

from __future__ import annotations

import fcntl
import functools
import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import click

#: Names the lock that all machines on one PostgreSQL ask for before they migrate.
PREPARING: Final = 20_260_101
P = ParamSpec("P")
T = TypeVar("T")


def with_django(command: Callable[P, T]) -> Callable[P, T]:
    """Set Django up before the command, and turn a refusal into a sentence and exit code 1."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        set_up()
        from chuangcheng.base.errors import Refused

        try:
            return command(*args, **kwargs)
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal

    return run


def set_up() -> None:
    """Make Django ready with the product's settings (an address given by the environment wins)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chuangcheng.conf.settings")
    import django

    django.setup()


def prepare() -> None:
    """Bring the database to this version's tables; on PostgreSQL also the table of the cache.

    Whoever comes while another does it (``init`` while ``serve`` begins) waits for it to end.
    """
    from django.conf import settings
    from django.core.management import call_command

    with _alone():
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.SQLITE:
            call_command("createcachetable", verbosity=0)


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time: by a lock on a file of the data folder, on PostgreSQL by one that all machines see."""
    from django.conf import settings
    from django.db import connection

    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if settings.SQLITE:
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


@click.command()
@click.option("--username", prompt="管理员用户名 / User name of the administrator", default="admin", show_default=True)
@click.option("--name", prompt="管理员姓名 / Name", default="系统管理员", show_default=True)
@with_django
def init(username: str, name: str) -> None:
    """建立首个管理员，打印首次登录单。 / Make the first administrator and print the first-log-in slip."""
    prepare()
    from chuangcheng.people.actions import make_first_administrator

    slip = make_first_administrator(username=username, name=name)
    click.echo("首次登录单（只显示这一次） / First-log-in slip (shown only now)")
    click.echo(f"  用户名 / user name: {slip.account.username}")
    click.echo(f"  密码 / password: {slip.password}")
    click.echo(f"  有效期至 / valid until: {slip.until.isoformat()}")
    click.echo("首次登录须修改密码。 / The password must be changed at the first log-in.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_django
def backup(file: Path) -> None:
    """把数据库、文件和设置备份到 FILE。 / Put database, files and settings into FILE.

    FILE holds every secret of the installation: keep it where only administrators reach.
    """
    from chuangcheng.base.backup import backup as carry

    done = carry(file)
    click.echo(f"{file}: {done.rows} 行 / rows, {done.files} 个文件 / files")
    _say_findings(done.findings, done.head)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_django
def restore(file: Path) -> None:
    """把 FILE 恢复到空的安装里。 / Fill an empty installation from FILE and verify its journal."""
    prepare()
    from chuangcheng.base.backup import restore as fetch

    done = fetch(file)
    click.echo(f"{file}: {done.rows} 行 / rows, {done.files} 个文件 / files")
    _say_findings(done.findings, done.head)


@click.group()
def journal() -> None:
    """日志。 / The journal of all acts."""


@journal.command()
@click.option("--head", metavar="HASH", help="先前记下的末行摘要（印在发布的文件上）。 / A digest noted earlier.")
@with_django
def verify(head: str | None) -> None:
    """核验日志：改动、删除、调换和截尾都会指出。 / Find changed, removed, reordered lines and, with --head, a cut end."""
    from chuangcheng.base import journal as base_journal
    from chuangcheng.base.models import JournalLine

    findings = base_journal.verify(head.strip().lower() if head else None)
    click.echo(f"{JournalLine.objects.count()} 行 / lines")
    _say_findings(findings, base_journal.head())


#: What each finding means, in both languages.
_MEANS: Final = {
    "removed": "缺少这几行 / lines are missing",
    "changed": "内容被改动 / was changed",
    "broken": "与上一行不衔接 / does not follow the line before",
    "cut": "找不到给出的摘要，末尾被截去或改写 / the given digest is gone: the end was cut off or rewritten",
    "unverified": "本机不能计算此算法，未核验 / this machine cannot compute the algorithm: not verified",
}


def _say_findings(findings: list[Any], head: str) -> None:
    """Print what is wrong, one line each; exit code 1 when something is."""
    for finding in findings:
        click.echo(f"{finding.number}: {_MEANS[finding.code]} {finding.says}".rstrip(), err=True)
    if any(finding.is_fault for finding in findings):
        raise click.ClickException("日志不完好。 / The journal is not sound.")
    click.echo(f"日志完好，末行摘要 / The journal is sound, head: {head or '-'}")


@click.group()
def evidence() -> None:
    """佐证材料。 / Evidence."""


@evidence.command("verify")
@with_django
def verify_evidence() -> None:
    """逐个核对佐证文件的指纹，列出丢失和被改动的。 / List files of evidence that are missing or no longer what was handed in."""
    from chuangcheng.evidence.queries import damaged_files

    count = 0
    for count, (file, damage) in enumerate(damaged_files(), 1):  # noqa: B007
        word = {"missing": "丢失 / missing", "changed": "被改动 / changed"}[damage]
        for piece in file.uses.select_related("unit"):
            click.echo(f"{file.digest}: {word}: #{piece.pk} {piece.subject}（{piece.unit}）", err=True)
    if count:
        raise click.ClickException(
            f"{count} 个文件不完好，请用备份恢复。 / files are not sound: restore them from a backup."
        )
    click.echo("佐证文件都完好。 / All files of evidence are sound.")


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Django 的管理命令。 / Django's own commands: migrate, check, shell …"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chuangcheng.conf.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["chuangcheng django", *arguments])


class Deferred(click.Command):
    """A command of another module, imported when it is called and not when commands are listed."""

    def __init__(self, name: str, module: str, says: str) -> None:
        super().__init__(name, help=says)
        self.module = module

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        command = getattr(importlib.import_module(self.module), str(self.name))
        assert isinstance(command, click.Command)
        return command.make_context(info_name, args, parent, **extra)


#: What ``chuangcheng.cli.main`` offers beside the engine's commands.
COMMANDS: Final[dict[str, click.Command]] = {
    "init": init,
    "serve": Deferred("serve", "chuangcheng.cli.serve", "启动网站和后台任务。 / Start the site and its worker."),
    "demo": Deferred("demo", "chuangcheng.cli.demo", "演示：一个虚构的镇。 / The demo: an invented town."),
    "backup": backup,
    "restore": restore,
    "journal": journal,
    "evidence": evidence,
    "messages": Deferred(
        "messages", "chuangcheng.cli.messages", "提取、编译译文。 / Extract and compile translations."
    ),
    "django": django,
}
