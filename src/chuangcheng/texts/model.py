"""What reading a file gives: drafts of the texts in it, each statement with its sentence and its place.

Everything is frozen and plain, so that a page, a store or a command can keep it as it is (``telling.py`` turns it into
dictionaries). Nothing here is a decision: a draft is what was read, and a person accepts, changes or drops each field.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chuangcheng.texts.wording import Language, told

if TYPE_CHECKING:
    from chuangcheng.texts.values import Value


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: characters ``start`` up to ``end`` of ``Reading.text``; line, paragraph and page from 1."""

    start: int
    end: int
    line: int
    paragraph: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark for the person who checks: a stable ``code`` and what fills its sentence (``wording.py``)."""

    code: str
    values: tuple[tuple[str, str], ...] = ()

    def told(self, language: Language = "zh") -> str:
        """The sentence, in Chinese or English."""
        return told(self.code, dict(self.values), language)


def note(code: str, **values: object) -> Note:
    """A note with its values as text.

    >>> note("year_missing").code
    'year_missing'
    """
    return Note(code, tuple((name, str(value)) for name, value in values.items()))


@dataclass(frozen=True, slots=True)
class Field:
    """One statement that was understood.

    ``name`` is its word (``values.FIELD_NAMES``), ``value`` what was understood, ``sentence`` the words that say it,
    ``place`` where the sentence stands, ``mark`` the very characters it was read from (offsets in ``Reading.text``),
    ``section`` the headings above it, ``rule`` the pattern that read it, ``notes`` what to look at before accepting it.
    """

    name: str
    value: Value
    sentence: str
    place: Place
    mark: tuple[int, int]
    rule: str
    section: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence of which no field was made. ``signs`` are what makes it worth a look: ``number``, ``date``, ``mask`` …"""

    sentence: str
    place: Place
    section: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline: ``level`` from 1, ``number`` as printed (empty when it has none)."""

    level: int
    number: str
    text: str
    place: Place
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One text of the file: its kind with the evidence, its fields in the order of the text, and what was not read."""

    number: int
    kind: str
    place: Place
    fields: tuple[Field, ...]
    unread: tuple[Unread, ...]
    outline: tuple[Heading, ...]
    notes: tuple[Note, ...] = ()

    def named(self, name: str) -> tuple[Field, ...]:
        """The fields of one name, in the order of the text."""
        return tuple(each for each in self.fields if each.name == name)


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words that belong to no text (a web page's own phrases, page numbers), kept to be shown."""

    sentence: str
    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. ``text`` is what all places point into; ``format`` is docx, pdf or text."""

    name: str
    format: str
    text: str
    drafts: tuple[Draft, ...]
    dropped: tuple[Dropped, ...]
    notes: tuple[Note, ...] = ()
    pages: int | None = None


@dataclass(frozen=True)
class Unreadable(Exception):
    """The file cannot be read; ``told`` says what happened and what to do."""

    code: str
    values: dict[str, str] = field(default_factory=dict)

    def told(self, language: Language = "zh") -> str:
        """The sentence, in Chinese or English."""
        return told(self.code, self.values, language)

    def __str__(self) -> str:
        return self.told()
