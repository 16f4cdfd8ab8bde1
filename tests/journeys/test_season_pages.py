"""The pages of a season's settings in a real browser: rows of rounds come and go, nothing is too wide or unreadable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans.actions import start_programme
from tests.people import People
from tests.stages.seasons import World, build

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def world(people: People) -> World:
    days = {"first": date(2022, 1, 1), "last": date(2022, 12, 31)}
    with frozen(date(2022, 1, 1)):
        programme = start_programme(by=people.office, title="2022 年创建", level="县级", host=people.town, **days)
    return build(people, programme)


@pytest.mark.parametrize(("width", "theme"), [(1440, "dark"), (360, "light")])
def test_the_pages_of_a_season_s_settings(world: World, log_in: Open, axe: Faults, width: int, theme: str) -> None:
    page = log_in(world.people.office, width=width, theme=theme)
    season, member = world.season.pk, world.season.units.first()
    assert member is not None
    addresses = [f"{season}/{name}/" for name in ("units", "units/edit", "rounds", "assessed", "sources")]
    for address in [*addresses, f"units/{member.pk}/exempt/", f"{season}/", "new/"]:
        page.goto(f"/scoring/{address}")
        assert axe(page) == [], address
        assert page.evaluate(_TOO_WIDE) == 0, address
    rows = page.locator(".round-row")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="加一轮").click()
    expect(rows).to_have_count(2)
    page.get_by_label("编号").last.fill("秋季")
    rows.first.get_by_role("button", name="删去").click()
    expect(rows).to_have_count(1)
    expect(page.get_by_label("编号")).to_have_value("秋季")
