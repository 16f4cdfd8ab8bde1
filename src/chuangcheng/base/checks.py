"""System checks: what is set in a way that would fail later, said before the start."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Info, register

from chuangcheng.base.journal import preferred_algorithm


@register()
def check_data_folder(**_kwargs: Any) -> Iterable[CheckMessage]:
    folder = Path(settings.DATA)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        yield Error(
            f"The data folder {folder} cannot be written.",
            hint="Give it to the user that runs chuangcheng, or name another one in CHUANGCHENG_DATA.",
            id="chuangcheng.E001",
        )


@register()
def check_secret_file(**_kwargs: Any) -> Iterable[CheckMessage]:
    path = Path(settings.DATA) / "secret.key"
    if path.exists() and path.stat().st_mode & 0o077:
        yield checks.Warning(
            f"Others on this machine can read {path}.", hint=f"chmod 600 {path}", id="chuangcheng.W001"
        )


@register()
def check_transactions(**_kwargs: Any) -> Iterable[CheckMessage]:
    database = settings.DATABASES["default"]
    if database.get("ATOMIC_REQUESTS"):
        yield Error(
            "ATOMIC_REQUESTS is on: every page view would take the write lock.",
            hint="Take it out; actions open their own transactions.",
            id="chuangcheng.E002",
        )
    if settings.SQLITE and database["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
        yield Error(
            "SQLite is used without transaction_mode IMMEDIATE: people who save at once would lose their work.",
            hint='Set OPTIONS["transaction_mode"] = "IMMEDIATE".',
            id="chuangcheng.E003",
        )


@register(deploy=True)
def check_address(**_kwargs: Any) -> Iterable[CheckMessage]:
    if not settings.HTTPS:
        yield checks.Warning(
            "The site is reached without HTTPS: passwords cross the network in the clear.",
            hint="Put a proxy with a certificate before it and set CHUANGCHENG_ADDRESS=https://…",
            id="chuangcheng.W002",
        )


@register()
def check_journal_algorithm(**_kwargs: Any) -> Iterable[CheckMessage]:
    if preferred_algorithm() != "SM3":
        yield Info(
            "OpenSSL on this machine has no SM3; new journal lines are chained with SHA-256.",
            hint="Each line names its algorithm; lines made with SM3 elsewhere are reported as unverified here.",
            id="chuangcheng.I001",
        )
