"""A season of 甲镇 with six villages, its facts of the second quarter of 2022, and steps through its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chuangcheng.base.clock import frozen
from chuangcheng.people import actions as people_actions
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.states import RoleKind
from chuangcheng.rulebooks import actions as rulebooks
from chuangcheng.stages.inspections import actions as inspections
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification import actions as rectification
from chuangcheng.stages.scoring import actions
from chuangcheng.stages.scoring.models import Publication, Run, Season
from tests.people import SINCE, People
from tests.stages.books import TOWN

Q2 = "2022-Q2"
JULY = date(2022, 7, 10)
SCORES = ("92.5", "95", "90", "88", "90", "93")


@dataclass
class World:
    """People, a programme and its season; ``second`` is another member of the office."""

    people: People
    programme: Programme
    season: Season
    villages: list[Organisation]
    second: Account

    def run(self, period: str = Q2) -> Run:
        with frozen(JULY):
            return actions.run_season(by=self.people.office, season=self.season, period=period)

    def publish(self, run: Run | None = None) -> Publication:
        with frozen(JULY):
            return actions.publish_run(
                by=self.people.office, run=run or self.run(), document="考核办法", clause="第五条"
            )


def build(people: People, programme: Programme) -> World:
    """Six villages with base scores; 甲一村 with a problem whose deadline of 20 May was missed."""
    office = people.office
    villages = [people.village, people.village_2]
    for number in range(3, 7):
        villages.append(
            people_actions.create_organisation(
                by=people.root,
                code=f"jia-{number}",
                name=f"甲{number}村",
                kind="village",
                parent=people.town,
                from_day=SINCE,
            )
        )
    second = people_actions.make_account(
        by=people.root, username="second", name="文明办二", organisation=people.county
    ).account
    people_actions.set_password(by=second, account=second, password="correct horse battery")
    people_actions.grant_role(
        by=people.root, account=second, kind=RoleKind.OFFICE, organisation=people.county, from_day=SINCE
    )
    with frozen(date(2022, 1, 5)):
        version = rulebooks.create(by=office, organisation=people.county, name="town", title="考核办法", text=TOWN)
        rulebooks.publish(
            by=office, version=version, document="考核办法", clause="第一条", first=date(2022, 1, 1), last=None
        )
        season = actions.open_season(
            by=office, programme=programme, version=version, first=date(2022, 1, 1), last=date(2022, 12, 31)
        )
    with frozen(date(2022, 6, 28)):
        for village, score in zip(villages, SCORES, strict=True):
            inspections.record_base_score(
                by=office, programme=programme, unit=village, happened_on=date(2022, 6, 28), score=Decimal(score)
            )
    with frozen(date(2022, 5, 10)):
        problem = rectification.record_problem(
            by=office,
            programme=programme,
            unit=people.village,
            happened_on=date(2022, 5, 10),
            title="主干道垃圾堆积",
            source="媒体曝光",
        )
        rectification.set_deadline(by=office, problem=problem, deadline=date(2022, 5, 20), revision=None)
    return World(people, programme, season, villages, second)
