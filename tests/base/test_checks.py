"""System checks and the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from chuangcheng.base import checks, clock, errors
from chuangcheng.people.models import Organisation


def ids(**options: Any) -> set[str]:
    return {str(message.id) for message in run_checks(**options) if str(message.id).startswith("chuangcheng.")}


def test_a_sound_installation_has_nothing_to_say() -> None:
    assert ids() <= {"chuangcheng.I001"}


def test_each_check_finds_what_it_is_for(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path / "missing"
    assert "chuangcheng.E001" in ids()
    settings.DATA = tmp_path
    (tmp_path / "secret.key").write_text("x")
    (tmp_path / "secret.key").chmod(0o644)
    assert "chuangcheng.W001" in ids()
    (tmp_path / "secret.key").chmod(0o600)
    assert "chuangcheng.W001" not in ids()
    settings.HTTPS = False
    assert "chuangcheng.W002" in ids(include_deployment_checks=True)
    settings.HTTPS = True
    assert "chuangcheng.W002" not in ids(include_deployment_checks=True)
    settings.SQLITE = True
    monkeypatch.setitem(settings.DATABASES["default"], "ATOMIC_REQUESTS", True)
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", {})
    assert {"chuangcheng.E002", "chuangcheng.E003"} <= ids()
    monkeypatch.setattr(checks, "preferred_algorithm", lambda: "SHA-256")
    assert "chuangcheng.I001" in ids()
    assert all(message.hint for message in run_checks() if str(message.id).startswith("chuangcheng."))


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "base", "people", check=True, dry_run=True, verbosity=0)


def test_the_clock_keeps_civil_dates_of_shanghai() -> None:
    with clock.frozen(datetime(2026, 3, 31, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 4, 1)
    with clock.frozen(date(2026, 3, 31)):
        assert clock.today() == date(2026, 3, 31)
        with clock.frozen(date(2020, 1, 1)):
            assert clock.today() == date(2020, 1, 1)
        assert clock.today() == date(2026, 3, 31)
    assert clock.now().tzinfo is not None


def test_refusals_carry_code_status_and_place() -> None:
    refusal = errors.Refused("bad-date", "日期不对。", field="day", place="问题!B7")
    assert (refusal.code, refusal.status, refusal.field, str(refusal)) == (
        "bad-date",
        400,
        "day",
        "问题!B7: 日期不对。",
    )
    assert (errors.NotAllowed().status, errors.NotSeen().status, errors.Conflict().status) == (403, 404, 409)
    several = errors.SeveralRefused([refusal, errors.Refused("missing", "请填写名称。", field="name")])
    assert several.code == "bad-date"
    assert str(several).splitlines() == ["问题!B7: 日期不对。", "请填写名称。"]


def test_a_stale_revision_is_a_conflict() -> None:
    record = Organisation(revision=3)
    errors.ensure_revision(record, 3)
    errors.ensure_revision(record, None)
    with pytest.raises(errors.Conflict):
        errors.ensure_revision(record, 2)
