"""Persuasion in the office building by those who work in it: counts by what people were asked to leave off."""

from __future__ import annotations

from datetime import timedelta

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import Scene
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.models import ActivityKind
from chuangcheng.stages.plans import actions as plans

TEAMS = ("canteen", "cleaners", "engineers", "guards")
KIND = "文明劝导"
ACTS = {"littering": "乱吐乱扔", "smoking": "吸烟", "noise": "高声喧哗", "traffic": "不守交通秩序"}
WEEKS = 8


def build(scene: Scene) -> None:
    """Once a week and team for eight weeks; the canteen was being rebuilt for two of them."""
    _columns(scene)
    monday = scene.today - timedelta(days=scene.today.weekday() + 7 * WEEKS)
    teams = [scene.units[name] for name in TEAMS]
    cadence = scene.cadence(
        "办公区文明劝导", {"kind": "as_set", "word": "经常", "rhythm": {"kind": "each", "unit": "week"}}, who="listed",
        units=teams, activity_kind=KIND, first=monday,
    )  # fmt: skip
    with frozen(monday):
        plans.suspend(
            by=scene.office, programme=scene.programme, cadence=cadence, unit=scene.units["canteen"],
            first=monday + timedelta(days=14), last=monday + timedelta(days=27), reason="餐厅改造停用",
        )  # fmt: skip
    for week in range(WEEKS):
        for place, team in enumerate(TEAMS):
            if not (team == "canteen" and week in (2, 3)):
                scene.held(
                    team, monday + timedelta(days=7 * week + place + 1), KIND, title="办公区劝导", persons=2,
                    numbers={name: (week + place + at) % 4 for at, name in enumerate(ACTS)},
                )  # fmt: skip


def _columns(scene: Scene) -> None:
    """The office counts each kind of act in a column of its own."""
    kind = ActivityKind.objects.get(host=scene.host, name=KIND)
    with frozen(scene.first):
        activities.change_kind(
            by=scene.office, kind=kind, revision=None, group=kind.group, asks=["persons"],
            fields=[{"name": name, "label": label, "type": "integer", "unit": "人次"} for name, label in ACTS.items()],
        )  # fmt: skip
