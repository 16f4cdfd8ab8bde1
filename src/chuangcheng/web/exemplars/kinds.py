"""Honours and materials as their pages know them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account
from chuangcheng.stages.exemplars import actions, policy, queries
from chuangcheng.stages.exemplars.models import Honour, Material
from chuangcheng.stages.exemplars.states import Stage
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.states import Level
from chuangcheng.web.exemplars.forms import HonourForm, MaterialForm
from chuangcheng.web.register.kinds import Act, Kind, Room, Told, shown
from chuangcheng.web.shell.tables import Column, Filter

ROOM = Room(_("好人模范"), ((_("好人"), "exemplar_list"), (_("荣誉"), "honour_list"), (_("事迹材料"), "material_list")))


def person(by: Account, exporting: bool) -> Column:
    """The exemplar by name, as the account may read it; a file has the number only."""
    if exporting:
        return Column("exemplar", _("人员编号"), lambda r: r.exemplar.code, sort=("exemplar__code",))
    known = queries.units_with_names(by)
    return Column(
        "exemplar",
        _("好人"),
        lambda r: queries.name_for(r.exemplar, known),
        sort=("exemplar__code",),
        link=lambda r: reverse("exemplar", args=[r.exemplar_id]),
    )


def _about(record: Honour | Material, by: Account) -> list[Told]:
    """The person, and what the review said."""
    exemplar = record.exemplar
    name = queries.name_for(exemplar, queries.units_with_names(by))
    told = [Told(_("好人"), f"{name}（{exemplar.code}）", reverse("exemplar", args=[exemplar.pk]))]
    if record.reviewed_by is not None:
        told.append(Told(_("审核人"), str(record.reviewed_by)))
    return told


def _record_honour(by: Account, programme: Programme, values: dict[str, Any]) -> Honour:
    return actions.record_honour(by=by, **values)


def _record_material(by: Account, programme: Programme, values: dict[str, Any]) -> Material:
    return actions.record_material(by=by, **values)


HONOUR = Kind(
    word="honour",
    room=ROOM,
    title=_("荣誉"),
    lead=_("提名和当选的各级好人、模范；日期以公布名单为准。"),
    icon="award",
    start=_("先登记好人，再记他获得的荣誉。"),
    model=Honour,
    rows=queries.visible_honours,
    form=HonourForm,
    record=_record_honour,
    change=lambda by, record, values: actions.change_honour(by=by, honour=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_honour(
        by=by, honour=record, revision=revision, reason=reason
    ),
    may=policy.may_keep_records,
    columns=lambda by, exporting: (
        person(by, exporting),
        Column("title", _("称号"), lambda r: r.title, sort=("title",)),
        Column("level", _("层级"), lambda r: r.get_level_display(), sort=("level",)),
        Column("stage", _("荣誉阶段"), lambda r: r.get_stage_display(), sort=("stage",)),
        Column("compliant", _("规范报送"), lambda r: shown(r, "compliant"), sort=("compliant",), spare=True),
        Column("forceful", _("推报有力"), lambda r: shown(r, "forceful"), sort=("forceful",), spare=True),
    ),
    name=lambda r: f"{r.title} · {r.get_stage_display()}",
    fields=("title", "level", "stage", "compliant", "forceful", "review_reason"),
    related=("exemplar__unit", "reviewed_by"),
    more=_about,
    searched=("title", "exemplar__code"),
    filters=(
        Filter("level", _("层级"), fields=("level",), choices=lambda: Level.choices),
        Filter("stage", _("荣誉阶段"), fields=("stage",), choices=lambda: Stage.choices),
    ),
    acts=(Act(_("审核"), "honour_review", "clipboard-check"),),
)

MATERIAL = Kind(
    word="material",
    room=ROOM,
    title=_("事迹材料"),
    lead=_("报送的好人事迹材料，审核是不是规范报送。"),
    icon="file-text",
    start=_("先登记好人，再记他的事迹材料哪天报送。"),
    model=Material,
    rows=queries.visible_materials,
    form=MaterialForm,
    record=_record_material,
    change=lambda by, record, values: actions.change_material(by=by, material=record, **values),
    withdraw=lambda by, record, revision, reason: actions.withdraw_material(
        by=by, material=record, revision=revision, reason=reason
    ),
    may=policy.may_keep_records,
    columns=lambda by, exporting: (
        person(by, exporting),
        Column("title", _("题目"), lambda r: r.title, sort=("title",), wide=True),
        Column("compliant", _("规范报送"), lambda r: shown(r, "compliant"), sort=("compliant",)),
    ),
    name=lambda r: r.title,
    fields=("title", "compliant", "review_reason"),
    related=("exemplar__unit", "reviewed_by"),
    more=_about,
    searched=("title", "exemplar__code"),
    acts=(Act(_("审核"), "material_review", "clipboard-check"),),
)
