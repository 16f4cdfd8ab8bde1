"""The shell's own pages: the switch of the looks, and the page that shows every component."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chuangcheng.web.shell import samples
from chuangcheng.web.shell.context import THEMES
from chuangcheng.web.shell.exports import export
from chuangcheng.web.shell.navigation import links_for

_YEAR = 365 * 24 * 3600


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """The address of this site that the form asks to go back to; an address elsewhere is not followed."""
    wanted = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else otherwise


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light, dark or the system's own looks in a cookie."""
    response = HttpResponseRedirect(safe_next(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    return response


@login_required
@require_GET
def first_room(request: HttpRequest) -> HttpResponse:
    """The front page where no overview is installed: the first room that the account sees."""
    links = links_for(request.user, request.path)
    return HttpResponseRedirect(links[0].url if links else reverse("account_settings"))


@login_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component with invented data: the pattern that rooms follow. A POST shows a refused and an accepted form."""
    form = samples.SampleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("已保存（示例，没有写入任何数据）。"), extra_tags=f"undo={request.path}")
        return HttpResponseRedirect(request.path)
    table = samples.table(request)
    if table.wants_export:
        return export(table, _("组件示例"))
    context = {
        "form": form,
        "table": table,
        "empty_table": samples.table(request, rows=(), name="none"),
        "problems": samples.problems(),
        "tabs": samples.tabs(request.path),
        "charts": samples.drawings(),
        "states": samples.states(),
    }
    return render(request, "shell/components.html", context)


@login_required
@require_GET
def components_progress(request: HttpRequest) -> HttpResponse:
    """One step of the sample's progress: ten steps, each asked for by the bar itself."""
    asked = request.GET.get("done", "0")
    done = min(100, int(asked) + 10) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0
    return render(request, "shell/components_progress.html", {"done": done})
