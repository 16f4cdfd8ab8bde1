"""Previewing and importing a workbook: the same run, undone or kept."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Conflict, Refused
from chuangcheng.base.jobs import Progress
from chuangcheng.base.journal import together
from chuangcheng.intake import opening
from chuangcheng.intake.opening import OpenedSheet
from chuangcheng.intake.outcome import Fault, Outcome
from chuangcheng.intake.running import Running, headings, read_rows
from chuangcheng.intake.sheets import EXPLAINS, SHEETS, SheetKind
from chuangcheng.people.models import Account
from chuangcheng.people.policy import may_administer, require, require_sight
from chuangcheng.stages.plans import policy
from chuangcheng.stages.plans.models import Programme


def preview_workbook(
    *,
    by: Account,
    programme: Programme | None,
    content: BinaryIO,
    late: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """What importing a workbook would do, or what is wrong with it; nothing is kept.

    Raises NotSeen, NotAllowed; Refused for a file that cannot be opened (see ``opening.open_workbook``).
    """
    sheets, digest = _opened(by, programme, content)
    with transaction.atomic():
        outcome = _run(_running(by, programme, digest, sheets, late=late, progress=progress), sheets)
        transaction.set_rollback(True)
    return outcome


def import_workbook(
    *,
    by: Account,
    programme: Programme | None,
    content: BinaryIO,
    previewed: str = "",
    late: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Import a workbook in one transaction, or nothing of it where anything is wrong (``outcome.faults``).

    ``previewed``: the fingerprint that was shown; Conflict when the import would by now do something else. ``late``:
    book facts of closed periods today. ``progress``: of the job that does it; what was written is noted there in the same
    transaction, so that it is written once.
    """
    sheets, digest = _opened(by, programme, content)
    with together():
        outcome = _run(_running(by, programme, digest, sheets, late=late, progress=progress), sheets)
        stale = bool(previewed) and previewed != outcome.fingerprint
        if stale or outcome.faults:
            transaction.set_rollback(True)
        elif progress is not None:
            progress.settle({"added": outcome.added, "changed": outcome.changed, "faults": 0})
    if stale:
        raise Conflict(_("预览之后，记录或文件已有变化。请重新预览，再导入。"))
    outcome.written = not outcome.faults
    return outcome


def _running(
    by: Account,
    programme: Programme | None,
    digest: str,
    sheets: list[OpenedSheet],
    *,
    late: bool,
    progress: Progress | None,
) -> Running:
    rows = sum(max(0, len(sheet.rows) - 1) for sheet in sheets)
    return Running(by, programme, digest, late=late, progress=progress, rows=rows)


def _opened(by: Account, programme: Programme | None, content: BinaryIO) -> tuple[list[OpenedSheet], str]:
    """Who may, and the sheets with the workbook's digest. An office imports facts, an administrator units."""
    if programme is not None:
        require_sight(by, programme.host)
        require(policy.may_keep_programme(by, programme.host) or may_administer(by, programme.host))
    else:
        require(may_administer(by, by.organisation))
    sheets = opening.open_workbook(content)
    content.seek(0)
    return sheets, hashlib.sha256(content.read()).hexdigest()


def _run(running: Running, opened: list[OpenedSheet]) -> Outcome:
    given = {sheet.name.strip(): sheet for sheet in opened}
    known = {kind.name for kind in SHEETS} | {EXPLAINS}
    for name, sheet in given.items():
        if name not in known and sheet.rows:
            reason = _("没有“%(sheet)s”这张表。请使用模板中的表名，或删掉它。") % {"sheet": name}
            running.outcome.faults.append(Fault(name, 0, "", "unknown-sheet", reason))
    for kind in SHEETS:
        if kind.name in given:
            _run_sheet(running, kind, given[kind.name])
    if not given.keys() & {kind.name for kind in SHEETS}:
        reason = _("没有可以导入的表。请下载模板，把数据填在模板的表里。")
        running.outcome.faults.append(Fault("", 0, "", "no-sheet", reason))
    return running.outcome


def _run_sheet(running: Running, kind: SheetKind, sheet: OpenedSheet) -> None:
    rows = read_rows(running, sheet, kind.columns, further=kind.further)
    if not rows:
        return
    try:
        if kind.facts:
            require(policy.may_keep_programme(running.by, running.programme.host))
        running.outcome.sheets.append(kind.write(running, kind.name, rows, headings(kind.columns, sheet)))
    except Refused as refusal:
        running.fault(kind.name, 0, refusal, {})
