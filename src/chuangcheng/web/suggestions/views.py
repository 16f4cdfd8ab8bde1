"""Write, see and answer suggestions."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from chuangcheng.base.errors import NotSeen
from chuangcheng.people.models import Account
from chuangcheng.suggestions import actions
from chuangcheng.suggestions.models import Suggestion
from chuangcheng.suggestions.policy import may_answer
from chuangcheng.suggestions.queries import visible_suggestions
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.tables import Column, Filter, State, Table
from chuangcheng.web.suggestions.forms import AnswerForm, SuggestionForm

_ANSWERED = State(gettext_lazy("已答复"), "good", "check")
_WAITING = State(gettext_lazy("待答复"), "warn", "clock")


def _account(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def _seen(request: HttpRequest, key: int) -> Suggestion:
    suggestion = visible_suggestions(_account(request)).filter(pk=key).first()
    if suggestion is None:
        raise NotSeen
    return suggestion


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """One's own suggestions; for whoever answers, those of their scope too."""
    rows = visible_suggestions(_account(request))
    table = Table(
        request,
        rows,
        columns=(
            Column("text", _("内容"), str, main=True, wide=True, link=lambda s: reverse("suggestion", args=[s.pk])),
            Column("unit", _("单位"), lambda s: s.organisation or "", sort=("organisation__code",)),
            Column("written", _("提出时间"), lambda s: s.written_at, "moment", sort=("written_at",)),
            Column(
                "state", _("状态"), lambda s: _ANSWERED if s.answered_at else _WAITING, "state", sort=("answered_at",)
            ),
        ),
        filters=(Filter("q", _("搜索"), "search", ("text", "answer")),),
        order="-written",
        exports=False,
        caption=_("意见建议"),
    )
    waiting = rows.filter(answered_at=None).count()
    return render(request, "suggestions/list.html", {"table": table, "waiting": waiting, "all": rows.count()})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write one; afterwards back to the page it was written from."""
    came_from = request.GET.get("from", "")
    form = SuggestionForm(request.POST or None, initial={"page": came_from})

    def act() -> HttpResponse:
        made = actions.write(by=_account(request), **form.cleaned_data)
        messages.success(request, _("已提交，谢谢。答复后可以在“意见建议”里看到。"))
        here = url_has_allowed_host_and_scheme(made.page, {request.get_host()}, require_https=request.is_secure())
        return redirect(made.page if here else reverse("suggestion_list"))

    back = reverse("suggestion_list")
    context = {"heading": _("提意见建议"), "back": back, "crumbs": [(_("意见建议"), back)], "submit": _("提交")}
    return form_page(request, form, act, {**context, "draft": "suggestion"})


@login_required
@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """One suggestion with its answer; whoever may answer does so here."""
    by, suggestion = _account(request), _seen(request, key)
    form = AnswerForm(request.POST or None, initial={"answer": suggestion.answer, "revision": suggestion.revision})
    here = reverse("suggestion", args=[key])

    def act() -> HttpResponse:
        values = form.cleaned_data
        actions.answer(by=by, suggestion=suggestion, text=values["answer"], revision=values["revision"])
        messages.success(request, _("已答复。"))
        return redirect(here)

    def fresh() -> AnswerForm:
        stored = _seen(request, key)
        return AnswerForm(initial={"answer": stored.answer, "revision": stored.revision})

    context = {"suggestion": suggestion, "may_answer": may_answer(by, suggestion), "back": here}
    return form_page(request, form, act, context, template="suggestions/detail.html", fresh=fresh)
