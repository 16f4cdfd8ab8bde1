"""Icons and the files that come from packages."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from chuangcheng.conf import settings as product
from chuangcheng.web import shell
from chuangcheng.web.shell.finders import NODE_FILES, SPRITE, PackageFinder, node_modules
from chuangcheng.web.shell.icons import ICONS, IconMissing, draw_sprite
from chuangcheng.web.shell.navigation import entries
from chuangcheng.web.shell.templatetags.shell import icon
from tests.people import People, log_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not node_modules().is_dir(), reason="node_modules is not installed (npm ci)"),
]
WEB = Path(shell.__file__).parents[1]
MOST_SCRIPT = 250 * 1024
#: What only map pages and the page that sends large files load.
ON_SOME_PAGES = ("maplibre-gl", "map.", "tus.")
#: All other style sheets, scripts and icons of the shell, as a browser gets them on its first visit.
MOST_ON_THE_WIRE = 140 * 1024


def test_every_listed_file_is_found_and_nothing_else() -> None:
    finder = PackageFinder()
    assert {name for name, _ in finder.list(None)} == {*NODE_FILES, SPRITE}
    assert all(Path(finder.find(name)).is_file() for name in NODE_FILES)
    assert finder.find("vendor/left-pad.js") == []


def test_the_sprite_has_every_icon_once() -> None:
    drawing = Path(PackageFinder().find(SPRITE)).read_text("utf-8")
    assert re.findall(r'<symbol id="([^"]+)"', drawing) == list(ICONS)
    assert "<script" not in drawing


def test_a_missing_icon_is_named(tmp_path: Path) -> None:
    with pytest.raises(IconMissing, match="alert-circle"):
        draw_sprite(tmp_path)
    with pytest.raises(IconMissing, match="no-such-icon"):
        icon("no-such-icon")


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    for template in WEB.rglob("*.html"):
        text = template.read_text("utf-8")
        named = re.findall(r'{% icon "([a-z0-9-]+)"', text) + re.findall(r'<c-[a-z-]+ [^>]*\bicon="([a-z0-9-]+)"', text)
        assert not set(named) - set(ICONS), template


def test_every_room_s_entry_names_an_icon_and_an_address_that_exist() -> None:
    assert entries()
    for entry in entries():
        assert entry.icon in ICONS, entry
        assert reverse(entry.url_name), entry


def test_ordinary_pages_carry_little_script() -> None:
    own = sum(path.stat().st_size for path in (WEB / "shell" / "static" / "shell" / "js").glob("*.js"))
    packaged = sum(Path(PackageFinder().find(name)).stat().st_size for name in NODE_FILES if name.endswith(".js"))
    assert own + packaged <= MOST_SCRIPT


def test_collected_files_bear_their_hash_and_lie_there_compressed(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = product.STORAGES
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = product.WHITENOISE_SKIP_COMPRESS_EXTENSIONS
    settings.WHITENOISE_KEEP_ONLY_HASHED_FILES = product.WHITENOISE_KEEP_ONLY_HASHED_FILES
    call_command("collectstatic", interactive=False, verbosity=0)
    files = [path for room in ("vendor", "shell") for path in (tmp_path / room).rglob("*") if path.is_file()]
    plain = [path for path in files if path.suffix in (".css", ".js", ".svg")]
    assert all(re.search(r"\.[0-9a-f]{12}\.", path.name) for path in plain)
    sent = [path.with_name(f"{path.name}.gz") for path in plain]
    assert [path.name for path in sent if not path.is_file() and "js" not in path.name] == []
    sizes = [
        (gz if gz.is_file() else path).stat().st_size
        for gz, path in zip(sent, plain, strict=True)
        if not path.name.startswith(ON_SOME_PAGES)
    ]
    assert sum(sizes) <= MOST_ON_THE_WIRE


def test_a_page_is_sent_compressed_to_whoever_takes_it(people: People) -> None:
    answer = log_in(people.office).get("/components/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(answer.content)
