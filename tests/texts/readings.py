"""Short ways to read a text in a test and to look at what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chuangcheng.texts.model import Draft, Field, Reading
from chuangcheng.texts.reading import read_file, read_text
from chuangcheng.texts.telling import value_as_data

FILES = Path(__file__).parent / "files"


def document(name: str) -> Reading:
    """One of the invented documents in ``files``."""
    return read_file(FILES / name)


def sentence(words: str, name: str, *, kind: str = "方案", year: int | None = None) -> list[Field]:
    """The fields of one name that one sentence of a plan gives."""
    reading = read_text(f"云栖街道创建{kind}\n\n一、重点任务\n\n（一）抓好落实。{words}\n", year=year)
    (draft,) = reading.drafts
    plain = words.replace(" ", "")
    return [field for field in draft.named(name) if field.sentence in plain]


def values(fields: list[Field] | tuple[Field, ...]) -> list[Any]:
    """What the fields say, as plain data."""
    return [value_as_data(field.value) for field in fields]


def codes(field: Field | Draft) -> set[str]:
    """The codes of the notes."""
    return {note.code for note in field.notes}
