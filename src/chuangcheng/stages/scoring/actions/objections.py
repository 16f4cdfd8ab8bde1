"""Objections: a unit asks, someone who did not score answers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import NotSeen, Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.scoring import checks, policy
from chuangcheng.stages.scoring.models import Objection, Publication, Standing
from chuangcheng.stages.scoring.states import ObjectionState


def file_objection(
    *, by: Account, publication: Publication, unit: Organisation, text: str, item: str = ""
) -> Objection:
    """Object to a unit's published score, within the window. Refused: ``window-closed``, ``run-replaced``, ``no-text``."""
    require_sight(by, unit)
    require(policy.may_object(by, unit))
    if not Standing.objects.filter(run=publication.run, unit=unit).exists():
        raise NotSeen
    checks.ensure_window_open(publication)
    if not text.strip():
        raise Refused("no-text", _("请写明对哪一项有异议、理由是什么。"), field="text")
    with action("scoring.objection.file", by=by) as entry:
        objection = Objection(
            publication=publication, unit=unit, item=item, text=text.strip(), filed_at=clock.now(), filed_by=by
        )
        objection.save()
        entry.on(objection)
        entry.say(unit=unit.code, item=item)
    return objection


def withdraw_objection(*, by: Account, objection: Objection, revision: int | None = None) -> Objection:
    """Take an objection back before it is answered."""
    require_sight(by, objection.unit)
    require(policy.may_object(by, objection.unit))
    ensure_revision(objection, revision)
    checks.ensure_objection_move(objection, ObjectionState.WITHDRAWN)
    with action("scoring.objection.withdraw", by=by, on=objection):
        objection.state = ObjectionState.WITHDRAWN
        objection.save()
    return objection


def answer_objection(
    *, by: Account, objection: Objection, upheld: bool, answer: str, revision: int | None = None
) -> Objection:
    """Answer an objection. Upheld: the office reopens the period, mends the fact and publishes a corrected run.

    NotAllowed for who scored or published. Refused: ``no-answer``, ``objection-ended``.
    """
    publication = objection.publication
    require_sight(by, objection.unit)
    require(policy.may_answer(by, publication.run.season.programme.host))
    checks.ensure_other_person(by, publication)
    ensure_revision(objection, revision)
    state = ObjectionState.UPHELD if upheld else ObjectionState.DISMISSED
    checks.ensure_objection_move(objection, state)
    if not answer.strip():
        raise Refused("no-answer", _("请写明答复的理由。"), field="answer")
    with action("scoring.objection.answer", by=by, on=objection) as entry:
        objection.state, objection.answer = state, answer.strip()
        objection.answered_at, objection.answered_by = clock.now(), by
        objection.save()
        entry.say(state=state, answer=objection.answer)
    return objection
