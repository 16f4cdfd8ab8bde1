"""A programme of 甲镇 and a problem in 甲一村, found on 2 May 2022 and due on 10 May."""

from __future__ import annotations

from datetime import date

import pytest

from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification.models import Problem
from tests.people import People
from tests.stages.conftest import programme
from tests.stages.rectification.test_actions import record

__all__ = ["programme"]


@pytest.fixture
def problem(people: People, programme: Programme) -> Problem:
    return record(people, programme, code="p03", deadline=date(2022, 5, 10))
