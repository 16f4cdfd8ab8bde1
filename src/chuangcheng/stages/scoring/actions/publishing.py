"""Publishing: a run's results become official, and the facts behind them stand still."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.base import clock, journal
from chuangcheng.base.errors import Refused
from chuangcheng.base.journal import action, together
from chuangcheng.people.models import Account
from chuangcheng.people.policy import require, require_sight
from chuangcheng.people.queries import calendar_of
from chuangcheng.stages.plans import actions as plans
from chuangcheng.stages.plans.models import ClosedPeriod
from chuangcheng.stages.scoring import checks, policy
from chuangcheng.stages.scoring.models import Publication, Run
from chuangcheng.stages.scoring.queries.collecting import gather
from chuangcheng.stages.scoring.queries.seeing import published_run, rulebook_of
from chuangcheng.stages.scoring.states import RunState


def publish_run(*, by: Account, run: Run, document: str, clause: str) -> Publication:
    """Publish a draft and close its period. A published run of the same period, whose period was reopened, is replaced
    and stays readable.

    Refused: ``no-basis``, ``run-has-errors``, ``run-not-draft``, ``run-stale`` (facts changed since it ran),
    ``as-of-early``, and what ``plans.close_period`` refuses (``already-closed``, ``not-over``).
    """
    season = run.season
    host = season.programme.host
    require_sight(by, host)
    require(policy.may_score(by, host))
    checks.ensure_publishable(run, document, clause)
    period = next(one for one in checks.calendar_of(season, rulebook_of(run)).periods if one.id == run.period)
    if run.as_of < period.last:
        raise Refused("as-of-early", _("这次计分只算到 %(day)s，期间还没有算完，不能公布。") % {"day": run.as_of})
    _ensure_fresh(run)
    basis = f"{document.strip()} {clause.strip()}"
    with together():
        closed = plans.close_period(
            by=by, programme=season.programme, first=period.first, last=period.last, basis=basis
        )
        return _publish(by, run, closed, document.strip(), clause.strip(), basis)


def reopen_period(*, by: Account, publication: Publication, reason: str, basis: str) -> ClosedPeriod:
    """Open the period of a publication again, so that facts can be mended and a corrected run can replace it."""
    return plans.reopen_period(by=by, period=publication.closed, reason=reason, basis=basis)


def _publish(by: Account, run: Run, closed: ClosedPeriod, document: str, clause: str, basis: str) -> Publication:
    season, before = run.season, published_run(run.season, run.period)
    with action("scoring.run.publish", by=by, on=run, basis=basis) as entry:
        if before is not None:
            before.state = RunState.REPLACED
            before.save()
        run.state, run.replaces = RunState.PUBLISHED, before
        run.save()
        publication = Publication(
            run=run,
            published_at=clock.now(),
            published_by=by,
            document=document,
            clause=clause,
            ranking_document=season.ranking_document if season.publishes_ranking else "",
            ranking_clause=season.ranking_clause if season.publishes_ranking else "",
            objections_until=calendar_of(season.programme.host).working_days_later(
                clock.today(), season.objection_days
            ),
            closed=closed,
            head=journal.head(),
        )
        publication.save()
        entry.say(
            period=run.period,
            number=run.number,
            fingerprint=run.fingerprint,
            ranking=publication.shows_ranking,
            replaces=before.number if before else None,
        )
    return publication


def _ensure_fresh(run: Run) -> None:
    """Staleness is pulled: a run whose facts would be collected differently today is not published."""
    if run.version_id != run.season.version_id or gather(run.season, run.as_of).fingerprint != run.fingerprint:
        raise Refused("run-stale", _("计分之后，事实或测评体系有了变化。请重新计分，核对变化后再公布。"))
