"""Accounts, slips and roles: only administrators of the organisation come here."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chuangcheng.base import clock
from chuangcheng.people import actions
from chuangcheng.people.models import Account, Organisation, Role
from tests.people import PASSWORD, SINCE, People, log_in
from tests.web.ladder import knock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("account", "status"), [("root", 200), ("administrator", 200), ("office", 403), ("leader", 403), ("colleague", 403)]
)
def test_who_sees_the_accounts(people: People, account: str, status: int) -> None:
    browser = log_in(getattr(people, account))
    assert browser.get("/people/accounts/").status_code == status
    assert browser.get("/people/accounts/new/").status_code == status


def test_the_list_ends_where_the_scope_ends(people: People) -> None:
    html = log_in(people.administrator).get("/people/accounts/").content.decode()
    assert "colleague" in html
    assert "stranger" not in html
    assert ">root<" not in html


def test_the_list_needs_the_same_queries_for_one_row_and_for_many(
    people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = log_in(people.administrator)
    for page in ("/people/accounts/?q=colleague", "/people/accounts/"):
        with django_assert_max_num_queries(8):
            browser.get(page)


def test_a_new_account_gets_a_slip_that_is_shown_once_and_opens_it(people: People) -> None:
    browser = log_in(people.administrator)
    sent = {"username": "new-village", "name": "某同志", "organisation": people.village.pk}
    answer = browser.post("/people/accounts/new/", sent)
    html = answer.content.decode()
    password = re.search(r"<code>((?:[a-z0-9]{4}-){3}[a-z0-9]{4})</code>", html)
    assert answer.status_code == 200
    assert password
    assert "no-store" in answer["Cache-Control"]
    made = Account.objects.get(username="new-village")
    assert password[1] not in browser.get(f"/people/accounts/{made.pk}/").content.decode()

    visitor = Client()
    entered = visitor.post("/accounts/login/", {"login": "new-village", "password": password[1]})
    assert entered.status_code == 302
    assert visitor.get("/people/")["Location"] == "/accounts/password/change/"
    page = visitor.get("/accounts/password/change/").content.decode()
    assert "这是您第一次登录" in page
    changed = {"oldpassword": password[1], "password1": PASSWORD, "password2": PASSWORD}
    assert visitor.post("/accounts/password/change/", changed).status_code == 302
    assert visitor.get("/people/").status_code == 200


@pytest.mark.parametrize("verb", ["slip", "deactivate", "activate"])
@pytest.mark.parametrize(
    ("account", "status"), [("office", 403), ("leader", 403), ("colleague", 403), ("neighbour", 404), ("stranger", 404)]
)
def test_who_may_not_touch_an_account(people: People, verb: str, account: str, status: int) -> None:
    page = f"/people/accounts/{people.colleague.pk}/{verb}/"
    assert log_in(getattr(people, account)).post(page).status_code == status
    assert log_in(people.administrator).get(page).status_code == 405
    assert Account.objects.get(pk=people.colleague.pk).is_active


def test_an_account_is_stopped_and_opened_again(people: People) -> None:
    browser, page = log_in(people.administrator), f"/people/accounts/{people.colleague.pk}/"
    assert browser.post(f"{page}deactivate/").status_code == 302
    assert "停用" in browser.get(page).content.decode()
    assert Client().post("/accounts/login/", {"login": "colleague", "password": PASSWORD}).status_code in (200, 302)
    assert "首次登录密码" in browser.post(f"{page}activate/").content.decode()
    assert "首次登录密码" in browser.post(f"{page}slip/").content.decode()


def test_the_last_system_administrator_stays(people: People) -> None:
    answer = log_in(people.root).post(f"/people/accounts/{people.root.pk}/deactivate/")
    assert answer.status_code == 400
    assert "最后一个系统管理员" in answer.content.decode()


def test_an_administrator_of_a_county_makes_no_system_administrator(people: People) -> None:
    browser = log_in(people.administrator)
    assert "is_administrator" not in browser.get("/people/accounts/new/").content.decode()
    sent = {"username": "mighty", "name": "某", "organisation": people.county.pk, "is_administrator": "on"}
    browser.post("/people/accounts/new/", sent)
    assert not Account.objects.get(username="mighty").is_administrator
    assert log_in(people.administrator).get(f"/people/accounts/{people.root.pk}/").status_code == 404


def test_roles_are_granted_and_revoked(people: People) -> None:
    browser, page = log_in(people.administrator), f"/people/accounts/{people.colleague.pk}/roles/new/"
    sent = {"kind": "inspector", "organisation": people.town.pk, "from_day": "2026-01-01"}
    assert browser.post(page, sent).status_code == 302
    role = Role.objects.get(account=people.colleague, kind="inspector")
    twice = browser.post(page, sent)
    assert twice.status_code == 422
    assert "已有这个角色" in twice.content.decode()
    assert log_in(people.office).post(f"/people/roles/{role.pk}/revoke/").status_code == 403
    assert log_in(people.stranger).post(f"/people/roles/{role.pk}/revoke/").status_code == 404
    assert browser.get(f"/people/roles/{role.pk}/revoke/").status_code == 405
    assert browser.post(f"/people/roles/{role.pk}/revoke/").status_code == 302
    role.refresh_from_db()
    assert role.to_day is not None
    assert role.to_day < clock.today()
    assert "以前的角色" in browser.get(f"/people/accounts/{people.colleague.pk}/").content.decode()


def test_the_name_is_changed_and_a_stale_form_is_told(people: People) -> None:
    browser, page = log_in(people.administrator), f"/people/accounts/{people.colleague.pk}/edit/"
    account = Account.objects.get(pk=people.colleague.pk)
    sent = {"name": "新名", "organisation": people.village.pk, "revision": account.revision}
    assert browser.post(page, sent).status_code == 302
    assert browser.post(page, {**sent, "name": "再改"}).status_code == 409
    assert Account.objects.get(pk=account.pk).name == "新名"


@pytest.mark.parametrize("page", ["", "edit/", "roles/new/"])
def test_a_bad_id(people: People, page: str) -> None:
    assert log_in(people.administrator).get(f"/people/accounts/999999/{page}").status_code == 404


def test_a_lost_second_factor_is_taken_off_with_a_reason(people: People) -> None:
    TOTP.activate(people.colleague, "JBSWY3DPEHPK3PXP")
    account = f"/people/accounts/{people.colleague.pk}/"
    page = f"{account}second-factor/remove/"
    knock(people, page, administrator=200, office=403, leader=403, stranger=404)
    knock(people, page, {"reason": "手机丢失"}, office=403, leader=403, stranger=404)
    browser = log_in(people.administrator)
    assert page in browser.get(account).content.decode()
    assert browser.get("/people/accounts/999999/second-factor/remove/").status_code == 404
    assert browser.delete(page).status_code == 405
    assert browser.post(page, {"reason": ""}).status_code == 422
    assert browser.post(page, {"reason": "手机丢失"})["Location"] == account
    assert page not in browser.get(account).content.decode()
    late = browser.post(page, {"reason": "手机丢失"})
    assert late.status_code == 422
    assert "没有启用动态口令" in late.content.decode()


def test_an_account_is_made_with_its_role(people: People) -> None:
    browser = log_in(people.administrator)
    sent = {"username": "new-office", "name": "某同志", "organisation": people.town.pk, "role": "office"}
    assert "首次登录密码" in browser.post("/people/accounts/new/", sent).content.decode()
    role = Role.objects.get(account__username="new-office")
    assert (role.kind, role.organisation, role.from_day) == ("office", people.town, clock.today())
    nowhere = log_in(people.root).post("/people/accounts/new/", {**sent, "username": "x-y", "organisation": ""})
    assert nowhere.status_code == 422
    assert "授予角色要写明所属单位" in nowhere.content.decode()
    elsewhere = {**sent, "username": "x-y", "organisation": people.other_town.pk}
    assert browser.post("/people/accounts/new/", elsewhere).status_code == 422, "out of sight"
    assert not Account.objects.filter(username="x-y").exists()


def test_accounts_for_units_are_made_at_once(people: People) -> None:
    page = "/people/accounts/units/"
    actions.create_organisation(
        by=people.root, code="jia-3", name="甲三村", kind="village", parent=people.town, from_day=SINCE
    )
    actions.make_account(by=people.root, username="JIA-3", name="已占用", organisation=None)
    knock(people, page, administrator=200, root=200, office=403, leader=403, colleague=403, stranger=403)
    knock(people, page, {"units": "1"}, office=403, leader=403, stranger=403)
    browser = log_in(people.administrator)
    html = browser.get(page).content.decode()
    assert "甲三村（jia-3）" in html
    assert "甲一村（jia-1）" not in html, "who has an account needs no second one"
    assert "乙" not in html, "not of another county"
    new = Organisation.objects.get(code="jia-3")
    assert browser.post(page, {"units": ""}).status_code == 422
    assert browser.post(page, {"units": [new.pk, people.other_village.pk]}).status_code == 422
    answer = browser.post(page, {"units": [new.pk, people.town.pk]})
    found = re.findall(r"<code>((?:[a-z0-9]{4}-){3}[a-z0-9]{4})</code>", answer.content.decode())
    assert len(found) == 2
    assert "no-store" in answer["Cache-Control"]
    held = Role.objects.filter(kind="unit", organisation__in=[new, people.town]).order_by("organisation__code")
    assert [(role.account.username, role.account.name) for role in held] == [
        ("jia-3-2", "甲三村"),
        ("jia-town", "甲镇"),
    ]
    assert browser.delete(page).status_code == 405
    assert "各单位都有账号了" in browser.get(page).content.decode()
