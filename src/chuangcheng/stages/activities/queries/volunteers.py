"""Volunteers in sight, the time they gave, and their certificate. There is no ranking of persons (guardrail 2)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from chuangcheng.documents.model import Column, Document, Paragraph, Table, chinese_date
from chuangcheng.people.models import Account
from chuangcheng.people.queries import beneath, current_roles, scoped
from chuangcheng.people.states import RoleKind, masked
from chuangcheng.stages.activities.models import Service, Volunteer
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import standing


def visible_volunteers(by: Account) -> models.QuerySet[Volunteer]:
    """Volunteers of units in sight, those who left included, each with ``given``: confirmed minutes."""
    confirmed = Q(services__withdrawn_on=None, services__confirmed_on__isnull=False)
    rows = Volunteer.objects.select_related("unit").annotate(given=Sum("services__minutes", filter=confirmed))
    return scoped(rows, by)


def visible_services(by: Account, programme: Programme) -> models.QuerySet[Service]:
    """Records of service of a programme that the account sees, withdrawn ones included."""
    rows = Service.objects.filter(programme=programme).select_related("unit", "programme", "volunteer", "activity")
    return scoped(rows, by).order_by("-happened_on", "code")


def units_with_names(by: Account) -> frozenset[int]:
    """Keys of the units whose volunteers the account may read by name: those that it, or the office above them, works
    for."""
    if not by.is_active:
        return frozenset()
    roles = current_roles(by).filter(kind__in=(RoleKind.OFFICE, RoleKind.UNIT)).select_related("organisation")
    keys = (beneath(role.organisation).values_list("pk", flat=True) for role in roles)
    return frozenset(key for each in keys for key in each)


def name_for(volunteer: Volunteer, known: Collection[int]) -> str:
    """The name as the account may read it; of one who left and asked for it, nothing is left."""
    if not volunteer.name:
        return _("（已删除）")
    return volunteer.name if volunteer.unit_id in known else masked(volunteer.name)


def hours_text(minutes: int) -> str:
    """Time as people say it: ``12 小时 30 分``, exact."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d 分钟") % {"minutes": rest}
    told = {"hours": hours, "minutes": rest}
    return _("%(hours)d 小时 %(minutes)d 分") % told if rest else _("%(hours)d 小时") % told


def confirmed_services(volunteer: Volunteer, first: date | None = None, last: date | None = None) -> list[Service]:
    """What a volunteer gave and the unit confirmed, in the order of the days."""
    rows = standing(Service.objects.filter(volunteer=volunteer, confirmed_on__isnull=False))
    if first is not None:
        rows = rows.filter(happened_on__gte=first)
    if last is not None:
        rows = rows.filter(happened_on__lte=last)
    return list(rows.select_related("activity").order_by("happened_on", "code"))


def certificate(volunteer: Volunteer, services: Collection[Service], *, dated: date) -> Document:
    """A certificate of service: who, how often, how long, and each service. Printed in Chinese, as it is handed out."""
    minutes = sum(service.minutes for service in services)
    hours, rest = divmod(minutes, 60)
    told = f"{hours}小时{rest}分钟" if rest else f"{hours}小时"
    said = (
        f"兹证明{volunteer.name}（志愿者编号{volunteer.number}）自{chinese_date(volunteer.registered_on)}登记以来，"
        f"参加志愿服务{len(services)}次，服务时长合计{told}。以下各次由{volunteer.unit.name}确认。"
    )
    rows = [(f"{one.happened_on:%Y-%m-%d}", _what(one), f"{one.minutes}") for one in services]
    columns = (Column("日期", "center", 2), Column("服务内容", "left", 5), Column("时长（分钟）", "right", 2))
    total = (("合计", f"{len(services)}次", str(minutes)),)
    return Document(
        "志愿服务证明",
        (Paragraph(said), Table(columns, (*rows, *total), strong=frozenset({len(rows)}))),
        signed_by=volunteer.unit.name,
        dated=dated,
    )


def _what(service: Service) -> str:
    if service.content:
        return service.content
    return (service.activity.title or service.activity.kind) if service.activity is not None else ""
