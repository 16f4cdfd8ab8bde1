"""What a field can say: one frozen shape for each kind of statement, exact and complete as far as the text goes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from chuangcheng.texts.days import Day

#: The words for fields, with what each is called on a page.
FIELD_NAMES: Final = {
    "title": ("标题", "title"),
    "number": ("发文字号", "document number"),
    "addressee": ("主送", "addressee"),
    "organisation": ("单位", "organisation"),
    "signature": ("落款", "signature"),
    "year": ("年份", "year"),
    "aim": ("创建目标", "aim"),
    "basis": ("依据", "basis"),
    "period": ("起止时间", "period"),
    "goal": ("指标", "goal"),
    "phase": ("阶段", "phase"),
    "group": ("领导小组", "leading group"),
    "task": ("任务", "task"),
    "measure": ("措施", "measure"),
    "cadence": ("频次", "cadence"),
    "scoring": ("计分", "scoring"),
    "money": ("资金", "money"),
    "checklist": ("清单", "checklist"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A statement that is its words: title, number, addressee, organisation, basis."""

    text: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A title striven for: ``family`` 文明单位, 文明村 …; ``level`` 县 市 省 自治区 全国 or empty; ``act`` 争创, 申报, 巩固 …"""

    text: str
    family: str
    level: str
    act: str


@dataclass(frozen=True, slots=True)
class Span:
    """From ``first`` to ``last`` day; ``None`` where the text does not say. ``text`` is how it is printed."""

    first: Day | None
    last: Day | None
    text: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a plan: its printed ``number``, its ``name`` and its days."""

    number: str
    name: str
    days: Span | None


Certainty = Literal["exact", "about", "at_least", "at_most", "nearly", "over", "masked", "unstated"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit. ``number`` is ``None`` when masked; ``most`` closes a range (2-3本); ``text`` as printed."""

    number: Fraction | None
    unit: str
    certainty: Certainty
    text: str
    most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A rate or count to reach (``state`` target) or reached (``state`` stated), by a day when one is told."""

    subject: str
    amount: Amount
    state: Literal["target", "stated"]
    by: Span | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A post in a group, who holds it (``names`` as printed; empty when the text lost them) and what it is for."""

    post: str
    names: tuple[str, ...]
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A leading group, its members in the order of the text, and its office."""

    name: str
    members: tuple[Member, ...]
    office: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who answers: ``role`` 牵头, 责任, 配合, 负责 … and the names as printed."""

    role: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do: its verb, what it is done to, and who does it when the clause says."""

    verb: str
    thing: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered task with its printed number."""

    number: str
    title: str
    parties: tuple[Party, ...] = ()
    by: Span | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What one sentence of a task asks for."""

    acts: tuple[Act, ...]
    parties: tuple[Party, ...] = ()
    by: Span | None = None


CadenceUnit = Literal[
    "always",
    "day",
    "week",
    "ten_days",
    "month",
    "quarter",
    "half_year",
    "year",
    "term",
    "issue",
    "campaign",
    "holiday",
    "season",
    "age",
    "course",
    "after",
    "unset",
]


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often something is done.

    ``every`` 2 with ``unit`` week is 两周一次. ``least`` to ``most`` times (or things: ``counted`` 次, 本, 名 …) in each.
    ``on`` narrows it: weekdays ``friday``, parts ``afternoon``, ``6月``, ``start``, ``end``, holidays by name. ``unit``
    ``unset`` is 定期, 经常, 及时, 适时: the office says how often; ``after`` counts from an event (``every`` days or hours).
    """

    unit: CadenceUnit
    what: str
    every: int = 1
    least: int | None = 1
    most: int | None = None
    counted: str = "次"
    on: tuple[str, ...] = ()
    who: str = ""


ScoringAct = Literal[
    "deduct",
    "add",
    "full",
    "grade",
    "double",
    "gate",
    "no_double",
    "mean",
    "method",
    "rank",
    "ladder",
    "outcome",
    "share",
    "basis",
]


@dataclass(frozen=True, slots=True)
class Scoring:
    """A scoring sentence as a draft of a rulebook item.

    ``points`` and ``most`` count 0.0001 point (whole numbers; the sign is in ``act``). ``per`` is what each one is counted
    on (每一个问题, 每次). ``others`` are points of the same line for another state (提名2.5分). ``limit`` is 最高, 封顶,
    扣完为止 with its points where given.
    """

    act: ScoringAct
    condition: str
    points: int | None = None
    most: int | None = None
    per: str = ""
    others: tuple[tuple[str, int], ...] = ()
    limit: str = ""


MoneyRole = Literal[
    "deposit",
    "reward",
    "fine",
    "subsidy",
    "allowance",
    "investment",
    "donation",
    "budget",
    "audit",
    "revenue",
    "purchase",
    "settlement",
    "other",
]


@dataclass(frozen=True, slots=True)
class Money:
    """Money in a sentence: ``fen`` counts 0.01 yuan; ``None`` when masked, vague or not stated (``certainty`` says which)."""

    role: MoneyRole
    fen: int | None
    certainty: Certainty
    party: str
    text: str
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """Things that are ticked one by one; without items it is named and never listed. ``said`` is how many its name says."""

    name: str
    items: tuple[str, ...]
    said: int | None = None


Value = Words | Aim | Span | Phase | Goal | Group | Task | Measure | Cadence | Scoring | Money | Checklist
