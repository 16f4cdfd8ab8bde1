"""The sheets 网格 and 点位."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from chuangcheng.intake.actions import import_workbook
from chuangcheng.intake.outcome import Outcome
from chuangcheng.people.models import Grid, Place
from chuangcheng.stages.plans.models import Programme
from tests.intake.workbooks import workbook
from tests.people import People

pytestmark = pytest.mark.django_db
GRIDS = ("单位", "编号", "名称", "类型", "所在网格", "户数")
PLACES = ("单位", "编号", "名称", "类型", "所在网格", "经度", "纬度", "坐标系", "许可证")
GOOD_GRIDS = (
    ("jia-1", "G2", "样庄", "自然庄", "G1", 20),
    ("jia-1", "G1", "样片", "片区", "jia-town/T", None),
    ("jia-town", "T", "镇片", None, None, None),
)
GOOD_PLACES = (
    ("jia-1", "P1", "样店", "住宿场所", "G2", 121.531541859215, 31.175303983646, "GCJ-02", "有"),
    ("jia-1", "P2", "样广场", "文化广场", None, None, None, None, None),
)


def _import(
    people: People, programme: Programme, grids: Sequence[Sequence[object]], places: Sequence[Sequence[object]]
) -> Outcome:
    content = workbook({"网格": [GRIDS, *grids], "点位": [PLACES, *places]})
    return import_workbook(by=people.office, programme=programme, content=content)


def test_in_any_order_and_again(people: People, programme: Programme) -> None:
    outcome = _import(people, programme, GOOD_GRIDS, GOOD_PLACES)
    assert outcome.faults == []
    assert (outcome.added, outcome.changed) == (5, 0)
    inner = Grid.objects.get(code="G2")
    assert inner.within is not None
    assert str(inner.within.within) == "镇片"
    place = Place.objects.get(code="P1")
    assert abs((place.longitude or 0) - Decimal("121.527211")) < Decimal("0.000002")
    assert place.attributes == {"许可证": "有"}
    again = _import(people, programme, GOOD_GRIDS, GOOD_PLACES)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 5)
    changed = _import(people, programme, (("jia-1", "G2", "新庄", "自然庄", None, 21),), ())
    assert changed.sheets[0].changed[0].values == {
        "名称": ("样庄", "新庄"), "所在网格": ("样片", ""), "户数": ("20", "21"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("grids", "places", "code"),
    [
        ((("jia-1", "G1", "样片", "圆", None, None),), (), "unknown-word"),
        ((("jia-1", "G1", "样片", None, "G9", None),), (), "unknown-grid"),
        ((("jia-1", "G1", "样片", None, "G1", None),), (), "unknown-grid"),
        ((("jia-1", "G1", "样片", None, None, 2.5),), (), "wrong-value"),
        ((("yi-1", "G1", "样片", None, None, None),), (), "unknown-unit"),
        ((), (("jia-1", "P1", "店", "住宿场所", None, 31, 121, None, None),), "bad-position"),
        ((), (("jia-1", "P1", "店", "住宿场所", None, "121°E", 31, None, None),), "wrong-type"),
        ((), (("jia-1", "P1", "店", "住宿场所", None, 121, None, None, None),), "half-position"),
        ((), (("jia-1", "P1", "店", "住宿场所", None, 121, 31, "GCJ", None),), "unknown-word"),
        ((), (("jia-1", "P1", "店", None, None, None, None, None, None),), "missing-value"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    people: People,
    programme: Programme,
    grids: Sequence[Sequence[object]],
    places: Sequence[Sequence[object]],
    code: str,
) -> None:
    outcome = _import(people, programme, grids, places)
    assert [fault.code for fault in outcome.faults] == [code]
    assert outcome.faults[0].row == 2
    assert not Grid.objects.exists()
    assert not Place.objects.exists()
