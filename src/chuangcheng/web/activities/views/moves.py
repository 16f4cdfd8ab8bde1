"""The moves of an activity from state to state, all drawn from one table."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chuangcheng.base import clock
from chuangcheng.people.policy import require
from chuangcheng.stages.activities import policy
from chuangcheng.stages.activities.models import Activity
from chuangcheng.web.activities.forms.activities import MoveForm
from chuangcheng.web.activities.kinds.moves import MOVES
from chuangcheng.web.activities.kinds.records import ACTIVITY
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, key: int, word: str) -> HttpResponse:
    """Make a move."""
    chosen = next(one for one in MOVES if one.word == word)
    by = account_of(request)
    rows = Activity.objects.select_related("programme__host", "unit")
    activity = seen(rows, request, key, path="unit")
    office_only = word in ("confirm", "reopen")
    require(policy.may_keep_records(by, activity.unit) if office_only else policy.may_change(by, activity))
    initial = {"revision": activity.revision, "happened_on": min(activity.happened_on, clock.today())}
    sent = request.POST if request.method == "POST" else None
    form = MoveForm(sent, reason=chosen.reason, day=chosen.day, initial=initial)

    def act() -> HttpResponse:
        given = {name: value for name, value in form.cleaned_data.items() if name != "happened_on" or value}
        chosen.act(by=by, activity=activity, **given)
        messages.success(request, chosen.done)
        return redirect("activity_edit" if word == "hold" else "activity", key=activity.pk)

    here = reverse("activity", args=[activity.pk])
    above = f"{reverse('activity_list')}?programme={activity.programme_id}"
    context = {
        "heading": chosen.label,
        "lead": chosen.lead,
        "submit": chosen.label,
        "back": here,
        "crumbs": [(ACTIVITY.title, above), (activity.code, here)],
        "season": activity.programme.title,
    }
    return form_page(request, form, act, context)
