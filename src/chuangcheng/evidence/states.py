"""What may be stored as evidence: types told by content, never by name."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: How a file of each type begins. Documents of Office are ZIP archives and are told apart by what they hold.
BEGINNINGS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
OFFICE: Final = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
ENDINGS: Final = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    OFFICE["word/document.xml"]: ".docx",
    OFFICE["xl/workbook.xml"]: ".xlsx",
    OFFICE["ppt/presentation.xml"]: ".pptx",
}
#: Pictures that may carry a position, a device or a person's name beside what they show.
TELLING: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
#: Pictures of which there are thumbnails.
PICTURES: Final = TELLING | {"image/gif"}
#: What the box ``ftyp`` names: pictures of phones that browsers and archives cannot read, and films that they can.
HEIC_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
)
FILM_BRANDS: Final = {
    b"qt  ": "video/quicktime",
    **dict.fromkeys(
        (
            b"isom",
            b"iso2",
            b"iso4",
            b"iso5",
            b"iso6",
            b"mp41",
            b"mp42",
            b"avc1",
            b"M4V ",
            b"MSNV",
            b"dash",
            b"3gp4",
            b"3gp5",
        ),
        "video/mp4",
    ),
}


class FindingKind(models.TextChoices):
    """What a reviewer is told about a picture: facts side by side, no verdict."""

    OTHER_DAY = "other-day", _("相机记录的拍摄日期与填写的时间不同")
    AFTER_UPLOAD = "after-upload", _("相机记录的拍摄时间晚于上传时间，可能是相机时钟不准")


class WantKind(models.TextChoices):
    """Which evidence is wanted."""

    ANY = "any", _("任何材料")
    PICTURE = "picture", _("照片")
    DOCUMENT = "document", pgettext_lazy("evidence", "文件")
    FILM = "film", _("视频")


class LightState(models.TextChoices):
    """Whether the evidence for one thing is enough. Grey asks for nothing; green says that it is time to stop."""

    ENOUGH = "enough", _("已够，不必再传")
    PARTLY = "partly", _("还缺一些")
    EMPTY = "empty", _("还没有")
    UNASKED = "unasked", _("没有要求")
