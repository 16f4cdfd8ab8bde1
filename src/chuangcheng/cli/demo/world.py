"""Build the demo: the town works through its year, on the days on which it would have done so."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

from chuangcheng.base import clock
from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.facts import Year
from chuangcheng.cli.demo.ground import lay_out
from chuangcheng.cli.demo.people import Places, settle
from chuangcheng.engine.numbers import YUAN
from chuangcheng.engine.periods import Period, cut
from chuangcheng.intake.actions import import_workbook
from chuangcheng.rulebooks import actions as rulebooks
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.actions import LeadingEntry
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.states import Duty
from chuangcheng.stages.rectification import actions as rectification
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.rectification.states import Move, Standing
from chuangcheng.stages.reports import actions as reports
from chuangcheng.stages.reports.queries.documents import report_of
from chuangcheng.stages.reports.states import Kind
from chuangcheng.stages.scoring import actions as scoring
from chuangcheng.stages.scoring.models import Publication, Season
from chuangcheng.stages.settlement import actions as settlement
from chuangcheng.stages.settlement.queries import balances

#: The county's code: where it is, the town is loaded.
CODE = "demo"
#: Days after a quarter's end on which its results are published.
PUBLISHED_AFTER = 8
DOCUMENT, CLAUSE = "样本镇文明创建工作考核办法", "考核与奖惩"


def build(*, say: Callable[[str], object]) -> Season:
    """Build the whole demo through the product's own actions. ``say`` is told what is going on."""
    today = clock.today()
    year = today.year if (today.month, today.day) >= (5, 1) else today.year - 1
    places = settle()
    season = _begin(places, year)
    drawn = Year([(unit.code, unit.name) for unit in places.villages])
    for period in cut("quarter", date(year, 1, 1), date(year, 12, 31)).begun(today):
        say(f"  {period.id}")
        _quarter(places, season, drawn, period, today)
    return season


def _begin(places: Places, year: int) -> Season:
    """The programme with its plan, the rulebook, the season."""
    office, first, last = places.accounts["wmb"], date(year, 1, 1), date(year, 12, 31)
    with frozen(date(year, 1, 5)):
        programme = plans.start_programme(
            by=office,
            title=f"{year}年样本镇文明村镇创建",
            aim="县级文明村镇",
            level="县级",
            host=places.town,
            first=first,
            last=last,
        )
        _plan(places, programme, year)
        lay_out(places, date(year, 1, 5))
        version = rulebooks.copy_shipped(by=office, organisation=places.county, name="town")
        rulebooks.publish(by=office, version=version, document=DOCUMENT, clause=CLAUSE, first=first, last=None)
        season = scoring.open_season(by=office, programme=programme, version=version, first=first, last=last)
        season = scoring.switch_ranking(
            by=office, season=season, revision=None, document=DOCUMENT, clause="按季公布位次"
        )
        season = scoring.switch_fines(by=office, season=season, revision=None, document=DOCUMENT, clause=CLAUSE)
        for kind, number in (
            (Kind.CIRCULAR, "样政〔{year}〕{number}号"),
            (Kind.WORK_REPORT, "样政文〔{year}〕{number}号"),
        ):
            reports.save_series(
                by=office,
                season=season,
                kind=kind,
                values={
                    "issuer": "样本镇人民政府文件",
                    "number": number,
                    "recipients": "各村（社区）" if kind is Kind.CIRCULAR else "县文明办",
                    "signed_by": "样本镇人民政府",
                    "copies_to": "县文明办，县委农办" if kind is Kind.CIRCULAR else "",
                    "printed_by": "样本镇党政办公室",
                },
            )
    return season


def _plan(places: Places, programme: Programme, year: int) -> None:
    office = places.accounts["wmb"]
    group = [
        LeadingEntry("样一", "镇党委书记", Duty.HEAD.value),
        LeadingEntry("样二", "镇长", Duty.FIRST_DEPUTY.value),
        LeadingEntry("样三", "镇党委宣传委员", Duty.DEPUTY.value),
        LeadingEntry("样四", "镇文明办主任", Duty.OFFICE_HEAD.value),
    ]
    plans.set_leading_group(by=office, programme=programme, revision=None, entries=group)
    for title, first, last in (
        ("动员部署", date(year, 1, 5), date(year, 2, 28)),
        ("春季战役", date(year, 3, 1), date(year, 5, 31)),
        ("夏季战役", date(year, 5, 20), date(year, 8, 31)),
        ("秋冬季战役", date(year, 9, 1), date(year, 11, 30)),
    ):
        plans.add_phase(by=office, programme=programme, title=title, first=first, last=last)
    for text, due in (("完成各村公益广告更新", date(year, 12, 20)), ("对逾期问题逐个回访", date(year, 12, 10))):
        plans.add_next_step(by=office, programme=programme, text=text, due_on=due)


def _quarter(places: Places, season: Season, drawn: Year, period: Period, today: date) -> None:
    """Facts of a quarter, and once it is over: scored, published, settled and reported."""
    over = period.last + timedelta(days=PUBLISHED_AFTER) <= today
    until = min(period.last, today)
    office, second = places.accounts["wmb"], places.accounts["wmb2"]
    with frozen(until):
        content = io.BytesIO(drawn.workbook(period, until))
        outcome = import_workbook(by=office, programme=season.programme, content=content)
        if not outcome.written:
            raise RuntimeError(f"the demo's workbook is refused: {outcome.faults[:3]}")
        _check_again(places, season.programme, until)
    if not over:
        with frozen(until):
            scoring.run_season(by=office, season=season, period=period.id, as_of=until)
        return
    day = period.last + timedelta(days=PUBLISHED_AFTER)
    with frozen(day):
        run = scoring.run_season(by=office, season=season, period=period.id)
        publication = scoring.publish_run(by=office, run=run, document=DOCUMENT, clause=CLAUSE)
        batch = settlement.propose_batch(by=office, run=run)
        settlement.confirm_batch(by=second, batch=batch, document=f"{period.id}兑现通知", document_date=day)
        _pay(places, season, period, day)
        _report(places, publication, day)


def _check_again(places: Places, programme: Programme, until: date) -> None:
    """The inspector looks again at what was put right a week ago; what is fresh still waits."""
    inspector = places.accounts["inspector"]
    waiting = Problem.objects.filter(programme=programme, standing=Standing.RECTIFIED).order_by("code")
    for problem in waiting.select_related("programme", "unit"):
        reported = problem.events.filter(move=Move.RECTIFY).order_by("number").last()
        if reported is not None and reported.happened_on <= until - timedelta(days=7):
            rectification.verify_rectification(
                by=inspector, problem=problem, revision=None, note="现场复查，已整改到位"
            )


def _pay(places: Places, season: Season, period: Period, day: date) -> None:
    """In the first quarter the deposits come in; awards are paid out as they are booked."""
    office = places.accounts["wmb"]
    for balance in balances(season):
        move = {"by": office, "season": season, "unit": balance.unit, "party": balance.party, "happened_on": day}
        if balance.outstanding > 0:
            settlement.record_receipt(amount=balance.outstanding, document=f"收据{balance.unit.code}", **move)  # type: ignore[arg-type]
        if balance.unpaid >= YUAN:
            settlement.record_payment(amount=balance.unpaid, document=f"付款{period.id}", **move)  # type: ignore[arg-type]


def _report(places: Places, publication: Publication, day: date) -> None:
    """Confirm what there was none of, and issue circular, work report and score sheets."""
    office, programme = places.accounts["wmb"], publication.run.season.programme
    closed = publication.closed
    for figure in report_of(publication, Kind.WORK_REPORT).missing:
        reports.confirm_nil(
            by=office,
            programme=programme,
            unit=places.town,
            figure=figure.spec.key,
            first=closed.first,
            last=closed.last,
        )
    for kind in (Kind.CIRCULAR, Kind.WORK_REPORT, Kind.SCORE_SHEET):
        reports.issue_document(by=office, publication=publication, kind=kind, dated=day)
