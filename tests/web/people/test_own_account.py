"""/accounts/ and /people/me/: logging in, one's own settings, the first day."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from chuangcheng.people import actions
from chuangcheng.people.models import Account, Organisation
from chuangcheng.rulebooks.models import Version
from chuangcheng.stages.plans.models import Programme
from tests.people import PASSWORD, People, log_in
from tests.web.ladder import knock

pytestmark = pytest.mark.django_db


def test_logging_in_and_out(people: People) -> None:
    browser = Client()
    assert "首次登录单" in browser.get("/accounts/login/").content.decode()
    assert "/accounts/password/reset/" not in browser.get("/accounts/login/").content.decode()
    answer = browser.post(
        "/accounts/login/?next=/people/me/", {"login": "office", "password": PASSWORD, "next": "/people/me/"}
    )
    assert answer["Location"] == "/people/me/"
    html = browser.get("/people/me/").content.decode()
    assert "文明办" in html
    assert "甲县" in html
    assert browser.post("/accounts/logout/").status_code == 302
    assert browser.get("/people/me/").status_code == 302


def test_a_wrong_password_is_told_without_saying_which_part_is_wrong(people: People) -> None:
    wrong = Client().post("/accounts/login/", {"login": "office", "password": "wrong"}).content.decode()
    nobody = Client().post("/accounts/login/", {"login": "nobody-here", "password": "wrong"}).content.decode()
    assert "data-refused" in wrong
    errors = [re.findall(r'role="alert">.*?</form>|<p>[^<]*</p>', html)[0] for html in (wrong, nobody)]
    assert errors[0] == errors[1]


def test_the_own_page_is_for_the_own_account_only(people: People) -> None:
    assert Client().get("/people/me/").status_code == 302
    assert log_in(people.office).post("/people/me/").status_code == 405
    assert "乙县" not in log_in(people.office).get("/people/me/").content.decode()


def test_whoever_forgot_the_password_is_told_whom_to_ask(people: People) -> None:
    browser = Client()
    browser.post("/accounts/login/", {"login": "office", "password": PASSWORD})
    html = browser.get("/accounts/password/change/").content.decode()
    assert "/accounts/password/reset/" not in html, "nothing is sent by mail here"
    assert "请找本单位的管理员领取新的首次登录单" in html


def test_the_second_factor_is_told_in_the_office_s_words(people: People) -> None:
    browser = Client()
    browser.post("/accounts/login/", {"login": "office", "password": PASSWORD})
    asked = browser.get("/accounts/2fa/totp/activate/", follow=True)
    html = browser.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True).content.decode()
    secret = re.findall(r'id="secret" type="text" value="(\w+)"', html)[0]
    assert "六位数字" in html
    wrong = browser.post("/accounts/2fa/totp/activate/", {"code": "000000x"}).content.decode()
    assert "请检查手机的时间" in wrong
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    done = browser.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True).content.decode()
    assert "备用码" in done
    pages = [
        browser.get(f"/accounts/2fa/{page}").content.decode()
        for page in ("", "totp/deactivate/", "recovery-codes/generate/")
    ]
    assert all("动态口令" in page and "恢复代码" not in page and "激活" not in page for page in pages)


def test_the_second_factor_s_page_draws_its_code(people: People) -> None:
    browser = Client()
    browser.post("/accounts/login/", {"login": "office", "password": PASSWORD})
    asked = browser.get("/accounts/2fa/totp/activate/", follow=True)
    assert "再输入一次密码" in asked.content.decode()
    html = browser.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True).content.decode()
    assert 'src="data:image/svg+xml' in html
    assert 'name="code"' in html


HOST = {"name": "清源镇", "code": "host", "kind": "town", "is_office": "on"}
YEAR = {
    "title": "2026年文明创建",
    "level": "县级",
    "first": "2026-01-01",
    "last": "2026-12-31",
    "rulebook": "town",
    "document": "考核办法",
}


@pytest.fixture
def first(db: None) -> Client:
    """The browser of the administrator of an empty office, past the first password."""
    slip = actions.make_first_administrator(username="first", name="管理员")
    browser = Client()
    browser.post("/accounts/login/", {"login": "first", "password": slip.password})
    answer = browser.post("/accounts/password/change/", {"password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == "/people/setup/", "an empty office is set up first"
    return browser


def test_the_first_day_of_who_does_the_office_s_work_too(first: Client) -> None:
    assert first.post("/people/setup/", HOST)["Location"] == "/people/setup/year/"
    account = Account.objects.get(username="first")
    assert account.organisation == Organisation.objects.get(code="host")
    assert [role.kind for role in account.roles.all()] == ["office"]
    assert first.get("/people/setup/")["Location"] == "/start/"
    page = first.get("/people/setup/year/")
    assert page.context["form"].initial["rulebook"] == "town"
    assert first.post("/people/setup/year/", YEAR)["Location"] == "/start/"
    assert (Programme.objects.get().host.code, Version.objects.get().is_published) == ("host", True)
    again = first.post("/people/setup/year/", YEAR)
    assert again.status_code == 422
    assert Programme.objects.count() == 1, "the programme stands or falls with its rulebook"


def test_a_rulebook_without_a_basis_stays_a_draft_and_may_be_left_out(first: Client) -> None:
    first.post("/people/setup/", HOST)
    assert first.post("/people/setup/year/", {**YEAR, "rulebook": ""}).status_code == 302
    assert not Version.objects.exists()
    answer = first.post("/people/setup/year/", {**YEAR, "document": ""}, follow=True)
    assert "存为草稿" in answer.content.decode()
    assert not Version.objects.get().is_published


def test_the_first_day_of_who_leaves_the_office_s_work_to_another(first: Client) -> None:
    assert first.post("/people/setup/", {**HOST, "is_office": ""})["Location"] == "/start/"
    assert not Account.objects.get(username="first").roles.exists()
    assert first.get("/people/setup/year/").status_code == 403


@pytest.mark.parametrize(("account", "status"), [("root", 302), ("administrator", 403), ("office", 403)])
def test_who_may_set_up(people: People, account: str, status: int) -> None:
    assert log_in(getattr(people, account)).get("/people/setup/").status_code == status


def test_who_may_begin_the_year(people: People) -> None:
    page = "/people/setup/year/"
    knock(people, page, office=200, root=403, administrator=403, leader=403, colleague=403, stranger=200)
    knock(people, page, YEAR, root=403, administrator=403, leader=403, colleague=403)
    assert log_in(people.office).delete(page).status_code == 405
    assert Client().get(page).status_code == 302
