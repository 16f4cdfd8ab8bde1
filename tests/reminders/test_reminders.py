"""Digests: told once, to robots that check form and signature, only when something is due and somebody allowed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from chuangcheng.base import clock
from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
from chuangcheng.base.jobs import look_around
from chuangcheng.base.models import Job, JournalLine
from chuangcheng.conf.environment import BadSetting, mail_of
from chuangcheng.reminders import actions, jobs, robots
from chuangcheng.reminders.actions import Setting
from chuangcheng.reminders.digests import digest_of
from chuangcheng.reminders.models import Channel, Delivery
from chuangcheng.reminders.robots import Message, NotDelivered
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.models import Programme
from tests.people import People
from tests.reminders.robots import SECRET, Robots, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Settings) -> Iterator[Robots]:
    with serving() as running:
        settings.REMINDERS = True
        settings.ROBOT_HOSTS = [running.host]
        yield running


@pytest.fixture
def busy(people: People) -> Programme:
    """A programme of this year and the next in which each village studies every day; nothing was done yet."""
    today = clock.today()
    programme = plans.start_programme(
        by=people.office,
        title="今年创建",
        level="县级",
        host=people.town,
        first=date(today.year, 1, 1),
        last=date(today.year + 1, 12, 31),
    )
    asked = plans.Asked("每日清扫", {"kind": "daily"}, today, programme.last, who="each")
    plans.add_cadence(by=people.office, programme=programme, asked=asked)
    return programme


def set_to(address: str, kind: str = "wecom", **values: Any) -> Setting:
    given = {"at": time(8, 30), "quiet_from": time(20), "quiet_to": time(8), "working_days": False, **values}
    return Setting(name="工作群", kind=kind, address=address, **given)


def channel(people: People, server: Robots, kind: str = "wecom", secret: str = SECRET, **values: Any) -> Channel:
    setting = set_to(server.address(kind), kind, secret=secret, **values)
    made = actions.add_channel(by=people.office, unit=people.town, setting=setting)
    return actions.turn(by=people.office, channel=made, on=True)


def refusal(code: str) -> Any:
    return pytest.raises(Refused, check=lambda refused: refused.code == code)


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_each_robot_takes_a_test(people: People, server: Robots, kind: str) -> None:
    made = actions.send_test(by=people.office, channel=channel(people, server, kind))
    assert made.is_sent
    assert [service for service, _ in server.taken] == [kind]
    assert "甲镇" in server.taken[0][1]
    line = JournalLine.objects.get(verb="reminders.message.send")
    assert line.details == {"kind": kind, "test": True, "late": 0, "due": 0, "sent": True, "answer": ""}


@pytest.mark.parametrize(("kind", "answer"), [("dingtalk", "310000"), ("feishu", "19021")])
def test_a_wrong_secret_is_told(people: People, server: Robots, kind: str, answer: str) -> None:
    with refusal("not-delivered") as told:
        actions.send_test(by=people.office, channel=channel(people, server, kind, secret="SEC-wrong"))
    assert answer in str(told.value)
    assert server.taken == []
    assert not Delivery.objects.get().is_sent


def test_a_long_digest_is_cut_to_what_a_robot_takes(server: Robots) -> None:
    text = "\n".join(f"- 第{n}项很长的事情需要尽快办理" for n in range(400))
    robots.call("wecom", server.address("wecom"), "", Message("题", text), 0)
    taken = server.taken[0][1]
    assert len(taken.encode()) <= 4096
    assert taken.endswith("\n…")
    assert robots.cut("短", 100) == "短"


def test_what_goes_wrong_on_the_way(server: Robots) -> None:
    server.broken = True
    with pytest.raises(NotDelivered, match="HTTP 500"):
        robots.call("wecom", server.address("wecom"), "", Message("题", "文"), 0)
    with pytest.raises(NotDelivered, match="ConnectionRefusedError"):
        robots.call("wecom", "http://127.0.0.1:9/send", "", Message("题", "文"), 0)


def test_the_digest_counts_and_names_no_person(people: People, server: Robots, busy: Programme) -> None:
    made = channel(people, server)
    digest = digest_of(made)
    assert (digest.late, digest.due) == (0, 1)
    assert "每日清扫" in digest.message.text
    assert "2个单位未办" in digest.message.text
    for account in (people.office, people.colleague):
        assert account.username not in digest.message.text


def test_turns_of_one_cadence_are_one_line(people: People, server: Robots, busy: Programme) -> None:
    made = channel(people, server)
    with frozen(clock.today() + timedelta(days=3)):
        digest = digest_of(made)
    assert (digest.late, digest.due) == (1, 1)
    assert f"每日清扫（3期，最早{clock.today()}）" in digest.message.text
    assert "**" not in digest.message.plain


def test_once_a_day_and_only_when_there_is_something(people: People, server: Robots, busy: Programme) -> None:
    made = channel(people, server)
    today = clock.today()
    first = actions.send_digest(channel=made, day=today)
    assert first is not None
    assert (first.is_sent, first.due) == (True, 1)
    assert actions.send_digest(channel=made, day=today) is None
    assert len(server.taken) == 1
    quiet = plans.suspend(
        by=people.office, programme=busy, first=date(today.year, 1, 1), last=date(today.year + 1, 12, 31), reason="汛"
    )
    assert quiet.pk
    other = channel(people, server, "dingtalk")
    assert actions.send_digest(channel=other, day=today) is None
    assert len(server.taken) == 1


def test_off_means_off(people: People, server: Robots, busy: Programme, settings: Settings) -> None:
    made = channel(people, server)
    actions.turn(by=people.office, channel=made, on=False)
    made.refresh_from_db()
    assert actions.send_digest(channel=made, day=clock.today()) is None
    settings.REMINDERS = False
    with refusal("reminders-off"):
        actions.turn(by=people.office, channel=made, on=True)
    with refusal("reminders-off"):
        actions.send_test(by=people.office, channel=made)
    assert jobs.look() == 0
    assert server.calls == 0
    assert JournalLine.objects.filter(verb__startswith="reminders.channel.turn").count() == 2


def test_workers_take_each_turn_once(people: People, server: Robots, busy: Programme) -> None:
    channel(people, server)
    today = clock.today()
    for hour, expected in ((7, 0), (8, 0), (9, 1), (10, 0)):
        with frozen(datetime.combine(today, time(hour, 15))):
            assert jobs.look() == expected
    assert Job.objects.get().arguments["day"] == today.isoformat()


def test_quiet_hours_and_free_days(people: People, server: Robots) -> None:
    late = channel(people, server, at=time(19), quiet_from=time(20), quiet_to=time(8))
    with frozen(datetime.combine(date(2026, 5, 6), time(20, 30))):
        assert jobs.look() == 0
    with frozen(datetime.combine(date(2026, 5, 6), time(19, 30))):
        assert jobs.look() == 1
    assert [late.is_quiet(time(hour)) for hour in (7, 8, 19, 20, 23)] == [True, False, False, True, True]
    channel(people, server, at=time(9), working_days=True)
    with frozen(datetime.combine(date(2026, 5, 4), time(9, 30))):  # a holiday
        assert jobs.look() == 0
    with frozen(datetime.combine(date(2026, 5, 9), time(9, 30))):  # a Saturday that is worked
        assert jobs.look() == 1


def test_a_failed_digest_is_tried_again(people: People, server: Robots, busy: Programme) -> None:
    made = channel(people, server)
    server.broken = True
    with pytest.raises(NotDelivered):
        actions.send_digest(channel=made, day=clock.today())
    assert not Delivery.objects.get().is_sent
    server.broken = False
    assert jobs.send.attempts == 3
    told = jobs.send.function(None, channel=made.pk, day=clock.today().isoformat())
    assert told == {"late": 0, "due": 1}
    assert len(server.taken) == 1


def test_mail(people: People, server: Robots, busy: Programme) -> None:
    made = actions.add_channel(by=people.office, unit=people.town, setting=set_to("office@county.example", "mail"))
    actions.turn(by=people.office, channel=made, on=True)
    made.refresh_from_db()
    actions.send_digest(channel=made, day=clock.today())
    assert mail.outbox[0].to == ["office@county.example"]
    assert mail.outbox[0].subject == "创城提醒：逾期0项，到期1项"
    assert "**" not in mail.outbox[0].body


def test_mail_without_a_server_is_no_success(people: People, server: Robots, settings: Settings) -> None:
    made = actions.add_channel(by=people.office, unit=people.town, setting=set_to("office@county.example", "mail"))
    settings.EMAIL_BACKEND = mail_of("", "")["EMAIL_BACKEND"]
    with refusal("not-delivered") as told:
        actions.send_test(by=people.office, channel=made)
    assert "CHUANGCHENG_MAIL" in str(told.value)


def test_addresses(people: People, server: Robots) -> None:
    for kind, address in (
        ("wecom", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"),
        ("wecom", "https://oapi.dingtalk.com/robot/send?access_token=1"),
        ("feishu", "https://open.feishu.cn@evil.example/hook"),
        ("dingtalk", "https://127.0.0.1/robot"),
        ("dingtalk", "file:///etc/passwd"),
        ("dingtalk", "https://[broken"),
        ("mail", "not an address"),
    ):
        with refusal("wrong-address"):
            actions.add_channel(by=people.office, unit=people.town, setting=set_to(address, kind))
    with refusal("at-a-quiet-hour"):
        actions.add_channel(by=people.office, unit=people.town, setting=set_to(server.address("wecom"), at=time(22)))
    right = "https://oapi.dingtalk.com/robot/send?access_token=1"
    assert actions.add_channel(by=people.office, unit=people.town, setting=set_to(right, "dingtalk")).pk


def test_secrets_stay_out_of_the_journal_and_are_forgotten(people: People, server: Robots) -> None:
    made = channel(people, server, "dingtalk")
    actions.change_channel(
        by=people.office, channel=made, revision=made.revision, setting=set_to(server.address("dingtalk"), "dingtalk")
    )
    made.refresh_from_db()
    assert made.secret == SECRET
    actions.send_test(by=people.office, channel=made)
    actions.remove_channel(by=people.office, channel=made)
    told = " ".join(str(line.details) for line in JournalLine.objects.filter(verb__startswith="reminders."))
    assert SECRET not in told
    assert "access_token" not in told
    made.refresh_from_db()
    assert (made.address, made.secret, made.is_on) == ("-", "", False)


def test_who_may(people: People, server: Robots) -> None:
    setting = set_to(server.address("wecom"))
    for by, refused in ((people.leader, NotAllowed), (people.auditor, NotAllowed), (people.stranger, NotSeen)):
        with pytest.raises(refused):
            actions.add_channel(by=by, unit=people.town, setting=setting)
    with pytest.raises(NotAllowed):
        actions.add_channel(by=people.colleague, unit=people.village, setting=setting)
    assert actions.add_channel(by=people.administrator, unit=people.town, setting=setting).pk


def test_a_fault_in_what_is_done_regularly_is_no_end_of_the_worker(
    people: People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("chuangcheng.base.jobs._REGULAR", [broken, jobs.look])
    look_around()
    assert "broken" in caplog.text


def test_settings_of_mail() -> None:
    assert mail_of("", "")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
    given = mail_of("smtps://wm%40county.example:p@mail.example", "")
    assert (given["EMAIL_PORT"], given["EMAIL_USE_SSL"], given["DEFAULT_FROM_EMAIL"]) == (
        465,
        True,
        "wm@county.example",
    )
    assert mail_of("smtp://a:b@mail.example:25", "x@y.example")["EMAIL_USE_TLS"]
    with pytest.raises(BadSetting):
        mail_of("http://mail.example", "")
