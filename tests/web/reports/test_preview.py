"""The preview shows the document as it would be printed."""

from __future__ import annotations

import pytest

from chuangcheng.base.clock import frozen
from chuangcheng.stages.reports import actions
from chuangcheng.stages.reports.states import Kind
from tests.stages.seasons import JULY, World
from tests.web.ladder import opened

pytestmark = pytest.mark.django_db


def test_the_preview_bears_the_next_number_not_its_pattern(world: World) -> None:
    publication = world.publish()
    values = {"issuer": "某镇人民政府文件", "number": "某政〔{year}〕{number}号", "next_number": 7}
    actions.save_series(by=world.people.office, season=publication.run.season, kind=Kind.CIRCULAR, values=values)
    with frozen(JULY):
        page = opened(world.people, "office", f"/reports/publications/{publication.pk}/circular/")
    assert "某政〔2022〕7号" in page
    assert "{number}" not in page
