"""Single sign-on at a service of its own, by settings alone, in a real browser: ``chuangcheng serve`` beside an OpenID
Connect provider that signs its tokens."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.base.test_serve import SERVE, free_port
from tests.offices import Office, Offices

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("oidc_provider_mock") is None, reason="oidc-provider-mock is not installed"
)

#: What the service knows of two persons: the first has an account here, the second has none.
PERSONS = [{"sub": "p-17", "preferred_username": "chen"}, {"sub": "p-18", "preferred_username": "nobody"}]
_MAKE_ACCOUNT = """
from datetime import date
from chuangcheng.base.clock import frozen
from chuangcheng.people import actions
with frozen(date(2026, 1, 5)):
    root = actions.make_first_administrator(username="root", name="管理员").account
    host = actions.create_organisation(by=root, code="host", name="清源镇", kind="town")
    actions.make_account(by=root, username="chen", name="陈同志", organisation=host)
"""
_JOURNAL = """
from chuangcheng.base.models import JournalLine
print(JournalLine.objects.filter(verb="people.account.link-single-sign-on", by="chen").count())
"""


@contextmanager
def running(process: subprocess.Popen[str], address: str) -> Iterator[str]:
    """Wait until the address answers, and end the process afterwards."""
    try:
        for _ in range(300):
            try:
                urlopen(address, timeout=5)
                break
            except OSError:
                assert process.poll() is None, process.communicate()
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture
def service() -> Iterator[str]:
    """The single sign-on service's address."""
    port = free_port()
    persons = [word for person in PERSONS for word in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *persons]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with running(process, f"http://127.0.0.1:{port}/.well-known/openid-configuration"):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def office(offices: Offices, service: str) -> Office:
    """An office that lets people in by that service. The slip of its one account died long ago."""
    made = offices.ready(
        CHUANGCHENG_OIDC_ISSUER=service,
        CHUANGCHENG_OIDC_CLIENT_ID="chuangcheng",
        CHUANGCHENG_OIDC_SECRET="secret",
        CHUANGCHENG_OIDC_NAME="县政务账号",
    )
    made.python(_MAKE_ACCOUNT)
    return made


def test_who_has_an_account_comes_in_and_who_has_none_is_told(office: Office, chromium: Browser) -> None:
    port = free_port()
    with running(office.start(*SERVE, str(port)), f"http://127.0.0.1:{port}/accounts/login/") as login:
        page = chromium.new_context(locale="zh-CN").new_page()
        for _ in range(2):  # the first time ties the account to the person, the second finds it tied
            page.goto(login)
            page.get_by_role("button", name="用县政务账号登录").click()
            page.get_by_role("button", name="p-17").click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("今天")
            expect(page.get_by_title("账号菜单")).to_contain_text("陈同志")
            page.goto(f"http://127.0.0.1:{port}/accounts/logout/")
            page.get_by_role("button", name="退出登录").last.click()
        page.goto(login)
        page.get_by_role("button", name="用县政务账号登录").click()
        page.get_by_role("button", name="p-18").click()
        expect(page.get_by_text("本系统没有对应的账号")).to_be_visible()
        page.get_by_role("button", name="用县政务账号登录").click()
        page.get_by_role("button", name="Deny").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("单点登录没有成功")
        page.get_by_role("link", name="回到登录页").click()
        expect(page.get_by_label("密码")).to_be_visible()
        page.context.close()
    assert office.python(_JOURNAL) == "1"
