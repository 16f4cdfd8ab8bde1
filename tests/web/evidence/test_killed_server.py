"""The server is killed in the middle of an upload: what arrived is kept, and the upload goes on where it stopped."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from tusclient.client import TusClient

from tests.base.test_serve import served
from tests.offices import Office, Offices

pytestmark = pytest.mark.once

ACCOUNT = """
from datetime import date
from django.test import Client
from chuangcheng.people import actions as people
from chuangcheng.people.models import Account
root = people.make_first_administrator(username="root", name="管理员").account
people.set_password(by=root, account=root, password="correct horse battery")
place = people.create_organisation(by=root, code="jia", name="甲县", kind="county", parent=None, from_day=date(2020, 1, 1))
one = people.make_account(by=root, username="office", name="文明办", organisation=place).account
people.set_password(by=one, account=one, password="correct horse battery")
people.grant_role(by=root, account=one, kind="office", organisation=place, from_day=date(2020, 1, 1))
browser = Client(SERVER_NAME="127.0.0.1")
browser.force_login(Account.objects.get(username="office"))
browser.cookies["csrftoken"] = "a" * 32
print("; ".join(f"{name}={one.value}" for name, one in browser.cookies.items()))
"""


def client_at(port: int, cookies: str) -> TusClient:
    headers = {"Cookie": cookies, "X-CSRFToken": "a" * 32}
    return TusClient(f"http://127.0.0.1:{port}/evidence/uploads/", headers=headers)


def arrived(office: Office) -> int:
    """How many bytes of the one upload lie there."""
    (part,) = (office.data / "files" / "incoming").glob("*/part")
    return part.stat().st_size


def test_the_upload_goes_on_after_the_server_was_killed(offices: Offices, tmp_path: Path) -> None:
    office = offices.ready()
    cookies = office.python(ACCOUNT).splitlines()[-1]
    content = b"%PDF-1.4 " + os.urandom(5 << 20)
    large = tmp_path / "large.pdf"
    large.write_bytes(content)
    with served(office) as (process, port):
        begun = client_at(port, cookies).uploader(str(large), chunk_size=2 << 20, metadata={"filename": "a.pdf"})
        begun.upload_chunk()
        address = str(begun.url)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    assert arrived(office) == 2 << 20
    with served(office) as (_process, port):
        address = f"http://127.0.0.1:{port}/evidence/uploads/{address.rstrip('/').rsplit('/', 1)[1]}/"
        client_at(port, cookies).uploader(str(large), chunk_size=2 << 20, url=address).upload()
    (part,) = (office.data / "files" / "incoming").glob("*/part")
    assert part.read_bytes() == content
