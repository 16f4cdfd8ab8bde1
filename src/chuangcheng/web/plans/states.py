"""How the states of tasks, letters and matters look."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from chuangcheng.stages.plans.models import Letter, Task
from chuangcheng.stages.plans.queries import Line
from chuangcheng.stages.plans.states import LetterState, TaskState
from chuangcheng.web.shell.tables import State

_TASKS: Final = {
    TaskState.OPEN: ("info", "player-play"),
    TaskState.DONE: ("accent", "eye"),
    TaskState.CONFIRMED: ("good", "circle-check"),
    TaskState.DROPPED: ("", "ban"),
}
_LATE: Final = State(_("已过时限"), "bad", "clock")
_LETTERS: Final = {
    LetterState.DRAFT: ("", "circle-dashed"),
    LetterState.ISSUED: ("info", "send"),
    LetterState.SIGNED: ("good", "writing-sign"),
    LetterState.REFUSED: ("warn", "circle-x"),
    LetterState.ENDED: ("", "ban"),
}


def state_of_task(task: Task) -> State:
    """A task's state as a badge."""
    state = TaskState(task.state)
    return State(state.label, *_TASKS[state])


def state_of_line(line: Line) -> State:
    """As ``state_of_task``; late says more than open."""
    return _LATE if line.is_late else state_of_task(line.task)


def state_of_letter(letter: Letter) -> State:
    """A letter's state as a badge."""
    state = LetterState(letter.state)
    return State(state.label, *_LETTERS[state])
