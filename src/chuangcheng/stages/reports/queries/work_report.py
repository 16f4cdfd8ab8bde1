"""The quarter's work report (工作情况汇报): 组织领导, 工作进展, 考核情况, 存在的问题, 下步打算."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.engine.numbers import POINT, plain
from chuangcheng.stages.plans.models import LeadingMember, NextStep, Phase
from chuangcheng.stages.plans.states import Duty
from chuangcheng.stages.reports.queries.composing import Report, Section, Sentence
from chuangcheng.stages.reports.queries.composing import plain as sentences
from chuangcheng.stages.reports.queries.figures import Figure, figures
from chuangcheng.stages.reports.queries.standings import band_table, outline, ranking_table
from chuangcheng.stages.scoring.checks import calendar_of
from chuangcheng.stages.scoring.models import Publication, Season
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.queries.seeing import rulebook_of


def work_report(publication: Publication) -> Report:
    """Fill the report of a published period. Every count is a figure; one that is missing is listed before printing."""
    run = publication.run
    season, name = run.season, period_name(run.period)
    span = next(one for one in calendar_of(season, rulebook_of(run)).periods if one.id == run.period)
    counted = figures(season.programme, span.first, span.last)
    steps = _steps(season)
    return Report(
        title=_("%(period)s文明创建工作情况汇报") % {"period": name},
        opening=sentences(_("现将%(period)s文明创建工作情况汇报如下。") % {"period": name}),
        sections=(
            Section(_("一、组织领导"), _leading(season)),
            Section(_("二、工作进展"), _progress(season, counted)),
            _assessment(publication),
            Section(_("四、存在的问题"), (_problems(counted),)),
            Section(_("五、下步打算"), steps),
        ),
        lacking=() if steps else (_("下步打算还没有填写。请在创建活动里写上。"),),
    )


def _leading(season: Season) -> tuple[tuple[Sentence, ...], ...]:
    members = LeadingMember.objects.filter(programme=season.programme).order_by("place", "id")
    heads = [member for member in members if member.duty == Duty.HEAD]
    said = []
    if heads:
        names = "、".join(f"{member.name}（{member.post}）" if member.post else member.name for member in heads)
        said.append(
            _("成立文明创建工作领导小组，由%(names)s任组长，成员%(count)s人。")
            % {"names": names, "count": len(members)}
        )
    phases = Phase.objects.filter(programme=season.programme).order_by("first", "id")
    if phases:
        titles = "、".join(phase.title for phase in phases)
        said.append(_("全年工作分%(count)s个阶段推进：%(titles)s。") % {"count": len(phases), "titles": titles})
    units = season.units.count()
    said.append(_("全年纳入考核的单位%(count)s个。") % {"count": units})
    return (sentences(*said),)


def _progress(season: Season, counted: dict[str, Figure]) -> tuple[tuple[Sentence, ...], ...]:
    activities = (
        Sentence((_("承办镇级以上文明创建和新时代文明实践活动"), counted["hosting"], "。")),
        Sentence((_("开展“最美家庭”“清洁文明户”“村好人”等评选"), counted["selections"], "。")),
        Sentence((_("完成约稿"), counted["articles_completed"], _("，其中被采用"), counted["articles_adopted"], "。")),
    )
    people = (
        Sentence((_("规范报送好人事迹材料"), counted["materials"], "。")),
        Sentence(
            (
                _("当选国家级好人或道德模范"),
                counted["elected_national"],
                _("，省级"),
                counted["elected_province"],
                _("，市级"),
                counted["elected_city"],
                _("，县级"),
                counted["elected_county"],
                "。",
            )
        ),
    )
    return (activities, people)


def _assessment(publication: Publication) -> Section:
    shown = outline(publication.run)
    if not shown.count:
        return Section(_("三、考核情况"), (sentences(_("本期没有单位参加考核。")),))
    said = _("参加考核的单位%(count)s个，平均得分%(mean)s分。") % {
        "count": shown.count,
        "mean": plain(shown.mean or 0, POINT),
    }
    build = ranking_table if publication.shows_ranking else band_table
    return Section(_("三、考核情况"), (sentences(said),), (build(publication.run, shown),))


def _problems(counted: dict[str, Figure]) -> tuple[Sentence, ...]:
    return (
        Sentence((_("本期发现问题"), counted["problems"], _("，其中外部渠道发现"), counted["problems_scored"], "。")),
        Sentence((_("错过整改期限"), counted["misses"], _("，需要加大整改力度。"))),
    )


def _steps(season: Season) -> tuple[tuple[Sentence, ...], ...]:
    steps = NextStep.objects.filter(programme=season.programme, done_on=None).order_by("place", "id")
    return tuple(
        sentences(
            f"{place}. {step.text}" + (_("（%(day)s前完成）") % {"day": step.due_on.isoformat()} if step.due_on else "")
        )
        for place, step in enumerate(steps, 1)
    )
