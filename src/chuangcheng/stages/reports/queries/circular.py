"""The circular (通报) of a published period."""

from __future__ import annotations

from django.utils.translation import gettext as _

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
    opening = _("按照《%(rulebook)s》，对%(count)s个单位%(period)s文明创建工作进行了考核。现将有关情况通报如下。") % {
        "rulebook": rulebook.title,
        "count": shown.count,
        "period": name,
    }
    return Report(
        title=_("关于%(period)s文明创建工作考核情况的通报") % {"period": name},
        opening=sentences(opening),
        sections=(
            _results(publication, shown),
            Section(_("二、存在的问题"), (_problems(counted),)),
            Section(_("三、下一步要求"), _steps(publication)),
        ),
    )


def _results(publication: Publication, shown: Outline) -> Section:
    said = [
        _("参加考核的单位%(count)s个，平均得分%(mean)s分。")
        % {"count": shown.count, "mean": plain(shown.mean or 0, POINT)}
        if shown.count
        else _("本期没有单位参加考核。")
    ]
    if shown.median is not None:
        said.append(_("得分中位数%(median)s分。") % {"median": plain(shown.median, POINT)})
    if publication.shows_ranking:
        said.append(
            _("依据《%(document)s》%(clause)s，公布考核位次如下。")
            % {"document": publication.ranking_document, "clause": publication.ranking_clause}
        )
        table = ranking_table(publication.run, shown)
    else:
        table = band_table(publication.run, shown)
    return Section(_("一、考核结果"), (sentences(*said),), (table,) if shown.count else ())


def _problems(counted: dict[str, Figure]) -> tuple[Sentence, ...]:
    return (
        Sentence((_("本期共发现问题"), counted["problems"], _("，其中外部渠道发现"), counted["problems_scored"], "。")),
        Sentence((_("错过整改期限"), counted["misses"], "。")),
    )


def _steps(publication: Publication) -> tuple[tuple[Sentence, ...], ...]:
    steps = NextStep.objects.filter(programme=publication.run.season.programme, done_on=None).order_by("place", "id")
    listed = tuple(sentences(f"{place}. {step.text}") for place, step in enumerate(steps, 1))
    window = sentences(
        _("各单位对得分有异议的，请在%(day)s前在系统中提出。") % {"day": f"{publication.objections_until:%Y-%m-%d}"}
    )
    return (*listed, window)
