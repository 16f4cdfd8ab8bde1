"""Channels: kept, turned on and off; digests and tests sent through them, one journal line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import has_role, require, require_sight
from chuangcheng.reminders import robots
from chuangcheng.reminders.digests import digest_of
from chuangcheng.reminders.models import Channel, ChannelKind, Delivery
from chuangcheng.reminders.robots import Message, NotDelivered
from chuangcheng.stages.plans.checks import check_fields
from chuangcheng.stages.plans.models import Programme

KEEPERS = ("office", "administrator")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a channel is set to. ``address`` and ``secret`` None: as before."""

    name: str
    kind: str
    at: time
    quiet_from: time
    quiet_to: time
    working_days: bool = True
    programme: Programme | None = None
    address: str | None = None
    secret: str | None = None


def may_keep(by: Account, unit: Organisation) -> bool:
    """Who may let something out of the house: the office or an administrator of the unit or above it."""
    return has_role(by, KEEPERS, unit)


def add_channel(*, by: Account, unit: Organisation, setting: Setting) -> Channel:
    """Keep a new channel, off. Refused: ``wrong-address``, ``wrong-value``, ``at-a-quiet-hour``."""
    _may(by, unit)
    channel = Channel(unit=unit, keeper=by)
    _set(channel, setting)
    with action("reminders.channel.add", by=by, on=channel) as entry:
        channel.save()
        entry.say(unit=unit.code, kind=channel.kind, name=channel.name)
    return channel


def change_channel(*, by: Account, channel: Channel, revision: int | None, setting: Setting) -> Channel:
    """Change a channel. Whoever changes it is its keeper from then on: the digest tells what they may see."""
    _may(by, channel.unit)
    with action("reminders.channel.change", by=by, on=channel) as entry:
        current = _locked(channel)
        ensure_revision(current, revision)
        _set(current, setting)
        current.keeper = by
        current.save()
        entry.say(kind=current.kind, name=current.name, address_changed=setting.address is not None)
    return current


def turn(*, by: Account, channel: Channel, on: bool) -> Channel:
    """Turn a channel on or off. Refused (``reminders-off``) while the installation lets nothing out."""
    _may(by, channel.unit)
    if on:
        _ensure_allowed()
    with action("reminders.channel.turn-on" if on else "reminders.channel.turn-off", by=by, on=channel) as entry:
        current = _locked(channel)
        current.is_on = on
        current.save()
        entry.say(name=current.name, kind=current.kind)
    return current


def remove_channel(*, by: Account, channel: Channel) -> None:
    """Give a channel up: its address and secret are forgotten, what was sent stays told."""
    _may(by, channel.unit)
    with action("reminders.channel.remove", by=by, on=channel) as entry:
        current = _locked(channel)
        current.is_on, current.ended_at, current.address, current.secret = False, clock.now(), "-", ""
        current.save()
        entry.say(name=current.name, kind=current.kind)


def send_test(*, by: Account, channel: Channel) -> Delivery:
    """Send one message that says it is a test. Refused: ``reminders-off``, ``not-delivered`` (with what was answered)."""
    _may(by, channel.unit)
    _ensure_allowed()
    title = _("创城提醒：测试")
    text = _("这是一条测试消息，来自%(unit)s。收到就说明设置好了。") % {"unit": channel.unit.name}
    made = _send(by, channel, Message(title, f"**{title}**\n{text}"), is_test=True)
    if not made.is_sent:
        raise Refused("not-delivered", _("没有送达：%(says)s。请检查地址和密钥。") % {"says": made.says})
    return made


def send_digest(*, channel: Channel, day: date) -> Delivery | None:
    """Send a channel's digest of today, once; None when there is nothing to tell, or it was sent, or it is off. Raises
    NotDelivered after it has written down what was answered, so that the job tries again."""
    if not (settings.REMINDERS and channel.is_on) or day != clock.today():
        return None
    if channel.deliveries.filter(day=day, is_test=False, is_sent=True).exists():
        return None
    digest = digest_of(channel)
    if digest.is_empty:
        return None
    made = _send(None, channel, digest.message, late=digest.late, due=digest.due)
    if not made.is_sent:
        raise NotDelivered(made.says)
    return made


def _send(
    by: Account | None, channel: Channel, message: Message, *, late: int = 0, due: int = 0, is_test: bool = False
) -> Delivery:
    """Speak to the outside first, then write down what came of it: one line either way, counts only."""
    says = ""
    try:
        deliver(channel, message)
    except NotDelivered as fault:
        says = str(fault)[:300]
    made = Delivery(channel=channel, at=clock.now(), day=clock.today(), is_test=is_test, late=late, due=due)
    made.is_sent, made.says = not says, says
    with action("reminders.message.send", by=by, on=channel) as entry:
        made.save()
        entry.say(kind=channel.kind, test=is_test, late=late, due=due, sent=made.is_sent, answer=says)
    return made


def deliver(channel: Channel, message: Message) -> None:
    """Hand a message over. Raises NotDelivered."""
    if channel.kind != ChannelKind.MAIL:
        if not _is_allowed(channel.kind, channel.address):  # the list of hosts may have become shorter since
            raise NotDelivered(_("这个地址不在允许的主机之内"))
        robots.call(channel.kind, channel.address, channel.secret, message, clock.now().timestamp())
        return
    if settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend"):  # it would take the mail and drop it without a word
        raise NotDelivered(_("没有设置发信服务器（CHUANGCHENG_MAIL）"))
    try:
        EmailMessage(message.title, message.plain, to=[channel.address]).send()
    except OSError as error:  # smtplib's errors are OSErrors
        raise NotDelivered(type(error).__name__) from error


def _set(channel: Channel, setting: Setting) -> None:
    for name in ("kind", "at", "quiet_from", "quiet_to", "working_days", "programme"):
        setattr(channel, name, getattr(setting, name))
    channel.name = setting.name.strip()
    if setting.address is not None:
        channel.address = setting.address.strip()
    if setting.secret is not None:
        channel.secret = setting.secret.strip()
    check_fields(channel)
    if channel.kind == ChannelKind.MAIL:
        try:
            validate_email(channel.address)
        except ValidationError as error:
            raise Refused("wrong-address", _("请填写一个电子邮件地址。"), field="address") from error
    elif not _is_allowed(channel.kind, channel.address):
        told = _("请粘贴群机器人的完整地址，以 https://%(host)s/ 开头。") % {
            "host": robots.HOSTS[ChannelKind(channel.kind)]
        }
        raise Refused("wrong-address", told, field="address")
    if channel.is_quiet(channel.at):
        raise Refused("at-a-quiet-hour", _("发送时间在免打扰时段里，永远不会发。请改其中一个。"), field="at")


def _is_allowed(kind: str, address: str) -> bool:
    """https to the service's own host, or a host that the installation names (CHUANGCHENG_ROBOT_HOSTS, http too)."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
        if parts.username is not None:
            return False
    except ValueError:
        return False
    if host in settings.ROBOT_HOSTS:
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and host == robots.HOSTS[ChannelKind(kind)]


def _ensure_allowed() -> None:
    if not settings.REMINDERS:
        told = _("本系统没有开通对外提醒。请联系维护人员，在设置里写 CHUANGCHENG_REMINDERS=yes 后重新启动。")
        raise Refused("reminders-off", told)


def _may(by: Account, unit: Organisation) -> None:
    require_sight(by, unit)
    require(may_keep(by, unit))


def _locked(channel: Channel) -> Channel:
    rows = Channel.objects.select_for_update(of=("self",)).select_related("unit", "keeper", "programme")
    found: Channel = rows.get(pk=channel.pk, ended_at=None)
    return found
