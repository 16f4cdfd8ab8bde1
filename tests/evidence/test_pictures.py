"""Pictures: what they tell is kept as data and told to few; alike ones are found; findings are no verdicts."""

from __future__ import annotations

import io
import struct
import time
import zlib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageEnhance, ImageOps
from pytest_django import DjangoAssertNumQueries, Settings

from chuangcheng.base.errors import Refused
from chuangcheng.base.tripwire import unguarded
from chuangcheng.evidence import actions, keeping, pictures, queries
from chuangcheng.evidence.models import BANDS, Evidence, Picture, StoredFile
from chuangcheng.evidence.states import FindingKind
from tests.evidence.cameras import MAKER, photograph, scene
from tests.people import People

POSITION = ((32, 57, 12.5), "N", (117, 10, 48), "E")


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def store(people: People, content: io.BytesIO, **more: Any) -> Evidence:
    given = {"by": people.colleague, "unit": people.village, "subject": "清理沟塘", "name": "现场.jpg", **more}
    return actions.store(content=content, **given)


def test_time_and_position_are_kept_as_data(people: People) -> None:
    evidence = store(people, photograph(taken="2022:03:12 09:30:00", position=POSITION, turn=6))
    picture = Picture.objects.get(file=evidence.file)
    assert picture.taken_at == datetime(2022, 3, 12, 1, 30, tzinfo=UTC)
    assert picture.position == (Decimal("32.953472"), Decimal("117.180000"))
    assert (picture.width, picture.height) == (240, 320)


@pytest.mark.parametrize(
    ("offset", "hour"), [("+00:00", 9), ("+09:00", 0), ("-05:00", 14), ("", 1), ("rubbish", 1), ("+99:99", 1)]
)
def test_the_zone_of_the_camera_counts(offset: str, hour: int) -> None:
    reading = pictures.read(photograph(taken="2022:03:12 09:30:00", offset=offset))
    assert reading.taken_at is not None
    assert reading.taken_at.astimezone(UTC) == datetime(2022, 3, 12, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "2022:13:40 25:61:61", "    :  :     :  :  ", "\0" * 19])
def test_a_time_that_is_none_is_not_told(taken: str) -> None:
    assert pictures.read(photograph(taken=taken)).taken_at is None


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (((0, 0, 0), "N", (0, 0, 0), "E"), None),
        (((95, 0, 0), "N", (10, 0, 0), "E"), None),
        (((32, 30, 0), "S", (117, 15, 0), "W"), (Decimal("-32.5"), Decimal("-117.25"))),
    ],
)
def test_positions(position: Any, expected: Any) -> None:
    reading = pictures.read(photograph(position=position))
    assert (reading.latitude, reading.longitude) == (expected or (None, None))


@pytest.mark.parametrize("turn", range(1, 9))
def test_thumbnails_stand_upright_and_tell_nothing(people: People, turn: int) -> None:
    evidence = store(people, photograph(turn=turn, position=POSITION, size=(1200, 800)))
    small = queries.thumbnail(evidence)
    with Image.open(io.BytesIO(small)) as opened:
        assert opened.format == "JPEG"
        assert opened.size == ((480, 320) if turn < 5 else (320, 480))
        assert not opened.getexif()
    assert MAKER.encode() not in small


def test_a_lost_thumbnail_is_drawn_again(people: People, settings: Settings) -> None:
    evidence = store(people, photograph())
    lost = Path(settings.MEDIA_ROOT) / keeping.derived_name(evidence.file.digest, "thumbnail")
    before = lost.read_bytes()
    lost.unlink()
    assert queries.thumbnail(evidence) == before
    assert lost.exists()


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1", "I;16"])
def test_pictures_of_every_mode(people: People, mode: str) -> None:
    written = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    (scene(2).convert("I").convert("I;16") if mode == "I;16" else scene(2).convert(mode)).save(written, kind)
    evidence = store(people, written)
    with Image.open(io.BytesIO(queries.thumbnail(evidence))) as opened:
        assert opened.mode == "RGB"
    assert b"".join(queries.download(people.leader, evidence).parts)


def test_likeness_outlives_what_phones_and_chats_do() -> None:
    picture = scene(7, (1600, 1200))
    own = pictures.likeness_of(picture)
    assert own is not None
    saved = io.BytesIO()
    picture.save(saved, "JPEG", quality=40)
    changed = {
        "less quality": Image.open(saved),
        "half the size": picture.resize((800, 600)),
        "brighter": ImageEnhance.Brightness(picture).enhance(1.2),
    }
    for what, image in changed.items():
        other = pictures.likeness_of(image)
        assert other is not None
        assert (own ^ other).bit_count() <= 8, what
    for number in (1, 2, 3, 5, 9, 12):
        other = pictures.likeness_of(scene(number))
        assert other is not None
        assert (own ^ other).bit_count() > 11, number
    mirrored = pictures.likeness_of(ImageOps.mirror(picture))
    assert mirrored is not None
    assert (own ^ mirrored).bit_count() > 11
    assert pictures.likeness_of(Image.new("RGB", (300, 200), "white")) is None


def test_a_picture_used_again_is_found(people: People, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = store(people, photograph(4, size=(800, 600)), taken_on=date(2022, 3, 12))
    again = store(people, photograph(4, size=(400, 300), quality=50), subject="另一次清理")
    same = store(people, photograph(4, size=(800, 600)), by=people.office, subject="同一文件")
    store(people, photograph(5), subject="别的照片")
    elsewhere = store(people, photograph(4, size=(640, 480)), by=people.neighbour, unit=people.village_2)
    with django_assert_num_queries(3):
        found = queries.similar(people.office, again)
    assert {like.evidence for like in found} == {first, same, elsewhere}
    assert all(like.is_sure for like in found)
    assert {like.evidence for like in queries.similar(people.colleague, again)} == {first, same}
    assert [like.same for like in queries.similar(people.colleague, first)] == [True, False]
    actions.withdraw(by=people.office, evidence=first, revision=first.revision, reason="重复")
    assert first not in {like.evidence for like in queries.similar(people.office, again)}


def test_blank_pictures_are_not_alike(people: People) -> None:
    for shade in (10, 20):
        written = io.BytesIO()
        Image.new("RGB", (50, 50), (shade, shade, shade)).save(written, "PNG")
        piece = store(people, written)
    assert queries.similar(people.office, piece) == []
    assert Picture.objects.filter(likeness_1=None).count() == 2


def test_the_time_of_the_camera_beside_the_claimed_time(people: People) -> None:
    def told(taken: str, claimed: date | None) -> list[FindingKind]:
        return queries.findings_of(store(people, photograph(taken=taken), taken_on=claimed))

    assert told("2022:03:12 23:59:00", date(2022, 3, 12)) == []
    assert told("2022:03:12 23:59:00", date(2022, 3, 13)) == [FindingKind.OTHER_DAY]
    assert told("2099:01:01 08:00:00", date(2022, 3, 12)) == [FindingKind.OTHER_DAY, FindingKind.AFTER_UPLOAD]
    assert told("2022:03:12 23:59:00", None) == []
    assert told("", date(2022, 3, 12)) == []


def _png_of(width: int, height: int) -> io.BytesIO:
    """A PNG of a few bytes that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


@pytest.mark.parametrize("size", [(50_000, 50_000), (10_000, 9_000), (2**31 - 1, 2**31 - 1), (0, 10)])
def test_bombs_are_refused_before_they_are_decoded(people: People, size: tuple[int, int]) -> None:
    begun = time.monotonic()
    with pytest.raises(Refused) as error:
        store(people, _png_of(*size))
    assert error.value.code in ("too-large", "broken-picture")
    assert time.monotonic() - begun < 1
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heic_is_refused_with_what_to_do(people: People, brand: bytes) -> None:
    with pytest.raises(Refused) as error:
        store(people, io.BytesIO(b"\0\0\0\x18ftyp" + brand + b"\0" * 40))
    assert error.value.code == "heic-picture"
    assert "兼容性最佳" in str(error.value)


@pytest.mark.parametrize(("brand", "expected"), [(b"isom", ".mp4"), (b"qt  ", ".mov"), (b"M4A ", ""), (b"xxxx", "")])
def test_films_are_told_by_their_brand(people: People, brand: bytes, expected: str) -> None:
    content = io.BytesIO(b"\0\0\0\x18ftyp" + brand + b"\0" * 40)
    if expected:
        assert queries.download(people.office, store(people, content)).name == f"现场{expected}"
    else:
        with pytest.raises(Refused):
            store(people, content)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_short_is_refused(people: People, kind: str, cut: float) -> None:
    whole = photograph(kind=kind, size=(640, 480)).getvalue()
    with pytest.raises(Refused) as error:
        store(people, io.BytesIO(whole[: int(len(whole) * cut)]))
    assert error.value.code == "broken-picture"


@pytest.mark.once
def test_the_search_is_quick_in_a_large_archive(people: People) -> None:
    """20,000 pictures here; what 100,000 take stands in the room's README."""
    evidence = store(people, photograph(4))
    count, state = 20_000, 1
    files, made = [], []
    for number in range(count):
        files.append(
            StoredFile(digest=f"{number:064d}", size=1, media_type="image/jpeg", stored_at=evidence.created_at)
        )
    with unguarded("twenty thousand pictures for a test"):
        kept = StoredFile.objects.bulk_create(files)
        for file in kept:
            state = state * 6364136223846793005 + 1442695040888963407 & 0xFFFFFFFFFFFFFFFF
            bands = {name: state >> 48 - 16 * n & 0xFFFF for n, name in enumerate(BANDS)}
            made.append(Picture(file=file, width=1, height=1, **bands))
        Picture.objects.bulk_create(made)
    begun = time.monotonic()
    assert queries.similar(people.office, evidence) == []
    assert time.monotonic() - begun < 0.3
