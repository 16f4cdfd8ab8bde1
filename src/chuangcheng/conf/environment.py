"""Typed readers of settings. A value that cannot be read stops the start with a sentence that says what to do.

A setting is an environment variable ``CHUANGCHENG_…``; the same lines may stand in ``settings.env`` in the data folder
(the environment wins). Every name that is read stands in docs/operate.md.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "CHUANGCHENG_"
_LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Z][A-Z0-9_]*)\s*=\s*(?P<value>.*?)\s*")
_WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


class BadSetting(SystemExit):
    """A setting has a value that cannot be used; its text is printed and the program ends with status 1."""


def read_settings_file(path: Path) -> dict[str, str]:
    """Read ``NAME=value`` lines (``#`` begins a comment line; quotes around a value are taken off).

    Raises BadSetting, naming the line, when a line is neither.
    """
    values: dict[str, str] = {}
    if not path.exists():
        return values
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if not match or not match["name"].startswith(PREFIX):
            raise BadSetting(f"{path}:{number}: expected {PREFIX}NAME=value, found: {line.strip()}")
        value = match["value"]
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        values[match["name"]] = value
    return values


@dataclass(frozen=True)
class Environment:
    """The settings of one installation: the process's environment over the lines of ``settings.env``."""

    values: Mapping[str, str]

    @classmethod
    def load(cls, data: Path) -> Environment:
        """Read ``settings.env`` of the data folder and lay the process's environment over it."""
        return cls({**read_settings_file(data / "settings.env"), **os.environ})

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(PREFIX + name, default).strip()

    def flag(self, name: str, default: bool = False) -> bool:
        """1/true/yes/on or 0/false/no/off; anything else raises BadSetting."""
        value = self.text(name)
        if not value:
            return default
        if value.lower() not in _WORDS:
            raise BadSetting(f"{PREFIX}{name}={value}: write yes or no.")
        return _WORDS[value.lower()]

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        """A whole number within bounds (both included), else BadSetting."""
        value = self.text(name) or str(default)
        if not re.fullmatch(r"\d{1,9}", value) or not least <= int(value) <= most:
            raise BadSetting(f"{PREFIX}{name}={value}: write a whole number from {least} to {most}.")
        return int(value)

    def words(self, name: str) -> list[str]:
        """A list parted by commas; empty parts are left out."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def address(self, name: str) -> str:
        """``http://host[:port]`` or ``https://…`` without a path, or '' when not set; else BadSetting."""
        value = self.text(name).rstrip("/")
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query):
            raise BadSetting(
                f"{PREFIX}{name}={value}: write the address as people type it, such as https://host.example"
            )
        return value

    def tiles(self, name: str) -> str:
        """An address of map tiles with ``{z}``, ``{x}`` and ``{y}``, or '' when not set; else BadSetting."""
        value = self.text(name)
        parts = urlsplit(value)
        whole = parts.scheme in {"http", "https"} and re.fullmatch(r"[\w.:-]+", parts.netloc)
        if value and not (whole and all(sign in value for sign in ("{z}", "{x}", "{y}"))):
            raise BadSetting(f"{PREFIX}{name}={value}: write it as https://host/path/{{z}}/{{x}}/{{y}}.png")
        return value


def store_of(address: str) -> dict[str, Any]:
    """Turn ``s3://key:secret@host[:port]/bucket[/folder]?region=…&tls=no`` into Django's form of a storage; '' is the
    folder ``files`` of the installation. Raises BadSetting for anything else."""
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    try:
        parts = urlsplit(address)
        where = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        parts, where = urlsplit(""), None
    bucket, _slash, folder = unquote(parts.path.removeprefix("/")).partition("/")
    asked = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not where or not bucket or not parts.username or set(asked) - {"region", "tls"}:
        raise BadSetting(
            f"{PREFIX}EVIDENCE_STORE: write s3://key:secret@host/bucket?region=name, or nothing for the folder."
        )
    scheme = "http" if asked.get("tls") == "no" else "https"
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password or ""),
            "bucket_name": bucket,
            "location": folder.strip("/"),
            "endpoint_url": f"{scheme}://{where}",
            "region_name": asked.get("region", "us-east-1"),
            "default_acl": None,
            "file_overwrite": True,
            "querystring_auth": True,
        },
    }


def database_of(address: str, data: Path) -> dict[str, Any]:
    """Turn ``postgres://user:password@host:port/name?option=value`` into Django's form; '' is SQLite in the data folder.

    Raises BadSetting for anything else. The SQLite options were measured: WAL alone still loses half of the writes that
    read first, ``IMMEDIATE`` loses none.
    """
    if not address:
        pragmas = (
            "journal_mode=WAL synchronous=NORMAL mmap_size=134217728 journal_size_limit=67108864 cache_size=-20000"
        )
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "chuangcheng.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas.split()),
            },
        }
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name or "/" in name:
        raise BadSetting(f"{PREFIX}DATABASE: write postgres://user:password@host:5432/name, or nothing for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **dict(parse_qsl(parts.query))},
    }


def mail_of(address: str, sender: str) -> dict[str, Any]:
    """Turn ``smtp://user:password@host:port`` (or ``smtps://``) into Django's settings of mail; '' lets no mail out.

    Raises BadSetting for anything else.
    """
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        parts = urlsplit(address)
        port = parts.port or {"smtp": 587, "smtps": 465}.get(parts.scheme, 0)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSetting(f"{PREFIX}MAIL: write smtp://user:password@host:587 or smtps://user:password@host:465.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender or unquote(parts.username or "") or f"chuangcheng@{parts.hostname}",
    }


def secret_key(data: Path) -> str:
    """The key that signs sessions: made on the first start, kept in the data folder, readable by its owner only.

    Two processes that start at once agree, because only one can create the file.
    """
    path = data / "secret.key"
    data.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    for _ in range(50):
        if key := path.read_text().strip():
            return key
    raise BadSetting(f"{path} is empty: delete it; a new key is made at the next start, and everyone logs in again.")
