"""When evidence is enough, as plain arithmetic; and who may say what is wanted."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chuangcheng.base.errors import Conflict, NotAllowed, NotSeen, Refused
from chuangcheng.evidence import actions
from chuangcheng.evidence.enough import Wanted, kind_of, light
from chuangcheng.evidence.models import Want
from chuangcheng.evidence.states import LightState, WantKind
from tests.people import People

PICTURE, DOCUMENT, FILM, ANY = WantKind.PICTURE, WantKind.DOCUMENT, WantKind.FILM, WantKind.ANY


@pytest.mark.parametrize(
    ("wanted", "there", "state", "lacks"),
    [
        ([], [], LightState.UNASKED, ()),
        ([], [PICTURE], LightState.UNASKED, ()),
        ([(PICTURE, 2)], [], LightState.EMPTY, ((PICTURE, 2),)),
        ([(PICTURE, 2)], [PICTURE], LightState.PARTLY, ((PICTURE, 1),)),
        ([(PICTURE, 2)], [PICTURE] * 2, LightState.ENOUGH, ()),
        ([(PICTURE, 2)], [DOCUMENT] * 5, LightState.PARTLY, ((PICTURE, 2),)),
        ([(PICTURE, 1), (ANY, 1)], [PICTURE], LightState.PARTLY, ((ANY, 1),)),
        ([(PICTURE, 1), (ANY, 1)], [PICTURE, FILM], LightState.ENOUGH, ()),
        ([(PICTURE, 1), (PICTURE, 2)], [PICTURE] * 2, LightState.PARTLY, ((PICTURE, 1),)),
        ([(ANY, 3)], [PICTURE, DOCUMENT, FILM], LightState.ENOUGH, ()),
    ],
)
def test_the_light(
    wanted: list[tuple[WantKind, int]],
    there: list[WantKind],
    state: LightState,
    lacks: tuple[tuple[WantKind, int], ...],
) -> None:
    told = light([Wanted(kind, least) for kind, least in wanted], there)
    assert (told.state, told.lacks, told.there) == (state, lacks, len(there))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(WantKind), st.integers(1, 5)), max_size=5),
    st.lists(st.sampled_from([PICTURE, DOCUMENT, FILM]), max_size=20),
)
def test_handing_in_what_lacks_is_enough_and_more_never_hurts(
    wanted: list[tuple[WantKind, int]], there: list[WantKind]
) -> None:
    asked = [Wanted(kind, least) for kind, least in wanted]
    told = light(asked, there)
    filled = [*there, *(PICTURE if kind == ANY else kind for kind, count in told.lacks for _ in range(count))]
    assert light(asked, filled).lacking == 0
    assert all(light(asked, [*there, kind]).lacking <= told.lacking for kind in (PICTURE, DOCUMENT, FILM))
    if told.lacking:
        assert light(asked, filled[:-1]).lacking > 0


def test_kinds() -> None:
    assert [kind_of(type_) for type_ in ("image/gif", "video/quicktime", "application/pdf")] == [
        PICTURE,
        FILM,
        DOCUMENT,
    ]


def test_wants_are_the_offices(people: People) -> None:
    given = {"host": people.town, "record": people.town, "item": "2.1", "kind": "picture", "least": 2}
    for who, refusal in (
        (people.colleague, NotSeen), (people.stranger, NotSeen), (people.leader, NotAllowed), (people.auditor, NotAllowed)
    ):  # fmt: skip
        with pytest.raises(refusal):
            actions.set_want(by=who, **given)
    want = actions.set_want(by=people.office, **given)
    changed = actions.set_want(by=people.office, **{**given, "least": 3}, note="前后对比", revision=want.revision)
    assert (changed.pk, changed.least, Want.objects.count()) == (want.pk, 3, 1)
    with pytest.raises(Conflict):
        actions.set_want(by=people.office, **{**given, "least": 4}, revision=want.revision)
    for wrong in ({"kind": "sound"}, {"least": 0}, {"least": 201}):
        with pytest.raises(Refused):
            actions.set_want(by=people.office, **{**given, **wrong})
    with pytest.raises(NotAllowed):
        actions.drop_want(by=people.leader, want=changed)
    actions.drop_want(by=people.office, want=changed)
    assert not Want.objects.exists()
