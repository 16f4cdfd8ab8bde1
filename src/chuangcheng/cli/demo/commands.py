"""Load the demo, and serve it."""

from __future__ import annotations

from pathlib import Path

import click

from chuangcheng.cli.platform import prepare, with_django

TOWN = "O4"


@click.group()
def demo() -> None:
    """演示：虚构的单位和它们的一年。 / The demo: invented offices and their year."""


@demo.command()
@click.argument("names", nargs=-1, metavar="[O1|O2|…|all]")
@with_django
def load(names: tuple[str, ...]) -> None:
    """载入演示数据：不写名称是镇的演示（O4），也可以写 O1、O5、all 等；已有的不再载入。 / Load demo programmes: the town (O4)
    where no name is given, or O1, O5, all …; what is there already is left alone."""
    prepare()
    for name in _wanted(names):
        _load(name)
    _say_log_ins()


@demo.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。 / Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口。 / Port.")
@with_django
def serve(host: str, port: int) -> None:
    """载入演示数据并启动网站。 / Load the demo town and serve it."""
    from chuangcheng.cli.serve import run

    prepare()
    _load(TOWN)
    _say_log_ins()
    run(host, port)


def _wanted(names: tuple[str, ...]) -> list[str]:
    from chuangcheng.cli.demo.systems import NAMES

    given = [name.upper() for name in names] or [TOWN]
    if "ALL" in given:
        return list(NAMES)
    for name in given:
        if name not in NAMES:
            raise click.BadParameter(f"没有演示“{name}”，可选：{'、'.join(NAMES)}、all。 / There is no demo {name}.")
    return given


def _load(name: str) -> None:
    from chuangcheng.cli.demo import setting
    from chuangcheng.cli.demo.systems import system
    from chuangcheng.cli.demo.world import CODE, build
    from chuangcheng.people.models import Organisation

    if not setting.is_demo():
        click.echo(
            "这里已有正式数据，不载入演示。 / There is data of an office here: the demo is not loaded.", err=True
        )
        return
    one = None if name == TOWN else system(name)
    if Organisation.objects.filter(code=one.code if one else CODE).exists():
        return
    what = f"{one.title} / {one.english}" if one else "样本镇 / the demo town"
    click.echo(f"正在准备演示数据：{what} …")
    if one is None:
        build(say=click.echo)
    else:
        one.build(setting.administrator())


def _say_log_ins() -> None:
    from django.conf import settings

    from chuangcheng.cli.demo.people import LOG_INS
    from chuangcheng.cli.demo.setting import PASSWORD
    from chuangcheng.cli.demo.systems import NAMES, system
    from chuangcheng.people.models import Account
    from chuangcheng.stages.reports.models import Issue

    log_ins = [*LOG_INS, *(one for name in NAMES if name != TOWN for one in system(name).log_ins)]
    there = set(
        Account.objects.filter(username__in=[one.username for one in log_ins]).values_list("username", flat=True)
    )
    if not there:
        return
    click.echo(f"演示账号，密码都是 {PASSWORD} / demo log-ins, password {PASSWORD}:")
    for one in log_ins:
        if one.username in there:
            click.echo(f"  {one.username:<10} {one.name} / {one.english}")
    folders = Issue.objects.order_by("pk").values_list("title", "folder")
    if folders:
        click.echo("已生成的文件 / documents written:")
        for title, folder in folders:
            click.echo(f"  {title}: {Path(settings.MEDIA_ROOT) / folder}")
