"""What the bureau builds, issues, warns of and keeps quiet: projects, documents, warnings, the log of incidents, months."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import BEHIND, Scene
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.states import FacilityState, MeasureKind

#: (project, how many, month begun, month in use or None)
PROJECTS = (
    ("自动单要素雨量站", 2, 1, 4),
    ("两要素自动站", 1, 2, 6),
    ("七要素自动站", 1, 4, None),
    ("2兆光缆宽带", 1, 1, 3),
    ("可视会商系统", 1, 2, 5),
    ("内部局域网", 1, 1, 2),
    ("职工活动室", 1, 2, 3),
)
DOCUMENT, WARNING = "印发文件", "气象灾害预警"
#: Issuing code, serial, and what the paper is.
DOCUMENTS = (
    ("样气发", 21, "成立创建领导小组"), ("样气发", 22, "责任追究制度"), ("样气发", 23, "学习制度"), ("样气办", 4, "值班制度"),
    ("样气发", 31, "竞赛办法"), ("样气党", 6, "廉政承诺"),
)  # fmt: skip
WARNINGS = ("蓝色", "黄色", "蓝色", "橙色", "黄色", "蓝色", "红色")
QUIET = ("综治案件", "上访案件", "违纪违法")
WEEKS = 8


def build(scene: Scene) -> None:
    """Write all of it."""
    _projects(scene)
    _documents(scene)
    _warnings(scene)
    _quiet(scene)
    _months(scene)
    _patrols(scene)


def _projects(scene: Scene) -> None:
    for number, (kind, quantity, begun, ready) in enumerate(PROJECTS):
        for month, state in ((begun, FacilityState.BUILDING), (ready, FacilityState.IN_USE)):
            if month is not None:
                day = scene.day(month, 4 + number)
                with frozen(day):
                    activities.record_facility(
                        by=scene.office, programme=scene.programme, unit=scene.units["network"], happened_on=day,
                        kind=kind, state=state.value, quantity=quantity,
                    )  # fmt: skip


def _documents(scene: Scene) -> None:
    """Issuing code, year and serial (G29)."""
    with frozen(scene.first):
        activities.add_kind(
            by=scene.office, host=scene.host, name=DOCUMENT, group="创建",
            fields=[
                {"name": "issuer", "label": "代字", "type": "choice", "choices": ["样气发", "样气办", "样气党"], "required": True},
                {"name": "document", "label": "文号", "type": "text", "required": True},
            ],
        )  # fmt: skip
    for number, (issuer, serial, title) in enumerate(DOCUMENTS):
        day = scene.day(number // 2, 9 + number)
        told = {"issuer": issuer, "document": f"{issuer}〔{day.year}〕{serial}号"}
        scene.held("affairs", day, DOCUMENT, title=title, numbers=told)


def _warnings(scene: Scene) -> None:
    with frozen(scene.first):
        activities.add_kind(
            by=scene.office, host=scene.host, name=WARNING, group="宣传", asks=["persons"],
            fields=[
                {"name": "colour", "label": "等级", "type": "choice", "choices": ["蓝色", "黄色", "橙色", "红色"], "required": True},
                {"name": "lead", "label": "提前量", "type": "integer", "unit": "分钟"},
            ],
        )  # fmt: skip
    for number, colour in enumerate(WARNINGS):
        told = {"colour": colour, "lead": 40 - 5 * number}
        scene.held("forecast", scene.day(3 + number, 12), WARNING, title=f"强对流{colour}预警", numbers=told)


def _quiet(scene: Scene) -> None:
    """The log of each month: none. A report says none only where every month was written down."""
    for name in QUIET:
        with frozen(scene.first):
            measure = activities.add_measure(
                by=scene.office, programme=scene.programme, kind=MeasureKind.COUNT.value, name=name, measure_word="件"
            )
        for month in range(BEHIND):
            day = scene.day(month, 27)
            with frozen(day):
                activities.record_measurement(
                    by=scene.office, programme=scene.programme, unit=scene.units["affairs"], happened_on=day,
                    measure=measure, number=Decimal(0),
                )  # fmt: skip


def _months(scene: Scene) -> None:
    """A month of morals and a month of clean government each year; the promise is judged once a year (F40)."""
    for title, (first, last), month in (
        ("职工道德教育月", ("03-01", "03-31"), 3),
        ("党风廉政宣传月", ("05-01", "05-31"), 5),
    ):
        spans = [{"name": title, "first": first, "last": last}]
        cadence = scene.cadence(title, {"kind": "spans", "spans": spans})
        held = next(day for year in (0, 1) if (day := date(scene.first.year + year, month, 16)) >= scene.first)
        if held <= scene.today:
            scene.held("host", held, "宣传月", title=title, theme="爱岗守信", cadences=[cadence])
    scene.cadence("廉政承诺民主测评", {"kind": "each", "unit": "year"}, activity_kind="民主测评")
    scene.held(
        "host",
        scene.day(9, 16),
        "民主测评",
        title="廉政承诺评议",
        expected=180,
        persons=180,
        numbers={"satisfied": 165},
    )


def _patrols(scene: Scene) -> None:
    """Each week, for eight weeks; one was left out."""
    monday = scene.today - timedelta(days=scene.today.weekday() + 7 * WEEKS)
    scene.cadence(
        "巡逻和安全值班", {"kind": "each", "unit": "week"}, activity_kind="治安巡逻", who="listed",
        units=[scene.units["affairs"]], first=monday,
    )  # fmt: skip
    for week in range(WEEKS):
        if week != 5:
            scene.held("affairs", monday + timedelta(days=7 * week + 5), "治安巡逻", title="夜间巡逻", persons=2)
