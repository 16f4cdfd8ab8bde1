"""Pictures as cameras make them: a scene that can be told from others, with time, position and maker."""

from __future__ import annotations

import io
import math
from typing import Any

from PIL import ExifTags, Image

MAKER = "Brand of phone"


def scene(number: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """A picture of slow waves whose directions depend on ``number``: like itself when resized, unlike other scenes."""
    a, b, c = ((number * k) % 17 + 2 for k in (3, 5, 11))
    small = Image.new("L", (64, 48))
    small.putdata([
        int(128 + 60 * math.sin(x / a + number) + 60 * math.cos(y / b - x / c * (number % 3 - 1)))
        for y in range(48) for x in range(64)
    ])  # fmt: skip
    return small.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def photograph(
    number: int = 1,
    *,
    taken: str = "",
    offset: str = "",
    position: tuple[Any, str, Any, str] | None = None,
    turn: int = 1,
    kind: str = "JPEG",
    size: tuple[int, int] = (320, 240),
    quality: int = 88,
) -> io.BytesIO:
    """The bytes of a photograph; ``taken`` as cameras write it (``2022:03:12 09:30:00``), position as (degrees, side) twice."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = MAKER
    exif[ExifTags.Base.Orientation] = turn
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    if taken:
        inner[ExifTags.Base.DateTimeOriginal] = taken
    if offset:
        inner[ExifTags.Base.OffsetTimeOriginal] = offset
    if position:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[1], gps[2] = position[1], position[0]
        gps[3], gps[4] = position[3], position[2]
    written = io.BytesIO()
    scene(number, size).save(written, kind, exif=exif, quality=quality)
    return written
