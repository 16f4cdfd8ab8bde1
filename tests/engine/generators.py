"""Rulebooks and seasons made at random, for the test that plan and oracle agree.

``Pick`` is any ``random.Random``: hypothesis gives one that it can shrink, a script a seeded one. What a rulebook
says is drawn from it; the rows of facts come from a seed, so that an example stays small for hypothesis.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from tests.engine.generated_rows import LEVELS, Pick, Rows, Tables, Tree, Year, chance, draw_units, draw_year

EVENT_COLUMNS = {"key": "text", "level": "text", "k": "integer", "amt": "decimal", "ok": "boolean", "spot": "text"}
FACTS: dict[str, dict[str, str]] = {
    "event": {**EVENT_COLUMNS, "day2": "date"},
    "number": {"kind": "text", "value": "decimal", "of": "integer", "spot": "text"},
    "check": {"item": "text", "result": "text", "place": "text"},
    "judgement": {
        "item": "text", "points": "decimal", "reason": "text",
        "document": "text", "decided_by": "text", "confirmed_by": "text",
    },
    "score": {"value": "decimal", "source": "text"},
    "veto_event": {"kind": "text", "force": "boolean"},
}  # fmt: skip

EVENT_WHERE = [
    "level = 'A'", "level IN ('A', 'B')", "ok", "NOT ok", "ok AND amt > 1", "unit.pop > 100", "k BETWEEN 1 AND 3",
    "level <> 'C' OR ok", "amt IS NOT NULL", "day2 >= '2022-02-01'", "unit <> 'u1'", "LEAST(k, 3) >= 1",
    "CASE WHEN ok THEN k ELSE 2 END > 1", "COALESCE(ok, true)", "level NOT IN ('A', 'D')", "date < '2022-06-01'",
]  # fmt: skip
EVENT_NUMBERS = [
    "amt", "k", "amt * 2 - k", "amt / 3", "FLOOR(amt)", "CEIL(amt / 2)", "ABS(amt)", "GREATEST(amt, k, 1)",
    "COALESCE(amt, 1)", "CASE WHEN level = 'A' THEN 1 WHEN ok THEN amt ELSE -0.25 END", "-0.5 * k",
    "amt * COALESCE(unit.pop, 10) / 700", "(k + 1) / (k + 2)", "amt * amt - 0.0001", "-amt / 7",
]  # fmt: skip
NUMBER_WHERE = ["kind = 'a'", "value > 0", "of >= 2 OR kind = 'b'", "spot IS NOT NULL", "unit.tag = 'x'"]
NUMBER_NUMBERS = ["value", "of", "value / 3", "value * of", "COALESCE(value, of)", "CASE WHEN of > 2 THEN value END"]
UNIT_TRUTHS = ["unit.pop > 100", "tag = 'x'", "unit.tag IS NOT NULL", "unit.pop IS NULL OR unit.pop < 300", "NOT poor"]
UNIT_NUMBERS = ["3", "unit.pop / 100", "COALESCE(unit.pop, 90) / 7", "CASE WHEN poor THEN 1.5 ELSE 2 END"]
RISKY_WHERE = ["amt / k > 1", "amt / (k - 1) < 2 AND ok", "ok OR 1 / k > 0"]


@dataclass
class Case:
    """A season folder as text: the rulebook's YAML, season.yaml, and the rows of each table."""

    rulebook: str
    season: str
    tables: dict[str, list[list[str]]] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "rules.yaml").write_text(self.rulebook, encoding="utf-8")
        (folder / "season.yaml").write_text(self.season, encoding="utf-8")
        for name, rows in self.tables.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
        return folder


def yaml_text(value: Any) -> str:
    """Write a value as flow-style YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {yaml_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(yaml_text(one) for one in value) + "]"
    if isinstance(value, date | Decimal):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def document(top: Tree) -> str:
    """Write a mapping with one line for each top key and each entry of a list below one."""
    lines = []
    for key, value in top.items():
        if isinstance(value, list) and value:
            lines.append(f"{key}:")
            lines += [f"  - {yaml_text(one)}" for one in value]
        else:
            lines.append(f"{key}: {yaml_text(value)}")
    return "\n".join(lines) + "\n"


def number(pick: Pick, low: int, high: int, places: int = 2) -> Decimal:
    """A decimal number between two whole ones."""
    digits = pick.choice([0, 0, 1, places])
    return Decimal(pick.randint(low * 10**digits, high * 10**digits)).scaleb(-digits)


# --- leaves ---------------------------------------------------------------------------------------------------------


@dataclass
class Drawing:
    """One rulebook as it is drawn."""

    pick: Pick
    rough: bool
    tables: Tables = field(default_factory=Tables)
    ids: list[str] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)

    def new_id(self) -> str:
        self.ids.append(f"i{len(self.ids)}")
        return self.ids[-1]

    # --- ladder -----------------------------------------------------------------------------------------------------

    def ladder(self, item: str) -> Tree:
        pick = self.pick
        key = pick.choice(["id", "key", "key", "key", "level", "k", "ok", "day2"])
        leaf: Tree = {"fact": "event", "key": key, "window": pick.choice(["season", "period", "year"])}
        self._where(leaf, EVENT_WHERE + (RISKY_WHERE if self.rough else []))
        leaf["combine"] = pick.choice(["latest", "highest", "lowest", "sum"])
        leaf["value"] = pick.choice([self._table, self._escalation, self._number_text, self._number_text])()
        if chance(pick, 4):
            leaf["factor"] = pick.choice([Decimal("0.5"), "CASE WHEN ok THEN 2 ELSE 1 END", "1 / 3", "1.5"])
        if chance(pick, 4):
            leaf["share"] = pick.choice([Decimal("0.5"), "1 / 3", "CASE WHEN level = 'A' THEN 0.3 ELSE 1 END"])
        if self.rough and chance(pick, 6):
            leaf["share"] = "amt"
        if self.tables.ladders and chance(pick, 3):
            leaf["unless"] = [pick.choice(self.tables.ladders)[0]]
        self.tables.ladders.append((item, key))
        return {"ladder": leaf}

    def _number_text(self) -> Any:
        if self.rough and chance(self.pick, 10):
            return self.pick.choice(["amt * 100000000000000", "k * k * 123456789012.5 * 98765432109.875 * amt"])
        return self.pick.choice([*EVENT_NUMBERS, Decimal("-0.1"), Decimal("2.00005")])

    def _table(self) -> Tree:
        pick = self.pick
        rows = [[level, ok, number(pick, -3, 3)] for level in LEVELS for ok in (True, False) if not chance(pick, 4)]
        table: Tree = {"by": ["level", "ok"], "rows": rows or [["A", True, 1]]}
        if not self.rough or chance(pick, 2):
            table["otherwise"] = number(pick, -1, 1)
        return table

    def _escalation(self) -> Tree:
        pick = self.pick
        kind = pick.choice(["double", "add_double", "linear", "add_linear", "once"])
        told: Tree = {"escalate": kind, "base": pick.choice([Decimal("-0.1"), "amt", Decimal("0.3")])}
        told["step"] = pick.choice(["k", "k", "k + 1"] + (["k - 1", "amt"] if self.rough else []))
        if chance(pick, 2):
            told["limit"] = pick.randint(0, 4)
        return told

    def _where(self, leaf: Tree, conditions: Sequence[str]) -> None:
        if chance(self.pick, 2):
            leaf["where"] = self.pick.choice(list(conditions))

    # --- measure ----------------------------------------------------------------------------------------------------

    def measure(self, item: str) -> Tree:
        pick = self.pick
        event = chance(pick, 2)
        numbers = EVENT_NUMBERS if event else NUMBER_NUMBERS
        conditions = EVENT_WHERE if event else NUMBER_WHERE
        leaf: Tree = {"fact": "event" if event else "number"}
        self._where(leaf, conditions + (RISKY_WHERE if event and self.rough else []))
        kind = pick.choice(["count", "distinct", "sum", "mean", "min", "max", "latest", "share", "ratio"])
        if kind == "share":
            leaf["share"] = {"of": pick.choice(conditions), "among": pick.choice(conditions)}
        elif kind == "ratio":
            leaf["ratio"] = {"of": pick.choice(numbers), "to": pick.choice(numbers)}
        elif kind in ("count", "distinct"):
            leaf[kind] = pick.choice(["id", "spot", *numbers])
        else:
            leaf[kind] = pick.choice(numbers)
        leaf["over"] = pick.choice(["period", "period", "year_to_date", "season"])
        leaf["missing"] = pick.choice(["na", 0, Decimal("1.5"), *(["problem"] if self.rough else [])])
        by = chance(pick, 5)
        if by:
            leaf["by"] = "level" if event else "spot"
            leaf["combine"] = pick.choice(["mean", "sum", "min", "max"])
        told: Tree = {"measure": leaf}
        if chance(pick, 2):
            told["against"] = self._against(by)
        told["scale"] = self._scale(item, by, "against" in told)
        self.tables.measures.append(item)
        return told

    def _against(self, by: bool) -> Tree:
        pick = self.pick
        kind = "target" if by else pick.choice(["target", "peers", "peers", "previous", "previous_mean"])
        told: Tree = {
            "target": {"target": pick.choice(UNIT_NUMBERS)},
            "peers": {"peers": pick.choice(["mean", "best"])},
            "previous": {"previous": pick.randint(1, 2)},
            "previous_mean": {"previous_mean": pick.randint(2, 3)},
        }[kind]
        if chance(pick, 2) and (self.rough or kind == "target"):
            told["as"] = pick.choice(["difference", "ratio"])
        return told

    def _scale(self, item: str, by: bool, against: bool) -> Tree:
        pick = self.pick
        kind = pick.choice(["bands", "each", "step", "ratio", "value", *([] if by else ["rank", "rank", "judge"])])
        if kind == "each":
            return {"each": number(pick, -2, 3)}
        if kind == "step":
            return {
                "step": pick.choice([5, Decimal("0.3"), 1]), "points": number(pick, -2, 2),
                "rounding": pick.choice(["floor", "ceil", "exact"]), "side": pick.choice(["under", "over", "both"]),
            }  # fmt: skip
        if kind == "ratio":
            return {"ratio": number(pick, 1, 20), **({"cap": Decimal("1.2")} if chance(pick, 2) else {})}
        if kind == "value":
            texts = ["x * 2", "CASE WHEN x > 1 THEN 5 ELSE x / 3 END", "LEAST(x, 4) * 0.37"]
            texts += ["x - target / 3"] if against else []
            texts += ["10 / x"] if self.rough else []
            return {"value": pick.choice(texts)}
        return self._rank() if kind == "rank" else self._bands(item if kind == "judge" else None)

    def _rank(self) -> Tree:
        pick = self.pick
        told: Tree = {"rank": [10, Decimal("7.5"), 4][: pick.randint(1, 3)]}
        if chance(pick, 2):
            told["then"] = number(pick, -3, 0)
        if chance(pick, 2):
            told["least"] = number(pick, -2, 0)
        return told | {"order": pick.choice(["asc", "desc"]), "ties": pick.choice(["high", "low", "mean"])}

    def _bands(self, judged: str | None) -> Tree:
        pick = self.pick
        ends = sorted({number(pick, -2, 5) for _ in range(pick.randint(1, 3))}, reverse=True)
        bands: list[Tree] = []
        for end in ends:
            bands.append({pick.choice(["from", "above"]): end, "points": number(pick, -3, 10)})
        if chance(pick, 4) and judged is None:
            bands = [{**band, "to": above} for band, above in zip(bands[1:], ends[:-1], strict=True)] + bands[:1]
            bands = [{("from" if key == "above" else key): value for key, value in band.items()} for band in bands]
            return {"bands": [{"to": ends[-1], "points": 0}, *bands]} if len(ends) > 1 else {"bands": bands}
        if not self.rough or chance(pick, 2):
            bands.append({"points": 0})
        if judged is not None:
            bands[0]["points"] = {"judge": [1, 3]}
            self.tables.judged.append((judged, Decimal(1), Decimal(3)))
        return {"bands": bands}

    # --- the others -------------------------------------------------------------------------------------------------

    def checklist(self, item: str) -> Tree:
        pick = self.pick
        names = [f"{item}k{n}" for n in range(pick.randint(1, 3))]
        entries: list[Tree] = [{"id": name, "full": number(pick, 1, 9)} for name in names]
        if chance(pick, 3):
            entries[0]["key"] = True
        grades = {"good": 1, "fair": Decimal("0.66"), "bad": 0, "away": "na"}
        leaf: Tree = {
            "fact": "check",
            "grades": grades,
            "items": entries,
            "na": pick.choice(["rescale", "full", "zero"]),
        }
        if chance(pick, 3):
            leaf["places"] = {"pass": Decimal("0.8"), "ratio": chance(pick, 2)}
        self.tables.checks[item] = (names, list(grades))
        return {"checklist": leaf}

    def judgement(self, item: str) -> Tree:
        self.tables.judgements.append((item, Decimal(-5), Decimal(2)))
        return {"judgement": {"fact": "judgement", "between": [-5, 2]}}

    def outside(self, _item: str) -> Tree:
        self.tables.imports = True
        leaf: Tree = {"fact": "score", "value": self.pick.choice(["value", "value / 3", "COALESCE(value, 1)"])}
        self._where(leaf, ["source = 's'", "value >= 0 OR value IS NULL", *(["value > 3"] if self.rough else [])])
        return {"import": leaf}

    def veto(self, _item: str) -> Tree:
        pick = self.pick
        leaf: Tree = {"fact": "veto_event", "effect": pick.choice(["zero", "ineligible", "no_top"])}
        leaf["basis"] = {"document": "d", "clause": "c"}
        if chance(pick, 2):
            leaf["where"] = pick.choice(["kind = 'a'", "kind IN ('a', 'b')"])
        if chance(pick, 2):
            leaf["unless"] = "force"
        if leaf["effect"] != "zero" and chance(pick, 2):
            leaf["months"] = pick.randint(1, 7)
        return {"veto": leaf}

    def formula(self, _item: str) -> Tree:
        a, b = self.pick.choice(self.earlier), self.pick.choice(self.earlier)
        texts = [
            f"COALESCE({a}, 0) + COALESCE({b}, 0)", f"CASE WHEN {a} >= 1 AND {b} >= 1 THEN 5 ELSE 0 END",
            f"LEAST(COALESCE({a}, 0), 3) / 3", f"CASE WHEN unit.pop > 100 THEN 1 ELSE COALESCE({b}, 0.5) END",
            *([f"{a} - {b}", f"{a} / {b}"] if self.rough else []),
        ]  # fmt: skip
        return {"formula": self.pick.choice(texts)}

    # --- the tree ---------------------------------------------------------------------------------------------------

    def items(self, depth: int, count: int, parent_full: bool) -> list[Tree]:
        return [self.item(depth, parent_full) for _ in range(count)]

    def item(self, depth: int, parent_full: bool) -> Tree:
        pick = self.pick
        item = self.new_id()
        told: Tree = {"id": item, "title": f"item {item}"}
        section = depth < 2 and chance(pick, 3)
        veto = not section and chance(pick, 8)
        full = chance(pick, 2) and not veto
        if section:
            told["items"] = self.items(depth + 1, pick.randint(1, 3), full)
            self._once(told)
            if full:
                told["full"] = pick.choice([100, 60, Decimal("37.5")])
        elif veto:
            told |= self.veto(item)
        else:
            leaves = [self.ladder, self.ladder, self.measure, self.measure, self.measure, self.checklist]
            leaves += [self.judgement, self.outside] + ([self.formula] if self.earlier else [])
            told |= pick.choice(leaves)(item)
            if full:
                told["full"] = self._full_of(told)
        if not veto:
            self._around(told, full, parent_full)
        elif chance(pick, 4):
            told["applies"] = pick.choice(UNIT_TRUTHS)
        self.earlier.append(item)
        return told

    def _full_of(self, told: Tree) -> Any:
        if "checklist" in told:
            return sum((Decimal(one["full"]) for one in told["checklist"]["items"]), Decimal(0))
        return self.pick.choice([5, 10, Decimal("7.5")])

    def _around(self, told: Tree, full: bool, parent_full: bool) -> None:
        """Start, floor, cap, weight, applies, na and count_in."""
        pick = self.pick
        if full and "checklist" not in told and chance(pick, 3):
            told["start"] = "full"
        elif chance(pick, 4):
            told["start"] = number(pick, -2, 5)
        if chance(pick, 4):
            told["floor"] = number(pick, -4, 1)
        if chance(pick, 4) and "checklist" not in told:
            told["cap"] = number(pick, 1, 12)
        if chance(pick, 3):
            told["weight"] = pick.choice([Decimal("0.4"), Decimal("1.5"), Decimal("0.333333"), -1])
        if chance(pick, 3):
            told["applies"] = pick.choice(UNIT_TRUTHS)
        if chance(pick, 2):
            kinds: list[Any] = ["zero", "peer_mean", {"constant": number(pick, -1, 5)}]
            kinds += ["full"] if full else []
            kinds += ["rescale", "rescale", "rescale"] if full and parent_full else []
            told["na"] = pick.choice(kinds)
        if chance(pick, 8):
            told["count_in"] = False

    def _once(self, told: Tree) -> None:
        """Bind the section's own ladders that have the key ``key``, if all have one window."""
        ladders = [one["ladder"] for one in told["items"] if "ladder" in one and one["ladder"]["key"] == "key"]
        inner = [one for one in told["items"] if "items" in one]
        if not ladders or inner or not chance(self.pick, 2):
            return
        told["once"] = {"key": "key", "combine": self.pick.choice(["highest", "lowest"])}
        for ladder in ladders:
            ladder.pop("combine", None)
            ladder.pop("unless", None)
            ladder["window"] = ladders[0]["window"]


# --- totals, ranking, money -----------------------------------------------------------------------------------------

BASIS = [{"document": "d", "clause": "c"}]


def draw_totals(pick: Pick, year: Year) -> Tree:
    totals: Tree = {}
    if chance(pick, 3):
        totals["period"] = {"floor": pick.choice([0, -3, 2]), "cap": pick.choice([20, 12])}
    weights = {name: pick.choice([Decimal("0.1"), Decimal("0.25"), 2]) for name in year.names}
    totals["year"] = pick.choice([{"mean": "assessed"}, {"sum": "all"}, {"weights": weights}])
    if chance(pick, 5) and len(year.names) > 1:
        totals["imputed"] = [
            {"period": pick.choice(year.names), "constant": Decimal("9.505"), "basis": BASIS},
        ]
    return totals


def draw_ranking(pick: Pick, ids: Sequence[str]) -> Tree:
    ranking: Tree = {"within": pick.choice(["parent", "group", "all", "all", "unit.tag", "unit.pop > 100"])}
    if chance(pick, 3):
        ranking["among"] = pick.choice(["unit.kind = 'village'", "unit.pop > 50", "NOT poor"])
    ranking["ties"] = pick.choice(["min", "dense", "max", "mean"])
    if chance(pick, 2):
        ranking["break"] = [{"item": pick.choice(list(ids)), "order": pick.choice(["asc", "desc"])}]
    ranking["on"] = pick.choice(["published", "exact"])
    return ranking


def draw_decisions(pick: Pick, ids: Sequence[str], rough: bool) -> list[Tree]:
    wheres = ["total >= 5", "rank <= 2", "NOT last", "size >= 3", "total > mean", "best - worst > 1", "unit.pop > 100",
              f"{pick.choice(list(ids))} >= 1", "total / size > 1"]  # fmt: skip
    wheres += ["total / (size - 2) > 1", "1 / total > 0"] if rough else []
    decisions = []
    for number_ in range(pick.randint(1, 4)):
        told: Tree = {"id": f"d{number_}", "title": "t", "per": pick.choice(["period", "period", "year"])}
        side = pick.choice(["top", "bottom", None])
        if side:
            told[side] = pick.choice([1, 2, "FLOOR(size / 2)", "CEIL(0.3 * size)", *(["size - 2"] if rough else [])])
        if side is None or chance(pick, 2):
            told["where"] = pick.choice(wheres)
        if told["per"] == "period" and chance(pick, 3):
            told[pick.choice(["streak", "times"])] = 2
        if chance(pick, 2):
            told["level"] = pick.choice(["top", "honour", "concern"])
        decisions.append(told)
    return decisions


def draw_settlement(pick: Pick, year: Year, rough: bool) -> Tree:
    pers = {"month": ["two_months"], "quarter": ["half_year"]}.get(year.period, [])
    parties = ["village", "secretary", "officer"][: pick.randint(1, 3)]
    deposits: list[Tree] = [{"party": party, "amount": pick.choice([100, Decimal("20.01"), 3])} for party in parties]
    if chance(pick, 2):
        deposits[-1]["applies"] = "unit.tag IS NOT NULL"
    return {
        "per": pick.choice(["period", "period", "year", *pers]),
        "deposits": deposits,
        "awards": [_payment(pick, parties, fine=False, rough=rough) for _ in range(pick.randint(0, 3))],
        "fines": [_payment(pick, parties, fine=True, rough=rough) for _ in range(pick.randint(0, 3))],
        "ties": pick.choice(["share", "each"]),
    }


def _payment(pick: Pick, parties: Sequence[str], fine: bool, rough: bool) -> Tree:
    told: Tree = {"party": pick.choice([*parties, "other", *([] if fine else ["persons"])])}
    told["amount"] = pick.choice([30, Decimal("10.01"), "10 * size", "CASE WHEN total > mean THEN 7 ELSE 3.333 END"])
    if rough and chance(pick, 4):
        told["amount"] = pick.choice(["total - mean", "unit.pop / 7", "10 / (rank - 1)"])
    place = pick.choice(["rank", "ranks", "none"])
    if place == "rank":
        told["rank"] = pick.choice([1, 2, "last"])
    elif place == "ranks":
        told["ranks"] = pick.choice([[1, 2], [2, 4], [2, "last"], ["last", "last"]])
    if fine and chance(pick, 2) and told["party"] != "persons":
        told["from"] = "deposit"
    if not fine and told["party"] != "persons" and chance(pick, 2):
        told["persons_at_least"] = pick.choice([Decimal("0.5"), Decimal("0.333"), 1])
    if chance(pick, 4):
        told["least_size"] = pick.randint(2, 3)
    if chance(pick, 4):
        told["applies"] = "unit.pop > 100"
    if chance(pick, 4):
        told["where"] = "total > 1"
    return told


def draw_case(pick: Pick, seed: int, rough: bool) -> Case:
    """A whole season: rules from ``pick``, rows from ``seed``. A rough one may hold what cannot be computed."""
    year = draw_year(pick)
    drawing = Drawing(pick, rough)
    items = drawing.items(0, pick.randint(1, 4), parent_full=False)
    top: Tree = {
        "rulebook": "made", "version": "1", "title": "made", "basis": BASIS,
        "effective": {"from": date(2020, 1, 1), "to": None}, "subject": "village", "period": year.period,
        "precision": pick.choice([Decimal("0.01"), Decimal("0.1"), 1, Decimal("0.0001")]),
        "unit": {"pop": "integer", "tag": "text", "poor": "boolean"},
        "facts": {name: {"columns": columns} for name, columns in FACTS.items()},
        "items": items, "totals": draw_totals(pick, year),
    }  # fmt: skip
    if not chance(pick, 8):
        top["ranking"] = draw_ranking(pick, drawing.ids)
        if not chance(pick, 4):
            top["decisions"] = draw_decisions(pick, drawing.ids, rough)
        if not chance(pick, 4):
            top["settlement"] = draw_settlement(pick, year, rough)
    return Case(document(top), document(_season(pick, year)), _tables(drawing, year, Random(seed), pick.randint(2, 5)))


def _season(pick: Pick, year: Year) -> Tree:
    told: Tree = {"season": "made", "year": {"from": year.first, "to": year.last}, "rulebook": "rules.yaml"}
    if year.rounds:
        told["rounds"] = year.rounds
    if chance(pick, 4):
        told["assessed"] = [{"unit": f"u{n}", "period": pick.choice(year.names)} for n in range(2)]
    return told | {"as_of": year.as_of}


def _tables(drawing: Drawing, year: Year, dice: Random, villages: int) -> dict[str, list[list[str]]]:
    units = draw_units(dice, villages, drawing.rough)
    rows = Rows(dice, year, [row[0] for row in units[3:]], drawing.rough, dice.choice([0, 10, 40]))
    held = list(rows.scored())
    facts: dict[str, Iterable[list[str]]] = {
        "event": rows.events(),
        "number": rows.numbers(),
        "check": rows.checks(drawing.tables.checks, held),
        "judgement": rows.judgements(drawing.tables, held),
        "score": rows.scores(held) if drawing.tables.imports else [],
        "veto_event": rows.vetoes(),
    }
    tables = {"units": units}
    for name, found in facts.items():
        header = ["id", "unit", "date", *FACTS[name]]
        tables[name] = [header, *([f"{name[0]}{n}", *row] for n, row in enumerate(found))]
    history = [["unit", "item", "period", "value"], *rows.history(drawing.tables.measures)]
    return tables | {"history": history}
