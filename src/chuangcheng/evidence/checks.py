"""Whether a file may be stored: its size, and its type by content."""

from __future__ import annotations

import os
import struct
import zipfile
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from chuangcheng.base.errors import Refused
from chuangcheng.evidence.models import Evidence
from chuangcheng.evidence.states import BEGINNINGS, FILM_BRANDS, HEIC_BRANDS, OFFICE, PICTURES

#: More pixels than cameras make; a picture that claims more is a trap for whoever opens it.
LARGEST_PICTURE = 89_000_000
#: Bytes that a picture or an Office document may have; nobody makes larger ones, and they are opened to be told apart.
LARGEST_OPENED = 300 << 20
KEPT_BY_SYSTEM = ("file", "unit", "created_at", "created_by")


def check_size(size: int) -> None:
    """Refuse an empty file and one beyond the setting LARGEST_EVIDENCE (``empty-file``, ``too-large``)."""
    if size == 0:
        raise Refused("empty-file", _("文件是空的。请重新选择。"), field="file")
    if size > settings.LARGEST_EVIDENCE * 1024 * 1024:
        raise Refused(
            "too-large",
            _("文件超过 %(limit)s MB。请压缩或分开上传。") % {"limit": settings.LARGEST_EVIDENCE},
            field="file",
        )


def media_type_of(stream: BinaryIO) -> str:
    """The type by content; refuses what is not a known kind of evidence (``wrong-type``) or does not open."""
    stream.seek(0)
    start = stream.read(32)
    found = next((type_ for mark, type_ in BEGINNINGS if start.startswith(mark)), "")
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        found = "image/webp"
    elif start[4:8] == b"ftyp":
        found = _film_type(start[8:12])
    elif start[:4] == b"PK\x03\x04" and stream.seek(0, os.SEEK_END) <= LARGEST_OPENED:
        found = _office_type(stream)
    if not found:
        raise Refused(
            "wrong-type",
            _("不能识别这个文件。可以上传图片（JPEG、PNG、GIF、WebP）、PDF、Word、Excel、PPT 和 MP4 视频。"),
            field="file",
        )
    if (found in PICTURES or found in OFFICE.values()) and stream.seek(0, os.SEEK_END) > LARGEST_OPENED:
        raise Refused("too-large", _("图片和 Office 文件不能超过 300 MB。请压缩或分开上传。"), field="file")
    if found in PICTURES:
        _check_picture(stream)
    stream.seek(0)
    return found


def check_caption(evidence: Evidence) -> None:
    """A subject, and lengths as the model declares them (``wrong-value``)."""
    try:
        evidence.clean_fields(exclude=KEPT_BY_SYSTEM)
    except ValidationError as error:
        field, faults = next(iter(error.message_dict.items()))
        raise Refused("wrong-value", faults[0], field=field) from error


def _film_type(brand: bytes) -> str:
    if brand in HEIC_BRANDS:
        raise Refused(
            "heic-picture",
            _(
                "这是 HEIC 格式的照片，多数电脑打不开，不能作为佐证存档。请在手机“设置 → 相机 → 格式”中选“兼容性最佳”，"
                "或把照片另存为 JPEG，再上传。"
            ),
            field="file",
        )
    return FILM_BRANDS.get(brand, "")


def _office_type(stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return ""
    return next((type_ for name, type_ in OFFICE.items() if name in names), "")


def _check_picture(stream: BinaryIO) -> None:
    """Refuse a picture that claims more pixels than a camera makes, before any of them is decoded, and one cut short."""
    stream.seek(0)
    try:
        with Image.open(stream) as picture:
            width, height = picture.size
            if width * height <= LARGEST_PICTURE:
                picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (OSError, ValueError, SyntaxError, struct.error) as error:
        raise Refused("broken-picture", _("图片打不开，可能没有传完整。请重新选择。"), field="file") from error
    if width * height > LARGEST_PICTURE:
        raise _too_many_pixels()


def _too_many_pixels() -> Refused:
    return Refused("too-large", _("图片的像素太多，超过 8900 万。请缩小后再上传。"), field="file")
