"""The checklist of an office's first day: each step, whether it is done, where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account, Organisation, Role
from chuangcheng.people.queries import scoped
from chuangcheng.people.states import RoleKind
from chuangcheng.rulebooks.models import Version
from chuangcheng.rulebooks.states import VersionState
from chuangcheng.stages.inspections.models import BaseScore
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.scoring.models import Run, Season


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, why, where ('' where another does it), and whether it is done."""

    what: Any
    why: Any
    url: str
    done: bool


def steps(by: Account, kinds: frozenset[str]) -> list[Step]:
    """The steps in order, as far as the account sees. One query for each at most. ``kinds``: those of their
    roles. What another does has no address: administrators keep accounts, offices programmes and facts."""
    administers = by.is_administrator or RoleKind.ADMINISTRATOR in kinds
    organisations = scoped(Organisation.objects.all(), by, path="")
    count = organisations.count()
    offices = Role.objects.filter(kind=RoleKind.OFFICE, to_day=None, organisation__in=organisations.values("pk"))
    programmes = scoped(Programme.objects.all(), by, path="host")
    versions = scoped(Version.objects.filter(state=VersionState.PUBLISHED), by, path="rulebook__organisation")
    seasons = scoped(Season.objects.all(), by, path="programme__host")
    facts = scoped(BaseScore.objects.all(), by).exists() or scoped(Problem.objects.all(), by).exists()
    runs = scoped(Run.objects.all(), by, path="season__programme__host")

    def office(name: str) -> str:
        return reverse(name) if RoleKind.OFFICE in kinds else ""

    host = reverse("setup") if by.is_administrator else ""
    return [
        Step(_("写下主办单位"), _("文明办所在的单位，其余单位都在它之下。"), host, count > 0),
        Step(
            _("建立文明办的账号"),
            _("打印首次登录单，授予“文明办”角色；后面的业务由文明办账号办理。同事和各村的账号也在这里建立。"),
            reverse("account_list") if administers else "",
            offices.exists(),
        ),
        Step(
            _("导入村（社区）和人员"),
            _("下载模板，填“单位”和“人员”两张表，先预览再写入。"),
            reverse("import_new"),
            count > 1,
        ),
        Step(_("建立创建活动"), _("写明目标称号、依据和起止日期。"), office("programme_new"), programmes.exists()),
        Step(
            _("选用测评体系"),
            _("复制一份现成的细则，改成自己的，试算后发布。"),
            office("rulebook_list"),
            versions.exists(),
        ),
        Step(_("建立考核年度"), _("选定创建活动、测评体系和参评单位。"), office("season_new"), seasons.exists()),
        Step(
            _("录入第一批事实"),
            _("基础分、问题、活动等，可以逐条录入，也可以用模板导入。"),
            office("import_new"),
            facts,
        ),
        Step(_("第一次计分"), _("结果先是草稿，核对后再公布。"), office("season_list"), runs.exists()),
    ]
