"""Reading a file of boundaries: which feature belongs to which grid."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.people.models import Grid
from chuangcheng.people.states import LARGEST_BOUNDARIES


def read_boundaries(content: bytes, name: str, grids: Iterable[Grid]) -> list[tuple[Grid, Any]]:
    """Each grid that a feature names by its property ``name`` (a code, or unit's code/code), with the geometry.

    Refused: ``too-large``, ``not-geojson``, ``unknown-grid``, ``grid-twice``; the place is the feature's number.
    """
    if len(content) > LARGEST_BOUNDARIES:
        raise Refused("too-large", _("文件太大。请分成几个文件，或先简化边界。"), field="file")
    by_code: dict[str, list[Grid]] = {}
    for grid in grids:
        for word in (grid.code, f"{grid.organisation.code}/{grid.code}"):
            by_code.setdefault(word, []).append(grid)
    found: dict[int, tuple[Grid, Any]] = {}
    for number, one in enumerate(_features(content), 1):
        grid = _grid(by_code, str((one.get("properties") or {}).get(name, "")).strip(), name, number)
        if grid.pk in found:
            told = _("网格 %(code)s 在文件里出现了两次。请把它的几块合成一个 MultiPolygon。")
            raise Refused("grid-twice", told % {"code": grid.code}, field="file", place=_place(number))
        found[grid.pk] = (grid, one.get("geometry"))
    return list(found.values())


def _features(content: bytes) -> list[dict[str, Any]]:
    try:
        read = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        read = None
    listed = read.get("features") if isinstance(read, dict) else None
    if not isinstance(listed, list) or not listed or not all(_is_feature(one) for one in listed):
        told = _("这不是 GeoJSON 的 FeatureCollection。请用地图软件另存为 GeoJSON（UTF-8）。")
        raise Refused("not-geojson", told, field="file")
    return listed


def _is_feature(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("properties") or {}, dict)


def _grid(by_code: dict[str, list[Grid]], code: str, name: str, number: int) -> Grid:
    if not code:
        raise Refused(
            "unknown-grid",
            _("没有属性“%(name)s”，不知道是哪个网格。") % {"name": name},
            field="property",
            place=_place(number),
        )
    grids = by_code.get(code, [])
    if len(grids) != 1:
        told = _("没有编号为 %(code)s 的网格。请先建网格，或改正编号。")
        if grids:
            told = _("编号 %(code)s 在几个单位里都有。请写成“单位代码/编号”。")
        raise Refused("unknown-grid", told % {"code": code}, field="file", place=_place(number))
    return grids[0]


def _place(number: int) -> str:
    return _("第%(number)d个面") % {"number": number}
