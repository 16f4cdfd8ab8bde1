"""Charts drawn by the server as SVG, each with its table of figures. No script, no inline style.

Figures come in as whole numbers of ``1 / unit``; only the drawing's geometry is rounded (to whole pixels), never a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_WIDTH = 480
_LABELS = 96
_BAR = 26


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart: its name, its value (``None`` when unknown) and whether it stands out."""

    label: Any
    value: int | None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What ``<c-chart>`` shows: the drawing, and the same figures as a table."""

    title: Any
    svg: SafeString
    heads: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    note: Any = ""


def bars(
    title: Any, points: Sequence[Point], *, heads: tuple[Any, Any], write: Callable[[int | None], str], note: Any = ""
) -> Chart:
    """Lying bars, one for each point, longest value as wide as the space. Negative values grow to the left in another colour."""
    values = [point.value or 0 for point in points]
    high, low = max([0, *values]), min([0, *values])
    span = (high - low) or 1
    room = _WIDTH - _LABELS - 56
    zero = _LABELS + (-low * room) // span

    def drawn(at: int, point: Point) -> tuple[Any, ...]:
        length = abs(point.value or 0) * room // span
        negative = (point.value or 0) < 0
        kind = "chart-bar-minus" if negative else "chart-bar-mark" if point.marked else "chart-bar"
        start = zero - length if negative else zero
        top = at * _BAR + 5
        return (
            _LABELS - 8,
            top + 12,
            point.label,
            kind,
            start,
            top,
            length,
            start + length + 6,
            top + 12,
            write(point.value),
        )

    lines = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="end">{}</text><rect class="{}" x="{}" y="{}" width="{}" height="16" rx="2"></rect>'
        '<text class="chart-value" x="{}" y="{}">{}</text>',
        (drawn(at, point) for at, point in enumerate(points)),
    )
    height = len(points) * _BAR + 8
    axis = format_html('<line class="chart-axis" x1="{}" x2="{}" y1="0" y2="{}"></line>', zero, zero, height)
    return Chart(title, _svg(title, height, lines, axis), heads, _figures(points, write), note)


def line(
    title: Any, points: Sequence[Point], *, heads: tuple[Any, Any], write: Callable[[int | None], str], note: Any = ""
) -> Chart:
    """One line through the points in their order; an unknown value leaves a gap."""
    known = [point.value for point in points if point.value is not None]
    low, high = (min(known), max(known)) if known else (0, 1)
    span = (high - low) or 1
    step = (_WIDTH - 80) // max(1, len(points) - 1)

    def place(at: int, value: int) -> tuple[int, int]:
        return 40 + at * step, 180 - (value - low) * 140 // span

    path, drawing = [], False
    for at, point in enumerate(points):
        if point.value is None:
            drawing = False
            continue
        x, y = place(at, point.value)
        path.append(f"{'L' if drawing else 'M'}{x} {y}")
        drawing = True
    dots = format_html_join(
        "",
        '<circle class="chart-dot" cx="{}" cy="{}" r="4"></circle><text class="chart-value" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (*place(at, point.value), place(at, point.value)[0], place(at, point.value)[1] - 10, write(point.value))
            for at, point in enumerate(points)
            if point.value is not None
        ),
    )
    names = format_html_join(
        "",
        '<text x="{}" y="212" text-anchor="middle">{}</text>',
        ((40 + at * step, point.label) for at, point in enumerate(points)),
    )
    base = format_html('<line class="chart-axis" x1="20" x2="{}" y1="192" y2="192"></line>', _WIDTH - 20)
    drawn = format_html('{}<path class="chart-line" d="{}"></path>{}{}', base, " ".join(path), dots, names)
    return Chart(title, _svg(title, 222, drawn, ""), heads, _figures(points, write), note)


def heat(
    title: Any,
    columns: Sequence[Any],
    rows: Sequence[tuple[Any, Sequence[int | None]]],
    *,
    corner: Any,
    write: Callable[[int | None], str],
    note: Any = "",
) -> Chart:
    """A strip of cells for each row, shaded in five steps from the least to the greatest figure; unknown is dashed."""
    known = [value for _, values in rows for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0, 0)
    span = (high - low) or 1
    width = (_WIDTH - _LABELS) // max(1, len(columns))

    def shade(value: int | None) -> str:
        return "heat-none" if value is None else f"heat-{min(4, (value - low) * 5 // span)}"

    cells = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="22" rx="3"><title>{}</title></rect>',
        (
            (shade(value), _LABELS + at * width, 24 + down * 28, width - 4, f"{label} · {columns[at]}: {write(value)}")
            for down, (label, values) in enumerate(rows)
            for at, value in enumerate(values)
        ),
    )
    names = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="end">{}</text>',
        ((_LABELS - 8, 24 + down * 28 + 16, label) for down, (label, _) in enumerate(rows)),
    )
    tops = format_html_join(
        "",
        '<text x="{}" y="14" text-anchor="middle">{}</text>',
        ((_LABELS + at * width + (width - 4) // 2, name) for at, name in enumerate(columns)),
    )
    figures = tuple((label, *(write(value) for value in values)) for label, values in rows)
    svg = _svg(title, 24 + len(rows) * 28, format_html("{}{}{}", tops, names, cells), "")
    return Chart(title, svg, (corner, *columns), figures, note)


def _svg(title: Any, height: int, *parts: Any) -> SafeString:
    body = format_html_join("", "{}", ((part,) for part in parts))
    return format_html('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', _WIDTH, height, title, body)


def _figures(points: Sequence[Point], write: Callable[[int | None], str]) -> tuple[tuple[Any, ...], ...]:
    return tuple((point.label, write(point.value)) for point in points)
