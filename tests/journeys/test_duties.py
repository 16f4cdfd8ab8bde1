"""From the map of grids to a hand-over, without the internet; the list beside the map says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from chuangcheng.base import clock
from chuangcheng.people.actions import GridGiven, add_grid, add_person, set_boundaries
from chuangcheng.people.models import Grid
from chuangcheng.stages.plans import actions
from chuangcheng.stages.plans.models import Duty, Programme
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SQUARE = {"type": "Polygon", "coordinates": [[[110, 30], [110.1, 30], [110.1, 30.1], [110, 30.1], [110, 30]]]}


@pytest.fixture
def programme(people: People) -> Programme:
    year = clock.today().year
    return actions.start_programme(
        by=people.office, title="今年的文明村镇创建", level="县级", host=people.town, first=date(year, 1, 1),
        last=date(year, 12, 31),
    )  # fmt: skip


@pytest.fixture
def grid(people: People) -> Grid:
    """A grid with a boundary; 样甲 answers for it, 样乙 could."""
    grid = add_grid(by=people.office, organisation=people.village, given=GridGiven("G1", "样片"))
    set_boundaries(by=people.office, boundaries=[(grid, SQUARE)])
    head, _other = (
        add_person(by=people.office, organisation=people.village, name=name, post="样职") for name in ("样甲", "样乙")
    )
    since = clock.today() - timedelta(days=30)
    actions.assign_duty(by=people.office, thing=grid, kind="总负责", person=head, from_day=since)
    return grid


def test_a_hand_over_from_the_map(people: People, programme: Programme, grid: Grid, log_in: Open, axe: Faults) -> None:
    page = log_in(people.office)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/plans/{programme.pk}/duties/map/")
    expect(page.locator("[data-map-ready]")).to_have_count(1, timeout=20_000)
    own = page.evaluate("location.origin")
    assert [url for url in asked if not url.startswith((own, "data:", f"blob:{own}"))] == []
    page.locator(".map-canvas canvas").click()
    page.wait_for_url(f"**at=grid-{grid.pk}*")
    page.get_by_role("link", name="交接", exact=True).click()
    page.get_by_label("责任人").or_(page.get_by_label("由谁接手")).first.select_option(label="甲一村 · 样乙 · 样职")
    page.get_by_label("原因").fill("换届")
    page.get_by_role("button", name="交接").click()
    expect(page.get_by_text("已交接给样乙")).to_be_visible()
    assert [str(duty.who) for duty in Duty.objects.order_by("from_day")] == ["样甲", "样乙"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_on_a_phone(
    people: People, programme: Programme, grid: Grid, log_in: Open, axe: Faults, theme: str
) -> None:
    page = log_in(people.office, width=360, theme=theme)
    for address in (f"/plans/{programme.pk}/duties/map/?at=grid-{grid.pk}", "/people/ground/"):
        page.goto(address)
        expect(page.locator("[data-map-ready]")).to_have_count(1, timeout=20_000)
        assert axe(page) == []
        assert page.evaluate(_TOO_WIDE) == 0
        expect(page.locator(f'[data-map-item="grid-{grid.pk}"]')).to_contain_text("样片")
