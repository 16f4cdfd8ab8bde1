"""Channels: list, page with what was sent, form, on and off, a test."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chuangcheng.base.errors import NotSeen
from chuangcheng.people.policy import has_role, require
from chuangcheng.reminders import actions
from chuangcheng.reminders.digests import digest_of
from chuangcheng.reminders.models import Channel
from chuangcheng.reminders.queries import channels_seen
from chuangcheng.web.register.history import steps
from chuangcheng.web.reminders import forms
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of
from chuangcheng.web.shell.tables import State

ROOM = gettext_lazy("提醒")
_ON = State(gettext_lazy("已开启"), "good", "check")
_OFF = State(gettext_lazy("未开启"), "", "ban")


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The channels in sight."""
    by = account_of(request)
    rows = [(channel, _state(channel)) for channel in channels_seen(by)]
    context = {"rows": rows, "keeps": has_role(by, actions.KEEPERS), "allowed": settings.REMINDERS}
    return render(request, "reminders/list.html", context)


@login_required
@require_GET
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """A channel: how it is set, what it would tell now, what was sent."""
    channel = _seen(request, key)
    keeps = actions.may_keep(account_of(request), channel.unit)
    context = {
        "channel": channel,
        "state": _state(channel),
        "keeps": keeps,
        "allowed": settings.REMINDERS,
        "digest": digest_of(channel) if keeps else None,
        "deliveries": channel.deliveries.all()[:20],
        "steps": steps(channel),
    }
    return render(request, "reminders/channel.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Keep a new channel."""
    by = account_of(request)
    require(has_role(by, actions.KEEPERS))
    form = forms.ChannelForm(by, None, request.POST or None, initial={"unit": by.organisation_id})

    def act() -> HttpResponse:
        channel = actions.add_channel(by=by, unit=form.cleaned_data["unit"], setting=form.setting)
        messages.success(request, _("已保存。先发一条测试，再开启。"))
        return redirect("channel", key=channel.pk)

    return form_page(request, form, act, _context(_("新增提醒渠道"), reverse("channel_list")))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change a channel."""
    by, channel = account_of(request), _kept(request, key)

    def form(data: Any = None) -> forms.ChannelForm:
        return forms.ChannelForm(by, channel, data, initial=forms.initial_of(_kept(request, key)))

    bound = form(request.POST or None)

    def act() -> HttpResponse:
        revision = bound.cleaned_data["revision"]
        actions.change_channel(by=by, channel=channel, revision=revision, setting=bound.setting)
        messages.success(request, _("已保存。"))
        return redirect("channel", key=key)

    return form_page(request, bound, act, _context(_("修改提醒渠道"), reverse("channel", args=[key])), fresh=form)


@login_required
@require_POST
def turn_on(request: HttpRequest, key: int) -> HttpResponse:
    """Let digests out."""
    actions.turn(by=account_of(request), channel=_kept(request, key), on=True)
    messages.success(request, _("已开启。有到期或逾期的事才会发，每天最多一条。"))
    return redirect("channel", key=key)


@login_required
@require_POST
def turn_off(request: HttpRequest, key: int) -> HttpResponse:
    """Let nothing out any more."""
    actions.turn(by=account_of(request), channel=_kept(request, key), on=False)
    messages.success(request, _("已关闭。"))
    return redirect("channel", key=key)


@login_required
@require_POST
def test(request: HttpRequest, key: int) -> HttpResponse:
    """Send one message that says it is a test."""
    actions.send_test(by=account_of(request), channel=_kept(request, key))
    messages.success(request, _("测试消息已送达。"))
    return redirect("channel", key=key)


@login_required
@require_POST
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """Give a channel up."""
    actions.remove_channel(by=account_of(request), channel=_kept(request, key))
    messages.success(request, _("已移除，地址和密钥已清除。"))
    return redirect("channel_list")


def _state(channel: Channel) -> State:
    return _ON if channel.is_on else _OFF


def _seen(request: HttpRequest, key: int) -> Channel:
    found = channels_seen(account_of(request)).filter(pk=key).first()
    if found is None:
        raise NotSeen
    return found


def _kept(request: HttpRequest, key: int) -> Channel:
    channel = _seen(request, key)
    require(actions.may_keep(account_of(request), channel.unit))
    return channel


def _context(heading: str, back: str) -> dict[str, Any]:
    return {"heading": heading, "back": back, "crumbs": [(str(ROOM), reverse("channel_list"))]}
