"""``chuangcheng demo``: an invented town with its season, to look at and to try things on."""

from chuangcheng.cli.demo.commands import demo

__all__ = ["demo"]
