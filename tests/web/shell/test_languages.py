"""Every text of every room exists in English, with the same placeholders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chuangcheng.cli.messages import PACKAGE, english, missing, rooms, texts_of

_PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%%")


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.relative_to(PACKAGE).as_posix())
def test_nothing_lacks_english(room: Path) -> None:
    assert missing(room) == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.relative_to(PACKAGE).as_posix())
def test_english_keeps_the_placeholders(room: Path) -> None:
    for (_, msgid), forms in english(room).items():
        for form in forms:
            assert sorted(set(_PLACEHOLDER.findall(form))) == sorted(set(_PLACEHOLDER.findall(msgid))), msgid


def test_texts_are_found_in_python_and_templates() -> None:
    found = {msgid for _, msgid in texts_of(PACKAGE / "web" / "shell")}
    assert {"%(figure)s 元", "共 %(total)s 条", "列表", "跳到正文"} <= found
    assert ("undo", "撤销") in texts_of(PACKAGE / "web" / "shell")
