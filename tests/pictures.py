"""Take the pictures of docs/pictures from the demo: ``python -m tests.pictures [NAME …]``.

Builds the demo in a folder of its own, serves it, and drives Chromium over it at 1440 pixels (360 for a phone).
The demo's days follow the calendar: take all pictures in one go.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
#: What the demo prints for all its log-ins.
PASSWORD: Final = "demo-chuangcheng"


@dataclass(frozen=True, slots=True)
class Picture:
    """What to show: whose log-in, which links to follow (their text or ``css=…``), in which language, how wide and how high."""

    name: str
    who: str
    path: str
    follow: tuple[str, ...] = ()
    language: str = "zh-hans"
    width: int = 1440
    height: int = 900
    scroll_to: str = ""


WANTED: Final = (
    Picture("season", "wmb", "/scoring/", ("打开",)),
    Picture("run", "wmb", "/scoring/", ("打开", "#3")),
    Picture("run-en", "wmb", "/scoring/", ("Open", "#3"), language="en"),
    Picture("why", "cun1", "/scoring/", ("css=a[href*='/units/']",), height=1200),
    Picture("import", "wmb", "/intake/"),
    Picture("problem", "wmb", "/rectification/?sort=code", ("css=tbody a",), height=1100),
    Picture("programme", "wmb", "/plans/", ("css=tbody a",)),
    Picture("settlement", "wmb", "/settlement/"),
    Picture("report", "wmb", "/reports/", ("工作情况汇报",)),
    Picture("village", "cun1", "/scoring/", ("css=a[href*='/units/']",), width=360, height=780),
    Picture("village-problems", "cun1", "/rectification/", width=360, height=780),
)


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """Serve the demo from ``folder``; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from chuangcheng.cli.main import main; main()"]
    environment = dict(os.environ, CHUANGCHENG_DATA=str(folder))
    server = subprocess.Popen(
        [*command, "demo", "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise SystemExit("The demo ended by itself; its words stand above.")
        try:
            with urlopen(f"{address}/accounts/login/", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The demo did not answer within three minutes.")


def take(browser: Browser, address: str, picture: Picture, out: Path) -> Path:
    """Log in, follow the links and keep what the window shows."""
    size = {"width": picture.width, "height": picture.height}
    context = browser.new_context(viewport=size, locale="zh-CN", color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": picture.language, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", picture.who)
    page.fill("[name=password]", PASSWORD)
    page.locator("main [type=submit], form [type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    _follow(page, address, picture)
    target = out / f"{picture.name}.png"
    page.screenshot(path=str(target))
    context.close()
    _lighten(target)
    return target


def _follow(page: Page, address: str, picture: Picture) -> None:
    answer = page.goto(f"{address}{picture.path}")
    for words in picture.follow:
        with page.expect_navigation() as following:
            _link(page, words).click()
        answer = following.value
    page.wait_for_load_state("networkidle")
    if answer is None or not answer.ok:
        raise SystemExit(f"{picture.name}: {page.url} answers {answer.status if answer else 'nothing'}")
    if picture.scroll_to:
        page.locator(picture.scroll_to).first.scroll_into_view_if_needed()


def _link(page: Page, words: str) -> Locator:
    """The first link of the page's content with this text, or, for ``css=…``, of this form."""
    content = page.locator("main")
    found = content.locator(words) if words.startswith("css=") else content.get_by_role("link", name=words, exact=True)
    return found.first


def _lighten(path: Path) -> None:
    """A page has few colours: a palette of 128 makes the file a third of its size."""
    with Image.open(path) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def main(names: list[str]) -> None:
    """Take the named pictures, or all."""
    wanted = [picture for picture in WANTED if not names or picture.name in names]
    chromium = next(filter(None, (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))))
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--lang=zh-CN"])
        for picture in wanted:
            target = take(browser, address, picture, PICTURES)
            print(f"{target.relative_to(ROOT)}  {target.stat().st_size // 1000} KB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
