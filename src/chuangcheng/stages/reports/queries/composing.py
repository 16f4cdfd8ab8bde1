"""What a report is made of before it is laid out: sentences whose counts are figures that open down to records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from chuangcheng.documents.model import Block, Document, Heading, Paragraph, Table
from chuangcheng.stages.reports.models import Series
from chuangcheng.stages.reports.queries.figures import Figure

Part = str | Figure


@dataclass(frozen=True, slots=True)
class Sentence:
    """Text and figures in turn. A sentence with a missing figure is not printed: it is listed instead."""

    parts: tuple[Part, ...]

    @property
    def missing(self) -> tuple[Figure, ...]:
        return tuple(part for part in self.parts if isinstance(part, Figure) and part.missing)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its heading (number included), paragraphs of sentences, and tables after them."""

    heading: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A document before it is laid out."""

    title: str
    opening: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    lacking: tuple[str | Promise, ...] = ()
    """What nobody has written yet: listed before printing beside the figures that are missing, in the page's language."""

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in the order of the document."""
        yield from self.opening
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield from paragraph

    @property
    def missing(self) -> tuple[Figure, ...]:
        """The figures that are missing, each once."""
        found = {figure.spec.key: figure for sentence in self.sentences() for figure in sentence.missing}
        return tuple(found.values())


def plain(*texts: str) -> tuple[Sentence, ...]:
    """Sentences without figures."""
    return tuple(Sentence((text,)) for text in texts if text)


def blocks(report: Report) -> list[Block]:
    """The report's blocks: sentences with missing figures are left out, and so is a paragraph that is left empty."""
    found: list[Block] = [*_paragraphs([report.opening])]
    for section in report.sections:
        found.append(Heading(section.heading))
        found += _paragraphs(section.paragraphs)
        found += section.tables
    return found


def document(report: Report, series: Series, number: str, head: str, **fields: object) -> Document:
    """Lay a report out under the form of its series. ``fields``: ``dated``, ``attachments``."""
    return Document(
        title=report.title,
        blocks=blocks(report),
        issuer=series.issuer,
        number=number,
        signer=series.signer,
        recipients=series.recipients,
        signed_by=series.signed_by,
        copies_to=series.copies_to,
        printed_by=series.printed_by,
        head=head,
        **fields,  # type: ignore[arg-type]
    )


def _paragraphs(paragraphs: Sequence[Sequence[Sentence]]) -> list[Paragraph]:
    texts = ["".join(sentence.text for sentence in sentences if not sentence.missing) for sentences in paragraphs]
    return [Paragraph(text) for text in texts if text]
