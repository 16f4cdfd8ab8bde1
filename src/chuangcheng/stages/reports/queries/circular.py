"""The circular (通报) of a published period."""

from __future__ import annotations

from chuangcheng.documents.model import chinese_date
from chuangcheng.engine.numbers import POINT, plain
from chuangcheng.stages.plans.models import NextStep
from chuangcheng.stages.reports.queries.composing import Report, Section, Sentence
from chuangcheng.stages.reports.queries.composing import plain as sentences
from chuangcheng.stages.reports.queries.figures import Figure, figures
from chuangcheng.stages.reports.queries.standings import Outline, band_table, outline, ranking_table
from chuangcheng.stages.scoring.checks import calendar_of
from chuangcheng.stages.scoring.models import Publication
from chuangcheng.stages.scoring.queries.naming import period_name
from chuangcheng.stages.scoring.queries.seeing import rulebook_of


def circular(publication: Publication) -> Report:
    """Fill the circular. The ranking table stands in it only where the publication shows the ranking; else it says
    how many units hold each band, without names and ranks."""
    run = publication.run
    season, rulebook = run.season, rulebook_of(publication.run)
    name = period_name(run.period)
    span = next(one for one in calendar_of(season, rulebook).periods if one.id == run.period)
    counted = figures(season.programme, span.first, span.last)
    shown = outline(run)
    opening = f"按照《{rulebook.title}》，对{shown.count}个单位{name}文明创建工作进行了考核。现将有关情况通报如下。"
    return Report(
        title=f"关于{name}文明创建工作考核情况的通报",
        opening=sentences(opening),
        sections=(
            _results(publication, shown),
            Section("二、存在的问题", (_problems(counted),)),
            Section("三、下一步要求", _steps(publication)),
        ),
    )


def _results(publication: Publication, shown: Outline) -> Section:
    said = [
        f"参加考核的单位{shown.count}个，平均得分{plain(shown.mean or 0, POINT)}分。"
        if shown.count
        else "本期没有单位参加考核。"
    ]
    if shown.median is not None:
        said.append(f"得分中位数{plain(shown.median, POINT)}分。")
    if publication.shows_ranking:
        said.append(f"依据《{publication.ranking_document}》{publication.ranking_clause}，公布考核位次如下。")
        table = ranking_table(publication.run, shown)
    else:
        table = band_table(publication.run, shown)
    return Section("一、考核结果", (sentences(*said),), (table,) if shown.count else ())


def _problems(counted: dict[str, Figure]) -> tuple[Sentence, ...]:
    return (
        Sentence(("本期共发现问题", counted["problems"], "，其中外部渠道发现", counted["problems_scored"], "。")),
        Sentence(("错过整改期限", counted["misses"], "。")),
    )


def _steps(publication: Publication) -> tuple[tuple[Sentence, ...], ...]:
    steps = NextStep.objects.filter(programme=publication.run.season.programme, done_on=None).order_by("place", "id")
    listed = tuple(sentences(f"{place}. {step.text}") for place, step in enumerate(steps, 1))
    window = sentences(
        "各单位对得分有异议的，请在{day}前在系统中提出。".format(day=f"{chinese_date(publication.objections_until)}")
    )
    return (*listed, window)
