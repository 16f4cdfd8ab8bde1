"""Documents filled and laid out, ready to be written; and the ledger as a workbook.

Documents are in Chinese whatever language the page is in that asks for them: their form is that of Chinese offices.
The workbook speaks the language of its reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from chuangcheng.documents.model import Document
from chuangcheng.documents.sheet import Cell, Sheet, SheetColumn, write_sheets
from chuangcheng.engine.numbers import POINT, YUAN
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.queries import scoped
from chuangcheng.stages.reports import checks, policy
from chuangcheng.stages.reports.models import Issue, Series
from chuangcheng.stages.reports.queries.circular import circular
from chuangcheng.stages.reports.queries.composing import Report, document
from chuangcheng.stages.reports.queries.sheets import sheets
from chuangcheng.stages.reports.queries.work_report import work_report
from chuangcheng.stages.reports.states import Kind
from chuangcheng.stages.scoring.models import Publication, Run, Season, Standing
from chuangcheng.stages.scoring.queries.results import lines, money
from chuangcheng.stages.scoring.queries.seeing import rulebook_of
from chuangcheng.stages.settlement.states import ACCOUNTS, party_name, reason_name

CHINESE: Final = "zh-hans"


def report_of(publication: Publication, kind: Kind) -> Report:
    """The report behind a circular or a work report, before it is laid out."""
    with override(CHINESE):
        return circular(publication) if kind is Kind.CIRCULAR else work_report(publication)


def compose(
    publication: Publication,
    kind: Kind,
    series: Series,
    *,
    number: str,
    head: str,
    dated: date,
    leave_out: bool = False,
    units: list[Organisation] | None = None,
) -> Document:
    """Lay a document out. ``units``: whose score sheets (all by default). Refused: ``figures-missing``."""
    if kind is Kind.SCORE_SHEET:
        own = units if units is not None else units_of(publication.run)
        with override(CHINESE):
            return Document(title="", blocks=sheets(publication, own), head=head)
    report = report_of(publication, kind)
    checks.ensure_complete([str(figure.spec.title) for figure in report.missing], leave_out=leave_out)
    return document(report, series, number, head, dated=dated)


def units_of(run: Run) -> list[Organisation]:
    """The units with a score in the run's period, by code."""
    standings = Standing.objects.filter(run=run, period=run.period).select_related("unit").order_by("unit__code")
    return [standing.unit for standing in standings]


def visible_issues(by: Account, season: Season) -> QuerySet[Issue]:
    """Documents that were issued: all for insiders, none for others (a unit prints its own sheet)."""
    issues = Issue.objects.filter(season=season).select_related("run", "issued_by")
    return issues if policy.may_read(by, season.programme.host) else issues.none()


def ledger_workbook(by: Account, run: Run) -> bytes:
    """The ledger, the scores and the money of a run as .xlsx, scoped to what the account may see."""
    standings = Standing.objects.filter(run=run)
    if not policy.may_read(by, run.season.programme.host):
        standings = scoped(standings, by)
    seen = dict(standings.values_list("unit__code", "unit__name"))
    titles = {item.id: item.title for item in rulebook_of(run).walk()} | {"total": _("总分")}
    return write_sheets([_ledger(run, seen, titles), _totals(standings), _money(run, seen)])


def _ledger(run: Run, seen: dict[str, str], titles: dict[str, str]) -> Sheet:
    columns = [
        SheetColumn(_("单位代码")),
        SheetColumn(_("单位")),
        SheetColumn(_("期间"), width=10),
        SheetColumn(_("测评项目"), width=20),
        SheetColumn(_("对象"), width=18),
        SheetColumn(_("事实"), width=18),
        SheetColumn(_("分值"), "points", 10),
        SheetColumn(_("事由"), width=40),
    ]
    rows: Iterator[list[Cell]] = (
        [
            line.unit,
            seen[line.unit],
            line.period,
            titles.get(line.item, line.item),
            line.key,
            line.fact,
            Decimal(line.points) / POINT,
            line.reason,
        ]
        for line in lines(run)
        if line.unit in seen
    )
    return Sheet(_("得分台账"), columns, rows)


def _totals(standings: QuerySet[Standing]) -> Sheet:
    columns = [
        SheetColumn(_("单位代码")),
        SheetColumn(_("单位")),
        SheetColumn(_("期间"), width=10),
        SheetColumn(_("得分"), "points", 10),
    ]
    rows: Iterator[list[Cell]] = (
        [one.unit.code, one.unit.name, one.period, Decimal(one.points) / POINT]
        for one in standings.select_related("unit").order_by("period", "unit__code")
    )
    return Sheet(_("得分汇总"), columns, rows)


def _money(run: Run, seen: dict[str, str]) -> Sheet:
    columns = [
        SheetColumn(_("期间"), width=10),
        SheetColumn(_("单位")),
        SheetColumn(_("对象")),
        SheetColumn(_("科目")),
        SheetColumn(_("金额（元）"), "money", 12),
        SheetColumn(_("事由"), width=24),
    ]
    rows: Iterator[list[Cell]] = (
        [
            line.period,
            seen[line.unit],
            party_name(line.party),
            str(ACCOUNTS.get(line.account, line.account)),
            Decimal(line.amount) / YUAN,
            reason_name(line.reason),
        ]
        for line in money(run)
        if line.unit in seen
    )
    return Sheet(_("奖惩提议"), columns, rows)
