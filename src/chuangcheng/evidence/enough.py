"""When evidence is enough: what is wanted against what is there, and when to stop. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chuangcheng.evidence.states import PICTURES, LightState, WantKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many pieces of a kind, and what should be on them."""

    kind: WantKind
    least: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Light:
    """How one thing stands for one unit: what is wanted, how many different files are there, what lacks of each kind."""

    wanted: tuple[Wanted, ...]
    there: int
    lacks: tuple[tuple[WantKind, int], ...]

    @property
    def state(self) -> LightState:
        """Enough, partly, nothing yet, or nothing asked."""
        if not self.wanted:
            return LightState.UNASKED
        if not self.lacks:
            return LightState.ENOUGH
        return LightState.PARTLY if self.there else LightState.EMPTY

    @property
    def least(self) -> int:
        """How many pieces are enough."""
        return sum(one.least for one in self.wanted)

    @property
    def lacking(self) -> int:
        """How many pieces lack."""
        return sum(count for _kind, count in self.lacks)


def kind_of(media_type: str) -> WantKind:
    """The kind of evidence that a file is."""
    if media_type in PICTURES:
        return WantKind.PICTURE
    return WantKind.FILM if media_type.startswith("video/") else WantKind.DOCUMENT


def light(wanted: Sequence[Wanted], kinds: Iterable[WantKind]) -> Light:
    """Compare. ``kinds``: the kind of each different file that is there. A piece serves one wish: those for its own kind
    first, then those for any kind.

    >>> light([Wanted(WantKind.PICTURE, 2), Wanted(WantKind.ANY, 1)], [WantKind.PICTURE] * 3).state.value
    'enough'
    """
    there, asked = Counter(kinds), Counter[WantKind]()
    for one in wanted:
        asked[one.kind] += one.least
    lacks: list[tuple[WantKind, int]] = []
    lacks.extend((k, asked[k] - there[k]) for k in WantKind if k != WantKind.ANY and asked[k] > there[k])
    spare = sum(max(0, there[kind] - asked[kind]) for kind in there)
    if asked[WantKind.ANY] > spare:
        lacks.append((WantKind.ANY, asked[WantKind.ANY] - spare))
    return Light(tuple(wanted), there.total(), tuple(lacks))
