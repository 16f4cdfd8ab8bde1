"""The last step of a plan text: what was decided becomes a programme, or goes into one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chuangcheng.stages.plans import actions, queries
from chuangcheng.stages.plans.actions import Begun, Taken
from chuangcheng.stages.plans.models import PlanText
from chuangcheng.stages.plans.queries import Sheet
from chuangcheng.web.plans.drafts import GOES, card_of
from chuangcheng.web.plans.forms.drafts import TakeForm
from chuangcheng.web.plans.views.drafts import room_crumbs, text_kept
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, key: int) -> HttpResponse:
    """What becomes of what was decided; what is not decided is named."""
    by, text = account_of(request), text_kept(request, key)
    sheet = queries.sheet_of(text)
    counts = Counter(one.goes for one in sheet.wanted)
    initial = _initial(text, sheet)
    form = TakeForm(by, len(sheet.undecided), counts["rulebook"], request.POST or None, initial=initial)

    def act() -> HttpResponse:
        given = form.cleaned_data
        into = given["into"] or Begun(**{n: given[n] for n in ("title", "aim", "level", "host", "first", "last")})
        taken = actions.take_text(
            by=by, text=text, revision=given["revision"], into=into, rulebook_name=given.get("rulebook_name", "")
        )
        _tell(request, taken)
        return redirect("programme", key=taken.programme.pk)

    back = reverse("plan_text", args=[key])
    context = {
        "heading": _("采用到创建活动"),
        "back": back,
        "crumbs": [*room_crumbs(), (text.title or text.file.name, back)],
        "view_key": key,
        "counts": [(label, counts[word]) for word, label in GOES.items() if counts[word]],
        "nothing": not sheet.wanted,
        "undecided": [card_of(one, text) for one in sheet.undecided],
        "unread": sum(1 for one in sheet.unread if not one.act),
        "yearless": [] if text.year else sheet.yearless,
    }
    return form_page(request, form, act, context, template="plans/text_take.html")


def _initial(text: PlanText, sheet: Sheet) -> dict[str, Any]:
    """What the accepted fields say of the programme; the days of the phases where no other are stated."""
    found: dict[str, Any] = {"host": text.file.host_id, "into": text.programme_id, "revision": text.revision}
    for one in sheet.wanted:
        texts = one.entry.texts
        if one.name == "title":
            found.setdefault("title", texts["text"])
        elif one.name == "aim":
            found.setdefault("aim", texts["text"])
            found.setdefault("level", texts["level"])
        elif one.name == "period":
            found |= {"first": found.get("first", texts["first"]), "last": found.get("last", texts["last"])}
    phases = [one.entry.texts for one in sheet.wanted if one.name == "phase" and not one.faults]
    if phases:
        found.setdefault("first", min(texts["first"] for texts in phases))
        found.setdefault("last", max(texts["last"] for texts in phases))
    return found


def _tell(request: HttpRequest, taken: Taken) -> None:
    made = "、".join(f"{GOES[word]} {count}" for word, count in taken.counts.items() if word in GOES)
    messages.success(request, _("已用进创建活动：%(made)s。") % {"made": made})
    if taken.strangers:
        told = _("名册里没有这些单位，原话留在任务的“工作标准”里：%(names)s。")
        messages.warning(request, told % {"names": "、".join(taken.strangers[:20])})
