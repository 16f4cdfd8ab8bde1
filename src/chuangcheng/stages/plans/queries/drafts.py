"""Reading what a plan text says and what was decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Substr

from chuangcheng.base.errors import Refused
from chuangcheng.people.models import Account
from chuangcheng.people.queries import scoped
from chuangcheng.stages.plans import checks
from chuangcheng.stages.plans.models import PlanText, TextDecision
from chuangcheng.stages.plans.states import TEXT_GOES, TextAct, TextPart
from chuangcheng.texts.model import Note
from chuangcheng.texts.taking.entries import Entry, checked, entry_of, needs_year

#: Characters of a text by which a list tells it from others of the same title.
OPENING: Final = 48
#: More texts than a file can hold.
MOST_TEXTS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Statement:
    """A field of a text, or a sentence that was not understood (its ``name`` is ``task``: it can be made one by hand),
    with its entry as it would be taken now and the decision on it. ``goes`` tells where it is taken over to, '' where it
    is only told."""

    part: str
    number: int
    name: str
    goes: str
    sentence: str
    start: int
    end: int
    mark: tuple[int, int]
    line: int
    page: int | None
    section: tuple[str, ...]
    notes: tuple[Note, ...]
    signs: tuple[str, ...]
    entry: Entry
    faults: tuple[Refused, ...]
    decision: TextDecision | None
    yearless: bool

    @property
    def key(self) -> str:
        """How a page names it: ``f3``, ``u0``."""
        return f"{'f' if self.part == TextPart.FIELD else 'u'}{self.number}"

    @property
    def place(self) -> str:
        """How a refusal names it: by its first words."""
        return f"“{self.sentence[:40]}”"

    @property
    def act(self) -> str:
        """What was decided; '' while nothing is."""
        return self.decision.act if self.decision else ""

    @property
    def became(self) -> str:
        """The record that it was taken over into, '' before."""
        return self.decision.became if self.decision else ""

    @property
    def is_wanted(self) -> bool:
        """Accepted or changed, and not taken over yet."""
        return self.act in (TextAct.ACCEPT, TextAct.CHANGE) and not self.became


@dataclass(frozen=True)
class Sheet:
    """All statements of a text, in the order of the text; first the fields, then what was not understood."""

    text: PlanText
    statements: Sequence[Statement]

    @cached_property
    def fields(self) -> list[Statement]:
        """What was understood."""
        return [one for one in self.statements if one.part == TextPart.FIELD]

    @cached_property
    def unread(self) -> list[Statement]:
        """What was not."""
        return [one for one in self.statements if one.part == TextPart.UNREAD]

    @cached_property
    def undecided(self) -> list[Statement]:
        """Fields about which nothing is decided and that would become something."""
        return [one for one in self.fields if not one.act and one.goes]

    @cached_property
    def wanted(self) -> list[Statement]:
        """What would be taken over now."""
        return [one for one in self.statements if one.is_wanted]

    @cached_property
    def yearless(self) -> list[Statement]:
        """Fields that hold a day without a year, or with a masked one."""
        return [one for one in self.fields if one.yearless]

    def of(self, key: str) -> Statement | None:
        """The statement of a key, if there is one."""
        return next((one for one in self.statements if one.key == key), None)


def visible_texts(by: Account) -> QuerySet[PlanText]:
    """The texts whose host is in sight; without their readings, which are large."""
    rows = PlanText.objects.select_related("file__host", "file__read_by", "programme", "taken_by")
    return scoped(rows.defer("reading", "file__content", "file__dropped"), by, path="file__host")


def with_openings(texts: QuerySet[PlanText]) -> QuerySet[PlanText]:
    """Texts with how they begin (``opening``), and ``rank``: falls as their numbers rise, so that the newest file comes
    first and its texts in their order."""
    opening = Substr("file__content", F("start") + 1, OPENING)
    return texts.annotate(opening=opening, rank=Value(MOST_TEXTS) - F("number"))


def sheet_of(text: PlanText) -> Sheet:
    """A text's statements with their entries for its year and the decisions on them."""
    decisions = {(one.part, one.number): one for one in text.decisions.select_related("by")}
    found = [_field(text, n, data, decisions) for n, data in enumerate(text.reading["fields"])]
    found += [_unread(n, data, decisions) for n, data in enumerate(text.reading["unread"])]
    return Sheet(text, found)


Decisions = dict[tuple[str, int], TextDecision]


def _field(text: PlanText, number: int, data: Any, decisions: Decisions) -> Statement:
    decision = decisions.get((TextPart.FIELD, number))
    name = data["name"]
    if decision is not None and decision.act == TextAct.CHANGE:
        entry = checked(name, decision.entry)
    else:
        entry = entry_of(name, data["value"], text.year, data["sentence"])
    mark, yearless = (data["mark"][0], data["mark"][1]), needs_year(data["value"])
    return _statement(data, TextPart.FIELD, number, name, entry, decision, mark, yearless=yearless)


def _unread(number: int, data: Any, decisions: Decisions) -> Statement:
    decision = decisions.get((TextPart.UNREAD, number))
    given = decision.entry if decision is not None and decision.entry else {"title": data["sentence"]}
    start, end = data["place"][:2]
    return _statement(
        data, TextPart.UNREAD, number, "task", checked("task", given), decision, (start, end), yearless=False
    )


def _statement(
    data: Any,
    part: TextPart,
    number: int,
    name: str,
    entry: Entry,
    decision: TextDecision | None,
    mark: tuple[int, int],
    *,
    yearless: bool,
) -> Statement:
    start, end, line, page = data["place"]
    stated = name == "goal" and data["value"]["state"] == "stated"
    goes = "" if stated else TEXT_GOES.get(name, "")
    return Statement(
        part=part,
        number=number,
        name=name,
        goes=goes,
        sentence=data["sentence"],
        start=start,
        end=end,
        mark=mark,
        line=line,
        page=page,
        section=tuple(data["section"]),
        notes=tuple(Note(code, tuple(values.items())) for code, values in data.get("notes", ())),
        signs=tuple(data.get("signs", ())),
        entry=entry,
        faults=tuple(checks.faults_of(name, entry)) if goes else (),
        decision=decision,
        yearless=yearless,
    )
