"""Static files that come from ``node_modules``: an explicit list, and the icon sprite made from a package.

No bundler: Django serves the packages' own built files under ``vendor/`` and the manifest storage hashes their
names. A file that is missing stops ``collectstatic`` and the first page at once, with what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

from chuangcheng.web.shell.icons import draw_sprite

#: Address under STATIC_URL → path inside node_modules.
NODE_FILES: Final = {
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    # The manifest storage follows sourceMappingURL, so the map must be there too.
    "vendor/tabler.min.css.map": "@tabler/core/dist/css/tabler.min.css.map",
    # On the page that hands in evidence only.
    "vendor/tus.min.js": "tus-js-client/dist/tus.min.js",
    "vendor/tus.min.js.map": "tus-js-client/dist/tus.min.js.map",
    # On map pages only.
    "vendor/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "vendor/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "vendor/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
}
SPRITE: Final = "vendor/icons.svg"
_OUTLINE: Final = "@tabler/icons/icons/outline"


def node_modules() -> Path:
    """Folder of the installed packages: ``settings.NODE_MODULES``, or ``node_modules`` beside ``src``."""
    chosen = getattr(settings, "NODE_MODULES", None)
    return Path(chosen) if chosen else Path(__file__).resolve().parents[4] / "node_modules"


class PackageStorage(FileSystemStorage):
    """Read-only storage whose names are those of ``NODE_FILES`` and the sprite."""

    def path(self, name: str) -> str:
        """Give the real path of a listed file; raises ``ImproperlyConfigured`` when npm has not put it there."""
        name = Path(name).as_posix()
        root = node_modules()
        found = sprite_file(root) if name == SPRITE else root / NODE_FILES[name]
        if not found.is_file():
            raise ImproperlyConfigured(f"{found} is missing: run ./run setup (npm ci)")
        return str(found)


def sprite_file(root: Path) -> Path:
    """Build the sprite under ``node_modules/.cache`` when it is absent or older than the list, and give its path."""
    target = root / ".cache" / "chuangcheng" / "icons.svg"
    listed = Path(__file__).with_name("icons.py")
    if not target.is_file() or target.stat().st_mtime < listed.stat().st_mtime:
        drawing = draw_sprite(root / _OUTLINE)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_text(drawing, "utf-8")
        fresh.replace(target)
    return target


class PackageFinder(BaseFinder):
    """Finds the files of ``NODE_FILES`` and the sprite; lists nothing else of node_modules."""

    storage = PackageStorage()

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check beyond what ``path`` raises."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Give the real path of a listed name, or an empty list."""
        if path not in NODE_FILES and path != SPRITE:
            return []
        real = self.storage.path(path)
        return [real] if find_all else real

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, PackageStorage]]:
        """Give every listed name with the storage that opens it."""
        for name in (*NODE_FILES, SPRITE):
            self.storage.path(name)
            yield name, self.storage
