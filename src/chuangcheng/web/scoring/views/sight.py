"""Finding seasons, runs and objections that the account may see."""

from __future__ import annotations

from django.http import HttpRequest

from chuangcheng.base.errors import NotSeen
from chuangcheng.stages.scoring import policy
from chuangcheng.stages.scoring.models import Objection, Publication, Run, Season
from chuangcheng.stages.scoring.queries import seeing
from chuangcheng.web.shell.sight import account_of


def season_seen(request: HttpRequest, key: int) -> Season:
    """The season, or ``NotSeen``."""
    season = seeing.visible_seasons(account_of(request)).filter(pk=key).first()
    if season is None:
        raise NotSeen
    return season


def run_seen(request: HttpRequest, key: int) -> Run:
    """The run, or ``NotSeen``: drafts are seen by insiders only."""
    season = Season.objects.filter(runs__pk=key).first()
    if season is None:
        raise NotSeen
    run = seeing.visible_runs(account_of(request), season_seen(request, season.pk)).filter(pk=key).first()
    if run is None:
        raise NotSeen
    return run


def publication_seen(request: HttpRequest, key: int) -> Publication:
    """The publication, or ``NotSeen``."""
    publication = Publication.objects.filter(pk=key).select_related("closed", "run__season__programme__host").first()
    if publication is None:
        raise NotSeen
    run_seen(request, publication.run_id)
    return publication


def objection_seen(request: HttpRequest, key: int) -> Objection:
    """The objection, or ``NotSeen``."""
    found = Objection.objects.filter(pk=key).values_list("publication__run__season", flat=True).first()
    if found is None:
        raise NotSeen
    season = season_seen(request, found)
    objection = seeing.visible_objections(account_of(request), season).filter(pk=key).first()
    if objection is None:
        raise NotSeen
    return objection


def is_insider(request: HttpRequest, season: Season) -> bool:
    """Whether the account sees drafts, everyone's lines and the whole ranking."""
    return policy.may_see_drafts(account_of(request), season.programme.host)


def may_score(request: HttpRequest, season: Season) -> bool:
    """Whether the account keeps the season."""
    return policy.may_score(account_of(request), season.programme.host)
