"""Writes of articles. All raise NotSeen, NotAllowed, Refused; changes raise Conflict, too."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from chuangcheng.people.models import Account, Organisation
from chuangcheng.stages.activities import checks, policy
from chuangcheng.stages.activities.models import Article
from chuangcheng.stages.plans.actions import records
from chuangcheng.stages.plans.models import Programme


class ArticleValues(TypedDict, total=False):
    """Fields of an article that people fill in."""

    title: str
    completed: bool | None
    adopted: bool | None
    note: str


def record_article(
    *,
    by: Account,
    programme: Programme,
    unit: Organisation,
    happened_on: date,
    code: str = "",
    late: bool = False,
    **values: Unpack[ArticleValues],
) -> Article:
    """Record an article that the county asked for (F12)."""
    article = Article(programme=programme, unit=unit, happened_on=happened_on, code=code, **values)
    return records.add(
        article,
        verb="activities.article.record",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_article,
        late=late,
    )


def change_article(
    *,
    by: Account,
    article: Article,
    revision: int | None,
    unit: Organisation | None = None,
    happened_on: date | None = None,
    late: bool = False,
    **values: Unpack[ArticleValues],
) -> Article:
    """Change an article; what is not given stays."""
    return records.change(
        article,
        verb="activities.article.change",
        by=by,
        may=policy.may_keep_records,
        check=checks.check_article,
        revision=revision,
        values=values,
        unit=unit,
        happened_on=happened_on,
        late=late,
    )


def withdraw_article(*, by: Account, article: Article, revision: int | None, reason: str) -> Article:
    """Leave an article out of the facts, with the reason."""
    return records.withdraw(
        article,
        verb="activities.article.withdraw",
        by=by,
        may=policy.may_keep_records,
        revision=revision,
        reason=reason,
    )
