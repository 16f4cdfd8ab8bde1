"""Where the fonts for .pdf stand: Debian's Fandol where it is installed, else Noto from ``node_modules``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
FANDOL: Final = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
NOTO: Final = ROOT / "node_modules" / "@expo-google-fonts"


class FontsMissing(RuntimeError):
    """No Chinese font for .pdf is installed."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """Folders to look in, and the families that stand for 仿宋, 黑体, 楷体, 小标宋 and 宋体."""

    folders: tuple[str, ...]
    body: str
    heading: str
    subheading: str
    title: str


@cache
def installed() -> Fonts:
    """Find the fonts; ``FontsMissing`` says what to install."""
    if (FANDOL / "FandolFang-Regular.otf").exists():
        return Fonts((str(FANDOL),), "FandolFang R", "FandolHei", "FandolKai", "FandolSong")
    serif, sans = NOTO / "noto-serif-sc", NOTO / "noto-sans-sc"
    if serif.exists() and sans.exists():
        return Fonts((str(serif), str(sans)), "Noto Serif SC", "Noto Sans SC", "Noto Serif SC", "Noto Serif SC")
    raise FontsMissing("No Chinese font for PDF: run ./run setup (it brings Noto), or install texlive-lang-chinese.")
