"""The archive: what is wanted for each item, what each unit handed in, and what only a person can judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

from chuangcheng.cli.demo.diary import Diary
from chuangcheng.cli.demo.systems.o11.files import paper, photograph
from chuangcheng.evidence import actions
from chuangcheng.evidence.models import Evidence
from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.models import Programme

#: item, kind of evidence, how many are enough, what should be on them.
WANTS: Final = (
    ("leadership", "document", 2, "年度方案、领导小组文件"),
    ("education", "document", 1, "活动总结"),
    ("education", "picture", 2, "现场，有横幅和人"),
    ("streets", "picture", 3, "主次干道、背街小巷、小区各一张"),
    ("villages", "picture", 2, "村口和村内"),
    ("market", "picture", 1, "市场入口和摊位"),
    ("awareness", "document", 1, "问卷统计"),
    ("satisfaction", "document", 1, "问卷统计"),
)
#: unit → (documents of leadership, of education, pictures of education, of streets, villages, market, papers of opinion).
HANDED_IN: Final = {
    "1": (2, 1, 2, 3, 2, 1, 2),
    "2": (2, 1, 1, 2, 2, 1, 1),
    "3": (1, 1, 2, 1, 2, 0, 1),
    "4": (1, 0, 0, 1, 0, 0, 0),
}
KINDS: Final = ("leadership", "education", "education", "streets", "villages", "market", "awareness")


@dataclass(slots=True)
class Archive:
    """The diary, the programme, units by key, accounts by user name; ``scenes`` numbers the pictures."""

    diary: Diary
    programme: Programme
    units: dict[str, Organisation]
    accounts: dict[str, Account]
    scenes: int = field(default=0)

    @property
    def office(self) -> Account:
        """Who keeps the catalogue."""
        return self.accounts["o11-office"]

    def day(self, month: int, day: int) -> date:
        """A day of the year."""
        return date(self.diary.year, month, day)

    def finish(self, title: str, day: date) -> None:
        """Reported by one, confirmed by another two days later."""
        task = self.programme.tasks.select_related("programme__host", "host").get(title=title)
        report = partial(plans.report_done, by=self.office, task=task, revision=None, result="目录已印发")
        self.diary.on(day, report)
        confirm = partial(plans.confirm_task, by=self.accounts["o11-office2"], task=task, revision=None)
        self.diary.on(day.replace(day=day.day + 2), confirm)

    def want(self) -> None:
        """Say in February what is wanted, and when it is enough."""
        for item, kind, least, note in WANTS:
            ask = partial(
                actions.set_want,
                by=self.office, host=self.programme.host, record=self.programme, item=item, kind=kind, least=least,
                unit_kind="town", note=note,
            )  # fmt: skip
            self.diary.on(self.day(2, 25), ask)

    def collect(self) -> None:
        """What came in by indicator in spring; one file for two items; a picture used twice, and one with another day."""
        for key, counts in HANDED_IN.items():
            for place, (item, count) in enumerate(zip(KINDS, counts, strict=True)):
                for number in range(count):
                    day = self.day(3 + number % 3, 4 + 2 * place)
                    make = self._picture(day) if place in (2, 3, 4, 5) else self._paper(item, key, number, day)
                    cited = ("awareness", "satisfaction")[number] if item == "awareness" else item
                    self._hand_in(key, day, make, (cited,), f"{self.units[key].name}{_TITLES[item]}{number + 1}")
        self._told_apart()
        self._through_an_activity()

    def _told_apart(self) -> None:
        """Found by looking at the pictures: one that another street used, and one whose camera names another day."""
        day = self.day(4, 20)
        used = partial(photograph, 1, taken=self.day(3, 10), size=(300, 225))
        self._hand_in("3", day, used, ("streets",), "样河镇小区环境")
        self._hand_in("4", day, partial(photograph, 90, taken=self.day(1, 9)), ("villages",), "样滩镇村口")
        withdrawn = self._hand_in("2", day, partial(photograph, 91, taken=day), ("market",), "市场旧照")
        why = "经核对是往年的照片"
        self.diary.on(
            self.day(4, 28),
            lambda: actions.withdraw(by=self.office, evidence=withdrawn[0], revision=None, reason=why),
        )

    def _through_an_activity(self) -> None:
        """A picture that proves an activity proves the item that the activity serves: nobody hands it in twice."""
        day, unit = self.day(4, 26), self.units["2"]

        def hold() -> None:
            held = activities.record_activity(
                by=self.office, programme=self.programme, unit=unit, happened_on=day, kind="文明实践活动",
                title="文明实践进小区", persons=40, items=["education"],
            )  # fmt: skip
            evidence = actions.store(
                by=self.office, unit=unit, content=photograph(95, taken=day), name="实践活动.jpg", subject="文明实践进小区",
                taken_on=day, place="岭西街道", people="", background="", reason="",
            )  # fmt: skip
            actions.cite(by=self.office, evidence=evidence, record=held)

        self.diary.on(day, hold)

    def _picture(self, day: date) -> Callable[[], object]:
        self.scenes += 1
        return partial(photograph, self.scenes, taken=day)

    def _paper(self, item: str, key: str, number: int, day: date) -> Callable[[], object]:
        return partial(paper, f"{self.units[key].name}{_TITLES[item]}", f"第{number + 1}件", day)

    def _hand_in(
        self, key: str, day: date, make: Callable[[], object], items: tuple[str, ...], subject: str
    ) -> list[Evidence]:
        """Store on a day and cite for items of the rulebook; the list holds the piece once that day has come."""
        held: list[Evidence] = []

        def store() -> None:
            content = make()
            ending = ".jpg" if getattr(make, "func", None) is photograph else ".docx"
            evidence = actions.store(
                by=self.office, unit=self.units[key], content=content, name=f"{subject}{ending}", subject=subject,  # type: ignore[arg-type]
                taken_on=day, place=self.units[key].name, people="资料员", background="创建档案", reason="归档",
            )  # fmt: skip
            held.append(evidence)
            for item in items:
                actions.cite(by=self.office, evidence=evidence, record=self.programme, item=item)

        self.diary.on(day, store)
        return held


_TITLES: Final = {
    "leadership": "组织领导文件",
    "education": "教育实践材料",
    "streets": "街道照片",
    "villages": "村庄照片",
    "market": "市场照片",
    "awareness": "问卷统计",
}
