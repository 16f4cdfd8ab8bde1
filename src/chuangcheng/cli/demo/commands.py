"""Load the demo, and serve it."""

from __future__ import annotations

from pathlib import Path

import click

from chuangcheng.cli.platform import prepare, with_django


@click.group()
def demo() -> None:
    """演示：一个虚构的镇和它的一年。 / The demo: an invented town and its year."""


@demo.command()
@with_django
def load() -> None:
    """载入演示数据（已有数据时什么也不做）。 / Load the demo town; does nothing where there is data already."""
    prepare()
    _load()


@demo.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。 / Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口。 / Port.")
@with_django
def serve(host: str, port: int) -> None:
    """载入演示数据并启动网站。 / Load the demo town and serve it."""
    from chuangcheng.cli.serve import run

    prepare()
    _load()
    _say_log_ins()
    run(host, port)


def _load() -> None:
    from chuangcheng.cli.demo.world import build
    from chuangcheng.people.models import Account

    if Account.objects.exists():
        return
    click.echo("正在准备演示数据…… / Preparing the demo town …")
    build(say=click.echo)


def _say_log_ins() -> None:
    from django.conf import settings

    from chuangcheng.cli.demo.people import LOG_INS, PASSWORD
    from chuangcheng.people.models import Account
    from chuangcheng.stages.reports.models import Issue

    if not Account.objects.filter(username=LOG_INS[0].username).exists():
        return
    click.echo(f"演示账号，密码都是 {PASSWORD} / demo log-ins, password {PASSWORD}:")
    for one in LOG_INS:
        click.echo(f"  {one.username:<10} {one.name} / {one.english}")
    folders = Issue.objects.order_by("pk").values_list("title", "folder")
    if folders:
        click.echo("已生成的文件 / documents written:")
        for title, folder in folders:
            click.echo(f"  {title}: {Path(settings.MEDIA_ROOT) / folder}")
