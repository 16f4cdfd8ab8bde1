"""A season folder from the database: the same tables that an office could write by hand (docs/rulebook.md §2).

Everything is CSV, so that a run's facts can be read, sent and scored again by anyone with the command line.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.base.facts import FactRow, Value
from chuangcheng.engine.model import Rulebook, Type
from chuangcheng.engine.reading.rulebook import read_rulebook
from chuangcheng.people.models import Person
from chuangcheng.stages.activities import facts as activities
from chuangcheng.stages.exemplars import facts as exemplars
from chuangcheng.stages.inspections import facts as inspections
from chuangcheng.stages.rectification import facts as rectification
from chuangcheng.stages.scoring.checks import rounds_of
from chuangcheng.stages.scoring.models import Assessed, Season, SeasonUnit

#: Kinds of facts that a stage keeps; any other declared kind is looked for among outside figures.
STAGES: Final = (activities, exemplars, inspections, rectification)
#: Attributes of a unit that are told by who holds a post on the season's first day, unless the unit says otherwise.
POSTS: Final = {"secretary": "书记", "officer": "分管人员"}
UNIT_COLUMNS: Final = ("unit", "name", "parent", "kind", "group")
RECORDS: Final = "records.csv"


@dataclass(frozen=True, slots=True)
class Collected:
    """A season folder that was written. ``fingerprint``: SHA-256 over its files, in the order of their names."""

    folder: Path
    fingerprint: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Texts of the files of a season folder, by name, and how many facts each kind has."""

    files: Mapping[str, str]
    records: str
    counts: Mapping[str, int]

    @property
    def fingerprint(self) -> str:
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(f"{name}\0{self.files[name]}\0".encode())
        return digest.hexdigest()


def gather(season: Season, as_of: date, text: str | None = None) -> Gathered:
    """Read units and facts up to ``as_of`` as one moment of the database shows them.

    ``text`` is another rulebook than the season's own, for a comparison. Refused: ``rulebook-has-errors``, ``column-not-kept``.
    """
    rulebook_text = text if text is not None else season.version.text
    rulebook = _read(rulebook_text, season.version.file)
    if rulebook is None:
        raise Refused("rulebook-has-errors", _("测评体系有错误，不能计分。请先在测评体系里改正。"))
    with transaction.atomic():
        files = {"season.yaml": _season_yaml(season, as_of), "rulebook.yaml": rulebook_text}
        files["units.csv"] = _csv(*unit_table(season, rulebook))
        tables = fact_tables(season, rulebook)
        records: list[list[Value]] = []
        counts: dict[str, int] = {}
        for kind, rows in tables.items():
            if kind in season.sources:
                continue
            taken = [row for row in rows if row.day <= as_of]
            columns = rulebook.facts[kind].columns
            files[f"{kind}.csv"] = _csv(
                ["id", "unit", "date", *columns],
                ([row.id, row.unit, row.day, *(row.values.get(name) for name in columns)] for row in taken),
            )
            records += [[kind, row.id, *row.record] for row in taken]
            counts[kind] = len(taken)
        files |= _outside(season, as_of)
    return Gathered(files, _csv(["kind", "id", "model", "pk"], records), counts)


@lru_cache(maxsize=16)
def _read(text: str, file: str) -> Rulebook | None:
    return read_rulebook(text, file, None)[0]


def write(gathered: Gathered, folder: Path) -> Collected:
    """Write the season folder, and beside its tables which record each fact opens down to."""
    facts = folder / "season"
    facts.mkdir(parents=True)
    for name, text in gathered.files.items():
        (facts / name).parent.mkdir(parents=True, exist_ok=True)
        (facts / name).write_text(text, "utf-8", newline="")
    (folder / RECORDS).write_text(gathered.records, "utf-8", newline="")
    return Collected(facts, gathered.fingerprint, gathered.counts)


def _season_yaml(season: Season, as_of: date) -> str:
    day = min(as_of, season.last)
    # A JSON string is a YAML string whatever it holds; the days stand without quotes, so that they are read as days.
    rounds = [
        f"{{id: {json.dumps(one.id, ensure_ascii=False)}, from: {one.first}, to: {one.last}}}"
        for one in rounds_of(season)
    ]
    return (
        f"season: season-{season.pk}\n"
        f"year: {{from: {season.first}, to: {season.last}}}\n"
        f"as_of: {day}\n"
        f"rounds: [{', '.join(rounds)}]\n"
        "rulebook: rulebook.yaml\n"
        f"{_settled(season)}"
    )


def _settled(season: Season) -> str:
    """The lines of season.yaml that only some seasons have: ``assessed`` and ``sources``."""
    told: dict[str, object] = {}
    if entries := assessed_entries(season):
        told["assessed"] = [{"unit": unit, "period": period} for unit, period in entries]
    if season.sources:
        told["sources"] = {kind: _source(kind, given) for kind, given in season.sources.items()}
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items())


def _source(kind: str, given: Mapping[str, Any]) -> dict[str, object]:
    """A source as season.yaml names it: its own season stands in a folder beside the tables."""
    return {"season": f"sources/{kind}", "items": given["items"], "unit": given["unit"]}


def _outside(season: Season, as_of: date) -> dict[str, str]:
    """The files of the seasons that are sources, each in its folder, up to the same day."""
    files: dict[str, str] = {}
    for kind, given in season.sources.items():
        source = Season.objects.select_related("programme", "version__rulebook").get(pk=given["season"])
        gathered = gather(source, min(as_of, source.last))
        files |= {f"sources/{kind}/{name}": text for name, text in gathered.files.items()}
    return files


def assessed_entries(season: Season) -> list[tuple[str, str]]:
    """Unit's code and period of each entry of the office that a unit is assessed."""
    return list(
        Assessed.objects.filter(season=season).order_by("unit__code", "period").values_list("unit__code", "period")
    )


def unit_table(season: Season, rulebook: Rulebook) -> tuple[list[str], list[list[Value]]]:
    """Header and rows of units.csv: the units of the season and their superiors. Attributes that the rulebook names always
    have a column."""
    members = list(SeasonUnit.objects.filter(season=season).select_related("organisation", "parent"))
    posts = _posts(season, [member.organisation_id for member in members])
    names = sorted({*rulebook.unit_columns, *POSTS, *(key for one in members for key in one.organisation.attributes)})
    names = ["exempt", *(name for name in names if name not in (*UNIT_COLUMNS, "exempt"))]
    superiors = {member.parent.code: member.parent for member in members if member.parent}
    for member in members:
        superiors.pop(member.organisation.code, None)
    rows: list[list[Value]] = [
        [one.code, one.name, "", one.kind, "", *("" for _ in names)] for one in superiors.values()
    ]
    for member in members:
        unit = member.organisation
        known = POSTS.keys() & names
        told = {**{name: posts.get((unit.pk, name), "") for name in known}, **unit.attributes, "exempt": member.exempt}
        parent = member.parent.code if member.parent else ""
        group = member.group or unit.group
        rows.append([unit.code, unit.name, parent, unit.kind, group, *(told.get(name, "") for name in names)])
    if rulebook.unit_columns.get("exempt") is Type.BOOLEAN:
        place = len(UNIT_COLUMNS)
        rows = [[*row[:place], row[place] or False, *row[place + 1 :]] for row in rows]
    return [*UNIT_COLUMNS, *names], sorted(rows, key=lambda row: str(row[0]))


def _posts(season: Season, units: list[int]) -> dict[tuple[int, str], str]:
    """(organisation, attribute) → the names of who holds the post that the attribute tells."""
    found: dict[tuple[int, str], str] = {}
    people = Person.objects.filter(organisation_id__in=units, post__in=POSTS.values()).order_by("name", "pk")
    for person in people:
        if person.left_on is None or person.left_on > season.first:
            for attribute, post in POSTS.items():
                if post == person.post:
                    key = (person.organisation_id, attribute)
                    found[key] = f"{found[key]}、{person.name}" if key in found else person.name
    return found


def fact_tables(season: Season, rulebook: Rulebook, units: Collection[int] | None = None) -> dict[str, list[FactRow]]:
    """The rows of each declared kind in the order of their days, of all units or of these organisations (keys) and whoever
    tells the same. Refused: ``column-not-kept``."""
    kept = {kind: source for stage in STAGES for kind, source in stage.TABLES.items()}
    columns = {kind: names for stage in STAGES for kind, names in stage.COLUMNS.items()}
    outside = inspections.outside_tables(season.programme, units)
    tables: dict[str, list[FactRow]] = {}
    for kind, declared in rulebook.facts.items():
        if kind in kept:
            _ensure_kept(kind, declared.columns, columns[kind])
            rows = kept[kind](season.programme, units)
        else:
            rows = outside[kind].rows if kind in outside else ()
        tables[kind] = sorted(rows, key=lambda row: (row.day, row.id))
    return tables


def _ensure_kept(kind: str, declared: Iterable[str], kept: Iterable[str]) -> None:
    """A column that nobody records would be empty in every fact and nobody would know."""
    unknown = sorted(set(declared) - set(kept))
    if unknown:
        raise Refused(
            "column-not-kept",
            _("测评体系用到了事实“%(kind)s”的列“%(columns)s”，但本系统不记录这一列。请改用这些列：%(kept)s。")
            % {"kind": kind, "columns": "、".join(unknown), "kept": "、".join(sorted(kept))},
        )


def _csv(header: Iterable[str], rows: Iterable[Sequence[Value]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return stream.getvalue()


def cell(value: Value) -> str:
    """A value in the written form of the rulebook's types (G4)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
