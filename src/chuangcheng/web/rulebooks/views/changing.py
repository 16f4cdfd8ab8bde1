"""Changing rulebooks: copy, upload, settings, drafts, publication."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chuangcheng.people.policy import require
from chuangcheng.rulebooks import actions, adjust
from chuangcheng.rulebooks.checks import ensure_adjustable, ensure_draft
from chuangcheng.rulebooks.models import Version
from chuangcheng.web.rulebooks import forms
from chuangcheng.web.rulebooks.views.reading import ROOM
from chuangcheng.web.rulebooks.views.sight import keeps, version_seen
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest) -> HttpResponse:
    """Copy a shipped rulebook into an organisation."""
    by = account_of(request)
    form = forms.CopyForm(by, request.POST or None)

    def act() -> HttpResponse:
        version = actions.copy_shipped(by=by, **form.cleaned_data)
        messages.success(request, _("已复制成草稿。请核对设置，再发布。"))
        return redirect("version", key=version.pk)

    back = reverse("rulebook_list")
    return form_page(request, form, act, {"heading": _("复制自带的测评体系"), "back": back, "crumbs": [(ROOM, back)]})


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Upload a rulebook of one's own."""
    by = account_of(request)
    form = forms.UploadForm(by, request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        version = actions.create(by=by, **form.cleaned_data)
        messages.success(request, _("已上传成草稿。"))
        return redirect("version", key=version.pk)

    back = reverse("rulebook_list")
    context = {"heading": _("上传测评体系"), "back": back, "crumbs": [(ROOM, back)], "upload": True}
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, key: int) -> HttpResponse:
    """Change the common settings of a draft by form."""
    version = _draft_of(request, key)
    ensure_adjustable(version)
    form = forms.SettingsForm(
        adjust.settings_of(version.text), request.POST or None, initial={"revision": version.revision}
    )

    def act() -> HttpResponse:
        values = dict(form.cleaned_data)
        revision = values.pop("revision")
        actions.change_settings(by=account_of(request), version=version, settings=values, revision=revision)
        messages.success(request, _("已保存到草稿。"))
        return redirect("version", key=version.pk)

    def fresh() -> forms.SettingsForm:
        now = version_seen(request, key)
        return forms.SettingsForm(adjust.settings_of(now.text), initial={"revision": now.revision})

    context = {"heading": _("常用设置"), **_context(version)}
    return form_page(request, form, act, context, template="rulebooks/settings.html", fresh=fresh)


@login_required
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, key: int) -> HttpResponse:
    """Upload another text for a draft."""
    version = _draft_of(request, key)
    form = forms.ReplaceForm(request.POST or None, request.FILES or None, initial={"revision": version.revision})

    def act() -> HttpResponse:
        actions.change_text(by=account_of(request), version=version, **form.cleaned_data)
        messages.success(request, _("已换成上传的内容。有问题会逐行列出。"))
        return redirect("version", key=version.pk)

    return form_page(request, form, act, {"heading": _("上传新的内容"), "upload": True, **_context(version)})


@login_required
@require_POST
def draft(request: HttpRequest, key: int) -> HttpResponse:
    """Begin a new version from this one."""
    made = actions.draft_version(by=account_of(request), version=version_seen(request, key))
    messages.success(request, _("已新建版本%(number)s的草稿。") % {"number": made.number})
    return redirect("version", key=made.pk)


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, key: int) -> HttpResponse:
    """Publish a draft with basis and dates."""
    version = _draft_of(request, key)
    form = forms.PublishForm(request.POST or None, initial={"revision": version.revision})

    def act() -> HttpResponse:
        actions.publish(by=account_of(request), version=version, **form.cleaned_data)
        messages.success(request, _("已发布。这个版本不再改变。"))
        return redirect("version", key=version.pk)

    context = {
        "heading": _("发布测评体系"),
        "lead": _("发布后这个版本不再改变；要修改就新建版本。"),
        **_context(version),
    }
    return form_page(request, form, act, context)


@login_required
@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, key: int) -> HttpResponse:
    """Take a published version out of use."""
    version = version_seen(request, key)
    require(keeps(request, version))
    form = forms.RetireForm(request.POST or None)

    def act() -> HttpResponse:
        actions.retire(by=account_of(request), version=version, **form.cleaned_data)
        messages.success(request, _("已停用。用它计过的分不变。"))
        return redirect("version", key=version.pk)

    return form_page(request, form, act, {"heading": _("停用版本"), **_context(version)})


def _draft_of(request: HttpRequest, key: int) -> Version:
    version = version_seen(request, key)
    require(keeps(request, version))
    ensure_draft(version)
    return version


def _context(version: Version) -> dict[str, object]:
    back = reverse("version", args=[version.pk])
    return {"version": version, "back": back, "crumbs": [(ROOM, reverse("rulebook_list")), (str(version), back)]}
