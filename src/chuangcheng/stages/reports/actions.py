"""Writes: forms of series, confirmed zeros, issued documents."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from chuangcheng.base import clock, journal
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.documents.model import Document
from chuangcheng.documents.pdf import write_pdf
from chuangcheng.documents.word import write_word
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.reports import checks, policy
from chuangcheng.stages.reports.models import Issue, NilReport, Series
from chuangcheng.stages.reports.queries.documents import CHINESE, compose
from chuangcheng.stages.reports.queries.figures import BY_KEY, figures
from chuangcheng.stages.reports.states import Kind
from chuangcheng.stages.scoring.models import Publication, Season

#: What an office fills in for a series.
FIELDS: Final = frozenset(
    {"issuer", "number", "next_number", "recipients", "signed_by", "signer", "copies_to", "printed_by"}
)


def save_series(
    *, by: Account, season: Season, kind: Kind, values: Mapping[str, str | int], revision: int | None = None
) -> Series:
    """Keep the form of a series. ``values``: any of ``FIELDS``. Refused: ``number-pattern``. Conflict when another
    person saved it since ``revision``."""
    _may(by, season)
    checks.ensure_number_pattern(str(values.get("number", "")))
    with action("reports.series.save", by=by) as entry:
        # The season is held, as when a document is issued: a first form is not made twice, no number is given twice.
        Season.objects.select_for_update().get(pk=season.pk)
        series = Series.objects.filter(season=season, kind=kind).first() or Series(season=season, kind=kind)
        ensure_revision(series, revision)
        for name, value in values.items():
            if name not in FIELDS:
                raise KeyError(name)
            setattr(series, name, value)
        series.save()
        entry.on(series)
        entry.say(kind=kind, after=dict(values))
    return series


def confirm_nil(
    *, by: Account, programme: Programme, unit: Organisation, figure: str, first: date, last: date, note: str = ""
) -> NilReport:
    """The responsible unit confirms that there was nothing (零报告). Refused: ``unknown-figure``, ``not-nil``,
    ``nil-confirmed``."""
    require_sight(by, unit)
    require(policy.may_confirm_nil(by, unit))
    spec = BY_KEY.get(figure)
    if spec is None:
        raise Refused("unknown-figure", _("没有这个数字。请从清单里选择。"), field="figure")
    checks.ensure_nil(figures(programme, first, last, [spec])[figure].value)
    with action("reports.nil.confirm", by=by) as entry:
        same = NilReport.objects.filter(programme=programme, figure=figure, first=first, last=last, withdrawn_at=None)
        if same.exists():
            raise Refused("nil-confirmed", _("这一项已经确认过零报告。"))
        nil = NilReport(programme=programme, figure=figure, first=first, last=last, unit=unit, note=note)
        nil.confirmed_at, nil.confirmed_by = clock.now(), by
        nil.save()
        entry.on(nil)
        entry.say(figure=figure, unit=unit.code, first=first, last=last)
    return nil


def withdraw_nil(*, by: Account, nil: NilReport) -> NilReport:
    """Take a confirmed zero back; it stays readable."""
    require_sight(by, nil.unit)
    require(policy.may_confirm_nil(by, nil.unit))
    with action("reports.nil.withdraw", by=by, on=nil):
        nil.withdrawn_at = clock.now()
        nil.save()
    return nil


def issue_document(
    *,
    by: Account,
    publication: Publication,
    kind: Kind,
    dated: date,
    leave_out: bool = False,
) -> Issue:
    """Issue a document of a published run: number it, write .docx and .pdf, keep both. The journal's head is printed.

    ``leave_out``: print without the sentences whose figures are missing. Refused: ``run-replaced``, ``figures-missing``.
    """
    season = publication.run.season
    _may(by, season)
    checks.ensure_current(publication)
    folder = Path(settings.MEDIA_ROOT) / "issues" / uuid4().hex
    try:
        with action(f"reports.{kind.value}.issue", by=by) as entry:
            Season.objects.select_for_update().get(pk=season.pk)
            series = Series.objects.filter(season=season, kind=kind).first() or Series(season=season, kind=kind)
            number = numbered(series, dated)
            head = journal.head()
            document = compose(publication, kind, series, number=number, head=head, dated=dated, leave_out=leave_out)
            issue = _keep(by, publication, kind, document, folder, dated, head)
            if series.pk and number:
                series.next_number += 1
                series.save()
            entry.on(issue)
            entry.say(kind=kind, number=number, title=issue.title, digest=issue.digest)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return issue


def numbered(series: Series, dated: date) -> str:
    """The 发文字号 that the series gives next."""
    return series.number.replace("{year}", str(dated.year)).replace("{number}", str(series.next_number))


def _may(by: Account, season: Season) -> None:
    require_sight(by, season.programme.host)
    require(policy.may_issue(by, season.programme.host))


def _keep(
    by: Account, publication: Publication, kind: Kind, document: Document, folder: Path, dated: date, head: str
) -> Issue:
    word, pdf = write_word(document), write_pdf(document)
    folder.mkdir(parents=True)
    (folder / "document.docx").write_bytes(word)
    (folder / "document.pdf").write_bytes(pdf)
    with override(CHINESE):
        title = document.title or str(Kind(kind).label)
    issue = Issue(
        season=publication.run.season,
        run=publication.run,
        kind=kind,
        title=title,
        number=document.number,
        dated=dated,
        folder=str(folder.relative_to(settings.MEDIA_ROOT)),
        digest=hashlib.sha256(pdf).hexdigest(),
        head=head,
        issued_at=clock.now(),
        issued_by=by,
    )
    issue.save()
    return issue
