"""Backup and restore, from the command line, on either database."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest

from tests.offices import Office, Offices

WORK = """
from datetime import date
from pathlib import Path
from django.conf import settings
from chuangcheng.people import actions
root = actions.make_first_administrator(username="root", name="管理员").account
town = actions.create_organisation(by=root, code="jia", name="甲镇", kind="town", attributes={"officer": "某人"})
actions.create_organisation(by=root, code="jia-1", name="甲一村", kind="village", parent=town, from_day=date(2026, 1, 1))
folder = Path(settings.MEDIA_ROOT) / "ab"
folder.mkdir(parents=True)
(folder / "cd").write_bytes(bytes(range(256)))
"""
STATE = """
import hashlib
from pathlib import Path
from django.conf import settings
from chuangcheng.base.journal import verify
from chuangcheng.base.models import JournalLine
from chuangcheng.people.models import Account, Organisation, Relation
print(list(Organisation.objects.values()), list(Relation.objects.values()), list(Account.objects.values()))
print(list(JournalLine.objects.exclude(verb="base.office.restore").values_list("digest", "at")), verify())
print([(str(p.relative_to(settings.MEDIA_ROOT)), hashlib.sha256(p.read_bytes()).hexdigest())
       for p in sorted(Path(settings.MEDIA_ROOT).rglob("*")) if p.is_file()])
"""
#: Rows of every table of ours, and the journal's digests in their order (all but the restoring itself).
COUNTS = """
from django.apps import apps
from chuangcheng.base.models import JournalLine
for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
    if model._meta.app_config.name.startswith("chuangcheng.") and model is not JournalLine:
        print(model._meta.label, model._default_manager.count())
print(list(JournalLine.objects.exclude(verb="base.office.restore").values_list("number", "verb", "digest")))
"""


@pytest.fixture(scope="module")
def office(offices: Offices) -> Office:
    office = offices.ready()
    (office.data / "settings.env").write_text("CHUANGCHENG_ADDRESS=https://office.example\n")
    office.python(WORK)
    return office


def test_what_is_carried_away_comes_back(office: Office, offices: Offices, tmp_path: Path) -> None:
    archive = tmp_path / "office.zip"
    said = office.run("backup", str(archive))
    assert "1 个文件" in said
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    other = offices.empty()
    said = other.run("restore", str(archive))
    assert "日志完好" in said
    assert other.python(STATE) == office.python(STATE)
    assert (other.data / "settings.env").read_text() == "CHUANGCHENG_ADDRESS=https://office.example\n"
    assert (other.data / "secret.key").read_bytes() == (office.data / "secret.key").read_bytes()
    assert stat.S_IMODE((other.data / "secret.key").stat().st_mode) == 0o600
    # and it goes on: keys count on from the highest, the journal from its head
    go_on = "from chuangcheng.people import actions, models; r = models.Account.objects.get(); "
    other.python(go_on + "actions.create_organisation(by=r, code='yi', name='乙镇', kind='town')")
    assert "日志完好" in other.run("journal", "verify")


def test_an_office_moves_from_sqlite_to_postgresql_and_back(offices: Offices, tmp_path: Path) -> None:
    if not offices.server:
        pytest.skip("moves between the databases: this run has SQLite alone")
    small = Offices(tmp_path, "")
    old, there, back = tmp_path / "old.zip", offices.empty(), small.empty()
    first = small.ready()
    first.python(WORK)
    counted = first.python(COUNTS)
    assert "people.Organisation 2" in counted
    first.run("backup", str(old))
    assert "日志完好" in there.run("restore", str(old))
    assert there.python(COUNTS) == counted
    assert "日志完好" in there.run("journal", "verify")
    there.python("from chuangcheng.people import actions, models; r = models.Account.objects.get(); "
                 "actions.create_organisation(by=r, code='yi', name='乙镇', kind='town')")  # fmt: skip
    there.run("backup", str(tmp_path / "new.zip"))
    assert "日志完好" in back.run("restore", str(tmp_path / "new.zip"))
    assert back.python(COUNTS) == there.python(COUNTS)
    assert "people.Organisation 3" in back.python(COUNTS)


def test_an_installation_with_data_is_not_overwritten(office: Office, tmp_path: Path) -> None:
    archive = tmp_path / "office.zip"
    office.run("backup", str(archive))
    before = office.python(STATE)
    assert "已有数据" in office.run("restore", str(archive), code=1)
    assert office.python(STATE) == before


def test_a_backup_is_not_overwritten_either(office: Office, tmp_path: Path) -> None:
    archive = tmp_path / "office.zip"
    archive.write_text("precious")
    assert "已存在" in office.run("backup", str(archive), code=1)
    assert archive.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [archive], "no half-written file stays"


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_refused(offices: Offices, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    assert "不是本系统的备份文件" in offices.ready().run("restore", str(tmp_path / "x.zip"), code=1)


def altered(archive: Path, to: Path, name: str, text: str) -> Path:
    """A copy of the archive in which one entry has another content."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(to, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry) if entry != name else text)
        if name not in old.namelist():
            new.writestr(name, text)
    return to


def test_a_backup_that_lost_rows_or_tells_of_another_version_is_refused(
    office: Office, offices: Offices, tmp_path: Path
) -> None:
    archive = tmp_path / "office.zip"
    office.run("backup", str(archive))
    names = zipfile.ZipFile(archive).namelist()
    roles = next(name for name in names if name.endswith("people.Organisation.jsonl"))
    target = offices.ready()
    short = altered(archive, tmp_path / "short.zip", roles, "")
    target.run("restore", str(short), code=1)
    manifest = json.loads(zipfile.ZipFile(archive).read("manifest.json"))
    manifest["migrations"].append("people.9999_later")
    later = altered(archive, tmp_path / "later.zip", "manifest.json", json.dumps(manifest))
    assert "升级" in target.run("restore", str(later), code=1)
    outside = altered(archive, tmp_path / "outside.zip", "files/../../escaped", "x")
    assert "越界" in target.run("restore", str(outside), code=1)
    assert not (target.data.parent / "escaped").exists()
    assert "日志完好" in target.run("restore", str(archive)), "nothing was half written: the whole one still fits"


def test_verify_names_what_was_touched(offices: Offices) -> None:
    office = offices.ready()
    office.python(WORK)
    head = office.run("journal", "verify").split()[-1]
    assert "日志完好" in office.run("journal", "verify", "--head", head)
    office.python(
        "from chuangcheng.base.journal import unguarded; from chuangcheng.base.models import JournalLine as L\n"
        "with unguarded('an intruder'): L.objects.filter(number=3).delete()"
    )
    assert "日志完好" in office.run("journal", "verify"), "a cut end shows only against a head"
    assert "找不到给出的摘要" in office.run("journal", "verify", "--head", head, code=1)
    office.python(
        "from chuangcheng.base.journal import unguarded; from chuangcheng.base.models import JournalLine as L\n"
        "with unguarded('an intruder'): L.objects.filter(number=1).update(by='nobody')"
    )
    assert "1: 内容被改动" in office.run("journal", "verify", code=1)
