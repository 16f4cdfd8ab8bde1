"""Calendar feeds: one's own list, opening and revoking; and the file behind a private address."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen
from chuangcheng.people.models import Organisation
from chuangcheng.people.policy import sees
from chuangcheng.people.queries import visible_organisations
from chuangcheng.stages.activities.queries.cadences import cadence_counts
from chuangcheng.stages.plans.actions.feeds import hash_of, open_feed, revoke_feed
from chuangcheng.stages.plans.models import Cadence, Feed, Matter, Phase, Programme
from chuangcheng.stages.plans.queries import visible_programmes
from chuangcheng.stages.plans.queries.agenda import Item, agenda, own_units
from chuangcheng.stages.plans.queries.feeds import feed_at, feeds_of
from chuangcheng.stages.plans.states import FeedKind
from chuangcheng.web.plans.forms.programmes import HostChoice
from chuangcheng.web.plans.ical import calendar_file
from chuangcheng.web.plans.views.sight import ROOM
from chuangcheng.web.shell.forms import form_page
from chuangcheng.web.shell.sight import account_of

#: Days that a feed tells, back and ahead.
BACK: Final = timedelta(days=31)
AHEAD: Final = timedelta(days=183)


class FeedForm(django_forms.Form):
    """Whose calendar it shall be."""

    kind = django_forms.ChoiceField(label=gettext_lazy("内容"), choices=FeedKind.choices)
    unit = HostChoice(Organisation.objects.none(), label=gettext_lazy("单位"), required=False)
    programme = django_forms.ModelChoiceField(Programme.objects.none(), label=gettext_lazy("创建活动"), required=False)

    def clean(self) -> dict[str, object]:
        """Only what the kind asks for goes on."""
        given = super().clean() or {}
        kind = given.get("kind")
        unit, programme = given.get("unit"), given.get("programme")
        return {
            "kind": kind,
            "unit": unit if kind == FeedKind.UNIT else None,
            "programme": programme if kind == FeedKind.PROGRAMME else None,
        }


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """One's own feeds; the address of one that was made just now, once."""
    fresh = request.session.pop("fresh_feed", None)
    context = {"feeds": feeds_of(account_of(request)), "fresh": fresh}
    answer = render(request, "plans/feeds.html", context)
    patch_cache_control(answer, no_store=True)
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a feed."""
    by = account_of(request)
    start = {"kind": FeedKind.PROGRAMME if request.GET.get("programme") else FeedKind.PERSON}
    form = FeedForm(request.POST or None, initial={**start, "programme": request.GET.get("programme")})
    form.fields["unit"].queryset = visible_organisations(by).filter(ended_on=None)  # type: ignore[attr-defined]
    form.fields["programme"].queryset = visible_programmes(by)  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        token = open_feed(by=by, **form.cleaned_data)[1]
        request.session["fresh_feed"] = request.build_absolute_uri(reverse("feed_file", args=[token]))
        return redirect("feed_list")

    back = reverse("feed_list")
    crumbs = [(str(ROOM), reverse("programme_list")), (_("日历订阅"), back)]
    context = {"heading": _("新建日历订阅"), "back": back, "crumbs": crumbs, "submit": _("生成地址")}
    return form_page(request, form, act, context)


@login_required
@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Let an address lead nowhere any more."""
    feed = feeds_of(account_of(request)).filter(pk=key).first()
    if feed is None:
        raise NotSeen
    revoke_feed(by=account_of(request), feed=feed)
    messages.success(request, _("已停用。用这个地址的日历不再更新。"))
    return redirect("feed_list")


@require_safe
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The file behind a private address: no log-in, but what its owner may see now, and nothing once it is revoked."""
    feed = feed_at(hash_of(token))
    if feed is None or (feed.unit is not None and not sees(feed.account, feed.unit)):
        raise NotSeen
    with translation.override(feed.account.language or "zh-hans"):
        body = calendar_file(_name(feed), _items(feed), lambda item: request.build_absolute_uri(_address(item)))
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if tag in [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="chuangcheng.ics"'
    answer["ETag"] = tag
    patch_cache_control(answer, private=True, max_age=600)
    return answer


def _items(feed: Feed) -> list[Item]:
    today = clock.today()
    among = None
    if feed.kind == FeedKind.PERSON:
        among = own_units(feed.account)
    elif feed.unit is not None:
        among = [feed.unit]
    return agenda(
        feed.account,
        first=today - BACK,
        last=today + AHEAD,
        counts_of=cadence_counts,
        programme=feed.programme,
        among=among,
    )


def _name(feed: Feed) -> str:
    """What the calendar is called in other programs."""
    whose = feed.programme or feed.unit
    return _("创城 · %(whose)s") % {"whose": whose or feed.account.name}


def _address(item: Item) -> str:
    if isinstance(item.record, Cadence):
        return reverse("cadence", args=[item.record.pk])
    if isinstance(item.record, Phase | Matter):
        return reverse("programme", args=[item.programme.pk])
    return reverse("task", args=[item.record.pk])
