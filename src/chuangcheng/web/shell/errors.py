"""Pages for what went wrong: what happened and what to do, in the reader's language, with or without a log-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chuangcheng.base.errors import NotAllowed, NotSeen, Refused


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Show a refusal with its sentence and place."""
    headings = {400: _("没有办成"), 403: _("没有权限"), 404: _("没有找到"), 409: _("同时修改")}
    context = {
        "heading": headings.get(refused.status, headings[400]),
        "message": refused.message,
        "place": refused.place,
        "status": refused.status,
    }
    return render(request, "shell/refused.html", context, status=refused.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be read."""
    return refusal_page(request, Refused("bad-request", _("浏览器发来的内容不完整或已损坏。请回到上一页再试一次。")))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return refusal_page(request, NotAllowed())


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return refusal_page(request, NotSeen())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is old: usually a page left open over a log-out."""
    told = _("这个页面打开得太久，或者您在别处退出过登录，所以没有保存。请返回上一页、刷新，再提交一次。")
    response = refusal_page(request, Refused("stale-page", told))
    response.status_code = 403
    return response
