"""The law of the house, as far as import-linter cannot say it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files import project_files

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "chuangcheng"

#: Earlier first. A relation may point to an equal or earlier room.
FLOW = [
    *[
        "base",
        "people",
        "suggestions",
        "rulebooks",
        "evidence",
        "plans",
        "activities",
        "exemplars",
        "surveys",
        "inspections",
    ],
    *["rectification", "scoring", "settlement", "titles", "reports", "reminders"],
]

#: The files a stage may hold, earlier in the tuple = higher; a file may import those that stand after it.
STAGE_FILES = ("jobs", "actions", "queries", "facts", "policy", "checks", "models", "states")
STAGE_EXTRAS = {"apps", "__init__", "migrations", "management"}

FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "managers", "misc"}


def files() -> Iterator[Path]:
    yield from (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


@pytest.mark.parametrize("room", ["engine", "texts", "almanac"])
def test_a_pure_room_loads_without_a_framework(room: str) -> None:
    code = (
        f"import pkgutil, importlib, sys, chuangcheng.{room} as e\n"
        f"[importlib.import_module(m.name) for m in pkgutil.walk_packages(e.__path__, 'chuangcheng.{room}.')]\n"
        "print([m for m in sys.modules if m.split('.')[0] == 'django'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_relations_look_back_along_the_flow() -> None:
    from django.apps import apps

    place = {label: number for number, label in enumerate(FLOW)}
    wrong = []
    for model in apps.get_models():
        here = model._meta.app_label
        if here not in place:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or target is None or isinstance(target, str):
                continue
            there = target._meta.app_label
            if there in place and place[there] > place[here]:
                wrong.append(f"{here}.{model.__name__}.{field.name} points forward to {there}")
            if there != here and there in place and not field.remote_field.hidden:
                wrong.append(f'{here}.{model.__name__}.{field.name} needs related_name="+"')
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("stage", sorted(path.name for path in (SOURCE / "stages").iterdir() if path.is_dir()))
def test_a_stage_holds_the_same_files_and_they_look_downwards(stage: str) -> None:
    room = SOURCE / "stages" / stage
    names = {path.stem for path in room.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert names <= set(STAGE_FILES) | STAGE_EXTRAS, names - set(STAGE_FILES) - STAGE_EXTRAS
    pattern = re.compile(rf"chuangcheng\.stages\.{stage}\.(\w+)")
    for height, name in enumerate(STAGE_FILES):
        for path in [room / f"{name}.py", *(room / name).glob("*.py")]:
            if not path.exists():
                continue
            for imported in set(pattern.findall(path.read_text("utf-8"))):
                if imported in STAGE_FILES:
                    assert STAGE_FILES.index(imported) >= height, f"{path.name} looks up to {imported}"


def test_file_and_function_sizes() -> None:
    wrong = []
    for path in files():
        text = path.read_text("utf-8")
        if text.count("\n") > 600:
            wrong.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > 60:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines")
    assert not wrong, "\n".join(wrong)


def test_no_room_without_a_name() -> None:
    assert not [path for path in files() if FORBIDDEN_NAMES & {*path.parts, path.stem}]


def test_no_text_holds_an_address_of_a_package_registry() -> None:
    address = re.compile(r"registry\.npm" + r"js\.org|pypi" + r"\.org/simple|files\.python" + r"hosted|index-url *[=:]")
    texts = {path: path.read_text("utf-8", errors="ignore") for path in project_files()}
    assert len(texts) > 500
    assert [path for path, text in texts.items() if address.search(text)] == []


def test_a_bundle_without_git_knows_the_files_too(tmp_path: Path) -> None:
    tmp_path = tmp_path / "dist" / "chuangcheng"
    for name in (
        "run",
        "src/a.py",
        "docs/b.md",
        ".venv/c.py",
        "wheels/d.whl",
        "node_modules/e.js",
        "src/__pycache__/f.pyc",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.relative_to(tmp_path).as_posix() for path in project_files(root=tmp_path)] == [
        "docs/b.md", "run", "src/a.py",
    ]  # fmt: skip
    assert [path.name for path in project_files(".md", tmp_path)] == ["b.md"]
