"""Upload, preview, import."""

from __future__ import annotations

import os
from io import BytesIO
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from chuangcheng.base.errors import Conflict, NotSeen
from chuangcheng.base.jobs import how_far
from chuangcheng.base.models import Job
from chuangcheng.intake.opening import open_workbook
from chuangcheng.intake.template import template
from chuangcheng.people.models import Account
from chuangcheng.people.policy import require
from chuangcheng.web.intake import holding, jobs
from chuangcheng.web.intake.forms import UploadForm
from chuangcheng.web.intake.holding import Held
from chuangcheng.web.intake.sight import may_import
from chuangcheng.web.intake.uploads import refusal_of_size
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import Column, Filter, Table

#: More rows, or more bytes than can be counted in a moment, are left to the worker.
MOST_ROWS_AT_ONCE: Final = 2_000
MOST_BYTES_AT_ONCE: Final = 1 << 20
#: Rows of a sheet that a preview shows.
SHOWN: Final = 100


@csrf_exempt  # the token is checked by ``_upload``, after the size: checking it reads the whole body
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a workbook; what is too large is not even read."""
    require(may_import(account_of(request)))
    told = refusal_of_size(request) if request.method == "POST" else ""
    if not told:
        return _upload(request)
    form = UploadForm(account_of(request))
    return render(request, "intake/new.html", {**_context(), "form": form, "told": told}, status=413)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    by = account_of(request)
    form = UploadForm(by, request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        sent = form.cleaned_data
        large = _is_large(sent["workbook"])
        held = holding.hold(by, sent["programme"], sent["workbook"], late=sent["late"])
        return _look(by, held, large=large)

    return form_page(request, form, act, _context(), template="intake/new.html")


def _context() -> dict[str, Any]:
    return {"heading": _("导入"), "back": reverse("import_new"), "limit": settings.LARGEST_UPLOAD << 20}


def _is_large(content: BinaryIO) -> bool:
    """Whether it would take longer than a moment. A small file is opened at once, so that one that cannot be opened is
    told beside the field."""
    if content.seek(0, os.SEEK_END) > MOST_BYTES_AT_ONCE:
        return True
    return sum(len(sheet.rows) for sheet in open_workbook(content)) > MOST_ROWS_AT_ONCE


def _look(by: Account, held: Held, *, large: bool) -> HttpResponse:
    """Preview at once, or have the worker do it."""
    if large:
        return redirect("import_job", key=jobs.preview.enqueue(by=by, account=by.pk, token=held.token).pk)
    jobs.run_preview(by, held)
    return redirect("import_preview", token=held.token)


@login_required
@require_GET
def template_file(request: HttpRequest) -> FileResponse:
    """The workbook to fill in."""
    require(may_import(account_of(request)))
    return FileResponse(BytesIO(template()), as_attachment=True, filename=_("导入模板.xlsx"))


@login_required
@require_GET
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What the import would do, or what is wrong with the workbook."""
    held = holding.held(token, account_of(request))
    return _preview_page(request, held)


def _preview_page(request: HttpRequest, held: Held, *, stale: bool = False) -> HttpResponse:
    told = holding.preview_of(held)
    if told is None:
        return redirect("import_new")
    faults = Table(
        request,
        told["faults"],
        columns=(
            Column("sheet", _("表"), lambda one: one["sheet"], main=True),
            Column("row", _("行"), lambda one: one["row"] or None, "integer", sort=("row",)),
            Column("column", _("所在列"), lambda one: one["column"]),
            Column("reason", _("问题和办法"), lambda one: one["reason"], wide=True),
        ),
        filters=(
            Filter(
                "sheet", _("表"), keep=lambda one, sheet: one["sheet"] == sheet,
                choices=lambda: [(name, name) for name in dict.fromkeys(one["sheet"] for one in told["faults"]) if name],
            ),
        ),
        caption=_("有误的行"),
    )  # fmt: skip
    if faults.wants_export:
        return export(faults, _("有误的行"))
    sheets = [
        {
            **sheet,
            "more_added": max(0, len(sheet["added"]) - SHOWN),
            "more_changed": max(0, len(sheet["changed"]) - SHOWN),
            "shown_added": sheet["added"][:SHOWN],
            "shown_changed": sheet["changed"][:SHOWN],
        }
        for sheet in told["sheets"]
    ]
    context = {
        "told": told, "faults": faults, "sheets": sheets, "token": held.token, "programme": held.chosen(),
        "late": held.late, "stale": stale, "nothing": not told["totals"]["added"] and not told["totals"]["changed"],
    }  # fmt: skip
    return render(request, "intake/preview.html", context, status=409 if stale else 200)


@login_required
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Preview a held workbook once more, on the records as they are now."""
    by = account_of(request)
    held = holding.held(token, by)
    with held.path.open("rb") as content:
        large = _is_large(content)
    return _look(by, held, large=large)


@login_required
@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Import what was previewed, in one transaction. What has changed since is shown anew, and nothing is written."""
    by = account_of(request)
    held = holding.held(token, by)
    previewed = request.POST.get("previewed", "")
    if not previewed:
        return redirect("import_preview", token=held.token)
    with held.path.open("rb") as content:
        large = _is_large(content)
    if large:
        job = jobs.bring_in.enqueue(by=by, account=by.pk, token=held.token, previewed=previewed)
        return redirect("import_job", key=job.pk)
    try:
        outcome = jobs.run_import(by, held, previewed)
    except Conflict:
        jobs.run_preview(by, held)
        return _preview_page(request, held, stale=True)
    if not outcome.written:  # previewed with its faults: they are still there
        return redirect("import_preview", token=held.token)
    messages.success(request, _imported(outcome.added, outcome.changed))
    return redirect("import_new")


def _imported(added: int, changed: int) -> str:
    return _("已导入：新增 %(added)s 条，修改 %(changed)s 条。") % {"added": added, "changed": changed}


@login_required
@require_GET
def job(request: HttpRequest, key: int) -> HttpResponse:
    """How far the worker is; when it is done, on to what it did. Only for whoever gave it the work."""
    by = account_of(request)
    names = (jobs.preview.name, jobs.bring_in.name)
    found = Job.objects.filter(pk=key, by_id=by.pk, name__in=names).first()
    if found is None:
        raise NotSeen
    done, result = found.state == Job.State.DONE, found.result or {}
    polled = bool(getattr(request, "htmx", False))
    if polled and found.is_over:
        return HttpResponseClientRedirect(request.path)
    if polled:
        return render(request, "intake/progress.html", _how_far(found))
    if done and found.name == jobs.preview.name:
        return redirect("import_preview", token=found.arguments["token"])
    if done and result.get("faults"):
        return redirect("import_preview", token=found.arguments["token"])
    if done:
        messages.success(request, _imported(result["added"], result["changed"]))
        return redirect("import_new")
    return render(request, "intake/job.html", {**_how_far(found), "token": found.arguments["token"]})


def _how_far(job: Job) -> dict[str, object]:
    done, total = how_far(job)
    return {"job": job, "done": done, "total": total}
