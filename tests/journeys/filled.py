"""A town in which every page of the site has something to show, and the way to find all those pages.

``fill`` adds to the season of the stages' tests one record of each kind; ``find_pages`` follows the links of the pages
as several people, as far as they lead.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from datetime import date, time
from decimal import Decimal
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from PIL import Image

from chuangcheng.evidence import actions as evidence
from chuangcheng.intake.template import template
from chuangcheng.people import actions as people
from chuangcheng.people.models import Account
from chuangcheng.reminders import actions as reminders
from chuangcheng.rulebooks import actions as rulebooks
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.states import ActivityState, FacilityState, MeasureKind, RegisterKind
from chuangcheng.stages.exemplars import actions as exemplars
from chuangcheng.stages.inspections import actions as inspections
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.rectification import actions as rectification
from chuangcheng.stages.reports import actions as reports
from chuangcheng.stages.scoring import actions as scoring
from chuangcheng.stages.settlement import actions as settlement
from chuangcheng.suggestions import actions as suggestions
from tests.people import log_in
from tests.plan_documents import word_file
from tests.stages.seasons import JULY, World

#: Addresses of each kind that are followed: a problem's page offers other steps than the next problem's.
MOST_OF_A_KIND = 2
MORE = {
    "activity": 5,
    "organisation": 6,
    "problem": 8,
    "version": 4,
    "run": 4,
    "report_preview": 4,
    "task": 5,
    "matter": 3,
    "letter": 3,
    "target": 3,
    "cadence": 4,
}


def fill(world: World) -> None:
    """One record of each kind; to be called under ``frozen(JULY)``."""
    office, programme, village = world.people.office, world.programme, world.people.village
    here = {"by": office, "programme": programme, "unit": village, "happened_on": JULY}
    people.add_person(by=office, organisation=village, name="联络员", post="", phone="")
    rulebooks.copy_shipped(by=office, organisation=world.people.county, name="county-index", title="草稿")
    plans.add_phase(by=office, programme=programme, title="夏季战役", first=date(2022, 6, 1), last=date(2022, 8, 31))
    plans.add_next_step(by=office, programme=programme, text="逐个回访", due_on=date(2022, 8, 1))
    _activities(world)
    _registers(world)
    activities.record_article(**here, title="小记")  # type: ignore[arg-type]
    person = exemplars.register_exemplar(by=office, programme=programme, unit=village, name="好人", phone="", story="")
    exemplars.record_honour(by=office, exemplar=person, happened_on=JULY, title="县好人", level="县级", stage="当选")
    exemplars.record_material(by=office, exemplar=person, happened_on=JULY, title="事迹")
    inspections.record_base_score(**here, score=Decimal(90))  # type: ignore[arg-type]
    inspections.record_check(**here, item="k01", result="合格")  # type: ignore[arg-type]
    inspections.record_veto_event(**here, kind="重大安全事故")  # type: ignore[arg-type]
    inspections.record_judgement(
        **here,
        item="j1",
        points=Decimal(1),
        reason="评定",
        document="文件",
        decided_by="甲",
        confirmed_by="乙",  # type: ignore[arg-type]
    )
    kind = inspections.declare_kind(
        by=office, programme=programme, kind="survey", columns={"rate": "decimal"}, title="问卷"
    )
    inspections.record_figure(by=office, kind=kind, unit=village, happened_on=JULY, values={"rate": "90"})
    _plan(world)
    _cadences(world)
    _ground(world)
    plans.read_plan(by=office, host=programme.host, name="材料.docx", content=word_file())
    _problems(world)
    evidence.store(by=office, unit=village, content=picture(), name="路口.png", subject="路口", taken_on=JULY)
    suggestions.write(by=world.people.colleague, text="表太多。", page="/")
    _year(world)


def picture() -> io.BytesIO:
    """A small picture as it comes from a phone."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    content.seek(0)
    return content


def _plan(world: World) -> None:
    """A decomposition table, letters, targets and supervised matters in different states, so that each step is offered."""
    office, programme, village = world.people.office, world.programme, world.people.village
    texts = {
        "standard": "户户有人包",
        "officer": "样甲",
        "due_on": "2022-06-30",
        "quantity": "12",
        "measure_word": "场",
    }
    rows = [{"kind": "类别", "title": "组织领导"}]
    rows += [{"title": title, "host": "甲一村", **texts} for title in ("办完的事", "在办的事", "不办的事")]
    rows.append({"title": "邻村的事", "host": "甲二村", **texts})
    plans.save_table(by=office, programme=programme, rows=[plans.TableRow(None, texts=one) for one in rows])
    done, dropped = (programme.tasks.get(title=title) for title in ("办完的事", "不办的事"))
    plans.report_done(by=world.people.colleague, task=done, revision=1, result="办完了")
    plans.drop_task(by=office, task=dropped, revision=1, reason="并入别的任务")
    given = {"by": office, "programme": programme, "title": "责任书", "basis": "方案第三条", "party": village}
    letter = plans.draft_letter(**given, tasks=[done])  # type: ignore[arg-type]
    plans.issue_letter(by=office, letter=letter, revision=1)
    plans.draft_letter(**given, tasks=[done])  # type: ignore[arg-type]
    target = {"by": office, "programme": programme, "title": "宣讲", "measure_word": "场", "due_on": date(2022, 12, 31)}
    whole = plans.set_target(**target, unit=world.people.town, planned=Decimal(12))  # type: ignore[arg-type]
    part = plans.set_target(**target, unit=village, planned=Decimal(10), parent=whole)  # type: ignore[arg-type]
    plans.read_target(by=office, target=part, on=JULY, reached=Decimal(11))
    for number in range(2):
        matter = plans.hand_out_matter(
            by=office, programme=programme, unit=village, happened_on=JULY, title=f"修路灯{number}", due_on=JULY
        )
    matter = plans.give_result(by=world.people.colleague, matter=matter, revision=1, result="修好了")
    plans.reply_to_matter(by=world.people.colleague, matter=matter, revision=2, reply="已告知")


def _cadences(world: World) -> None:
    """What comes round and what follows an event, done, late and suspended; a free day; a channel that is off."""
    office, programme, village = world.people.office, world.programme, world.people.village
    given = {"first": programme.first, "last": programme.last}
    rhythm = {"kind": "weekdays", "weekdays": [5]}
    friday = plans.add_cadence(
        by=office,
        programme=programme,
        asked=plans.Asked("周五学习", rhythm, who="each", **given),  # type: ignore[arg-type]
    )
    plans.mark_done(by=office, cadence=friday, unit=village, slot=JULY.replace(day=1))
    rhythm = {"kind": "event", "of": "检查结束", "days": 3}
    after = plans.add_cadence(
        by=office,
        programme=programme,
        asked=plans.Asked("公布结果", rhythm, **given),  # type: ignore[arg-type]
    )
    plans.note_occasion(by=office, cadence=after, on=JULY, name="七月检查")
    plans.suspend(by=office, programme=programme, first=JULY, last=date(2022, 12, 31), reason="防汛", cadence=friday)
    people.except_day(
        by=office, organisation=world.people.town, day=date(2022, 7, 15), working=False, name="县庆", basis="通知"
    )
    setting = reminders.Setting("工作群", "mail", time(8, 30), time(20), time(8), address="office@county.example")
    reminders.add_channel(by=office, unit=world.people.town, setting=setting)


def _ground(world: World) -> None:
    """A grid with a place in it, and who answers for the grid."""
    office, village = world.people.office, world.people.village
    grid = people.add_grid(by=office, organisation=village, given=people.GridGiven("G1", "东片", "area"))
    given = people.PlaceGiven(
        "P1",
        "样店",
        "住宿场所",
        grid,
        longitude=Decimal("110.05"),
        latitude=Decimal("30.05"),
        attributes={"许可证": "有"},
    )
    people.add_place(by=office, organisation=village, given=given)
    square = [[110, 30], [110.1, 30], [110.1, 30.1], [110, 30.1], [110, 30]]
    people.set_boundaries(by=office, boundaries=[(grid, {"type": "Polygon", "coordinates": [square]})])
    plans.assign_duty(by=office, thing=grid, kind="总负责", unit=village, from_day=date(2022, 1, 1))


def _activities(world: World) -> None:
    """Activities in different states, so that each move is offered somewhere."""
    office, host = world.people.office, world.programme.host
    activities.install_kinds(by=office, host=host)
    given = {"by": office, "programme": world.programme, "unit": world.people.village, "happened_on": JULY}
    held, planned, off = (
        activities.record_activity(**given, kind="志愿服务", title=title, state=state)  # type: ignore[arg-type]
        for title, state in (
            ("清洁家园", ActivityState.HELD), ("义诊", ActivityState.PLANNED), ("理发", ActivityState.PLANNED),
        )
    )  # fmt: skip
    activities.confirm_activity(by=world.second, activity=held)
    activities.cancel_activity(by=office, activity=off, reason="大雨")
    activities.record_activity(**{**given, "by": world.second}, kind="志愿服务", title="等确认")  # type: ignore[arg-type]
    assert planned.state == ActivityState.PLANNED


def _registers(world: World) -> None:
    """A measure with a reading, a facility, a volunteer with service, a case, an incident, wanted evidence."""
    office, programme, village = world.people.office, world.programme, world.people.village
    here = {"by": office, "programme": programme, "unit": village, "happened_on": JULY}
    measure = activities.add_measure(by=office, programme=programme, kind=MeasureKind.ERRORS.value, name="填报错误率")
    activities.record_measurement(**here, measure=measure, number=Decimal(1), out_of=Decimal(200))  # type: ignore[arg-type]
    activities.record_facility(**here, kind="宣传栏", state=FacilityState.IN_USE.value)  # type: ignore[arg-type]
    consent = {"consent_on": JULY, "consent_by": "书面"}
    volunteer = activities.register_volunteer(by=office, unit=village, name="志愿者甲", **consent)  # type: ignore[arg-type]
    activities.record_service(**here, volunteer=volunteer, minutes=90, content="清洁家园")  # type: ignore[arg-type]
    colleague = {**here, "by": world.people.colleague}
    activities.take_case(**colleague, register=RegisterKind.AID.value, title="修缮房屋", person="样某")  # type: ignore[arg-type]
    person = people.add_person(by=office, organisation=village, name="样乙", post="干事", phone="")
    activities.record_incident(**here, person=person, kind="工作不在状态")  # type: ignore[arg-type]
    evidence.set_want(by=office, host=programme.host, record=programme, item="k01", kind="any", least=2)


def _problems(world: World) -> None:
    """Problems in different states, so that each step is offered somewhere."""
    office, colleague, village = world.people.office, world.people.colleague, world.people.village
    made = [
        rectification.record_problem(
            by=office, programme=world.programme, unit=village, happened_on=JULY, title=title, source="群众举报"
        )
        for title in ("路灯不亮", "沟塘垃圾", "乱贴乱画")
    ]
    for problem in made[1:]:
        rectification.set_deadline(by=office, problem=problem, deadline=date(2022, 7, 20), revision=None)
    rectification.report_rectified(by=colleague, problem=made[2], note="已清理", revision=None)


def _year(world: World) -> None:
    """Scored, published, objected to, settled, reported; a second run waits as a draft."""
    office, village = world.people.office, world.people.village
    publication = world.publish()
    scoring.file_objection(by=world.people.colleague, publication=publication, unit=village, text="已按期整改。")
    settlement.propose_batch(by=office, run=publication.run)
    unit_party = {"season": world.season, "unit": village, "party": "unit"}
    settlement.record_receipt(by=office, **unit_party, amount=100_000, happened_on=JULY, document="收据1")  # type: ignore[arg-type]
    reports.confirm_nil(
        by=office, programme=world.programme, unit=world.people.town, figure="hosting",
        first=date(2022, 4, 1), last=date(2022, 6, 30),
    )  # fmt: skip
    scoring.run_season(by=office, season=world.season, period="2022-Q3", as_of=JULY)


def page_names() -> set[str]:
    """Names of all addresses of our own rooms."""
    return {pattern.name for pattern in _patterns(get_resolver()) if pattern.name}


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if entry.lookup_str.startswith("chuangcheng."):
                yield entry
        else:
            yield from _patterns(entry)


def find_pages(account: Account, known: Collection[str], *begin: str) -> dict[str, str]:
    """Name of an address → one address that answers this person with a page, found by following links from ``begin``.

    Pages of ``known`` names have been found already: of each, one is followed.
    """
    browser, waiting, seen = log_in(account), [*begin], set(begin)
    found: dict[str, str] = {}
    asked: dict[str, int] = {}
    while waiting:
        address = waiting.pop(0)
        name = resolve(urlsplit(address).path).url_name or ""
        asked[name] = asked.get(name, 0) + 1
        if asked[name] > (1 if name in known else MORE.get(name, MOST_OF_A_KIND)):
            continue
        answer = browser.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        found.setdefault(name, address)
        for link in _links(address, answer.content.decode()):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def _links(address: str, html: str) -> list[str]:
    """The addresses within the site to which a page leads; lists only as they stand (no sorting, no files)."""
    found = (urljoin(address, link.replace("&amp;", "&")) for link in re.findall(r'href="([^"#]+)', html))
    own = (link for link in found if link.startswith("/") and not link.startswith("/static/"))
    return [link for link in own if not re.search(r"[?&](sort|export|page)=", link)]


def preview_of_an_import(browser: Client, world: World) -> str:
    """Upload a workbook with one activity; the address of its preview."""
    sent = SimpleUploadedFile("活动.xlsx", template())
    answer = browser.post("/intake/", {"programme": world.programme.pk, "workbook": sent})
    return str(answer["Location"])
