"""A programme of 甲镇 that the tests of the stages work in."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans.actions import start_programme
from chuangcheng.stages.plans.models import Programme
from tests.people import People


@pytest.fixture
def programme(people: People) -> Programme:
    """甲镇 works for a title from 1 January to 31 December 2022."""
    with frozen(date(2022, 1, 1)):
        return start_programme(
            by=people.office,
            title="2022 年文明村镇创建",
            level="县级",
            host=people.town,
            first=date(2022, 1, 1),
            last=date(2022, 12, 31),
        )
