"""Evidence: stored once, told by content, cited many times, without a picture's position for others."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.evidence import actions, keeping, queries
from chuangcheng.evidence.models import Citation, Evidence, StoredFile
from tests.people import People

MAKER = "Brand of phone"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(kind: str = "JPEG", colour: int = 120) -> io.BytesIO:
    """A picture that tells its camera and is to be turned by 90°."""
    exif = Image.Exif()
    exif[0x010F] = MAKER
    exif[0x0112] = 6
    written = io.BytesIO()
    Image.new("RGB", (40, 20), (colour, 90, 60)).save(written, kind, exif=exif)
    return written


def store(people: People, content: io.BytesIO | None = None, **more: object) -> Evidence:
    given = {"by": people.colleague, "unit": people.village, "subject": "清理沟塘", "name": "现场.jpg", **more}
    return actions.store(content=content or picture(), **given)


def test_equal_bytes_are_kept_once(people: People) -> None:
    one, other = store(people), store(people, by=people.office, subject="第二个用处")
    assert one.file == other.file
    assert [f.media_type for f in StoredFile.objects.all()] == ["image/jpeg"]
    assert keeping.whole(one.file.digest) == picture().getvalue()


def test_who_may(people: People) -> None:
    evidence = store(people)
    for outsider in (people.stranger, people.neighbour):
        with pytest.raises(NotSeen):
            store(people, by=outsider)
        assert not queries.visible_evidence(outsider).exists()
    for reader in (people.leader, people.auditor):
        with pytest.raises(NotAllowed):
            store(people, by=reader)
        assert list(queries.visible_evidence(reader)) == [evidence]
    with pytest.raises(NotAllowed):
        actions.withdraw(by=people.inspector, evidence=evidence, revision=evidence.revision, reason="重复")


def test_others_get_the_picture_without_its_metadata(people: People) -> None:
    evidence = store(people)
    for reader, told in ((people.colleague, True), (people.office, True), (people.leader, False)):
        got = queries.download(reader, evidence)
        content = b"".join(got.parts)
        assert len(content) == got.size
        with Image.open(io.BytesIO(content)) as opened:
            assert (opened.getexif().get(0x010F) == MAKER) is told
            assert opened.size == ((40, 20) if told else (20, 40))
        assert (MAKER.encode() in content) is told
        assert (got.name, got.media_type) == ("现场.jpg", "image/jpeg")


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_lose_their_metadata_too(people: People, kind: str) -> None:
    evidence = store(people, picture(kind))
    with Image.open(io.BytesIO(b"".join(queries.download(people.leader, evidence).parts))) as opened:
        assert not dict(opened.getexif())
        assert opened.format == kind


def test_the_name_does_not_decide_the_type(people: People) -> None:
    evidence = store(people, picture("PNG"), name="台账.pdf")
    assert queries.download(people.office, evidence).name == "台账.png"
    for content in (b"MZ\x90\x00 program", b"<html><script>alert(1)</script></html>", b"#!/bin/sh\n"):
        with pytest.raises(Refused) as error:
            store(people, io.BytesIO(content), name="照片.jpg")
        assert error.value.code == "wrong-type"


def test_office_documents_and_other_archives(people: People) -> None:
    def archive(*names: str) -> io.BytesIO:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as made:
            for name in names:
                made.writestr(name, "<x/>")
        return written

    assert queries.download(people.office, store(people, archive("word/document.xml"))).name == "现场.docx"
    with pytest.raises(Refused) as error:
        store(people, archive("a.txt"))
    assert error.value.code == "wrong-type"


def test_broken_empty_and_large_files(people: People, settings: Settings) -> None:
    for content, expected in (
        (io.BytesIO(picture().getvalue()[:200]), "broken-picture"),
        (io.BytesIO(), "empty-file"),
        (io.BytesIO(b"%PDF-" + b"0" * (1024 * 1024)), "too-large"),
    ):
        settings.LARGEST_EVIDENCE = 1
        with pytest.raises(Refused) as error:
            store(people, content)
        assert error.value.code == expected
    assert not StoredFile.objects.exists()


def test_citing_many_times(people: People) -> None:
    evidence = store(people)
    first = actions.cite(by=people.colleague, evidence=evidence, record=evidence)
    assert actions.cite(by=people.colleague, evidence=evidence, record=evidence) == first
    assert Citation.objects.count() == 1
    assert list(queries.evidence_for(people.leader, evidence)) == [evidence]
    assert list(queries.evidence_for(people.neighbour, evidence)) == []


def test_captions_change_and_are_not_lost(people: People) -> None:
    evidence = store(people, taken_on=date(2022, 5, 1), place="村口")
    changed = actions.change_caption(
        by=people.colleague, evidence=evidence, revision=evidence.revision, place="村部", reason="整改后"
    )
    assert (changed.place, changed.taken_on, changed.reason) == ("村部", date(2022, 5, 1), "整改后")
    with pytest.raises(Conflict):
        actions.change_caption(by=people.office, evidence=evidence, revision=evidence.revision, place="别处")
    with pytest.raises(Refused):
        actions.change_caption(by=people.office, evidence=changed, revision=changed.revision, subject="")


def test_withdrawn_evidence_proves_nothing_and_stays(people: People) -> None:
    evidence = store(people)
    actions.cite(by=people.colleague, evidence=evidence, record=evidence)
    actions.withdraw(by=people.colleague, evidence=evidence, revision=evidence.revision, reason="传错了")
    assert list(queries.evidence_for(people.office, evidence)) == []
    gone = queries.visible_evidence(people.office).get()
    assert gone.withdrawn_reason == "传错了"
    with pytest.raises(Refused) as error:
        actions.cite(by=people.office, evidence=gone, record=gone)
    assert error.value.code == "withdrawn"
    assert not keeping.damage(evidence.file.digest)
