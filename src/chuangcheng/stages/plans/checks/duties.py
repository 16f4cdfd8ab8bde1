"""What a duty and a kind of duty must be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.people.models import Grid, Place
from chuangcheng.stages.plans.checks.records import check_fields
from chuangcheng.stages.plans.models import Duty, DutyKind, Task
from chuangcheng.stages.plans.states import Concern, Counted

Thing = Place | Grid | Task


def concern_of(thing: Thing) -> Concern:
    """What kind of thing somebody answers for."""
    return Concern.GRID if isinstance(thing, Grid) else Concern.PLACE if isinstance(thing, Place) else Concern.TASK


def check_duty(duty: Duty, kinds: Sequence[DutyKind]) -> None:
    """Days in order, thing and person there on them, a kind that is used, and no more than the kind allows.

    Refused: ``wrong-value``, ``days-reversed``, ``thing-ended``, ``person-left``, ``other-unit``, ``unknown-kind``,
    ``too-many``.
    """
    check_fields(duty)
    if duty.to_day is not None and duty.to_day < duty.from_day:
        raise Refused("days-reversed", _("止期早于起期。请改正日期。"), field="to_day")
    ended = getattr(duty.thing, "ended_on", None)
    if ended is not None and duty.from_day > ended:
        told = _("“%(thing)s”已于 %(day)s 撤销。") % {"thing": duty.thing, "day": ended}
        raise Refused("thing-ended", told, field="from_day")
    if duty.person is not None:
        if duty.person.organisation_id != duty.unit_id:
            raise Refused("other-unit", _("这个人不在这个单位。请只选其中一个。"), field="unit")
        if duty.person.left_on is not None and duty.from_day > duty.person.left_on:
            values = {"person": duty.person, "day": duty.person.left_on}
            raise Refused("person-left", _("“%(person)s”已于 %(day)s 离任。请另选责任人。") % values, field="person")
    check_most(duty, check_kind(duty, kinds))


def check_kind(duty: Duty, kinds: Sequence[DutyKind]) -> DutyKind:
    """The kind that the duty names, among those used for such things. Refused: ``unknown-kind``."""
    concern = concern_of(duty.thing)
    for kind in kinds:
        if kind.name == duty.kind and kind.concerns == concern:
            return kind
    raise Refused("unknown-kind", _("没有“%(kind)s”这个责任类别。请从列表中选择。") % {"kind": duty.kind}, field="kind")


def check_most(duty: Duty, kind: DutyKind) -> None:
    """Refused (``too-many``) where a strict kind has as many holders on one of the duty's days as it allows."""
    if not kind.strict or kind.most is None:
        return
    rows = Duty.objects.filter(Q(to_day=None) | Q(to_day__gte=duty.from_day), kind=kind.name).exclude(pk=duty.pk)
    if duty.to_day is not None:
        rows = rows.filter(from_day__lte=duty.to_day)
    if kind.counted == Counted.UNIT:
        rows = rows.filter(unit=duty.unit, **{f"{kind.concerns}__isnull": False}).exclude(person=duty.person)
    else:
        rows = rows.filter(place=duty.place, grid=duty.grid, task=duty.task)
    held = list(rows.select_related("person", "unit"))
    for day in sorted({duty.from_day, *(one.from_day for one in held if one.from_day > duty.from_day)}):
        there = {str(one.who) for one in held if _holds(one, day)}
        if len(there) >= kind.most:
            values = {"kind": kind.name, "most": kind.most, "day": day, "who": "、".join(sorted(there))}
            told = _("“%(kind)s”限 %(most)d 人，%(day)s 已有 %(who)s。请用“交接”，或先结束原来的责任。")
            raise Refused("too-many", told % values, field="person")


def check_kinds(kinds: Sequence[DutyKind]) -> None:
    """Kinds have names, each once for its things, and allow at least one. Refused: ``wrong-value``, ``kind-twice``."""
    seen: set[tuple[str, str]] = set()
    for kind in kinds:
        check_fields(kind)
        if not kind.name.strip():
            raise Refused("wrong-value", _("请写明责任类别的名称。"), field="name")
        if kind.most is not None and kind.most < 1:
            raise Refused("wrong-value", _("“%(kind)s”最多几人至少是1，不限就留空。") % {"kind": kind}, field="most")
        if (kind.concerns, kind.name) in seen:
            raise Refused("kind-twice", _("“%(kind)s”出现了两次。请删去一行。") % {"kind": kind}, field="name")
        seen.add((kind.concerns, kind.name))


def _holds(duty: Duty, day: date) -> bool:
    return duty.from_day <= day and (duty.to_day is None or duty.to_day >= day)
