"""The table as a grid like a spreadsheet's, and rows that come as a block: pasted, or as a workbook."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chuangcheng.base.errors import Refused, SeveralRefused
from chuangcheng.intake.cells import text as text_of_cell
from chuangcheng.intake.opening import open_workbook
from chuangcheng.people.models import Account
from chuangcheng.stages.plans import actions, queries
from chuangcheng.stages.plans.actions import CellFault, RowConflict, Saved, TableConflict, TableRefused, TableRow
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import COLUMNS, GivenRow, Names
from chuangcheng.stages.plans.states import TaskKind
from chuangcheng.web.plans.forms.tasks import PasteForm, TaskImportForm
from chuangcheng.web.plans.views.sight import programme_kept, task_crumbs
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of

#: What the grid's script says; it holds no words of its own.
WORDS: Final = {
    "unsaved": gettext_lazy("没有保存的行数"),
    "nothing": gettext_lazy("没有修改"),
    "pasted": gettext_lazy("粘贴的行数"),
    "theirs": gettext_lazy("别人改成："),
    "takeTheirs": gettext_lazy("用别人的"),
    "row": gettext_lazy("行号"),
    "empty": gettext_lazy("空"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a grid's page shows beside the rows: cells that were refused, rows that others changed, keys to remove."""

    faults: Sequence[CellFault] = ()
    conflicts: Sequence[RowConflict] = ()
    removed: Sequence[tuple[int, int | None]] = field(default=())


@login_required
@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest, key: int) -> HttpResponse:
    """Edit the whole table; what is sent is saved as one, or comes back with every cell that was refused."""
    by, programme = account_of(request), programme_kept(request, key)
    if request.method != "POST":
        return _page(request, programme, _standing(by, programme), Shown())
    sent, removed = _sent(request)
    rows = [TableRow(row["key"], row["revision"], row["texts"]) for row in sent]
    try:
        saved = actions.save_table(by=by, programme=programme, rows=rows, removed=removed)
    except TableRefused as refused:
        return _page(request, programme, _typed(by, programme, sent), Shown(refused.faults, (), removed), 422)
    except TableConflict as conflict:
        return _page(request, programme, _typed(by, programme, sent), Shown((), conflict.rows, removed), 409)
    except Refused as refused:
        if refused.status != 400:
            raise
        fault = CellFault(-1, "", str(refused.message))
        return _page(request, programme, _typed(by, programme, sent), Shown([fault], (), ()), 422)
    messages.success(request, told(saved))
    return redirect("task_list", key=key)


def told(saved: Saved) -> str:
    """What a saving came to, as a sentence."""
    if saved.is_nothing:
        return _("没有变化，什么都没有存。")
    said = _("已保存：新增%(added)s行，修改%(changed)s行，移动%(moved)s行，删去%(removed)s行。")
    counts = {"changed": saved.changed, "moved": saved.moved, "removed": saved.removed}
    return said % {"added": len(saved.added), **counts}


def _sent(request: HttpRequest) -> tuple[list[dict[str, Any]], list[tuple[int, int | None]]]:
    """Rows and removals as the script sends them. Refused (``not-a-table``) when they are not what it sends."""
    try:
        rows = [_row(each) for each in json.loads(request.POST.get("rows", ""))]
        removed: list[tuple[int, int | None]] = [
            (int(key), int(seen)) for key, seen in json.loads(request.POST.get("removed") or "[]")
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("not-a-table", _("没有收到完整的表格，什么都没有存。请返回再试一次。")) from error
    return [row for row in rows if row["key"] is not None or any(row["texts"].values())], removed


def _row(each: Any) -> dict[str, Any]:
    key, seen = each["key"], each["revision"]
    texts = {str(name): str(text) for name, text in each["texts"].items() if name in COLUMNS}
    return {
        "key": None if key is None else int(key),
        "revision": None if seen is None else int(seen),
        "texts": texts,
    }


def _standing(by: Account, programme: Programme) -> list[dict[str, Any]]:
    names = Names(by, programme)
    return [
        {"key": task.pk, "revision": task.revision, "was": queries.texts_of(task, names), "texts": {}}
        for task in queries.table_rows(programme)
    ]


def _typed(by: Account, programme: Programme, sent: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as they were sent, each on the row as it stands now."""
    standing = {row["key"]: row["was"] for row in _standing(by, programme)}
    empty = dict.fromkeys(COLUMNS, "")
    return [{**row, "was": standing.get(row["key"], empty)} for row in sent]


def _page(
    request: HttpRequest, programme: Programme, rows: list[dict[str, Any]], shown: Shown, status: int = 200
) -> HttpResponse:
    for fault in shown.faults:
        if fault.row >= 0:
            rows[fault.row].setdefault("faults", {})[fault.field or "title"] = fault.message
    for conflict in shown.conflicts:
        if conflict.row < 0:
            continue
        row = rows[conflict.row]
        # Saved again, the row is written over what the other one wrote: both stand on the page until then.
        row["revision"] = conflict.task.revision if conflict.task else None
        row["theirs"] = {name: conflict.texts[name] for name in row["texts"] if name in conflict.texts}
        if conflict.task is None:
            row.setdefault("faults", {})["title"] = _("别人删去了这一行。要保留就补全再保存，不要就删行。")
        row["key"] = conflict.task.pk if conflict.task else None
    data = {
        "rows": rows,
        "removed": [] if shown.conflicts else [list(one) for one in shown.removed],
        "columns": [{"name": name, "label": str(label)} for name, label in COLUMNS.items()],
        "kinds": [str(label) for label in TaskKind.labels],
        "units": Names(account_of(request), programme).choices(),
        "words": {name: str(word) for name, word in WORDS.items()},
        "dirty": status != 200,
    }
    context = {
        "programme": programme,
        "season": programme.title,
        "crumbs": task_crumbs(programme),
        "data": data,
        "shown": shown,
        "faults": [(fault.row + 1, COLUMNS.get(fault.field, ""), fault.message) for fault in shown.faults],
        "lost": [conflict.texts.get("title", "") for conflict in shown.conflicts if conflict.row < 0],
    }
    return render(request, "plans/grid.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest, key: int) -> HttpResponse:
    """Rows copied from a spreadsheet, added at the end of the table; all of them or none."""
    by, programme = account_of(request), programme_kept(request, key)
    form = PasteForm(request.POST or None)

    def act() -> HttpResponse:
        given = queries.rows_of_text(form.cleaned_data["block"])
        saved = _take(by, programme, [GivenRow(row.texts, place=row.place) for row in given], "block")
        messages.success(request, told(saved))
        return redirect("task_list", key=key)

    back = reverse("task_list", args=[key])
    context = {"heading": _("粘贴表格内容"), "back": back, "crumbs": task_crumbs(programme), "season": programme.title}
    return form_page(request, form, act, context, template="plans/task_paste.html")


@login_required
@require_http_methods(["GET", "POST"])
def take_workbook(request: HttpRequest, key: int) -> HttpResponse:
    """A workbook as the export writes it, or one with the same headings. The same one again changes nothing."""
    by, programme = account_of(request), programme_kept(request, key)
    form = TaskImportForm(request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        sheet = open_workbook(form.cleaned_data["workbook"])[0]
        for (row, column), what in sheet.faulty.items():
            where = {"row": row, "column": column, "what": what}
            told_so = _("第%(row)s行第%(column)s列是公式或错误值（%(what)s）。请改成算好的内容再导入。")
            raise Refused("formula", told_so % where, field="workbook")
        given = queries.rows_of_cells([[text_of_cell(cell) for cell in row] for row in sheet.rows])
        messages.success(request, told(_take(by, programme, given, "workbook")))
        return redirect("task_list", key=key)

    back = reverse("task_list", args=[key])
    lead = _("可以先导出，在 Excel 里改好再导入；有编号的行按编号修改，没有编号的行新增。表里没有列出的行不动。")
    context = {"heading": _("导入 Excel"), "lead": lead, "back": back, "crumbs": task_crumbs(programme)}
    return form_page(
        request,
        form,
        act,
        {**context, "season": programme.title, "programme_key": key},
        template="plans/task_import.html",
    )


def _take(by: Account, programme: Programme, given: Sequence[GivenRow], field: str) -> Saved:
    """Save given rows, matched with those that stand there; faults are named by where they stood."""
    rows = queries.matched(given, queries.table_rows(programme), Names(by, programme))
    try:
        return actions.save_table(
            by=by, programme=programme, rows=[TableRow(row.key, row.revision, row.texts) for row in rows]
        )
    except TableRefused as refused:
        raise SeveralRefused([_at(rows, fault, field) for fault in refused.faults]) from refused
    except TableConflict as conflict:
        said = _("第%(row)s行：导出以后别人改过“%(title)s”。请重新导出，改好再导入。")
        found = [
            Refused("conflict", said % {"row": rows[one.row].place, "title": one.texts.get("title", "")}, field=field)
            for one in conflict.rows
        ]
        raise SeveralRefused(found) from conflict


def _at(rows: Sequence[GivenRow], fault: CellFault, field: str) -> Refused:
    said = _("第%(row)s行“%(column)s”：%(message)s")
    column = COLUMNS.get(fault.field, COLUMNS["title"])
    told_so = said % {"row": rows[fault.row].place, "column": column, "message": fault.message}
    return Refused("table-refused", told_so, field=field)
