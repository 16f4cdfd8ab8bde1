"""season.yaml: which year is scored, up to which day, with which rulebook and which rounds (§2, G8, G9, G50)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from chuangcheng.engine.model import Round, Season, Source
from chuangcheng.engine.problems import Problem, has_errors
from chuangcheng.engine.reading.fields import Fields
from chuangcheng.engine.reading.yamlfile import YamlMapping, read_yaml

FILE: Final = "season.yaml"


def read_season(folder: Path) -> tuple[Season | None, list[Problem]]:
    """Read and check ``season.yaml`` of a season folder.

    Gives the season, or ``None`` where an error leaves its year unknown, and every problem: ``file-missing``,
    ``yaml-invalid``, ``duplicate-key``, ``unknown-key``, ``missing-key``, ``wrong-value``, ``rounds-invalid``. What needs the rulebook
    (whether the year is made of whole periods) is checked in ``reading.facts``. ``Season.lines`` has the line of every
    key that is there, under ``""`` the line where the file's mapping starts, and under ``assessed.N.unit`` and
    ``assessed.N.period`` those of its entries (N from 0).
    """
    top, problems = _read_top(folder)
    if top is None:
        return None, problems
    fields = Fields(top, FILE, problems)
    name = fields.text("season", required=True)
    year = _year(fields)
    rulebook = fields.text("rulebook") or None
    as_of = fields.date("as_of")
    rounds = tuple(_rounds(fields, year))
    assessed, assessed_lines = _assessed(fields)
    sources = tuple(_sources(fields))
    fields.close()
    if year is None:
        return None, problems
    if as_of is not None and as_of < year[0]:
        fields.wrong("as_of", "before-year")
    lines = {"": top.line, **top.lines, **{f"sources.{source.kind}": source.line for source in sources}}
    lines |= assessed_lines
    first, last = year
    season = Season(FILE, str(folder), name, first, last, as_of or last, rounds, rulebook, assessed, sources, lines)
    return season, problems


def rulebook_named_in(folder: Path) -> str | None:
    """The rulebook that season.yaml names, also where the rest of it cannot be used."""
    top, _ = _read_top(folder)
    return Fields(top, FILE, []).text("rulebook") or None if top else None


def _read_top(folder: Path) -> tuple[YamlMapping | None, list[Problem]]:
    path = folder / FILE
    if not path.is_file():
        return None, [Problem("file-missing", FILE, "", {"file": FILE})]
    return read_yaml(path.read_bytes(), FILE)


def _year(fields: Fields) -> tuple[date, date] | None:
    year = fields.mapping_at("year", required=True)
    if year is None:
        return None
    first, last = year.date("from", required=True), year.date("to", required=True)
    year.close()
    if first is None or last is None:
        return None
    if last < first:
        year.wrong("to", "before-from")
        return None
    return first, last


def _rounds(fields: Fields, year: tuple[date, date] | None) -> list[Round]:
    """The rounds that can be used; one out of order, overlapping or outside the year is ``rounds-invalid`` (G9)."""
    found: list[Round] = []
    for entry in fields.mappings_at("rounds"):
        name = entry.text("id", required=True)
        first, last = entry.date("from", required=True), entry.date("to", required=True)
        entry.close()
        if not name or first is None or last is None:
            continue
        fault = _round_fault(name, first, last, found, year)
        if fault:
            entry.report("rounds-invalid", entry.line, fault, id=name)
        else:
            found.append(Round(name, first, last, entry.line))
    return found


def _round_fault(name: str, first: date, last: date, before: list[Round], year: tuple[date, date] | None) -> str:
    if last < first:
        return "ends-before"
    if year and not (year[0] <= first and last <= year[1]):
        return "outside-year"
    if any(name == one.id for one in before):
        return "twice"
    if before and first <= before[-1].last:
        return "overlap" if last >= before[-1].first else "order"
    return ""


def _assessed(fields: Fields) -> tuple[tuple[tuple[str, str, int], ...], dict[str, int]]:
    """The entries of ``assessed``, and the lines of their keys."""
    found: list[tuple[str, str, int]] = []
    lines: dict[str, int] = {}
    for entry in fields.mappings_at("assessed"):
        unit, period = entry.text("unit", required=True), entry.text("period", required=True)
        entry.close()
        if unit and period:
            lines |= {f"assessed.{len(found)}.{key}": entry.line_of(key) for key in ("unit", "period")}
            found.append((unit, period, entry.line))
    return tuple(found), lines


def _sources(fields: Fields) -> list[Source]:
    listed = fields.mapping_at("sources")
    found: list[Source] = []
    for kind in listed.mapping.entries if listed else ():
        entry = listed.mapping_at(kind) if listed else None
        if entry is None or listed is None:
            continue
        errors = len(fields.problems)
        season = entry.text("season", required=True)
        items = entry.texts_at("items") if entry.has("items") else ("total",)
        if entry.has("items") and not items and not has_errors(fields.problems[errors:]):
            entry.wrong("items", "empty")
        unit = entry.text("unit", default="parent")
        entry.close()
        if season and items:
            found.append(Source(kind, season, items, unit, listed.line_of(kind)))
    return found
