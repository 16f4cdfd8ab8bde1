"""The rulebooks that come with the product, and their examples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from chuangcheng.engine.reading.rulebook import read_rulebook

FOLDER: Final = Path(__file__).resolve().parents[3] / "rulebooks"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A shipped rulebook: ``rulebooks/NAME.yaml``, and the season folders of ``rulebooks/NAME/`` as examples."""

    name: str
    title: str
    text: str
    examples: tuple[Path, ...]


@cache
def shipped_rulebooks() -> tuple[Shipped, ...]:
    """All shipped rulebooks, by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.yaml")))


def shipped_rulebook(name: str) -> Shipped | None:
    """The shipped rulebook of this name."""
    return next((one for one in shipped_rulebooks() if one.name == name), None)


def _read(path: Path) -> Shipped:
    text = path.read_text("utf-8")
    rulebook, _ = read_rulebook(text, path.name, None)
    examples = tuple(sorted(file.parent for file in (path.parent / path.stem).glob("*/season.yaml")))
    return Shipped(path.stem, rulebook.title if rulebook else path.stem, text, examples)
