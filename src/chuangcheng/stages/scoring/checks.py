"""What is valid in scoring: shared by pages, the command line and the actions."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotAllowed, Refused
from chuangcheng.engine.model import Round, Rulebook
from chuangcheng.engine.periods import Calendar, NotWhole, Period, cut
from chuangcheng.engine.reading.rulebook import read_rulebook
from chuangcheng.people.models import Account
from chuangcheng.rulebooks.models import Version
from chuangcheng.stages.scoring.models import Objection, Publication, Run, Season
from chuangcheng.stages.scoring.states import OBJECTION_MOVES, RUN_MOVES, ObjectionState, RunState

#: Columns of a fact kind that is taken from another season (G50).
SOURCE_COLUMNS: Final = {"of": "text", "item": "text", "points": "decimal"}


def ensure_published_version(version: Version) -> None:
    """A season is scored by a published version only."""
    if not version.is_published:
        raise Refused("version-not-published", _("只能选用已发布的测评体系版本。请先发布它。"), field="version")


def ensure_basis(document: str, clause: str, *, field: str = "document") -> None:
    """Refuse a document without a clause, or the other way round."""
    if not (document.strip() and clause.strip()):
        raise Refused("no-basis", _("请写明依据的文件和条款。"), field=field)


def calendar_of(season: Season, rulebook: Rulebook) -> Calendar:
    """The season's periods. Refused: ``year-not-whole``, ``no-rounds``."""
    rounds = rounds_of(season)
    if rulebook.period == "rounds" and not rounds:
        raise Refused("no-rounds", _("这套测评体系按轮次考核。请写明每一轮的编号和起止日期。"), field="rounds")
    try:
        return cut(rulebook.period, season.first, season.last, rounds)
    except NotWhole:
        raise Refused(
            "year-not-whole", _("考核年度的起止日期不是整期。请改成从一期的第一天到一期的最后一天。"), field="first"
        ) from None


def rounds_of(season: Season) -> tuple[Round, ...]:
    """The rounds of a season as the engine knows them."""
    return tuple(
        Round(one["id"], date.fromisoformat(one["from"]), date.fromisoformat(one["to"]), 0) for one in season.rounds
    )


def ensure_rounds(season: Season) -> None:
    """Rounds have different ids, stand in order, do not overlap and lie in the season. Refused: ``rounds-invalid``."""
    rounds = rounds_of(season)
    days = [season.first - timedelta(days=1), *(day for one in rounds for day in (one.first, one.last))]
    steps = pairwise(days)
    in_order = all(early < late or (early == late and number % 2) for number, (early, late) in enumerate(steps))
    if not in_order or days[-1] > season.last or len({one.id for one in rounds}) < len(rounds):
        raise Refused(
            "rounds-invalid",
            _("轮次要按先后排列、互不重叠，都在考核年度之内，编号不能重复。请核对各轮的日期。"),
            field="rounds",
        )


def ensure_unpublished(season: Season) -> None:
    """Refuse (``published-already``) to change what published results stand on."""
    if Run.objects.filter(season=season, state=RunState.PUBLISHED).exists():
        raise Refused("published-already", _("本年度已有公布的得分，轮次不能再改。"), field="rounds")


def ensure_source(season: Season, source: Season, kind: str) -> None:
    """A source is another season that does not lead back to this one, for a fact kind that the rulebook declares with
    exactly the columns of a source (G50). Refused: ``unknown-fact``, ``source-columns``, ``source-loop``."""
    rulebook, _problems = read_rulebook(season.version.text, season.version.file, None)
    declared = rulebook.facts.get(kind) if rulebook else None
    if declared is None:
        raise Refused("unknown-fact", _("测评体系里没有事实“%(kind)s”。") % {"kind": kind}, field="kind")
    if {name: type_.value for name, type_ in declared.columns.items()} != SOURCE_COLUMNS:
        told = _("事实“%(kind)s”的列不是 of、item、points，不能取自其他年度。") % {"kind": kind}
        raise Refused("source-columns", told, field="kind")
    waiting, met = [source.pk], set[int]()
    while waiting:
        key = waiting.pop()
        if key == season.pk:
            raise Refused("source-loop", _("那个年度又取自本年度，绕成了圈。请另选。"), field="source")
        if key not in met:
            met.add(key)
            sources = Season.objects.filter(pk=key).values_list("sources", flat=True).first() or {}
            waiting += [one["season"] for one in sources.values()]


def ensure_period(calendar: Calendar, name: str) -> Period:
    """The period of this id. Refused: ``unknown-period``, ``period-not-begun``."""
    period = next((one for one in calendar.periods if one.id == name), None)
    if period is None:
        raise Refused("unknown-period", _("本考核年度没有这个期间。请从列表里选择。"), field="period")
    if period.first > clock.today():
        raise Refused("period-not-begun", _("这个期间还没有开始，没有可计的分。"), field="period")
    return period


def ensure_as_of(season: Season, period: Period, as_of: date) -> None:
    """``as_of`` lies in the season and not before the period begins."""
    if not period.first <= as_of <= season.last:
        raise Refused("as-of-outside", _("计分截止日期要在所选期间开始之后、考核年度之内。"), field="as_of")


def ensure_publishable(run: Run, document: str, clause: str) -> None:
    """Refuse to publish with errors, without basis, before the period's end, or what is not a draft."""
    if RunState.PUBLISHED not in RUN_MOVES[RunState(run.state)]:
        raise Refused("run-not-draft", _("这次计分已经公布过。需要更正时，请重开期间、重新计分，再公布新的一次。"))
    if not run.is_scored:
        raise Refused("run-has-errors", _("这次计分还有错误，不能公布。请按问题清单处理后重新计分。"))
    ensure_basis(document, clause)


def ensure_window_open(publication: Publication) -> None:
    """Refuse an objection after the window, or against what was replaced."""
    if publication.run.state == RunState.REPLACED:
        raise Refused("run-replaced", _("这次公布已被更正。请对更正后的结果提出异议。"))
    if clock.today() > publication.objections_until:
        raise Refused(
            "window-closed",
            _("异议期已于 %(day)s 结束。如有新的证据，请直接联系文明办。") % {"day": publication.objections_until},
        )


def ensure_other_person(by: Account, publication: Publication) -> None:
    """Who scored, or published, does not answer an objection to it."""
    if by.pk in (publication.run.ran_by_id, publication.published_by_id):
        raise NotAllowed(_("计分或公布的人不能答复对它的异议。请由另一位同志答复。"))


def ensure_objection_move(objection: Objection, state: ObjectionState) -> None:
    """Refuse to answer twice."""
    if state not in OBJECTION_MOVES[ObjectionState(objection.state)]:
        raise Refused("objection-ended", _("这条异议已经办结。请刷新页面查看结果。"))
