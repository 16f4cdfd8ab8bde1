"""What is valid in a letter of responsibility, and which moves it may make."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.plans.checks.records import check_basis, check_fields
from chuangcheng.stages.plans.models import Letter, Task
from chuangcheng.stages.plans.states import LETTER_MOVES, LetterState, PartyKind


def check_letter(letter: Letter, tasks: Iterable[Task]) -> None:
    """A letter rests on a basis (guardrail 5), has one party, and says something: tasks, or a text of its own.

    Every task in it has a quantity (C30) and belongs to the programme. Refused: ``no-basis``, ``no-party``,
    ``nothing-in-it``, ``no-quantity``, ``other-programme``.
    """
    check_basis(letter.basis)
    if letter.party_kind == PartyKind.UNIT and letter.party is None:
        raise Refused("no-party", _("请选签订单位。"), field="party")
    if letter.party_kind != PartyKind.UNIT and not letter.party_name.strip():
        raise Refused("no-party", _("请写明签订人，例如某某商店、某某家庭。"), field="party_name")
    rows = list(tasks)
    if not rows and not letter.text.strip():
        raise Refused("nothing-in-it", _("责任书里还没有内容。请选任务，或写明责任内容。"), field="text")
    check_quantities(rows)
    if any(task.programme_id != letter.programme_id for task in rows):
        raise Refused("other-programme", _("有的任务不在这个创建活动里。"), field="tasks")
    check_fields(letter)


def check_quantities(rows: Iterable[Task]) -> None:
    """Refuse tasks without a quantity (``no-quantity``), naming them."""
    bare = [task.title[:20] for task in rows if task.quantity is None]
    if bare:
        told = _("这些任务还没有数量，不能列入责任书：%(tasks)s。请先在任务分解表里写明数量。")
        raise Refused("no-quantity", told % {"tasks": _("、").join(bare)}, field="tasks")


def check_letter_move(letter: Letter, to: LetterState) -> None:
    """Refuse a move that the table of moves does not know (code ``wrong-state``)."""
    if to not in LETTER_MOVES[letter.state]:
        told = _("这份责任书现在是“%(state)s”，不能这样办理。请刷新页面，按最新的情况办理。")
        raise Refused("wrong-state", told % {"state": LetterState(letter.state).label})
