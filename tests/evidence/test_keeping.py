"""Bytes of evidence: whole or not at all, checked on each reading; in a folder and in a real S3-compatible bucket."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.storage import default_storage
from pytest_django import Settings

from chuangcheng.cli.platform import verify_evidence
from chuangcheng.conf.environment import BadSetting, store_of
from chuangcheng.evidence import actions, keeping, queries
from tests.evidence.cameras import photograph
from tests.people import People

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    server = pytest.importorskip("moto.server", reason="moto[server] is not installed: no bucket to store in")
    boto3 = pytest.importorskip("boto3", reason="boto3 is not installed: no bucket to store in")


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The setting of a bucket on a server of its own."""
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    asked = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=f"http://{host}:{port}", **asked).create_bucket(Bucket="evidence")
    yield f"s3://key:secret@{host}:{port}/evidence/town?tls=no"
    running.stop()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> str:
    """Both places, one after the other."""
    settings.MEDIA_ROOT = tmp_path
    if request.param == "bucket":
        default = store_of(request.getfixturevalue("bucket"))
        settings.STORAGES = {**settings.STORAGES, "default": default}
    return str(request.param)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_kept_once_read_whole_and_checked(store: str) -> None:
    content = b"%PDF-1.4 " + store.encode() + os.urandom(3 << 20)
    digest, size = keeping.put(io.BytesIO(content))
    assert keeping.put(io.BytesIO(content)) == (digest, size) == (digest, len(content))
    assert keeping.whole(digest) == content
    assert b"".join(keeping.parts(digest, size)) == content
    assert keeping.damage(digest) == ""
    keeping.put_derived(digest, "thumbnail", b"small")
    keeping.put_derived(digest, "thumbnail", b"again")
    assert keeping.derived(digest, "thumbnail") == b"again"
    assert keeping.derived("0" * 64, "thumbnail") is None
    assert keeping.damage("0" * 64) == "missing"
    with pytest.raises(keeping.Damaged):
        keeping.whole("0" * 64)
    default_storage.delete(keeping.name_of(digest))
    assert keeping.damage(digest) == "missing"


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_evidence_in_either_place(store: str, people: People) -> None:
    given = {"by": people.colleague, "unit": people.village, "subject": "清理", "name": "a.jpg"}
    piece = actions.store(content=photograph(3), **given)
    assert b"".join(queries.download(people.colleague, piece).parts) == photograph(3).getvalue()
    assert queries.thumbnail(piece)
    assert not list(queries.damaged_files())


def test_a_large_damaged_file_never_arrives_as_if_it_were_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "CHECKED_FIRST", 1 << 20)
    content = os.urandom(3 << 20)
    digest, size = keeping.put(io.BytesIO(content))
    (folder / keeping.name_of(digest)).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    sent: list[bytes] = []
    with pytest.raises(keeping.Damaged):
        sent.extend(keeping.parts(digest, size))
    assert sum(map(len, sent)) < size


def test_half_a_file_is_written_again(folder: Path) -> None:
    content = os.urandom(1000)
    digest, _size = keeping.put(io.BytesIO(content))
    (folder / keeping.name_of(digest)).write_bytes(content[:500])
    keeping.put(io.BytesIO(content))
    assert keeping.whole(digest) == content


def test_what_arrived_in_parts_is_moved(folder: Path) -> None:
    spent = folder / "part"
    spent.write_bytes(b"%PDF- arrived")
    with spent.open("rb") as content:
        digest, _size = keeping.put(content, spent)
    assert not spent.exists()
    assert keeping.whole(digest) == b"%PDF- arrived"


def test_the_command_names_what_is_damaged(folder: Path, people: People) -> None:
    given: dict[str, Any] = {"by": people.colleague, "unit": people.village, "name": "a.jpg"}
    sound, gone, changed = (
        actions.store(content=photograph(number), subject=f"照片{number}", **given) for number in (1, 2, 3)
    )
    assert "都完好" in CliRunner().invoke(verify_evidence).output
    (folder / keeping.name_of(gone.file.digest)).unlink()
    (folder / keeping.name_of(changed.file.digest)).write_bytes(b"x")
    told = CliRunner().invoke(verify_evidence)
    assert told.exit_code == 1
    assert "照片2" in told.output
    assert "丢失" in told.output
    assert "照片3" in told.output
    assert sound.subject not in told.output


@pytest.mark.parametrize(
    "address",
    ["x", "s3://", "s3://host/bucket", "s3://k:s@host", "http://k:s@h/b", "s3://k:s@h:x/b", "s3://k:s@h/b?a=1"],
)
def test_a_bad_address_of_a_bucket_is_told(address: str) -> None:
    with pytest.raises(BadSetting):
        store_of(address)
