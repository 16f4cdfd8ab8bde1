"""Text that remembers where each of its characters stood in the file.

Joining broken lines, dropping stray spaces and cutting out site phrases all move characters. A ``Strand`` keeps the
offset of each one, so that whatever is found can be marked in the text as it was read.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_SAME: Final = {
    **{ord("０") + n: str(n) for n in range(10)},
    **{ord("ａ") + n: chr(ord("a") + n) for n in range(26)},
    **{ord("Ａ") + n: chr(ord("A") + n) for n in range(26)},
    **dict(
        zip(
            map(ord, "(),;:!?[]．％﹪＋＊／＿○◯Ο〔〕【】﹝﹞"),
            "（），；：！？［］.%%+*/_〇〇〇［］［］［］",
            strict=True,
        )
    ),
    **{ord(dash): "—" for dash in "–―‐‑‒－-﹣─━"},
    **{ord(wave): "~" for wave in "～〜∼"},
    **{ord(square): "□" for square in "■▢◻▯�"},
    ord("＂"): '"',
    **{ord(quote): "“" for quote in "「『‚„"},
    **{ord(quote): "”" for quote in "」』‛‟"},
    **{ord(cross): "x" for cross in "×Ｘ╳✕✖"},
}
_STRAIGHT: Final = re.compile('"')


def shadow_of(text: str) -> str:
    """The form that patterns are matched on: one width, one dash, one mask; as long as ``text``.

    >>> shadow_of("４月20日-28日(第１批)")
    '4月20日—28日（第1批）'
    """
    text = text.translate(_SAME)
    return _STRAIGHT.sub(_curly(), text) if '"' in text else text


def _curly() -> Callable[[re.Match[str]], str]:
    """Straight quotation marks open and close by turns."""
    turns = itertools.cycle("“”")
    return lambda _: next(turns)


@dataclass(frozen=True, slots=True)
class Strand:
    """``text`` with the ``offsets`` of its characters in the file's text, and its ``shadow`` to match on."""

    text: str
    shadow: str
    offsets: tuple[int, ...]

    @staticmethod
    def of(text: str, start: int) -> Strand:
        """The strand of a stretch that stands unbroken at ``start``."""
        return Strand(text, shadow_of(text), tuple(range(start, start + len(text))))

    @staticmethod
    def joined(parts: Iterable[Strand]) -> Strand:
        """One strand of several, without anything between them."""
        many = list(parts)
        offsets = tuple(offset for part in many for offset in part.offsets)
        return Strand("".join(part.text for part in many), "".join(part.shadow for part in many), offsets)

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> Strand:
        """The characters from ``start`` up to ``end``."""
        return Strand(self.text[start:end], self.shadow[start:end], self.offsets[start:end])

    def stripped(self) -> Strand:
        """Without white space at both ends."""
        end = len(self.text.rstrip())
        start = min(end, len(self.text) - len(self.text.lstrip()))
        return self.cut(start, end)

    def without(self, pattern: re.Pattern[str]) -> Strand:
        """Without what ``pattern`` matches (on the shadow)."""
        kept, at = [], 0
        for found in pattern.finditer(self.shadow):
            kept.append(self.cut(at, found.start()))
            at = found.end()
        return Strand.joined([*kept, self.cut(at)]) if kept else self

    def split_before(self, pattern: re.Pattern[str]) -> Iterator[Strand]:
        """The pieces that begin where ``pattern`` matches; empty matches allowed."""
        at = 0
        for found in pattern.finditer(self.shadow):
            if found.start() > at:
                yield self.cut(at, found.start())
                at = found.start()
        yield self.cut(at)

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Where the characters from ``start`` to ``end`` stand in the file's text: first offset, offset after the last."""
        part = self.offsets[start:end]
        return (part[0], part[-1] + 1) if part else (0, 0)
