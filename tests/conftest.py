"""What every test may use: the people, and a journal that counts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation

from tests.offices import Offices

if TYPE_CHECKING:
    from tests.people import People


@pytest.fixture(scope="session", autouse=True)
def _emptying_a_test_database_is_not_an_act() -> Iterator[None]:
    """Tests with real transactions empty the tables afterwards: the one place where tests let the wire down."""
    from chuangcheng.base.tripwire import unguarded

    teardown = TransactionTestCase._fixture_teardown

    def quietly(self: TransactionTestCase) -> None:
        with unguarded("emptying the test database"):
            teardown(self)

    TransactionTestCase._fixture_teardown = quietly  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _chinese_again() -> None:
    """A page that one test asked for in English does not leave its language to the next test of the process."""
    translation.activate("zh-hans")


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Failed log-ins counted in one test do not lock out the next."""
    if "locmem" in str(type(cache._connections["default"])):
        cache.clear()


@pytest.fixture
def people(db: None) -> People:
    """The same people in every test: see tests/people/__init__.py."""
    from tests.people import settle

    return settle()


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    """Whole installations beside this process, on the database that this run tests: see tests/offices.py."""
    made = Offices(tmp_path_factory.mktemp("offices"), os.environ.get("CHUANGCHENG_DATABASE", ""))
    yield made
    made.close()
