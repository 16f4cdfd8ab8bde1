"""/accounts/ and /people/me/: logging in, one's own settings, the first day."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from chuangcheng.people import actions
from chuangcheng.people.models import Account, Organisation
from tests.people import PASSWORD, People, log_in

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


def test_the_second_factor_s_page_draws_its_code(people: People) -> None:
    browser = Client()
    browser.post("/accounts/login/", {"login": "office", "password": PASSWORD})
    asked = browser.get("/accounts/2fa/totp/activate/", follow=True)
    assert "再输入一次密码" in asked.content.decode()
    html = browser.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True).content.decode()
    assert 'src="data:image/svg+xml' in html
    assert 'name="code"' in html


def test_the_first_day(db: None) -> None:
    slip = actions.make_first_administrator(username="first", name="管理员")
    actions.set_password(by=slip.account, account=slip.account, password=PASSWORD)
    browser = log_in(Account.objects.get(pk=slip.account.pk))
    assert "/people/setup/" in browser.get("/people/").content.decode()
    answer = browser.post("/people/setup/", {"name": "清源县", "code": "qingyuan", "kind": "county"}, follow=True)
    assert "主办单位已建立" in answer.content.decode()
    assert Account.objects.get(username="first").organisation == Organisation.objects.get(code="qingyuan")


@pytest.mark.parametrize(("account", "status"), [("root", 200), ("administrator", 403), ("office", 403)])
def test_who_may_set_up(people: People, account: str, status: int) -> None:
    assert log_in(getattr(people, account)).get("/people/setup/").status_code == status
