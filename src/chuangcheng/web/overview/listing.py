"""Things to do as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chuangcheng.stages.plans.models import Programme
from chuangcheng.web.overview.things import NAMES, STANDS, Choice, Thing
from chuangcheng.web.shell.tables import Column, Filter, Table


def title(choice: Choice) -> Any:
    """What the list is called: the kind of work, or how its rows stand, or simply what is to be done."""
    if choice.word:
        return NAMES[choice.word]
    return STANDS.get(choice.stands, _("要办的事"))


def table(request: HttpRequest, rows: Sequence[Thing], programmes: Mapping[int, Programme]) -> Table:
    """The table of things; each opens where it is done."""
    shown = {row.programme for row in rows}
    return Table(
        request,
        rows,
        columns=(
            Column("title", _("内容"), lambda r: r.title, sort=("title",), main=True, wide=True, link=lambda r: r.url),
            Column("name", pgettext_lazy("overview", "事项"), lambda r: str(r.name), sort=("name",)),
            Column("unit", _("单位"), lambda r: r.unit.name if r.unit else "", sort=("unit",),
                   link=lambda r: reverse("organisation", args=[r.unit.pk]) if r.unit else ""),
            Column("due", _("到期"), lambda r: r.due, "day", sort=("due",)),
            *([Column("programme", _("创建活动"), lambda r: _title(programmes, r), spare=True)] if len(shown) > 1 else []),
            Column("state", _("状态"), lambda r: r.state, "state"),
        ),
        filters=(
            Filter("q", _("搜索"), "search", keep=lambda row, value: value in row.title or _named(row, value)),
            Filter("kind", pgettext_lazy("overview", "事项"), choices=lambda: list(NAMES.items()), keep=lambda row, value: row.word == value),
        ),
        key=lambda row: f"{row.word}-{row.key}",
        caption=_("要办的事"),
    )  # fmt: skip


def _title(programmes: Mapping[int, Programme], row: Thing) -> str:
    found = programmes.get(row.programme)
    return found.title if found else ""


def _named(row: Thing, value: str) -> bool:
    return row.unit is not None and value in row.unit.name
