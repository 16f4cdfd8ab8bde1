"""Settings fail loudly and early, and say what to write."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from chuangcheng.conf.environment import BadSetting, Environment, database_of, read_settings_file, secret_key
from tests.offices import Offices


def environment(**values: str) -> Environment:
    return Environment({f"CHUANGCHENG_{name}": value for name, value in values.items()})


@pytest.mark.parametrize(
    ("word", "flag"), [("yes", True), ("1", True), ("ON", True), ("no", False), ("0", False), ("", False)]
)
def test_flags(word: str, flag: bool) -> None:
    assert environment(DEBUG=word).flag("DEBUG") is flag


def test_what_cannot_be_read_stops_the_start() -> None:
    with pytest.raises(BadSetting, match="CHUANGCHENG_DEBUG=maybe"):
        environment(DEBUG="maybe").flag("DEBUG")
    for value in ("x", "-1", "6", "1.5", "9" * 30):
        with pytest.raises(BadSetting, match="CHUANGCHENG_PROXIES"):
            environment(PROXIES=value).whole("PROXIES", 0, least=0, most=5)
    for value in ("office.example", "ftp://x", "https://", "https://x/y", "https://x?y"):
        with pytest.raises(BadSetting, match="CHUANGCHENG_ADDRESS"):
            environment(ADDRESS=value).address("ADDRESS")
    assert environment(ADDRESS="https://office.example:8443/").address("ADDRESS") == "https://office.example:8443"
    assert environment(HOSTS="a, b,,").words("HOSTS") == ["a", "b"]
    assert environment(PROXIES="2").whole("PROXIES", 0, least=0, most=5) == 2


def test_the_settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.env"
    assert read_settings_file(file) == {}
    file.write_text("# ours\n\nCHUANGCHENG_LOG = INFO\nexport CHUANGCHENG_HOSTS='a,b'\n", "utf-8")
    assert read_settings_file(file) == {"CHUANGCHENG_LOG": "INFO", "CHUANGCHENG_HOSTS": "a,b"}
    monkeypatch.setenv("CHUANGCHENG_LOG", "ERROR")
    assert Environment.load(tmp_path).text("LOG") == "ERROR", "the environment wins"
    for wrong in ("LOG=INFO", "CHUANGCHENG_LOG", "what is this"):
        file.write_text(f"# x\n{wrong}\n")
        with pytest.raises(BadSetting, match=r"settings\.env:2"):
            read_settings_file(file)


def test_the_database(tmp_path: Path) -> None:
    lite = database_of("", tmp_path)
    assert lite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in lite["OPTIONS"]["init_command"]
    assert "ATOMIC_REQUESTS" not in lite
    post = database_of("postgres://user:p%40ss@db.example:5433/office?sslmode=require", tmp_path)
    assert (post["USER"], post["PASSWORD"], post["HOST"], post["PORT"]) == ("user", "p@ss", "db.example", "5433")
    assert (post["NAME"], post["OPTIONS"]["sslmode"]) == ("office", "require")
    for wrong in ("mysql://x/y", "postgres://host", "postgres://host/a/b", "office.sqlite3", "postgres://h:port/x"):
        with pytest.raises(BadSetting, match="CHUANGCHENG_DATABASE"):
            database_of(wrong, tmp_path)


def test_the_key_is_made_once_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "new")
    assert len(key) >= 50
    assert secret_key(tmp_path / "new") == key
    assert stat.S_IMODE((tmp_path / "new" / "secret.key").stat().st_mode) == 0o600
    (tmp_path / "new" / "secret.key").write_text("")
    with pytest.raises(BadSetting, match="is empty"):
        secret_key(tmp_path / "new")


def test_the_policy_for_scripts_is_strict() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert "'unsafe-inline'" not in str(directives)
    assert "'unsafe-eval'" not in str(directives)
    assert directives["default-src"] == ["'none'"]


def test_a_wrong_setting_ends_a_command_with_a_sentence(offices: Offices) -> None:
    said = offices.empty(CHUANGCHENG_PROXIES="many").run("journal", "verify", code=1)
    assert "CHUANGCHENG_PROXIES=many: write a whole number" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(("address", "secure"), [("https://office.example", True), ("http://office.example", False)])
def test_cookies_are_secure_behind_https(offices: Offices, address: str, secure: bool) -> None:
    office = offices.empty(CHUANGCHENG_ADDRESS=address, CHUANGCHENG_PROXIES="1")
    said = office.python(
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, 'office.example' in s.ALLOWED_HOSTS)"
    )
    assert said == f"{secure} {secure} {secure} {secure} True"


@pytest.mark.parametrize("value", ["x", "https://host/{z}/{x}.png", "ftp://host/{z}/{x}/{y}.png", "https:///{z}{x}{y}"])
def test_an_address_of_tiles_that_is_none(value: str) -> None:
    with pytest.raises(BadSetting, match="CHUANGCHENG_MAP_TILES"):
        environment(MAP_TILES=value).tiles("MAP_TILES")


def test_tiles_are_asked_for_only_where_they_are_set() -> None:
    address = "https://tiles.example:8443/{z}/{x}/{y}.png"
    assert environment(MAP_TILES=address).tiles("MAP_TILES") == address
    assert environment().tiles("MAP_TILES") == ""
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["connect-src"] == ["'self'"]
    code = "from django.conf import settings; print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'][-1])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CHUANGCHENG_MAP_TILES": address, "DJANGO_SETTINGS_MODULE": "chuangcheng.conf.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "https://tiles.example:8443"
