"""Carry an installation away and back: database, files and settings in one archive, on either database.

The archive is a zip: ``manifest.json``; ``data/NNN.app.Model.jsonl`` (every row of every table, readable, so that an
office can also move from SQLite to PostgreSQL); ``files/…``; ``settings.env`` and ``secret.key``.
It holds all secrets of the installation and is readable by its owner only.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from chuangcheng import __version__
from chuangcheng.base import clock, journal
from chuangcheng.base.errors import Refused
from chuangcheng.base.journal import action, unguarded
from chuangcheng.base.models import JournalLine

#: Tables that a new installation makes by itself, or that only matter while it runs.
LEFT_OUT: Final = frozenset(
    {"contenttypes.ContentType", "auth.Permission", "sessions.Session", "django_tasks_database.DBTaskResult"}
)
_SETTINGS: Final = ("settings.env", "secret.key")


class _Exact(DjangoJSONEncoder):
    """Django's own cuts moments to milliseconds, which the journal's digests would notice."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


@dataclass(frozen=True)
class Summary:
    """What was carried: rows, files, the journal's head, and what is wrong with the journal (normally nothing)."""

    rows: int
    files: int
    head: str
    findings: list[journal.Finding]


def backup(file: Path) -> Summary:
    """Write the archive. It appears under its name only when it is complete. Refused when the file exists."""
    if file.exists():
        raise Refused("file-exists", _("文件 %s 已存在。请换一个文件名。") % file)
    part = file.with_name(file.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            with _one_moment():
                findings, head = journal.verify(), journal.head()
                rows = sum(_write_table(archive, number, model) for number, model in enumerate(_tables()))
                migrations = _migrations()
            files = _write_files(archive)
            manifest = {
                "made_at": clock.now().isoformat(),
                "version": __version__,
                "migrations": migrations,
                "rows": rows,
                "files": files,
                "head": head,
                "findings": len(findings),
            }
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2))
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return Summary(rows, files, head, findings)


def restore(file: Path) -> Summary:
    """Fill an empty, migrated installation from an archive; all or nothing.

    Refused: not-an-archive, not-empty, other-version. Settings that exist already are kept, and so is nothing of the
    archive's settings that would overwrite them.
    """
    try:
        archive = zipfile.ZipFile(file)
        manifest = json.loads(archive.read("manifest.json"))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Refused("not-an-archive", _("%s 不是本系统的备份文件，或者已经损坏。") % file) from error
    with archive:
        _ensure_fit(manifest)
        try:
            rows, files = _fill(archive, manifest)
        except (DatabaseError, serializers.base.DeserializationError, zipfile.BadZipFile, _Incomplete) as error:
            raise Refused("incomplete", _("备份文件 %s 不完整，与它的清单不符。没有恢复任何内容。") % file) from error
    findings = journal.verify(manifest["head"])
    with action("base.office.restore", by=None) as entry:
        entry.say(made_at=manifest["made_at"], rows=rows, files=files, head=manifest["head"])
    return Summary(rows, files, manifest["head"], findings)


class _Incomplete(Exception):
    """The archive does not hold what its manifest promises."""


def _fill(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> tuple[int, int]:
    """Read all tables, then the files; the rows stay only when everything went well. Returns rows and files."""
    with transaction.atomic(), unguarded("restoring a backup"):
        rows = sum(_read_table(archive, name) for name in sorted(archive.namelist()) if name.startswith("data/"))
        connection.check_constraints()
        _continue_numbers()
        if rows != manifest["rows"] or journal.head() != manifest["head"]:
            raise _Incomplete
        return rows, _read_files(archive)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything read within is of the same moment, whatever others write meanwhile."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _tables() -> list[type[models.Model]]:
    """Every table, in an order that does not change (constraints are checked at the end, so no other order matters)."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted((m for m in found if m._meta.label not in LEFT_OUT), key=lambda m: m._meta.label)


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _write_table(archive: zipfile.ZipFile, number: int, model: type[models.Model]) -> int:
    rows = 0

    def counted() -> Iterator[models.Model]:
        nonlocal rows
        for record in model._base_manager.order_by("pk").iterator(chunk_size=2000):
            rows += 1
            yield record

    with archive.open(f"data/{number:03}.{model._meta.label}.jsonl", "w", force_zip64=True) as raw:
        for record in counted():
            line = serializers.serialize("jsonl", [record], ensure_ascii=False, cls=_Exact)
            raw.write(line.encode("utf-8"))
    return rows


def _read_table(archive: zipfile.ZipFile, name: str) -> int:
    rows = 0
    with archive.open(name) as raw:
        for line in raw:
            for record in serializers.deserialize("jsonl", line.decode("utf-8")):
                record.save(force_insert=True)
                rows += 1
    return rows


def _write_files(archive: zipfile.ZipFile) -> int:
    root = Path(settings.MEDIA_ROOT)
    found = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else []
    for path in found:  # evidence is compressed already
        archive.write(path, f"files/{path.relative_to(root).as_posix()}", zipfile.ZIP_STORED)
    for name in _SETTINGS:
        if (path := Path(settings.DATA) / name).exists():
            archive.write(path, name)
    return len(found)


def _read_files(archive: zipfile.ZipFile) -> int:
    root, files = Path(settings.MEDIA_ROOT), 0
    for entry in archive.infolist():
        place = PurePosixPath(entry.filename)
        if entry.is_dir() or not entry.filename.startswith("files/"):
            continue
        if ".." in place.parts:
            raise Refused("not-an-archive", _("备份文件里有越界的路径 %s，没有恢复任何内容。") % entry.filename)
        target = root.joinpath(*place.parts[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        files += 1
    for name in set(_SETTINGS) & set(archive.namelist()):
        target = Path(settings.DATA) / name
        if name == "settings.env" and target.exists():
            continue
        target.touch(mode=0o600)
        target.write_bytes(archive.read(name))
    return files


def _ensure_fit(manifest: dict[str, Any]) -> None:
    """Refused unless this installation is empty and has the tables of the same version."""
    try:
        empty = not JournalLine.objects.exists()
    except DatabaseError as error:
        raise Refused("no-tables", _("数据库还没有建表。请先运行 chuangcheng django migrate。")) from error
    if not empty:
        raise Refused("not-empty", _("这里已有数据，不能覆盖。请指定一个空的数据目录或数据库，再恢复。"))
    if manifest["migrations"] != _migrations():
        raise Refused(
            "other-version",
            _("备份由 %(version)s 版做成，与本程序的表结构不同。请安装那个版本恢复，再升级。")
            % {"version": manifest["version"]},
        )


def _continue_numbers() -> None:
    """Let the database count on from the highest number of each table."""
    statements = connection.ops.sequence_reset_sql(no_style(), _tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
