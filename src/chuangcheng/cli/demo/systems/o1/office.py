"""What the office writes, holds and looks after: publications, papers and meetings, the booklet, the grounds."""

from __future__ import annotations

from decimal import Decimal

from chuangcheng.base.clock import frozen
from chuangcheng.cli.demo.scene import BEHIND, Scene
from chuangcheng.people import actions as people
from chuangcheng.people.actions import GridGiven
from chuangcheng.people.states import GridKind
from chuangcheng.stages.activities import actions as activities
from chuangcheng.stages.activities.states import FacilityState, MeasureKind
from chuangcheng.stages.plans import actions as plans

PUBLISHED = "刊发文章"
GENRES = ("通讯", "简报", "调研", "理论")
#: (genre, medium, level) in turn: thirty in ten months, four of them news of the creation itself.
MEDIA = (("通讯", "样岭日报", "县级"), ("简报", "县委简报", "县级"), ("调研", "样省调研", "省级"))
CREATION = 4
SERVICES = {"办文": "件", "办会": "场", "办事": "件"}
#: (facility, how many, state): the court is being built, for the retired a room is being sought (G34–G38).
FACILITIES = (
    ("羽毛球场", 1, FacilityState.IN_USE),
    ("乒乓球活动室", 3, FacilityState.IN_USE),
    ("篮球场", 1, FacilityState.BUILDING),
    ("离退休干部活动室", 1, FacilityState.SITING),
)
AREAS = ("前院", "后院", "办公楼一至三层", "办公楼四至六层", "礼堂", "车棚")
STAFF = 46


def build(scene: Scene) -> None:
    """Write all of it."""
    _published(scene)
    _services(scene)
    _facilities(scene)
    _areas(scene)
    scene.held("affairs", scene.day(5, 26), "发放用品", title="规章汇编", persons=STAFF,
               numbers={"goods": "规章汇编", "quantity": STAFF})  # fmt: skip
    scene.held(
        "secretary", scene.day(1, 18), "动员会", title="创建动员会", expected=STAFF, persons=STAFF - 2, excused=2
    )
    scene.held("union", scene.day(8, 28), "星级文明户评选", title="和睦家庭评选", households=10)
    scene.held(
        "union", scene.day(6, 1), "朗诵歌咏", title="建党纪念歌咏", persons=40, festival="建党节", result="二等奖"
    )
    scene.cadence("班子民主生活会", {"kind": "each", "unit": "year"}, activity_kind="民主生活会")
    scene.cadence(
        "股室情况通报", {"kind": "as_set", "word": "定期", "rhythm": {"kind": "each", "unit": "month"}}, activity_kind="调度会"
    )  # fmt: skip
    for month in range(BEHIND):
        if month != 6:
            scene.held("host", scene.day(month, 27), "调度会", title="股室情况通报", expected=8, persons=8 - month % 2)


def _published(scene: Scene) -> None:
    with frozen(scene.first):
        activities.add_kind(
            by=scene.office, host=scene.host, name=PUBLISHED, group="宣传", asks=["level", "theme"],
            fields=[
                {"name": "genre", "label": "体裁", "type": "choice", "choices": list(GENRES), "required": True},
                {"name": "medium", "label": "刊物", "type": "text", "required": True},
            ],
        )  # fmt: skip
    for number in range(3 * BEHIND):
        genre, medium, level = MEDIA[number % len(MEDIA)]
        about = "创建" if number % 3 == 0 and number // 3 < CREATION else "县域发展"
        scene.held(
            "news", scene.day(number // 3, 6 + number % 3 * 7), PUBLISHED, title=f"{about}{genre}{number + 1}", level=level,
            theme=about, numbers={"genre": genre, "medium": medium},
        )  # fmt: skip


def _services(scene: Scene) -> None:
    """Papers, meetings and affairs, counted month by month."""
    for at, (name, word) in enumerate(SERVICES.items()):
        with frozen(scene.first):
            measure = activities.add_measure(
                by=scene.office, programme=scene.programme, kind=MeasureKind.COUNT.value, name=name, measure_word=word
            )
        for month in range(BEHIND):
            day = scene.day(month, 28)
            with frozen(day):
                activities.record_measurement(
                    by=scene.office, programme=scene.programme, unit=scene.units["papers"], happened_on=day,
                    measure=measure, number=Decimal(20 * (3 - at) + month % 5),
                )  # fmt: skip


def _facilities(scene: Scene) -> None:
    for number, (kind, quantity, state) in enumerate(FACILITIES):
        day = scene.day(3 + number, 11)
        with frozen(day):
            activities.record_facility(
                by=scene.office, programme=scene.programme, unit=scene.units["affairs"], happened_on=day, kind=kind,
                state=state.value, quantity=quantity,
            )  # fmt: skip


def _areas(scene: Scene) -> None:
    """Cleaning and greening down to the plot and the person (A48)."""
    keeper = scene.units["affairs"]
    with frozen(scene.day(0, 15)):
        for number, name in enumerate(AREAS, 1):
            given = GridGiven(f"P{number}", name, kind=GridKind.AREA.value)
            grid = people.add_grid(by=scene.office, organisation=keeper, given=given)
            person = people.add_person(by=scene.office, organisation=keeper, name=f"样片{number}", post="保洁绿化")
            plans.assign_duty(by=scene.office, thing=grid, kind="包片", person=person, from_day=scene.day(0, 15))
