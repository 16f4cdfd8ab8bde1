from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from chuangcheng.web.shell import formats


@pytest.mark.parametrize(
    ("units", "text"), [(979_000, "97.9"), (0, "0"), (-5_000, "−0.5"), (1_000_000, "100"), (None, "—"), (1, "0.0001")]
)
def test_points_are_exact(units: int | None, text: str) -> None:
    assert formats.points(units) == text


def test_a_gain_shows_its_sign() -> None:
    assert [formats.points(units, signed=True) for units in (5_000, -5_000, 0)] == ["+0.5", "−0.5", "0"]


@pytest.mark.parametrize(("units", "text"), [(300_000, "3,000 元"), (150, "1.50 元"), (-100, "−1 元"), (None, "—")])
def test_money_names_its_unit(units: int | None, text: str) -> None:
    assert formats.money(units) == text


def test_money_and_dates_in_english() -> None:
    with translation.override("en"):
        assert formats.money(300_000) == "3,000 yuan"
        assert formats.day(date(2026, 3, 5)) == "5 Mar 2026"


def test_a_float_is_no_figure() -> None:
    with pytest.raises(TypeError):
        formats.points(97.9)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(2, 3, "66.7%"), (45, 46, "97.8%"), (1, 8, "12.5%"), (0, 5, "0%"), (1, 0, "—")]
)
def test_per_cent_rounds_half_up_in_whole_numbers(part: int, whole: int, text: str) -> None:
    assert formats.percent(part, whole) == text


def test_a_moment_stands_in_the_office_s_time() -> None:
    assert formats.moment(datetime(2026, 3, 4, 17, 30, tzinfo=UTC)) == "2026年3月5日 01:30"


@pytest.mark.parametrize(("number", "shown"), [("13900000012", "139••••12"), ("12345", "••••"), ("", "")])
def test_numbers_of_people_are_masked(number: str, shown: str) -> None:
    assert formats.masked(number) == shown
