"""How a plan text is shown: its words with their marks, its statements by kind, each with what it would become."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from chuangcheng.almanac import read, say
from chuangcheng.almanac.reading import BadRhythm
from chuangcheng.stages.plans.checks import ENTRY_LABELS
from chuangcheng.stages.plans.models import PlanText
from chuangcheng.stages.plans.queries import Statement
from chuangcheng.stages.plans.states import Level, TextAct
from chuangcheng.texts.wording import Language
from chuangcheng.web.shell.tables import State

NAMES: Final[dict[str, Any]] = {
    "title": _("标题"),
    "number": _("发文字号"),
    "addressee": _("主送"),
    "organisation": _("单位"),
    "signature": _("落款"),
    "year": _("年份"),
    "aim": _("创建目标"),
    "basis": _("依据"),
    "period": _("起止时间"),
    "goal": _("指标"),
    "phase": pgettext_lazy("text", "一个阶段"),
    "group": _("领导小组"),
    "task": pgettext_lazy("task", "任务"),
    "measure": pgettext_lazy("task", "措施"),
    "cadence": _("频次"),
    "scoring": _("计分"),
    "money": _("资金"),
    "checklist": _("清单"),
}
#: The filters: where statements go, in the order of a programme's sections.
GOES: Final[dict[str, Any]] = {
    "programme": _("名称和目标"),
    "phases": pgettext_lazy("text", "阶段"),
    "group": _("领导小组"),
    "tasks": _("任务和措施"),
    "cadences": _("周期任务"),
    "targets": pgettext_lazy("text", "目标"),
    "rulebook": _("计分规定"),
    "money": _("资金"),
    "told": _("只作记录"),
    "unread": _("没读懂的"),
}
ROLES: Final[dict[str, Any]] = {
    "deposit": _("保证金"),
    "reward": pgettext_lazy("money", "奖励"),
    "fine": _("处罚"),
    "subsidy": _("补助"),
    "allowance": _("津贴"),
    "investment": _("投入"),
    "donation": _("捐助"),
    "budget": _("预算"),
    "audit": pgettext_lazy("money", "审计"),
    "revenue": _("收入"),
    "purchase": _("购置"),
    "settlement": _("兑现"),
    "other": pgettext_lazy("money", "其他"),
}
SCORING_ACTS: Final[dict[str, Any]] = {
    "deduct": _("扣分"),
    "add": _("加分"),
    "full": _("满分"),
    "grade": _("等次"),
    "double": _("加倍"),
    "gate": _("前提"),
    "no_double": _("不重复计分"),
    "mean": _("取平均"),
    "method": _("办法"),
    "rank": _("名次"),
    "ladder": _("分档"),
    "outcome": _("结果运用"),
    "share": _("分担"),
    "basis": _("依据"),
    "other": _("只作说明"),
}
ACTS: Final[dict[str, State]] = {
    TextAct.ACCEPT: State(pgettext_lazy("text", "采用"), "good", "check"),
    TextAct.CHANGE: State(pgettext_lazy("text", "改后采用"), "good", "pencil"),
    TextAct.DROP: State(pgettext_lazy("text", "不采用"), "", "x"),
}
UNDECIDED: Final = State(_("没有决定"), "warn", "clock")
#: Statements on one page; longer texts are shown as far as these reach.
ON_PAGE: Final = 80
#: Notes that the answer to the question for the year settles.
_YEAR_NOTES: Final = ("year_missing", "year_masked", "year_relative")
#: Notes that tell what is not said, and call for no look at what was read.
_PLAIN_NOTES: Final = ("party_missing", "money_unstated")
_WHOLE_TEXT: Final = 40_000
_AROUND: Final = 400
#: Where a record that was made opens.
_PAGES: Final = {
    "plans.programme": "programme",
    "plans.task": "task",
    "plans.cadence": "cadence",
    "plans.target": "target",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A statement as it is shown. ``is_ready``: nothing in it asks to be looked at before it is accepted."""

    statement: Statement
    name: Any
    rows: list[tuple[Any, str]]
    notes: list[str]
    is_ready: bool
    state: State | None
    address: str

    @property
    def key(self) -> str:
        """Its anchor."""
        return self.statement.key


def group_of(statement: Statement) -> str:
    """The filter that a statement falls under."""
    return "unread" if statement.key[0] == "u" else statement.goes or "told"


def card_of(statement: Statement, text: PlanText) -> Card:
    """A statement with its texts in the words of the page."""
    language: Language = "en" if (get_language() or "zh").startswith("en") else "zh"
    unread = statement.key[0] == "u"
    said = [note for note in statement.notes if not (text.year and note.code in _YEAR_NOTES)]
    to_check = any(note.code not in _PLAIN_NOTES for note in said)
    notes = [note.told(language) for note in said]
    if text.year and statement.yearless and statement.act != TextAct.CHANGE:
        notes.append(gettext("没有写或被遮住的年份按 %(year)s 年算。") % {"year": text.year})
    rows = [] if unread and not statement.act else rows_of(statement)
    decided = statement.goes and (not unread or statement.act)
    return Card(
        statement,
        _("没读懂的句子") if unread else NAMES[statement.name],
        rows,
        notes,
        bool(decided and not unread and not statement.act and not statement.faults and not to_check),
        ACTS.get(statement.act, UNDECIDED) if decided else None,
        address_of(statement.became, text),
    )


def rows_of(statement: Statement) -> list[tuple[Any, str]]:
    """The texts of an entry that say something, with their labels."""
    return [(ENTRY_LABELS[name], _told(name, text)) for name, text in statement.entry.texts.items() if text]


def _told(name: str, text: str) -> str:
    if name == "rhythm":
        return _rhythm_told(text)
    words: dict[str, Any] = {"role": ROLES, "act": SCORING_ACTS, "level": dict(Level.choices)}
    return str(words.get(name, {}).get(text, text))


def _rhythm_told(text: str) -> str:
    try:
        rhythm = read(json.loads(text))
    except (BadRhythm, ValueError):
        return ""
    return say(rhythm, language="zh" if (get_language() or "zh").startswith("zh") else "en")


def address_of(became: str, text: PlanText) -> str:
    """The page of a record that a statement became, '' where it has none of its own."""
    label, _parted, key = became.partition(":")
    if label in _PAGES:
        return reverse(_PAGES[label], args=[key])
    if label == "plans.phase" and text.programme_id:
        return reverse("phase_list", args=[text.programme_id])
    return ""


@dataclass(slots=True)
class Piece:
    """Some characters of a text that the same statements were read from (``keys``), in the sentences of ``inside``."""

    words: str
    keys: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    dropped: bool = False

    @property
    def is_unread(self) -> bool:
        """Whether nothing but not understood sentences stands here."""
        return bool(self.keys) and all(key[0] == "u" for key in self.keys)


def reach_of(text: PlanText, shown: Sequence[Statement]) -> tuple[int, int]:
    """Which characters are shown: the whole text, or of a long one as far as the shown statements reach."""
    if text.end - text.start <= _WHOLE_TEXT or not shown:
        return text.start, min(text.end, text.start + _WHOLE_TEXT)
    first = max(text.start, min(one.start for one in shown) - _AROUND)
    last = min(text.end, max(one.end for one in shown) + _AROUND)
    return first, min(last, first + _WHOLE_TEXT)


def pieces_of(
    content: str, reach: tuple[int, int], shown: Iterable[Statement], dropped: Iterable[Sequence[Any]]
) -> list[Piece]:
    """The words within ``reach``, cut wherever a mark begins or ends."""
    first, last = reach
    marks, sentences = [], []
    for one in shown:
        marks += _within(reach, one.mark[0], one.mark[1], one.key)
        sentences += _within(reach, one.start, one.end, one.key)
    cuts = [cut for _reason, start, end in dropped for cut in _within(reach, start, end, "")]
    bounds = sorted({first, last, *(n for run in (*marks, *sentences, *cuts) for n in run[:2])})
    found = []
    live: dict[str, list[tuple[int, int, str]]] = {"marks": [], "sentences": [], "cuts": []}
    waiting = {"marks": sorted(marks), "sentences": sorted(sentences), "cuts": sorted(cuts)}
    for start, end in itertools.pairwise(bounds):
        for name, runs in waiting.items():
            live[name] = [run for run in live[name] if run[1] > start]
            while runs and runs[0][0] <= start:
                live[name].append(runs.pop(0))
        keys = [run[2] for run in live["marks"]]
        anchors = [run[2] for run in live["marks"] if run[0] == start]
        inside = [run[2] for run in live["sentences"]]
        found.append(Piece(content[start:end], keys, anchors, inside, bool(live["cuts"])))
    return found


def _within(reach: tuple[int, int], start: int, end: int, key: str) -> list[tuple[int, int, str]]:
    start, end = max(reach[0], start), min(reach[1], end)
    return [(start, end, key)] if start < end else []
