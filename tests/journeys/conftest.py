"""A real browser on a real server: Debian's Chromium through Playwright, on the test database.

A journey asks for ``visitor`` (a browser context without a log-in) or ``log_in`` (a function: account → page). Pages are
shown in Chinese; ``log_in(account, language="en", width=360)`` changes that. An error in the browser's console fails the test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from chuangcheng.people.models import Account
from chuangcheng.web.shell.finders import node_modules

#: Playwright's driver runs an event loop in this thread; Django's tests here are not asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

AXE = node_modules() / "axe-core" / "axe.min.js"
_CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys need a browser and run on one database only."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.once)
            if not _CHROMIUM or not AXE.is_file():
                item.add_marker(
                    pytest.mark.skip(reason="Chromium or node_modules is not installed: no browser journeys")
                )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        yield from _launched(playwright)


def _launched(playwright: Playwright) -> Iterator[Browser]:
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--no-sandbox"]
    browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=quiet)
    yield browser
    browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """A function that opens a page: ``open_page(width=360, language="en", theme="dark", cookies={…})``."""
    contexts, complaints = [], []

    def opened(
        width: int = 1440, language: str = "zh-hans", theme: str = "auto", cookies: dict[str, str] | None = None
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        chosen = {"django_language": language, "theme": theme, **(cookies or {})}
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in chosen.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        contexts.append(context)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not [text for text in complaints if "status of 4" not in text], complaints


@pytest.fixture
def log_in(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A function that gives a page in which an account is logged in."""

    def entered(account: Account, **more: Any) -> Page:
        client = Client()
        client.force_login(account)
        return open_page(cookies={"sessionid": client.cookies["sessionid"].value}, **more)

    return entered


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """A function that gives axe's serious and critical faults of a page, each as one line."""
    source = AXE.read_text("utf-8") if AXE.is_file() else ""
    rules = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

    def faults(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)[
            "violations"
        ]
        return [
            f"{fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:200]}"
            for fault in found
            if fault["impact"] in ("serious", "critical")
        ]

    return faults
