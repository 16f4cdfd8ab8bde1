"""The shell's own pages, its error pages, and what no page may hold."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chuangcheng.web.shell.errors import bad_request
from tests.people import People, log_in

pytestmark = pytest.mark.django_db


def test_the_components_page_is_for_signed_in_staff(people: People) -> None:
    assert Client().get("/components/").status_code == 302
    assert log_in(people.colleague).get("/components/").status_code == 200
    assert log_in(people.colleague).delete("/components/").status_code in (200, 405)


def test_every_link_of_the_table_leads_to_a_page(people: People) -> None:
    browser = log_in(people.office)
    html = browser.get("/components/").content.decode()
    for link in set(re.findall(r'href="(/components/\?[^"]*)"', html)):
        assert browser.get(link.replace("&amp;", "&")).status_code == 200, link


def test_a_refused_form_keeps_what_was_typed(people: People) -> None:
    answer = log_in(people.office).post("/components/", {"title": "路灯不亮", "points": "x"})
    html = answer.content.decode()
    assert 'value="路灯不亮"' in html
    assert "data-refused" in html
    assert 'role="alert"' in html


def test_a_done_form_offers_to_undo(people: People) -> None:
    sent = {"title": "路灯", "unit": "1", "found_on": "2026-03-01", "points": "0.5", "kind": "patrol"}
    html = log_in(people.office).post("/components/", sent, follow=True).content.decode()
    assert "已保存（示例" in html
    assert '<form method="post" action="/components/">' in html
    assert "撤销" in html


@pytest.mark.parametrize(("asked", "kept"), [("dark", "dark"), ("light", "light"), ("pink", "auto")])
def test_the_theme_is_kept(people: People, asked: str, kept: str) -> None:
    browser = log_in(people.office)
    answer = browser.post("/theme/", {"theme": asked, "next": "/components/"})
    assert answer["Location"] == "/components/"
    assert f'data-theme="{kept}"' in browser.get("/components/").content.decode()


def test_a_switch_never_leads_off_this_site(client: Client) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})["Location"] == "/"
    assert client.get("/theme/").status_code == 405


def test_no_page_holds_inline_script_or_style(people: People) -> None:
    browser = log_in(people.root)
    for page in ("/components/", "/people/", "/people/me/", "/accounts/2fa/", "/accounts/password/change/"):
        answer = browser.get(page)
        html = answer.content.decode()
        assert answer.status_code == 200, page
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", html), page
        nonces = set(re.findall(r'nonce="([^"]*)"', html))
        assert len(nonces) == 1, page
        assert nonces.pop() in answer["Content-Security-Policy"], page
        for script in re.findall(r"<script[^>]*>", html):
            assert "nonce=" in script, (page, script)
        assert html.count("<h1") == 1, page


@pytest.mark.parametrize(("language", "told"), [("zh-hans", "没有找到"), ("en", "Not found")])
def test_what_is_not_there_is_told_in_the_reader_s_language(client: Client, language: str, told: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert told in answer.content.decode()


def test_a_request_that_cannot_be_read_is_told(rf: object, client: Client) -> None:
    answer = bad_request(client.get("/nowhere/").wsgi_request)
    assert answer.status_code == 400
    assert "再试一次" in answer.content.decode()


def test_a_stale_form_is_told_gently(people: People) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.office)
    answer = browser.post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "打开得太久" in answer.content.decode()


def test_a_fault_of_ours_is_told_without_the_database(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(people.office)
    monkeypatch.setattr("chuangcheng.web.people.views.organisations.organisation_tree", lambda by: 1 // 0)
    answer = browser.get("/people/")
    assert answer.status_code == 500
    assert "这是我们的差错" in answer.content.decode()


def test_a_page_needs_few_queries(people: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    browser = log_in(people.root)
    browser.get("/components/")
    with django_assert_num_queries(2):  # the session and the account
        browser.get("/components/")
