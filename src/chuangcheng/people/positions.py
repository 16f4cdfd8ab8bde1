"""Positions on the ground: what comes in as GCJ-02 or BD-09 is brought to WGS-84 at the border; boundaries are checked.

GCJ-02 shifts WGS-84 by a sum of sines on the Krasovsky ellipsoid, BD-09 shifts GCJ-02 again. The formulas are those that
all public implementations share (googollee/eviltransform, wandergis/coordtransform); neither system holds outside China.
The way back has no formula, so it is walked towards until it stands still (to a tenth of a metre or better).
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.people.states import MOST_POSITIONS, PositionSystem

_AXIS: Final = 6_378_245.0
_ECCENTRICITY: Final = 0.006_693_421_622_965_943
_BAIDU: Final = math.pi * 3000.0 / 180.0
#: 0.000001°, about a tenth of a metre: as exact as positions are kept.
PLACES: Final = 6
_NEAR_ENOUGH: Final = 1e-8


def to_wgs84(longitude: float, latitude: float, system: str) -> tuple[float, float]:
    """A position (degrees) in WGS-84, as (longitude, latitude)."""
    if system == PositionSystem.BD09:
        longitude, latitude = _bd09_to_gcj02(longitude, latitude)
    if system == PositionSystem.WGS84 or not _in_china(longitude, latitude):
        return longitude, latitude
    found = longitude, latitude
    for _round in range(30):
        there = to_gcj02(*found)
        off = longitude - there[0], latitude - there[1]
        found = found[0] + off[0], found[1] + off[1]
        if max(map(abs, off)) < _NEAR_ENOUGH:
            break
    return found


def to_gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    """A WGS-84 position as GCJ-02 shows it."""
    if not _in_china(longitude, latitude):
        return longitude, latitude
    x, y = longitude - 105.0, latitude - 35.0
    both = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    root = math.sqrt(abs(x))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + both
    east += _waves(x, 20.0, 40.0) + (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) / 1.5
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + both
    north += _waves(y, 20.0, 40.0) + (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) / 1.5
    angle = latitude / 180.0 * math.pi
    magic = 1 - _ECCENTRICITY * math.sin(angle) ** 2
    north = north * 180.0 / ((_AXIS * (1 - _ECCENTRICITY)) / (magic * math.sqrt(magic)) * math.pi)
    east = east * 180.0 / (_AXIS / math.sqrt(magic) * math.cos(angle) * math.pi)
    return longitude + east, latitude + north


def to_bd09(longitude: float, latitude: float) -> tuple[float, float]:
    """A WGS-84 position as BD-09 shows it."""
    x, y = to_gcj02(longitude, latitude)
    far = math.hypot(x, y) + 0.00002 * math.sin(y * _BAIDU)
    turn = math.atan2(y, x) + 0.000003 * math.cos(x * _BAIDU)
    return far * math.cos(turn) + 0.0065, far * math.sin(turn) + 0.006


def check_position(
    longitude: Decimal | None, latitude: Decimal | None, system: str = PositionSystem.WGS84
) -> tuple[Decimal | None, Decimal | None]:
    """A position as it is kept: WGS-84 to six decimals, or none. Refused: half a position, or one that is not on earth."""
    if longitude is None and latitude is None:
        return None, None
    if longitude is None or latitude is None:
        field = "longitude" if longitude is None else "latitude"
        raise Refused("half-position", _("经度和纬度要么都填，要么都不填。"), field=field)
    if not (longitude.is_finite() and abs(longitude) <= 180):
        raise Refused("bad-position", _("经度须在 -180 至 180 之间。"), field="longitude")
    if not (latitude.is_finite() and abs(latitude) <= 90):
        told = _("纬度须在 -90 至 90 之间；经度和纬度可能填反了。")
        raise Refused("bad-position", told, field="latitude")
    found = to_wgs84(float(longitude), float(latitude), system)
    return Decimal(f"{found[0]:.{PLACES}f}"), Decimal(f"{found[1]:.{PLACES}f}")


def check_boundary(geometry: Any, system: str = PositionSystem.WGS84) -> dict[str, Any]:
    """A GeoJSON Polygon or MultiPolygon as it is kept: WGS-84 to six decimals, without heights.

    Refused (``bad-boundary``): another kind of geometry; a ring that is open or too short; a position that is no pair of
    numbers or not on earth; more than ``MOST_POSITIONS`` positions.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    parts = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(parts, list) or not parts:
        raise _bad(_("边界须是面（Polygon 或 MultiPolygon）。"))
    polygons = [parts] if kind == "Polygon" else parts
    left = [MOST_POSITIONS]
    kept = [[_ring(ring, system, left) for ring in _listed(polygon)] for polygon in polygons]
    return {"type": kind, "coordinates": kept[0] if kind == "Polygon" else kept}


def _ring(ring: Any, system: str, left: list[int]) -> list[list[float]]:
    positions = _listed(ring)
    left[0] -= len(positions)
    if left[0] < 0:
        raise _bad(_("边界的点太多：最多 %(most)d 个。请先简化。") % {"most": MOST_POSITIONS})
    if len(positions) < 4:
        raise _bad(_("边界的一圈至少要有四个点。"))
    if positions[0] != positions[-1]:
        raise _bad(_("边界没有闭合：一圈的最后一点须与第一点相同。"))
    kept = [_position(one, system) for one in positions]
    if len({tuple(one) for one in kept}) < 3:
        raise _bad(_("边界围不成面：不同的点少于三个。"))
    return kept


def _position(one: Any, system: str) -> list[float]:
    numbers = _listed(one)[:2]
    if len(numbers) < 2 or not all(type(part) in (int, float) and math.isfinite(part) for part in numbers):
        raise _bad(_("边界里有的点不是一对数。"))
    if not (abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90):
        told = _("边界里的点 %(point)s 不在经度 ±180、纬度 ±90 之内；请用经纬度，经度在前。")
        raise _bad(told % {"point": f"{numbers[0]:g}, {numbers[1]:g}"})
    return [round(part, PLACES) for part in to_wgs84(numbers[0], numbers[1], system)]


def _listed(part: Any) -> list[Any]:
    if not isinstance(part, list) or not part:
        raise _bad(_("边界里有的点不是一对数。"))
    return part


def _bad(told: str) -> Refused:
    return Refused("bad-boundary", told, field="boundary")


def _waves(turn: float, high: float, low: float) -> float:
    return (high * math.sin(turn * math.pi) + low * math.sin(turn / 3.0 * math.pi)) * 2.0 / 3.0


def _bd09_to_gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    x, y = longitude - 0.0065, latitude - 0.006
    far = math.hypot(x, y) - 0.00002 * math.sin(y * _BAIDU)
    turn = math.atan2(y, x) - 0.000003 * math.cos(x * _BAIDU)
    return far * math.cos(turn), far * math.sin(turn)


def _in_china(longitude: float, latitude: float) -> bool:
    return 72.004 <= longitude <= 137.8347 and 0.8293 <= latitude <= 55.8271
