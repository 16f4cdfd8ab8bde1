"""Logging in: with a slip, with a password, too often, after the slip has died, with a second factor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from chuangcheng.base.clock import frozen, today
from chuangcheng.base.errors import NotAllowed, NotSeen, Refused
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


def test_the_slip_s_password_is_refused_beside_the_field_and_not_asked_for_again(people: People) -> None:
    slip = actions.make_account(by=people.root, username="new", name="新人", organisation=people.village)
    client = Client()
    assert enter(client, "new", slip.password)
    assert 'name="oldpassword"' not in client.get(CHANGE).content.decode()
    answer = client.post(CHANGE, {"password1": slip.password, "password2": slip.password})
    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"] == ["新密码不能与首次登录单上的密码相同。"]
    assert Account.objects.get(username="new").must_change_password
    new = "a fine long password"
    assert client.post(CHANGE, {"password1": new, "password2": new}).status_code == 302
    assert 'name="oldpassword"' in client.get(CHANGE).content.decode(), "later on the old one is asked for"


def code_for(secret: str) -> str:
    """The six digits that a telephone would show now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def verbs() -> list[str]:
    return list(JournalLine.objects.order_by("number").values_list("verb", flat=True))


def test_each_change_of_the_second_factor_is_a_line_of_the_journal(people: People) -> None:
    client = Client()
    assert enter(client, "office", PASSWORD)
    before = len(verbs())
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    if page.redirect_chain:
        page = client.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    wrong = "000000" if code_for(secret) != "000000" else "111111"
    client.post(reverse("mfa_activate_totp"), {"code": wrong})
    assert len(verbs()) == before, "a wrong code changes nothing"
    assert client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}).status_code == 302
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert verbs()[before:] == [f"people.second-factor.{word}" for word in ("activate", "renew-codes", "deactivate")]
    assert not Authenticator.objects.exists()
    assert secret not in str(list(JournalLine.objects.values_list("details", flat=True)))


def test_a_lost_second_factor_is_taken_off_by_an_administrator(people: People) -> None:
    TOTP.activate(people.colleague, "JBSWY3DPEHPK3PXP")
    with pytest.raises(NotAllowed):
        actions.remove_second_factor(by=people.office, account=people.colleague, reason="手机丢失")
    with pytest.raises(NotSeen):
        actions.remove_second_factor(by=people.stranger, account=people.colleague, reason="手机丢失")
    with pytest.raises(Refused) as refused:
        actions.remove_second_factor(by=people.administrator, account=people.colleague, reason=" ")
    assert (refused.value.code, refused.value.field) == ("missing", "reason")
    actions.remove_second_factor(by=people.administrator, account=people.colleague, reason="手机丢失")
    assert (verbs()[-1], Authenticator.objects.count()) == ("people.second-factor.remove", 0)
    assert enter(Client(), "colleague", PASSWORD)
    with pytest.raises(Refused, match="没有启用动态口令"):
        actions.remove_second_factor(by=people.administrator, account=people.colleague, reason="手机丢失")


def test_the_language_goes_with_the_account(people: People) -> None:
    one, two = Client(), Client()
    assert enter(one, "office", PASSWORD)
    assert one.post(reverse("set_language"), {"language": "en", "next": "/people/me/"})["Location"] == "/people/me/"
    assert Account.objects.get(username="office").language == "en"
    assert verbs()[-1] == "people.account.set-language"
    lines = len(verbs())
    one.post(reverse("set_language"), {"language": "en"})
    one.post(reverse("set_language"), {"language": "xx"})
    assert len(verbs()) == lines, "nothing changed, nothing to tell"
    assert "Account settings" in one.get("/people/me/").content.decode()

    assert '"zh-' in two.get(LOGIN, headers={"accept-language": "zh-CN"}).content.decode()
    assert enter(two, "office", PASSWORD)
    assert two.cookies["django_language"].value == "en"
    assert "Account settings" in two.get("/people/me/").content.decode()
    assert enter(three := Client(), "leader", PASSWORD)
    assert "django_language" not in three.cookies, "who never chose keeps what the device shows"
    assert Client().get(reverse("set_language")).status_code == 405
