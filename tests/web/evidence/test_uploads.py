"""/evidence/uploads/: the protocol tus 1.0.0, step by step and with a client of others."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from tusclient.client import TusClient

from chuangcheng.evidence import keeping
from chuangcheng.evidence.models import Evidence
from chuangcheng.people.models import Account
from chuangcheng.web.evidence import incoming
from tests.evidence.cameras import photograph
from tests.people import People, log_in
from tests.web.ladder import knock

pytestmark = pytest.mark.django_db
AT = "/evidence/uploads/"
TUS = {"Tus-Resumable": "1.0.0"}
BODY = "application/offset+octet-stream"
PAPER = b"%PDF-1.4 " + b"x" * 5000


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def begin(browser: Client, length: int | str = len(PAPER), name: str = "方案.pdf") -> str:
    told = base64.b64encode(name.encode()).decode()
    answer = browser.post(AT, headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": f"filename {told}"})
    assert answer.status_code == 201
    return str(answer["Location"])


def send(browser: Client, at: str, offset: int | str, content: bytes, **more: str) -> Any:
    return browser.patch(at, content, content_type=BODY, headers={**TUS, "Upload-Offset": str(offset), **more})


def hand_in(browser: Client, at: str, unit: int) -> Any:
    sent = {"upload": at.rstrip("/").rsplit("/", 1)[1], "unit": unit, "subject": "方案"}
    return browser.post("/evidence/new/", sent)


def test_in_parts_and_on_from_where_it_stopped(people: People) -> None:
    browser = log_in(people.colleague)
    at = begin(browser)
    assert send(browser, at, 0, PAPER[:2000])["Upload-Offset"] == "2000"
    told = browser.head(at, headers=TUS)
    assert (told["Upload-Offset"], told["Upload-Length"]) == ("2000", str(len(PAPER)))
    assert told["Cache-Control"] == "no-store"
    assert told["Upload-Expires"].endswith("GMT")
    refused = hand_in(browser, at, people.village.pk)
    assert refused.status_code == 422
    assert "还没有传完" in refused.content.decode()
    assert send(browser, at, 1000, PAPER[1000:]).status_code == 409
    assert send(browser, at, 2000, PAPER[2000:]).status_code == 204
    assert hand_in(browser, at, people.village.pk).status_code == 302
    piece = Evidence.objects.get()
    assert (piece.name, piece.file.size) == ("方案.pdf", len(PAPER))
    assert keeping.whole(piece.file.digest) == PAPER
    assert browser.head(at, headers=TUS).status_code == 404
    assert not list(incoming._folder().iterdir())


def test_who_may(people: People) -> None:
    browser = log_in(people.colleague)
    at = begin(browser)
    for name in ("office", "neighbour", "stranger", "leader"):
        other = log_in(getattr(people, name))
        assert other.head(at, headers=TUS).status_code == 404
        assert send(other, at, 0, PAPER).status_code == 404
        assert other.delete(at, headers=TUS).status_code == 404
        assert hand_in(other, at, people.village.pk).status_code in (403, 422)
    assert log_in(people.leader).post(AT, headers={**TUS, "Upload-Length": "5"}).status_code == 403
    assert Client().post(AT, headers={**TUS, "Upload-Length": "5"}).status_code == 302
    for bad in (f"{AT}x/", f"{AT}{'0' * 32}/", f"{AT}..%2F..%2Fevidence/"):
        assert browser.head(bad, headers=TUS).status_code == 404
    knock(people, at, colleague=405)
    assert browser.delete(at, headers=TUS).status_code == 204
    assert browser.head(at, headers=TUS).status_code == 404


def test_a_form_of_another_site_makes_no_upload(people: People) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.colleague)
    assert browser.post(AT, headers={**TUS, "Upload-Length": "5"}).status_code == 403
    at = begin(log_in(people.colleague))
    assert send(browser, at, 0, PAPER).status_code == 403


def test_what_the_protocol_asks(people: People) -> None:
    browser = log_in(people.colleague)
    told = browser.options(AT)
    assert (told["Tus-Version"], told["Tus-Extension"]) == ("1.0.0", "creation,expiration,termination")
    wrong = browser.post(AT, headers={"Tus-Resumable": "0.2.2", "Upload-Length": "5"})
    assert (wrong.status_code, wrong["Tus-Version"]) == (412, "1.0.0")
    for length in ("", "-1", "x", "1" * 30, "１"):
        sent = {**TUS, "Upload-Length": base64.b64encode(length.encode()).decode() if not length.isascii() else length}
        assert browser.post(AT, headers=sent).status_code == 400
    at = begin(browser, name="../../etc/passwd")
    assert browser.patch(at, PAPER, content_type="text/plain", headers={**TUS, "Upload-Offset": "0"}).status_code == 415
    assert send(browser, at, "x", PAPER).status_code == 400
    assert send(browser, at, 0, PAPER + b"more").status_code == 413
    assert browser.get(at).status_code == 405


def test_limits(people: People, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = log_in(people.colleague)
    settings.LARGEST_EVIDENCE = 1
    answer = browser.post(AT, headers={**TUS, "Upload-Length": str((1 << 20) + 1)})
    assert answer.status_code == 413
    assert "1 MB" in answer.content.decode()
    monkeypatch.setattr(incoming, "MOST_OPEN", 2)
    for _ in range(2):
        begin(browser)
    assert browser.post(AT, headers={**TUS, "Upload-Length": "5"}).status_code == 429
    begin(log_in(people.neighbour))
    monkeypatch.setattr(incoming, "SPARED", 1 << 62)
    assert log_in(people.office).post(AT, headers={**TUS, "Upload-Length": "5"}).status_code == 507


def test_what_nobody_goes_on_with_is_let_go(people: People) -> None:
    browser = log_in(people.colleague)
    at = begin(browser)
    old = incoming.found(people.colleague, at.rstrip("/").rsplit("/", 1)[1])
    week_ago = time.time() - incoming.LASTING - 60
    os.utime(old.path, (week_ago, week_ago))
    begin(browser)
    assert browser.head(at, headers=TUS).status_code == 404


def test_two_connections_do_not_mix(people: People) -> None:
    browser = log_in(people.colleague)
    at = begin(browser)
    one = incoming.found(people.colleague, at.rstrip("/").rsplit("/", 1)[1])
    with incoming._alone(one):
        assert send(browser, at, 0, PAPER).status_code == 423
    assert send(browser, at, 0, PAPER).status_code == 204


def test_bytes_that_arrived_before_the_break_are_kept(people: People) -> None:
    browser = log_in(people.colleague)
    one = incoming.found(people.colleague, begin(browser).rstrip("/").rsplit("/", 1)[1])
    parts = iter([PAPER[:700], OSError("the line is gone")])

    def read(_size: int) -> bytes:
        part = next(parts)
        if isinstance(part, OSError):
            raise part
        return part

    with pytest.raises(OSError, match="the line is gone"):
        incoming.receive(one, 0, read)
    assert one.offset == 700


def test_what_arrived_is_told_by_its_content(people: People) -> None:
    browser, content = log_in(people.colleague), b"MZ\x90\x00 a program"
    at = begin(browser, len(content), "照片.jpg")
    send(browser, at, 0, content)
    refused = hand_in(browser, at, people.village.pk)
    assert refused.status_code == 422
    assert "不能识别这个文件" in refused.content.decode()


def test_small_files_still_go_with_the_form(people: People, settings: Any) -> None:
    browser, photo = log_in(people.colleague), photograph(2)
    photo.name = "现场.jpg"
    photo.seek(0)
    sent = {"file": photo, "unit": people.village.pk, "subject": "现场"}
    assert browser.post("/evidence/new/", sent).status_code == 302
    settings.LARGEST_UPLOAD = 1
    large = io.BytesIO(b"%PDF-1.4" + b"0" * (1 << 20))
    large.name = "a.pdf"
    answer = browser.post("/evidence/new/", {**sent, "file": large})
    assert answer.status_code == 422
    assert "分段续传" in answer.content.decode()
    assert browser.post("/evidence/new/", {"unit": people.village.pk, "subject": "没有文件"}).status_code == 422
    gone = browser.post("/evidence/new/", {"unit": people.village.pk, "subject": "x", "upload": "0" * 32})
    assert "已经不在了" in gone.content.decode()


def client_of(server: LiveServer, account: Account) -> TusClient:
    """The client of the protocol's own makers, logged in as a browser is."""
    browser = log_in(account)
    browser.get("/evidence/new/")
    cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    headers = {"Cookie": cookies, "X-CSRFToken": browser.cookies["csrftoken"].value, "Referer": f"{server.url}/"}
    return TusClient(f"{server.url}{AT}", headers=headers)


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_a_client_of_others_uploads_and_resumes(people: People, live_server: LiveServer, tmp_path: Path) -> None:
    content = b"%PDF-1.4 " + os.urandom(3 << 20)
    sent = tmp_path / "large.pdf"
    sent.write_bytes(content)
    client = client_of(live_server, people.colleague)
    first = client.uploader(str(sent), chunk_size=1 << 20, metadata={"filename": "大文件.pdf"})
    first.upload_chunk()
    assert first.offset == 1 << 20
    again = client.uploader(str(sent), chunk_size=1 << 20, url=first.url)
    again.upload()
    one = incoming.found(people.colleague, str(first.url).rstrip("/").rsplit("/", 1)[1])
    assert (one.is_whole, one.name) == (True, "大文件.pdf")
    assert hashlib.sha256(one.path.read_bytes()).digest() == hashlib.sha256(content).digest()
