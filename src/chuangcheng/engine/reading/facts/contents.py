"""What the rulebook's leaves ask of the facts that they read: checklists and judgements (§5.3, §5.4, G23, G24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, floor

from chuangcheng.engine.model import Bands, Checklist, FactKind, Judgement, Measure, Rulebook, Type
from chuangcheng.engine.numbers import CELL
from chuangcheng.engine.reading.facts.cells import quoted, value
from chuangcheng.engine.reading.facts.checks import Check
from chuangcheng.engine.reading.facts.rawtable import RawTable

#: The fact kind that holds the judgements of judged bands (G24).
JUDGED_BANDS = "judgement"


def content_checks(rulebook: Rulebook, kind: FactKind, table: RawTable) -> list[Check]:
    """The checks of one fact kind's rows that follow from the leaves which read it."""
    return [*_checklist_checks(rulebook, kind, table), *_judgement_checks(rulebook, kind, table)]


def _checklist_checks(rulebook: Rulebook, kind: FactKind, table: RawTable) -> Iterator[Check]:
    """``unknown-check`` for an item that no checklist lists, ``unknown-grade`` for a result that is no grade of its own."""
    lists = [item.content for item in rulebook.walk() if isinstance(item.content, Checklist)]
    lists = [one for one in lists if one.fact == kind.name]
    if not lists:
        return
    item, result = table.cell("item"), table.cell("result")
    known = tuple(check.id for one in lists for check in one.items)
    strange = f"({item} IS NULL OR {item} NOT IN ({_texts(known)}))"
    yield Check("unknown-check", strange, "", {"item": item}, {}, known)
    strange = " OR ".join(
        f"({item} IN ({_texts(check.id for check in one.items)}) "
        f"AND ({result} IS NULL OR {result} NOT IN ({_texts(one.grades)})))"
        for one in lists
    )
    grades = "、".join(dict.fromkeys(grade for one in lists for grade in one.grades))
    yield Check("unknown-grade", f"({strange})", "", {"item": item, "result": result}, {"grades": grades})


def _judgement_checks(rulebook: Rulebook, kind: FactKind, table: RawTable) -> Iterator[Check]:
    """What every judgement must have; points are bounded here for leaves, in scoring for judged bands."""
    leaves = [
        (item.id, item.content)
        for item in rulebook.walk()
        if isinstance(item.content, Judgement) and item.content.fact == kind.name
    ]
    banded = [
        item.id
        for item in rulebook.walk()
        if isinstance(item.content, Measure) and isinstance(item.content.scale, Bands) and item.content.scale.judged
    ]
    judged = [name for name, _ in leaves] + (banded if kind.name == JUDGED_BANDS else [])
    if not judged:
        return
    item, points = table.cell("item"), table.cell("points")
    for name, leaf in leaves:
        yield _range_check(item, value(Type.DECIMAL, points, table.stored("points")), name, leaf)
    here = f"{item} IN ({_texts(judged)})"
    about = {"item": item}
    yield Check("null-value", f"({here} AND {points} IS NULL)", "column", about, {"column": "points"})
    yield Check("judgement-no-reason", f"({here} AND {table.cell('reason')} IS NULL)", "", about)
    yield Check("judgement-no-document", f"({here} AND {table.cell('document')} IS NULL)", "", about)
    same = f"{table.cell('decided_by')} IS NOT DISTINCT FROM {table.cell('confirmed_by')}"
    yield Check("judgement-same-person", f"({here} AND {same})", "", about)
    strange = f"({item} IS NULL OR {item} NOT IN ({_texts(one.id for one in rulebook.walk())}))"
    yield Check("unknown-item", strange, "", about, {}, tuple(judged))


def _range_check(item: str, points: str, name: str, leaf: Judgement) -> Check:
    least, most = ceil(leaf.lowest * CELL), floor(leaf.highest * CELL)
    said = {"item": name, "lowest": str(leaf.lowest), "highest": str(leaf.highest)}
    fault = f"({item} = {quoted(name)} AND {points} NOT BETWEEN {least} AND {most})"
    return Check("judgement-out-of-range", fault, "", {"points": points}, said)


def _texts(texts: Iterable[str]) -> str:
    return ", ".join(quoted(text) for text in dict.fromkeys(texts))
