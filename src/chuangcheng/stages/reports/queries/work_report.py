"""The quarter's work report (工作情况汇报): 组织领导, 工作进展, 考核情况, 存在的问题, 下步打算."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chuangcheng.documents.model import chinese_date
from chuangcheng.engine.numbers import POINT, plain
from chuangcheng.stages.plans.facts import MatterFigures, matter_figures
from chuangcheng.stages.plans.models import LeadingMember, NextStep, Phase
from chuangcheng.stages.plans.states import Duty
from chuangcheng.stages.reports.queries.composing import Report, Section, Sentence
from chuangcheng.stages.reports.queries.composing import plain as sentences
from chuangcheng.stages.reports.queries.figures import SUPERVISED, Figure, figures
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
    matters = figures(season.programme, span.first, span.last, SUPERVISED)
    asked = matter_figures(season.programme, span.first, span.last)
    steps = _steps(season)
    return Report(
        title=f"{name}文明创建工作情况汇报",
        opening=sentences(f"现将{name}文明创建工作情况汇报如下。"),
        sections=(
            Section("一、组织领导", _leading(season)),
            Section("二、工作进展", (*_progress(season, counted), *_supervised(matters, asked))),
            _assessment(publication),
            Section("四、存在的问题", (_problems(counted),)),
            Section("五、下步打算", steps),
        ),
        lacking=() if steps else (_("下步打算还没有填写。请在创建活动里写上。"),),
    )


def _leading(season: Season) -> tuple[tuple[Sentence, ...], ...]:
    members = LeadingMember.objects.filter(programme=season.programme).order_by("place", "id")
    heads = [member for member in members if member.duty == Duty.HEAD]
    said = []
    if heads:
        names = "、".join(f"{member.name}（{member.post}）" if member.post else member.name for member in heads)
        said.append(f"成立文明创建工作领导小组，由{names}任组长，成员{len(members)}人。")
    phases = Phase.objects.filter(programme=season.programme).order_by("first", "id")
    if phases:
        titles = "、".join(phase.title for phase in phases)
        said.append(f"全年工作分{len(phases)}个阶段推进：{titles}。")
    units = season.units.count()
    said.append(f"全年纳入考核的单位{units}个。")
    return (sentences(*said),)


def _progress(season: Season, counted: dict[str, Figure]) -> tuple[tuple[Sentence, ...], ...]:
    activities = (
        Sentence(("承办镇级以上文明创建和新时代文明实践活动", counted["hosting"], "。")),
        Sentence(("开展“最美家庭”“清洁文明户”“村好人”等评选", counted["selections"], "。")),
        Sentence(("完成约稿", counted["articles_completed"], "，其中被采用", counted["articles_adopted"], "。")),
    )
    people = (
        Sentence(("规范报送好人事迹材料", counted["materials"], "。")),
        Sentence(
            (
                "当选国家级好人或道德模范",
                counted["elected_national"],
                "，省级",
                counted["elected_province"],
                "，市级",
                counted["elected_city"],
                "，县级",
                counted["elected_county"],
                "。",
            )
        ),
    )
    return (activities, people)


def _supervised(counted: dict[str, Figure], asked: MatterFigures) -> tuple[tuple[Sentence, ...], ...]:
    """Supervised matters due in the period. 件件有结果 and 事事有回音 stand only where each matter has them (F42)."""
    if not asked.due:
        return ()
    said = Sentence(
        (
            "到期督办事项",
            counted["matters"],
            "，有结果",
            counted["matters_with_result"],
            f"（{asked.result_rate}%），有回复",
            counted["matters_replied"],
            f"（{asked.reply_rate}%）。",
        )
    )
    claims = [
        word for word, holds in (("件件有结果", asked.all_with_result), ("事事有回音", asked.all_replied)) if holds
    ]
    return ((said, *sentences(f"做到{'、'.join(claims)}。" if claims else "")),)


def _assessment(publication: Publication) -> Section:
    shown = outline(publication.run)
    if not shown.count:
        return Section("三、考核情况", (sentences("本期没有单位参加考核。"),))
    said = f"参加考核的单位{shown.count}个，平均得分{plain(shown.mean or 0, POINT)}分。"
    build = ranking_table if publication.shows_ranking else band_table
    return Section("三、考核情况", (sentences(said),), (build(publication.run, shown),))


def _problems(counted: dict[str, Figure]) -> tuple[Sentence, ...]:
    return (
        Sentence(("本期发现问题", counted["problems"], "，其中外部渠道发现", counted["problems_scored"], "。")),
        Sentence(("错过整改期限", counted["misses"], "，需要加大整改力度。")),
    )


def _steps(season: Season) -> tuple[tuple[Sentence, ...], ...]:
    steps = NextStep.objects.filter(programme=season.programme, done_on=None).order_by("place", "id")
    return tuple(
        sentences(f"{place}. {step.text}" + (f"（{chinese_date(step.due_on)}前完成）" if step.due_on else ""))
        for place, step in enumerate(steps, 1)
    )
