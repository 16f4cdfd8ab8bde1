"""Every page that the site has, in a real browser: nothing serious for a screen reader, nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans.actions import start_programme
from tests.journeys import filled
from tests.people import People, log_in
from tests.stages.seasons import JULY, World, build

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]

_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

#: Addresses that no link of a page leads to, each with the reason.
NOT_LINKED = {
    **dict.fromkeys(("set_theme", "set_language", "next_step_finish", "next_step_remove", "phase_remove"), "a button"),
    **dict.fromkeys(("account_renew", "account_activate", "account_deactivate", "role_revoke"), "a button"),
    **dict.fromkeys(
        (
            "batch_propose",
            "import_again",
            "import_confirm",
            "objection_withdraw",
            "activity_kinds_install",
            "version_draft",
        ),
        "a button",
    ),
    **dict.fromkeys(("import_template", "version_text", "evidence_download", "run_folder", "run_ledger"), "a file"),
    **dict.fromkeys(("report_draft", "score_sheet", "issue_file"), "a file"),
    **dict.fromkeys(("task_file", "letter_file", "letter_files", "volunteer_certificate"), "a file"),
    **dict.fromkeys(("placard", "placards", "duty_features", "ground_features", "ground_workbook"), "a file"),
    **dict.fromkeys(("task_move", "target_remove"), "a button"),
    **dict.fromkeys(("plan_text_decide", "plan_text_year", "plan_text_forget"), "a button"),
    **dict.fromkeys(("cadence_mark", "cadence_unnote", "day_remove", "feed_revoke"), "a button"),
    **dict.fromkeys(("channel_on", "channel_off", "channel_test", "channel_remove"), "a button"),
    **dict.fromkeys(("cadence_preview",), "a part of a page"),
    **dict.fromkeys(("feed_file",), "a file"),
    **dict.fromkeys(("components_progress", "live_brief", "round_row"), "a part of a page"),
    **dict.fromkeys(("assessed_drop", "source_drop", "want_drop"), "a button"),
    **dict.fromkeys(("upload", "upload_begin"), "spoken to by scripts that send large files"),
    "evidence_thumbnail": "a picture",
    "season_rounds": "shown for a season of rounds (tests/web/scoring/test_season_details.py)",
    "run_job": "shown while the worker scores a large season",
    **dict.fromkeys(("account_email", "account_reset_password", "account_set_password", "account_signup"), "closed"),
    **dict.fromkeys(
        ("mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes"), "asks for the password first"
    ),
    **dict.fromkeys(("setup", "setup_year", "start", "start_later"), "the first day (tests/web/overview)"),
    "second_factor_remove": "shown for an account that has a second factor (tests/web/people)",
    "relation_end": "shown where a unit has a further superior (tests/web/people)",
    "plan_text_job": "shown while the worker reads a long document",
    "import_job": "shown while the worker imports a large workbook",
    "settlement": "leads on to the only season",
}


@pytest.fixture
def world(people: People) -> World:
    """The season of the stages' tests with a record of each kind."""
    with frozen(date(2022, 1, 1)):
        programme = start_programme(
            by=people.office,
            title="2022 年文明村镇创建",
            level="县级",
            host=people.town,
            first=date(2022, 1, 1),
            last=date(2022, 12, 31),
        )
    world = build(people, programme)
    with frozen(JULY):
        filled.fill(world)
    return world


def _visits(world: World) -> list[tuple[str, str, str]]:
    """(who, name of the address, address): each page once, as the first person who finds it."""
    people = world.people
    preview = filled.preview_of_an_import(log_in(people.office), world)
    begin = {
        "office": ("/", preview),
        "root": ("/", "/components/"),
        "second": ("/",),
        "colleague": ("/",),
        "inspector": ("/",),
    }
    visits: dict[str, tuple[str, str]] = {}
    for who, addresses in begin.items():
        account = world.second if who == "second" else getattr(people, who)
        for name, address in filled.find_pages(account, set(visits), *addresses).items():
            visits.setdefault(name, (who, address))
    return [(who, name, address) for name, (who, address) in visits.items()]


def test_every_page_can_be_read_by_a_screen_reader_and_on_a_phone(world: World, log_in: Open, axe: Faults) -> None:
    with frozen(JULY):
        visits = _visits(world)
        forgotten = filled.page_names() - {name for _who, name, _address in visits} - set(NOT_LINKED)
        assert sorted(forgotten) == [], (
            "no link leads there: give tests/journeys/filled.py a record, or say why in NOT_LINKED"
        )
        pages: dict[str, Page] = {}
        faults = []
        for who, name, address in visits:
            if who not in pages:
                account = world.second if who == "second" else getattr(world.people, who)
                pages[who] = log_in(account, width=360)
            pages[who].goto(address)
            faults += [f"{name} {address}: {fault}" for fault in axe(pages[who])]
            if (wide := pages[who].evaluate(_TOO_WIDE)) > 0:
                faults.append(f"{name} {address}: {wide} pixels too wide at 360")
        assert faults == []
