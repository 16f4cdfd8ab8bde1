"""Letters of responsibility: drafted from tasks, issued, signed or not, ended. All raise NotSeen, NotAllowed, Refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from chuangcheng.base import clock
from chuangcheng.base.errors import Refused, ensure_revision
from chuangcheng.base.journal import action
from chuangcheng.people.models import Account, Organisation
from chuangcheng.people.policy import require, require_sight
from chuangcheng.stages.plans import checks, policy
from chuangcheng.stages.plans.models import Letter, Programme, Task
from chuangcheng.stages.plans.queries import hosts_without_letter, rows_of_letter, takes_part
from chuangcheng.stages.plans.states import LetterState, PartyKind


def draft_letter(
    *,
    by: Account,
    programme: Programme,
    title: str,
    basis: str,
    party_kind: str = PartyKind.UNIT.value,
    party: Organisation | None = None,
    party_name: str = "",
    text: str = "",
    tasks: Sequence[Task] = (),
) -> Letter:
    """Draft a letter with one party. ``tasks`` need quantities (C30); ``basis`` is document and clause (guardrail 5)."""
    _require_office(by, programme)
    letter = Letter(programme=programme, issuer=programme.host, number=0, title=title.strip(), basis=basis.strip())
    letter.party_kind, letter.text = party_kind, text
    _set_party(letter, party, party_name)
    checks.check_letter(letter, tasks)
    with action("plans.letter.draft", by=by, on=letter) as entry:
        _write_new(letter, tasks)
        entry.say(number=letter.number, basis=letter.basis, tasks=[task.pk for task in tasks])
    return letter


def draft_letters(*, by: Account, programme: Programme, title: str, basis: str) -> list[Letter]:
    """Draft a letter for each unit that hosts tasks and has none, all in one action. Refused (``nobody``,
    ``no-quantity``): nothing is drafted."""
    _require_office(by, programme)
    checks.check_basis(basis)
    made = []
    with transaction.atomic():
        waiting = hosts_without_letter(programme)
        if not waiting:
            raise Refused("nobody", _("每个承担任务的单位都已经有责任书了。"))
        checks.check_quantities([task for _host, tasks in waiting for task in tasks])
        with action("plans.letters.draft", by=by, on=programme, basis=basis.strip()) as entry:
            for host, tasks in waiting:
                letter = Letter(programme=programme, issuer=programme.host, number=0, party=host)
                letter.title, letter.basis = title.strip(), basis.strip()
                checks.check_letter(letter, tasks)
                _write_new(letter, tasks)
                made.append(letter)
            entry.say(letters=[letter.number for letter in made])
    return made


def change_letter(
    *,
    by: Account,
    letter: Letter,
    revision: int | None,
    title: str,
    basis: str,
    party_kind: str,
    party: Organisation | None = None,
    party_name: str = "",
    text: str = "",
    tasks: Sequence[Task] = (),
) -> Letter:
    """Change a draft. What was issued stands: end it and draft another."""

    def write(current: Letter) -> Mapping[str, object]:
        if current.state != LetterState.DRAFT:
            raise Refused("wrong-state", _("责任书已经发出，不能再改。需要改时请终止它，另行起草。"))
        before = {"title": current.title, "basis": current.basis, "text": current.text}
        current.title, current.basis, current.text = title.strip(), basis.strip(), text
        current.party_kind = party_kind
        _set_party(current, party, party_name)
        checks.check_letter(current, tasks)
        current.tasks.set(tasks)
        after = {"title": current.title, "basis": current.basis, "text": current.text}
        return {"before": before, "after": after, "tasks": [task.pk for task in tasks]}

    return _move(by, letter, "change", revision, None, write)


def issue_letter(*, by: Account, letter: Letter, revision: int | None) -> Letter:
    """Hand a letter to its party; its table stays as it is now. One that was not signed may be issued again."""

    def write(current: Letter) -> Mapping[str, object]:
        tasks = list(current.tasks.order_by("place", "id"))
        checks.check_letter(current, tasks)
        current.issued_rows, current.issued_on, current.reason = rows_of_letter(tasks), clock.today(), ""
        return {"rows": current.issued_rows}

    return _move(by, letter, "issue", revision, LetterState.ISSUED, write)


def sign_letter(*, by: Account, letter: Letter, revision: int | None, signer: str, signed_on: date) -> Letter:
    """Write down that a letter was signed: by whom and when. The scan is cited as its evidence."""

    def write(current: Letter) -> Mapping[str, object]:
        if not signer.strip():
            raise Refused("no-signer", _("请写明签字人。"), field="signer")
        if current.issued_on and signed_on < current.issued_on:
            raise Refused("before-issue", _("签订日期早于发出日期。请检查日期。"), field="signed_on")
        if signed_on > clock.today():
            raise Refused("in-the-future", _("签订日期还没有到。"), field="signed_on")
        current.signer, current.signed_on = signer.strip(), signed_on
        return {"signed_on": signed_on}

    return _move(by, letter, "sign", revision, LetterState.SIGNED, write)


def refuse_letter(*, by: Account, letter: Letter, revision: int | None, reason: str) -> Letter:
    """Write down that the party did not sign, with the reason."""
    return _move(by, letter, "refuse", revision, LetterState.REFUSED, _because(reason))


def end_letter(*, by: Account, letter: Letter, revision: int | None, reason: str) -> Letter:
    """A letter that no longer holds, with the reason."""
    return _move(by, letter, "end", revision, LetterState.ENDED, _because(reason))


def _because(reason: str) -> Callable[[Letter], Mapping[str, object]]:
    checks.check_reason(reason)

    def write(current: Letter) -> Mapping[str, object]:
        current.reason = reason.strip()
        return {"reason": current.reason}

    return write


def _set_party(letter: Letter, party: Organisation | None, party_name: str) -> None:
    unit = letter.party_kind == PartyKind.UNIT
    letter.party, letter.party_name = party if unit else None, "" if unit else party_name.strip()
    if letter.party is not None and not takes_part(letter.programme, letter.party):
        told = _("“%(unit)s”不在创建活动的主办单位之下。") % {"unit": letter.party}
        raise Refused("not-taking-part", told, field="party")


def _write_new(letter: Letter, tasks: Sequence[Task]) -> None:
    last = letter.programme.letters.aggregate(last=models.Max("number"))["last"] or 0
    letter.number = last + 1
    letter.save(force_insert=True)
    letter.tasks.set(tasks)


def _require_office(by: Account, programme: Programme) -> None:
    require_sight(by, programme.host)
    require(policy.may_keep_programme(by, programme.host))


def _move(
    by: Account,
    letter: Letter,
    verb: str,
    revision: int | None,
    to: LetterState | None,
    write: Callable[[Letter], Mapping[str, object]],
) -> Letter:
    _require_office(by, letter.programme)
    with action(f"plans.letter.{verb}", by=by, on=letter) as entry:
        rows = Letter.objects.select_for_update(of=("self",)).select_related("programme__host", "issuer", "party")
        current = rows.get(pk=letter.pk)
        ensure_revision(current, revision)
        if to is not None:
            checks.check_letter_move(current, to)
        told = write(current)
        if to is not None:
            told = {"before": {"state": current.state}, "after": {"state": to}, **told}
            current.state = to
        current.save()
        entry.say(**told)
    return current
