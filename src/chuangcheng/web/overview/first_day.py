"""The checklist of an office's first day: each step, whether it is done, where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chuangcheng.people.models import Account, Organisation, Role
from chuangcheng.people.queries import current_roles, scoped
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
    organisations = scoped(Organisation.objects.all(), by, path="")
    count = organisations.count()
    held = Role.objects.filter(to_day=None, organisation__in=organisations.values("pk"))
    roles = frozenset(held.values_list("kind", flat=True).distinct())
    administers = by.is_administrator or RoleKind.ADMINISTRATOR in kinds
    host = reverse("setup") if by.is_administrator else ""
    return [
        Step(_("写下主办单位"), _("文明办所在的单位，其余单位都在它之下。"), host, count > 0),
        Step(
            _("定下谁负责文明办工作"),
            _("您自己，或为他建账号时授予“文明办”角色；后面的业务由他办理。"),
            reverse("account_new") if administers else "",
            RoleKind.OFFICE in roles,
        ),
        *_year(by, kinds),
        Step(
            _("导入村（社区）和人员"),
            _("下载模板，填“单位”和“人员”两张表，先预览再写入。"),
            reverse("import_new"),
            count > 1,
        ),
        _season(by, kinds),
        Step(
            _("为各村（单位）建账号"),
            _("一次建好，一次打印全部首次登录单。"),
            reverse("unit_accounts") if administers else "",
            RoleKind.UNIT in roles,
        ),
        *_score(by, kinds),
    ]


def _year(by: Account, kinds: frozenset[str]) -> Iterator[Step]:
    """Programme and rulebook: in one form while there is neither."""
    has_programme = scoped(Programme.objects.all(), by, path="host").exists()
    versions = scoped(Version.objects.all(), by, path="rulebook__organisation")
    states = frozenset(versions.values_list("state", flat=True).distinct())
    what, why = _("建立创建活动"), _("写明目标称号和起止日期。")
    yield Step(what, why, _office(kinds, "programme_new" if states else "setup_year"), has_programme)
    what, why = _("选用测评体系"), _("复制一份现成的细则，改成自己的，试算后发布。")
    url = _office(kinds, "rulebook_list" if states or has_programme else "setup_year")
    yield Step(what, why, url, VersionState.PUBLISHED in states)


def _season(by: Account, kinds: frozenset[str]) -> Step:
    has_season = scoped(Season.objects.all(), by, path="programme__host").exists()
    return Step(_("建立考核年度"), _("选定创建活动、测评体系和参评单位。"), _office(kinds, "season_new"), has_season)


def _score(by: Account, kinds: frozenset[str]) -> Iterator[Step]:
    """The first facts and the first run; with a season the way leads straight to the run."""
    facts = scoped(BaseScore.objects.all(), by).exists() or scoped(Problem.objects.all(), by).exists()
    what, why = _("录入第一批事实"), _("基础分、问题、活动等，可以逐条录入，也可以用模板导入。")
    yield Step(what, why, _office(kinds, "import_new"), facts)
    has_run = scoped(Run.objects.all(), by, path="season__programme__host").exists()
    season = None if has_run else scoped(Season.objects.all(), by, path="programme__host").first()
    url = _office(kinds, "run_new", season.pk) if season else _office(kinds, "season_list")
    yield Step(_("第一次计分"), _("结果先是草稿，核对后再公布。"), url, has_run)


def _office(kinds: frozenset[str], name: str, *keys: int) -> str:
    return reverse(name, args=keys) if RoleKind.OFFICE in kinds else ""


def is_led(by: Account, kinds: frozenset[str]) -> bool:
    """Whether the first day is this account's business: administrators and offices."""
    return bool(by.is_administrator or kinds & {RoleKind.OFFICE, RoleKind.ADMINISTRATOR})


def kinds_of(by: Account) -> frozenset[str]:
    """The kinds of roles that the account holds today. One query."""
    return frozenset(current_roles(by).values_list("kind", flat=True))
