"""Bands (§5.2, G20, G44): read as written, checked, and made into disjoint intervals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from chuangcheng.engine.model import Band, Bands, Type
from chuangcheng.engine.numbers import CELL, plain
from chuangcheng.engine.reading.fields import Fields
from chuangcheng.engine.reading.rulebook.context import Reading, number_pair
from chuangcheng.engine.reading.yamlfile import YamlMapping

#: The columns of a fact kind that holds judgements (G24).
JUDGEMENT_COLUMNS: Final = {
    "item": Type.TEXT,
    "points": Type.DECIMAL,
    "reason": Type.TEXT,
    "document": Type.TEXT,
    "decided_by": Type.TEXT,
    "confirmed_by": Type.TEXT,
}
#: The fact kind that judged bands use (G24).
JUDGEMENT: Final = "judgement"


@dataclass(frozen=True, slots=True)
class _Written:
    """A band as written. ``included`` tells whether its lower end belongs to it."""

    lower: Fraction | None
    included: bool
    upper: Fraction | None
    upper_included: bool
    points: Fraction | None
    judge: tuple[Fraction, Fraction] | None
    line: int
    upper_line: int

    @property
    def start(self) -> tuple[bool, Fraction, bool]:
        """Orders lower ends: no end first, ``from`` before ``above`` of the same number."""
        return self.lower is not None, self.lower or Fraction(0), not self.included

    def band(self, upper: Fraction | None, included: bool) -> Band:
        lower_included = self.included and self.lower is not None
        return Band(self.lower, lower_included, upper, included, self.points, self.judge, self.line)


def read_bands(reading: Reading, fields: Fields) -> Bands:
    """Read the list ``bands`` of a scale. With any ``to`` the bands are intervals, else they must fall strictly."""
    before = len(reading.problems)
    written = [_written(reading, one) for one in fields.mappings_at("bands", required=True)]
    if fields.list_at("bands") == ():
        fields.wrong("bands", "empty-list")
    if len(reading.problems) > before:
        return Bands(())
    if any(band.upper is not None for band in written):
        return Bands(_intervals(reading, written))
    return Bands(_falling(reading, written))


def _written(reading: Reading, fields: Fields) -> _Written:
    """Read one band."""
    start, above = fields.number("from"), fields.number("above")
    if fields.has("from") and fields.has("above"):
        fields.wrong("above", "from-and-above")
    upper = fields.number("to")
    included = fields.boolean("to_included", default=False)
    if fields.has("to_included") and not fields.has("to"):
        fields.wrong("to_included", "included-without-to")
    points, judge = _points(reading, fields)
    fields.close()
    lower = above if start is None else start
    return _Written(lower, start is not None, upper, included, points, judge, fields.line, fields.line_of("to"))


def _points(reading: Reading, fields: Fields) -> tuple[Fraction | None, tuple[Fraction, Fraction] | None]:
    """Read ``points``: a number, or ``{judge: [least, most]}``."""
    if not isinstance(fields.node("points"), YamlMapping):
        return fields.number("points", required=True) or Fraction(0), None
    inner = fields.mapping_at("points")
    if inner is None:
        return Fraction(0), None
    judge = number_pair(reading, inner, "judge", required=True)
    inner.close()
    kind = reading.kinds.get(JUDGEMENT)
    line = fields.line_of("points")
    if kind is None:
        reading.report("unknown-fact", line, "judged", fact=JUDGEMENT, nearest="")
    reading.require_columns(line, kind, JUDGEMENT_COLUMNS)
    return None, judge


def _falling(reading: Reading, written: list[_Written]) -> tuple[Band, ...]:
    """Bands by their lower ends alone: each ends where the one before it begins (G20)."""
    bands: list[Band] = []
    for index, band in enumerate(written):
        before = written[index - 1] if index else None
        if before is None:
            bands.append(band.band(None, included=False))
            continue
        if before.lower is None or band.start >= before.start:
            reading.report("band-overlap", band.line, "not-falling")
        bands.append(band.band(before.lower, included=not before.included))
    return tuple(bands)


def _intervals(reading: Reading, written: list[_Written]) -> tuple[Band, ...]:
    """Bands that state upper ends: complete them, then look for overlaps and gaps (G44)."""
    starts = sorted({(band.start, band.lower, band.included) for band in written})
    bands = []
    for band in written:
        upper, included = band.upper, band.upper_included
        if upper is None:
            higher = next((start for start in starts if start[0] > band.start), None)
            if higher is not None:
                upper, included = higher[1], not higher[2]
        bands.append(band.band(upper, included))
    empty = [index for index, band in enumerate(bands) if _is_empty(band)]
    for index in empty:
        reading.report("wrong-value", written[index].upper_line, "band-empty", key="to")
    if not empty:
        _report_overlaps(reading, bands)
        _report_gaps(reading, bands)
    return tuple(bands)


def _is_empty(band: Band) -> bool:
    if band.lower is None or band.upper is None:
        return False
    return band.upper < band.lower or (band.upper == band.lower and not (band.lower_included and band.upper_included))


def _meet(left: Band, right: Band) -> Fraction | None:
    """Give a number that is in both bands, ``None`` where there is none."""
    lower, lower_included = max(
        (left.lower, left.lower_included), (right.lower, right.lower_included), key=lambda end: _low(*end)
    )
    upper, upper_included = min(
        (left.upper, left.upper_included), (right.upper, right.upper_included), key=lambda end: _high(*end)
    )
    both = Band(lower, lower_included, upper, upper_included, None, None, 0)
    if _is_empty(both):
        return None
    if lower is not None and lower_included:
        return lower
    if upper is not None and upper_included:
        return upper
    if lower is None:
        return upper - 1 if upper is not None else Fraction(0)
    return lower + 1 if upper is None else (lower + upper) / 2


def _told(number: Fraction) -> str:
    """Write an end, or a number between two ends, as a decimal."""
    return plain(int(number * CELL * CELL), CELL * CELL)


def _low(end: Fraction | None, included: bool) -> tuple[bool, Fraction, bool]:
    return end is not None, end or Fraction(0), not included


def _high(end: Fraction | None, included: bool) -> tuple[bool, Fraction, bool]:
    return end is None, end or Fraction(0), included


def _report_overlaps(reading: Reading, bands: list[Band]) -> None:
    for index, band in enumerate(bands):
        for earlier in bands[:index]:
            number = _meet(earlier, band)
            if number is not None:
                reading.report("band-overlap", band.line, "", number=_told(number), other=earlier.line)
                break


def _report_gaps(reading: Reading, bands: list[Band]) -> None:
    """Go up through the bands and report what lies between the highest end so far and the next band."""
    ordered = sorted(bands, key=lambda band: _low(band.lower, band.lower_included))
    reached = ordered[0]
    for band in ordered[1:]:
        if reached.upper is not None and band.lower is not None:
            touches = reached.upper_included or band.lower_included
            if reached.upper < band.lower or (reached.upper == band.lower and not touches):
                reading.report("band-gap", band.line, "", lower=_told(reached.upper), upper=_told(band.lower))
        if _high(band.upper, band.upper_included) > _high(reached.upper, reached.upper_included):
            reached = band
