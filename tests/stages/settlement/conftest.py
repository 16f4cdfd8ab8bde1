from __future__ import annotations

import pytest

from chuangcheng.stages.plans.models import Programme
from tests.people import People
from tests.stages.seasons import World, build


@pytest.fixture
def world(people: People, programme: Programme) -> World:
    return build(people, programme)
