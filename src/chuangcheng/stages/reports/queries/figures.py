"""Figures: counts of facts in a span of days, each opening down to its records. Only ``facts.py`` tables are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chuangcheng.base.facts import FactRow
from chuangcheng.stages.activities import facts as activities
from chuangcheng.stages.exemplars import facts as exemplars
from chuangcheng.stages.inspections import facts as inspections
from chuangcheng.stages.plans import facts as plans
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification import facts as rectification
from chuangcheng.stages.rectification.states import SCORED
from chuangcheng.stages.reports.models import NilReport

Rows = Mapping[str, list[FactRow]]

TABLES: Final = {
    kind: source
    for stage in (plans, activities, exemplars, inspections, rectification)
    for kind, source in stage.TABLES.items()
}


@dataclass(frozen=True, slots=True)
class Spec:
    """A figure that a report prints: its key, what it counts, its measure word, the fact kind and which rows count.

    ``distinct``: a column whose different values are counted instead of rows (a person, a problem). ``until``: a column
    with a day that must lie on or before the last day of the span, so that a report printed later says the same.
    """

    key: str
    title: str | Promise
    word: str
    kind: str
    takes: Callable[[FactRow], bool]
    distinct: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a span of days. ``value`` is ``None`` where it is missing: no records, and nobody confirmed none.

    ``rows`` are the facts counted, one for each record; ``nil`` the confirmation of a zero.
    """

    spec: Spec
    value: int | None
    rows: tuple[FactRow, ...]
    nil: NilReport | None

    @property
    def records(self) -> tuple[tuple[str, int], ...]:
        """What it opens down to, as (``app.model``, primary key)."""
        return tuple(row.record for row in self.rows)

    @property
    def missing(self) -> bool:
        return self.value is None

    @property
    def text(self) -> str:
        """The number with its measure word; a missing figure has no text and is never printed."""
        if self.value is None:
            raise ValueError(f"{self.spec.key} is missing")
        return f"{self.value}{self.spec.word}"


def _elected(level: str) -> Callable[[FactRow], bool]:
    return lambda row: row.values["level"] == level and row.values["stage"] == "当选"


#: The figures of the quarter's work report (O4), in the order in which it prints them.
WORK_REPORT: Final = (
    Spec(
        "hosting",
        _("承办镇级以上活动"),
        "次",
        "activity",
        lambda row: bool(row.values["kind"] == "承办" and row.values["completed"]),
    ),
    Spec(
        "selections",
        _("评选活动"),
        "期",
        "activity",
        lambda row: bool(row.values["kind"] != "承办" and row.values["completed"]),
    ),
    Spec("articles_completed", _("完成约稿"), "篇", "article", lambda row: bool(row.values["completed"])),
    Spec(
        "articles_adopted",
        _("约稿被采用"),
        "篇",
        "article",
        lambda row: bool(row.values["completed"] and row.values["adopted"]),
    ),
    Spec("materials", _("规范报送好人材料"), "份", "material", lambda row: bool(row.values["compliant"])),
    Spec("elected_national", _("当选国家级好人或道德模范"), "人", "good_person", _elected("国家级"), "person"),
    Spec("elected_province", _("当选省级好人或道德模范"), "人", "good_person", _elected("省级"), "person"),
    Spec("elected_city", _("当选市级好人或道德模范"), "人", "good_person", _elected("市级"), "person"),
    Spec("elected_county", _("当选县级好人或道德模范"), "人", "good_person", _elected("县级"), "person"),
    Spec("checks", _("检查点位项目"), "项次", "check", lambda row: True),
    Spec("problems", _("发现问题"), "个", "problem_state", lambda row: row.values["misses"] == 0, "problem"),
    Spec(
        "problems_scored",
        _("外部渠道发现问题"),
        "个",
        "problem_state",
        lambda row: row.values["misses"] == 0 and row.values["source"] in SCORED,
        "problem",
    ),
    Spec(
        "misses",
        _("逾期未整改到位"),
        "次",
        "problem_state",
        lambda row: isinstance(row.values["misses"], int) and row.values["misses"] > 0,
    ),
)

#: Supervised matters (F42): due, with a result and replied by the last day. A report tells them where any were due.
SUPERVISED: Final = (
    Spec("matters", _("到期督办事项"), "件", "matter", lambda row: True),
    Spec("matters_with_result", _("有结果的督办事项"), "件", "matter", lambda row: True, until="result_on"),
    Spec("matters_replied", _("有回复的督办事项"), "件", "matter", lambda row: True, until="replied_on"),
)
#: Every figure by its key.
BY_KEY: Final = {spec.key: spec for spec in (*WORK_REPORT, *SUPERVISED)}


def figures(programme: Programme, first: date, last: date, specs: Iterable[Spec] = WORK_REPORT) -> dict[str, Figure]:
    """Figures of a span of days (both included), by key, in the order of ``specs``."""
    wanted = list(specs)
    nils = {
        nil.figure: nil
        for nil in NilReport.objects.filter(
            programme=programme, first=first, last=last, withdrawn_at=None
        ).select_related("unit", "confirmed_by")
    }
    with transaction.atomic():
        rows = {
            kind: [row for row in TABLES[kind](programme) if first <= row.day <= last]
            for kind in {spec.kind for spec in wanted}
        }
    return {spec.key: _figure(spec, rows[spec.kind], nils.get(spec.key), last) for spec in wanted}


def _figure(spec: Spec, rows: list[FactRow], nil: NilReport | None, last: date) -> Figure:
    """Count; nothing counted is missing unless it was confirmed, or records of that kind exist in the period."""
    taken = [row for row in rows if spec.takes(row) and _is_by(row, spec.until, last)]
    of_records = {row.record: row for row in reversed(taken)}
    if not rows:
        return Figure(spec, 0 if nil else None, (), nil)
    value = len({row.values[spec.distinct] for row in taken}) if spec.distinct else len(taken)
    return Figure(spec, value, tuple(reversed(of_records.values())), None if value else nil)


def _is_by(row: FactRow, column: str, last: date) -> bool:
    day = row.values[column] if column else last
    return isinstance(day, date) and day <= last
