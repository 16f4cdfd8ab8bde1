"""Maps of the office's own ground: GeoJSON that a page fetches, a list beside it that says the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, JsonResponse


@dataclass(frozen=True, slots=True)
class Map:
    """What ``<c-map>`` draws: ``source`` is the address of the features, ``label`` what a screen reader says."""

    source: str
    label: Any

    @property
    def tiles(self) -> str:
        """The address of an online service's tiles, '' unless the setting names one."""
        return str(settings.MAP_TILES)

    @property
    def credit(self) -> str:
        """Whose tiles they are."""
        return urlsplit(settings.MAP_TILES).netloc


def feature(key: str, geometry: Mapping[str, Any], name: str, tone: str = "", **more: Any) -> dict[str, Any]:
    """One feature: ``key`` is what the list's item is called (``data-map-item``), ``tone`` is '', ``warn`` or ``bad``."""
    return {"type": "Feature", "geometry": geometry, "properties": {"key": key, "name": name, "tone": tone, **more}}


def point(longitude: Any, latitude: Any) -> dict[str, Any]:
    """A position as a geometry."""
    return {"type": "Point", "coordinates": [float(longitude), float(latitude)]}


def features(request: HttpRequest, found: Iterable[Mapping[str, Any]], name: str = "") -> JsonResponse:
    """The answer at ``Map.source``; with ``?export=geojson`` a file of that ``name``."""
    answer = JsonResponse({"type": "FeatureCollection", "features": list(found)}, content_type="application/geo+json")
    answer["Cache-Control"] = "private, no-store"
    if name and request.GET.get("export") == "geojson":
        answer["Content-Disposition"] = f'attachment; filename="{name}.geojson"'
    return answer
