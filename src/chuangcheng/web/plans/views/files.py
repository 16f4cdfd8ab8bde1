"""What the room hands out as files: the decomposition table and the letters."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from chuangcheng.base import journal
from chuangcheng.base.errors import NotSeen
from chuangcheng.documents.model import Document
from chuangcheng.documents.pdf import write_pdf
from chuangcheng.documents.sheet import write_sheets
from chuangcheng.documents.word import write_word
from chuangcheng.stages.plans import queries
from chuangcheng.web.plans.views.sight import programme_seen
from chuangcheng.web.shell.sight import account_of

TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
WRITERS: Final = {"docx": write_word, "pdf": write_pdf}


@login_required
@require_GET
def task_file(request: HttpRequest, key: int, ending: str) -> HttpResponse:
    """The decomposition table as far as the account sees it: .xlsx with real dates and numbers, .docx, .pdf."""
    by, programme = account_of(request), programme_seen(request, key)
    table, name = queries.visible_lines(by, programme), f"{programme.title}任务分解表"
    if ending == "xlsx":
        content = write_sheets([queries.task_sheet(table, queries.Names(by, programme))])
        return answer(content, ending, name)
    return paper(queries.task_document(programme, table, head=journal.head()), ending, name)


def paper(document: Document, ending: str, name: str) -> HttpResponse:
    """A document as .docx or .pdf, or NotSeen for another ending."""
    if ending not in WRITERS:
        raise NotSeen
    return answer(WRITERS[ending](document), ending, name)


def answer(content: bytes, ending: str, name: str) -> HttpResponse:
    """A file to keep."""
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{ending}") or "attachment"
    return HttpResponse(content, content_type=TYPES[ending], headers={"Content-Disposition": disposition})
