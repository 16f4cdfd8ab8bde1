"""Logging in: with a slip, with a password, too often, after the slip has died, with a second factor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from chuangcheng.base.clock import frozen, today
from chuangcheng.base.models import JournalLine
from chuangcheng.people import actions
from chuangcheng.people.models import Account
from tests.people import PASSWORD, People, log_in

LOGIN, CHANGE = "/accounts/login/", "/accounts/password/change/"


def enter(client: Client, username: str, password: str) -> bool:
    """Log in by the page; tell whether a session was opened."""
    client.post(LOGIN, {"login": username, "password": password})
    return "_auth_user_id" in client.session


def test_the_right_password_opens_and_a_wrong_one_does_not(people: People) -> None:
    assert enter(Client(), "office", PASSWORD)
    assert not enter(Client(), "office", "wrong")
    assert not enter(Client(), "nobody", PASSWORD)
    assert "office" not in Client().post(LOGIN, {"login": "nobody", "password": "x"}).content.decode()


def test_logging_in_counts_nobodys_presence(people: People) -> None:
    before = Account.objects.filter(pk=people.office.pk).values().get()
    assert enter(Client(), "office", PASSWORD)
    assert Account.objects.filter(pk=people.office.pk).values().get() == before
    assert not hasattr(Account, "last_login") or Account.last_login is None


def test_with_a_slip_the_password_is_changed_before_anything_else(people: People) -> None:
    slip = actions.make_account(by=people.root, username="new", name="新人", organisation=people.village)
    client = Client()
    assert enter(client, "new", slip.password)
    answer = client.get("/accounts/2fa/")
    assert (answer.status_code, answer["Location"]) == (302, CHANGE)
    assert client.get(CHANGE).status_code == 200
    new = "a fine long password"
    client.post(CHANGE, {"oldpassword": slip.password, "password1": "short", "password2": "short"})
    assert Account.objects.get(username="new").must_change_password
    answer = client.post(CHANGE, {"oldpassword": slip.password, "password1": new, "password2": new})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert not Account.objects.get(username="new").must_change_password
    assert "_auth_user_id" in client.session, "still logged in"
    assert client.get("/accounts/2fa/").status_code == 200
    last = JournalLine.objects.last()
    assert last is not None
    assert (last.verb, last.by) == ("people.account.set-password", "new")
    assert not enter(Client(), "new", slip.password), "a slip is good for one time"


def test_a_slip_dies(people: People) -> None:
    slip = actions.make_account(by=people.root, username="new", name="新人", organisation=people.village)
    with frozen(slip.until + timedelta(1)):
        assert not enter(Client(), "new", slip.password)
    with frozen(slip.until):
        assert enter(Client(), "new", slip.password)
    assert slip.until > today()


def test_a_new_slip_ends_the_old_sessions(people: People) -> None:
    client = log_in(people.colleague)
    assert client.get("/accounts/2fa/").status_code == 200
    actions.renew_slip(by=people.administrator, account=people.colleague)
    assert client.get("/accounts/2fa/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_deactivated_account_stays_out(people: People) -> None:
    client = log_in(people.colleague)
    actions.deactivate_account(by=people.administrator, account=people.colleague)
    assert not enter(Client(), "colleague", PASSWORD)
    assert client.get("/accounts/2fa/").status_code == 302


def test_guessing_is_slowed_down(people: People) -> None:
    for _ in range(5):
        assert not enter(Client(), "office", "wrong")
    assert not enter(Client(), "office", PASSWORD), "even the right one must wait now"
    assert enter(Client(), "leader", PASSWORD), "others are not locked out"


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "account_set_password"])
def test_doors_that_an_office_does_not_have(people: People, name: str) -> None:
    assert Client().get(reverse(name)).status_code == 404
    assert log_in(people.office).post(reverse(name), {"username": "x"}).status_code == 404


def test_single_sign_on_is_off_until_it_is_set_up(people: People) -> None:
    assert Client().get("/accounts/3rdparty/login/cancelled/").status_code == 404


def test_a_second_factor_is_asked_for_when_there_is_one(people: People) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(people.office, secret)
    assert Authenticator.objects.count() == 1
    client = Client()
    assert not enter(client, "office", PASSWORD), "the password alone does not open it"
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    wrong = "000000" if code != "000000" else "111111"
    client.post(reverse("mfa_authenticate"), {"code": wrong})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in client.session
