"""The kinds of activities that an office keeps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chuangcheng.base.journal import together
from chuangcheng.people.policy import require
from chuangcheng.stages.activities import actions, policy
from chuangcheng.stages.activities.models import ActivityKind
from chuangcheng.stages.activities.queries import grouped, kept_kinds, shipped_kinds
from chuangcheng.web.activities.forms.fields import label_of
from chuangcheng.web.activities.forms.kinds import KindForm
from chuangcheng.web.register.sight import programme_seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of, seen


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The kinds in force, by group."""
    by, programme = account_of(request), programme_seen(request)
    kept = kept_kinds(programme.host)
    known, shipped = {kind.name for kind in kept}, shipped_kinds(programme.host)
    context = {
        "groups": {
            group: [(kind, _asked(kind)) for kind in kinds]
            for group, kinds in grouped(sorted(kept, key=lambda kind: kind.pk) or shipped).items()
        },
        "kept": bool(kept),
        "missing": [kind for kind in shipped if kind.name not in known],
        "programme": programme,
        "season": programme.title,
        "back": f"{reverse('activity_list')}?programme={programme.pk}",
        "may_keep": policy.may_keep_records(by, programme.host),
    }
    return render(request, "activities/kinds.html", context)


@login_required
@require_POST
def install(request: HttpRequest) -> HttpResponse:
    """Keep the kinds that ship and are not there yet."""
    by, programme = account_of(request), programme_seen(request)
    count = actions.install_kinds(by=by, host=programme.host)
    messages.success(request, _("已采用自带的 %(count)d 个类别。") % {"count": count})
    return redirect(_list_url(programme.pk))


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Keep a further kind."""
    by, programme = account_of(request), programme_seen(request)
    require(policy.may_keep_records(by, programme.host))
    form = KindForm(request.POST or None)

    def act() -> HttpResponse:
        with together():  # whoever adds to the kinds that ship keeps them, too
            if not kept_kinds(programme.host):
                actions.install_kinds(by=by, host=programme.host)
            kind = actions.add_kind(by=by, host=programme.host, **form.cleaned_data)
        messages.success(request, _("已新增类别“%(name)s”。") % {"name": kind.name})
        return redirect(_list_url(programme.pk))

    return form_page(request, form, act, {"heading": _("新增类别"), **_around(programme.pk)})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change what a kind asks, or end it."""
    by, kind = account_of(request), _seen(request, key)
    require(policy.may_keep_records(by, kind.host))
    form = KindForm(request.POST or None, kind=kind)

    def act() -> HttpResponse:
        actions.change_kind(by=by, kind=kind, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("activity_kinds")

    def fresh() -> KindForm:
        return KindForm(kind=_seen(request, key))

    heading = _("类别：%(name)s") % {"name": kind.name}
    return form_page(request, form, act, {"heading": heading, **_around(None)}, fresh=fresh)


def _asked(kind: ActivityKind) -> str:
    """What a kind asks, in words."""
    return "、".join([*(str(label_of(name)) for name in kind.asks), *(told["label"] for told in kind.fields)])


def _seen(request: HttpRequest, key: int) -> ActivityKind:
    return seen(ActivityKind.objects.select_related("host"), request, key, path="host")


def _list_url(programme: int | None) -> str:
    return reverse("activity_kinds") + (f"?programme={programme}" if programme else "")


def _around(programme: int | None) -> dict[str, Any]:
    back = _list_url(programme)
    return {"back": back, "crumbs": [(_("活动"), reverse("activity_list")), (_("活动类别"), back)]}
