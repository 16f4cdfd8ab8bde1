"""The documents tell what is there: commands, settings, rooms, pictures and links."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs.command_reference import FILE, commands, reference
from tests.files import project_files

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "chuangcheng"
DOCS = ROOT / "docs"
#: Readers of settings (conf/environment.py); their first argument is the name without its prefix.
READERS = {"text", "flag", "whole", "words", "address", "tiles"}
PICTURES = DOCS / "pictures"
LARGEST_PICTURE = 300_000


def settings_read() -> set[str]:
    """Names of all settings that the configuration reads, from its syntax tree."""
    found = set()
    for path in sorted((PACKAGE / "conf").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.func, ast.Attribute):
                continue
            name = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            owner = ast.unparse(node.func.value)
            if isinstance(name, str) and owner == "_environment" and node.func.attr in READERS:
                found.add(f"CHUANGCHENG_{name}")
            elif isinstance(name, str) and owner == "os.environ" and name.startswith("CHUANGCHENG_"):
                found.add(name)
    return found


def documents() -> list[Path]:
    """Every document in the repository, whether committed or about to be."""
    return project_files(".md")


def prose(path: Path) -> str:
    """A document without its code blocks (fenced or indented) and code words."""
    text = re.sub(r"^(```|~~~).*?^\1", "", path.read_text("utf-8"), flags=re.S | re.M)
    text = re.sub(r"^ {4}.*$", "", text, flags=re.M)
    return re.sub(r"`[^`\n]*`", "", text)


def links(path: Path) -> Iterator[str]:
    """Where the links and pictures of a document lead, within the repository."""
    for target in re.findall(r"\]\(\s*<?([^)\s>]+)", prose(path)):
        if not re.match(r"[a-z]+:", target):
            yield unquote(target)


def anchors(path: Path) -> set[str]:
    """The names by which headings of a document are linked."""
    headings = re.findall(r"^#+ +(.*)$", re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.S | re.M), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_the_command_reference_is_what_the_commands_say() -> None:
    assert FILE.read_text("utf-8") == reference(), "stale: run python -m tests.docs.command_reference"


def test_every_command_says_what_it_is_for_in_both_languages() -> None:
    silent = [name for name, command in commands() if " / " not in (command.get_short_help_str(500) or "")]
    assert not silent


@pytest.mark.parametrize("name", ["settings.md", "operate.md", "operate.zh.md"])
def test_every_setting_stands_in_the_docs_and_no_other(name: str) -> None:
    read = settings_read()
    assert len(read) > 10
    assert set(re.findall(r"CHUANGCHENG_[A-Z_]+[A-Z]", (DOCS / name).read_text("utf-8"))) == read


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    lost = []
    for target in links(path):
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            lost.append(target)
    assert not lost


def test_every_document_in_docs_is_reached_from_the_front_page() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md" or not path.is_file():
            continue
        reached.add(path)
        waiting += [(path.parent / target.partition("#")[0]).resolve() for target in links(path)]
    assert {path for path in documents() if path.parent == DOCS} <= reached


def test_every_room_has_its_readme() -> None:
    apps = {path.parent for path in PACKAGE.rglob("apps.py")}
    rooms = apps | {PACKAGE / name for name in ("engine", "documents", "texts", "conf", "cli")}
    assert not sorted(str(room.relative_to(ROOT)) for room in rooms if not (room / "README.md").is_file())


def test_pictures_are_light_and_all_are_shown() -> None:
    pictures = set(PICTURES.glob("*.png"))
    assert pictures
    assert not [path.name for path in pictures if path.stat().st_size >= LARGEST_PICTURE]
    shown = {(path.parent / target).resolve() for path in documents() for target in links(path)}
    assert pictures <= shown
