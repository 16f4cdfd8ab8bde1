"""Finding publications that the account may make documents of."""

from __future__ import annotations

from django.http import HttpRequest

from chuangcheng.base.errors import NotSeen
from chuangcheng.people.policy import require
from chuangcheng.stages.reports import policy
from chuangcheng.stages.reports.states import Kind
from chuangcheng.stages.scoring.models import Publication
from chuangcheng.stages.scoring.queries.seeing import visible_runs, visible_seasons
from chuangcheng.web.shell.sight import account_of


def publication_seen(request: HttpRequest, key: int) -> Publication:
    """The publication, or ``NotSeen``."""
    found = Publication.objects.filter(pk=key).select_related("run__season__programme__host", "run__version__rulebook")
    publication = found.first()
    if publication is None:
        raise NotSeen
    by = account_of(request)
    season = visible_seasons(by).filter(pk=publication.run.season_id).first()
    if season is None or not visible_runs(by, season).filter(pk=publication.run_id).exists():
        raise NotSeen
    return publication


def read_publication(request: HttpRequest, key: int) -> Publication:
    """The publication for one who reads its documents; 403 for a unit, which has its own sheet."""
    publication = publication_seen(request, key)
    require(policy.may_read(account_of(request), publication.run.season.programme.host))
    return publication


def kind_of(word: str) -> Kind:
    """The kind of document that an address names, or ``NotSeen``."""
    if word not in Kind.values:
        raise NotSeen
    return Kind(word)
