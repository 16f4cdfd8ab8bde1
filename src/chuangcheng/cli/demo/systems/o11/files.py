"""Small files made for the archive: photographs that can be told apart, and papers in Word."""

from __future__ import annotations

import io
import random
from datetime import date
from typing import BinaryIO

from PIL import ExifTags, Image

from chuangcheng.documents.model import Document, Paragraph
from chuangcheng.documents.word import write_word


def photograph(number: int, *, taken: date, size: tuple[int, int] = (320, 240)) -> BinaryIO:
    """A JPEG of soft patches that depend on ``number``, with the day on which the camera says it was taken."""
    drawn = random.Random(number)  # noqa: S311  (a demo, not a draw)
    small = Image.new("L", (9, 8))
    small.putdata([drawn.randrange(20, 236) for _place in range(72)])
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{taken:%Y:%m:%d} 09:30:00"
    written = io.BytesIO()
    small.resize(size, Image.Resampling.BICUBIC).convert("RGB").save(written, "JPEG", exif=exif, quality=80)
    return written


def paper(title: str, line: str, day: date) -> BinaryIO:
    """A Word document of one line."""
    return io.BytesIO(write_word(Document(title=title, blocks=(Paragraph(f"{line}，{day}"),))))
