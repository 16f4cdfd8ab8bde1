"""Seasons: opened from a programme, with the units that take part and what the office settled on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import Entry, action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.people.queries import superior_on
from chuangcheng.rulebooks.models import Version
from chuangcheng.stages.plans.models import Programme
from chuangcheng.stages.plans.queries import units as units_of
from chuangcheng.stages.scoring import checks, policy
from chuangcheng.stages.scoring.models import Run, Season, SeasonUnit
from chuangcheng.stages.scoring.queries.seeing import rulebook_of_version
from chuangcheng.stages.scoring.states import RunState


def open_season(
    *,
    by: Account,
    programme: Programme,
    version: Version,
    first: date,
    last: date,
    objection_days: int = 5,
    rounds: Sequence[Mapping[str, str]] = (),
) -> Season:
    """Open the season of a programme. All units of the rulebook's kind below the host take part, each with its
    territorial superior on the first day.

    Refused: ``season-open``, ``version-not-published``, ``year-not-whole``, ``rounds-invalid``, ``no-rounds``, ``no-units``.
    """
    _may(by, programme.host)
    checks.ensure_published_version(version)
    if Season.objects.filter(programme=programme).exists():
        raise Refused("season-open", _("这个创建活动已经有考核年度。"), field="programme")
    season = Season(programme=programme, version=version, first=first, last=last, objection_days=objection_days)
    season.rounds = [dict(one) for one in rounds]
    checks.ensure_rounds(season)
    rulebook = rulebook_of_version(version)
    checks.calendar_of(season, rulebook)
    units = list(units_of(programme).filter(kind=rulebook.subject).order_by("code"))
    if not units:
        raise Refused(
            "no-units",
            _("“%(host)s”之下没有类型为“%(kind)s”的单位。请先在单位里录入，或换一套测评体系。")
            % {"host": programme.host, "kind": rulebook.subject},
            field="version",
        )
    with action("scoring.season.open", by=by, on=season) as entry:
        season.save()
        _take(season, units)
        entry.say(version=version, first=first, last=last, units=len(units))
    return season


def change_season(
    *,
    by: Account,
    season: Season,
    revision: int | None,
    version: Version | None = None,
    objection_days: int | None = None,
) -> Season:
    """Change the rulebook version or the window. A version is not changed once something is published by it."""
    _may(by, season.programme.host)
    ensure_revision(season, revision)
    if version is not None and version != season.version:
        checks.ensure_published_version(version)
        checks.calendar_of(season, rulebook_of_version(version))
    with action("scoring.season.change", by=by, on=season) as entry:
        entry.say(before={"version": season.version, "objection_days": season.objection_days})
        season.version = version or season.version
        season.objection_days = season.objection_days if objection_days is None else objection_days
        season.save()
        entry.say(after={"version": season.version, "objection_days": season.objection_days})
    return season


def switch_ranking(*, by: Account, season: Season, revision: int | None, document: str, clause: str) -> Season:
    """Publish rankings from now on, by this basis; both empty: no more (guardrail 4)."""
    return _switch(by, season, revision, "ranking", document.strip(), clause.strip())


def switch_fines(*, by: Account, season: Season, revision: int | None, document: str, clause: str) -> Season:
    """Post fines from now on, by this document and clause; both empty: no more (guardrail 5)."""
    return _switch(by, season, revision, "fines", document.strip(), clause.strip())


def set_units(*, by: Account, season: Season, units: Iterable[Organisation]) -> Season:
    """Let exactly these units take part. A unit with a published score stays."""
    _may(by, season.programme.host)
    wanted = {unit.pk: unit for unit in units}
    with action("scoring.season.units", by=by, on=season) as entry:
        present = {one.organisation_id: one for one in season.units.select_related("organisation")}
        gone = [one for pk, one in present.items() if pk not in wanted]
        if gone and Run.objects.filter(season=season, state=RunState.PUBLISHED).exists():
            raise Refused(
                "units-published", _("本年度已有公布的得分，参评单位不能减少。可以改为“不参加排名”并写明原因。")
            )
        for one in gone:
            one.delete()
        added = [unit for pk, unit in wanted.items() if pk not in present]
        _take(season, added)
        entry.say(added=[unit.code for unit in added], removed=[one.organisation.code for one in gone])
    return season


def exempt_unit(*, by: Account, member: SeasonUnit, exempt: bool, reason: str = "") -> SeasonUnit:
    """Take a unit out of the ranking with a reason, or back into it."""
    _may(by, member.season.programme.host)
    if exempt and not reason.strip():
        raise Refused("no-reason", _("请写明不参加排名的原因。"), field="reason")
    with action("scoring.season.exempt", by=by, on=member) as entry:
        member.exempt, member.exempt_reason = exempt, reason.strip() if exempt else ""
        member.save()
        entry.say(unit=member.organisation.code, exempt=exempt, reason=member.exempt_reason)
    return member


def set_group(*, by: Account, member: SeasonUnit, group: str) -> SeasonUnit:
    """Rank a unit in another group for this season."""
    _may(by, member.season.programme.host)
    with action("scoring.season.group", by=by, on=member) as entry:
        entry.say(unit=member.organisation.code, before=member.group, after=group.strip())
        member.group = group.strip()
        member.save()
    return member


def _may(by: Account, host: Organisation) -> None:
    require_sight(by, host)
    require(policy.may_score(by, host))


def _switch(by: Account, season: Season, revision: int | None, what: str, document: str, clause: str) -> Season:
    _may(by, season.programme.host)
    ensure_revision(season, revision)
    if document or clause:
        checks.ensure_basis(document, clause, field=f"{what}_document")
    with action(f"scoring.season.{what}", by=by, on=season, basis=f"{document} {clause}".strip()) as entry:
        _say_switch(entry, season, what, bool(document))
        setattr(season, f"{what}_document", document)
        setattr(season, f"{what}_clause", clause)
        season.save()
    return season


def _say_switch(entry: Entry, season: Season, what: str, on: bool) -> None:
    entry.say(before=bool(getattr(season, f"{what}_document")), after=on)


def _take(season: Season, units: Iterable[Organisation]) -> None:
    for unit in units:
        SeasonUnit(season=season, organisation=unit, parent=superior_on(unit, season.first), group=unit.group).save()
