"""Scales: a number turned into exact points (§5.2, §9, G20, G21, G43, G44)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction

from chuangcheng.engine import model


def band_of(bands: model.Bands, x: Fraction) -> model.Band | None:
    """The first band that holds the number."""
    return next((band for band in bands.bands if _holds(band, x)), None)


def _holds(band: model.Band, x: Fraction) -> bool:
    from_below = band.lower is None or x > band.lower or (band.lower_included and x == band.lower)
    from_above = band.upper is None or x < band.upper or (band.upper_included and x == band.upper)
    return from_below and from_above


def step_points(scale: model.Step, x: Fraction) -> Fraction:
    """points × rounding(shortfall, excess or either ÷ step)."""
    taken = {"under": max(-x, Fraction(0)), "over": max(x, Fraction(0)), "both": abs(x)}[scale.side] / scale.step
    if scale.rounding == "floor":
        taken = Fraction(math.floor(taken))
    elif scale.rounding == "ceil":
        taken = Fraction(math.ceil(taken))
    return scale.points * taken


def ratio_points(scale: model.RatioScale, x: Fraction) -> Fraction:
    """points × min(cap, max(0, x))."""
    return scale.points * min(scale.cap, max(Fraction(0), x))


def rank_points(scale: model.RankScale, unit: str, x: Fraction, others: Mapping[str, Fraction]) -> Fraction:
    """Points by place among the peers; the unit is placed as if it took part (G21)."""
    rest = [value for one, value in others.items() if one != unit]
    ahead = sum(1 for value in rest if (value > x if scale.order == "desc" else value < x))
    level = sum(1 for value in rest if value == x)
    if scale.ties == "high":
        return place_points(scale, ahead + 1)
    if scale.ties == "low":
        return place_points(scale, ahead + level + 1)
    return mean(place_points(scale, place) for place in range(ahead + 1, ahead + level + 2))


def place_points(scale: model.RankScale, place: int) -> Fraction:
    """Points of one place; past the list ``then`` is added for each place, or ``least`` stands."""
    listed = len(scale.points)
    if place <= listed:
        return scale.points[place - 1]
    if scale.then is None:
        return scale.least if scale.least is not None else Fraction(0)
    points = scale.points[-1] + scale.then * (place - listed)
    return points if scale.least is None else max(points, scale.least)


def mean(numbers: Iterable[Fraction]) -> Fraction:
    """The exact mean of at least one number."""
    taken = list(numbers)
    return sum(taken, Fraction(0)) / len(taken)
