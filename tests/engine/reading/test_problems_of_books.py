"""Faulty heads, totals, rankings, decisions and settlements (§4, §6, §7, G1–G7, G26–G35, G52–G57)."""

from __future__ import annotations

import pytest

from tests.engine.reading.books import HEAD, ITEM, expected, found

TOPS = {
    "unknown": "itmes: []  #! unknown-key",
    "effective to before from": "effective: {from: 2022-02-01, to: 2022-01-01}  #! wrong-value",
    "effective without from": "effective: {to: 2022-01-01}  #! missing-key",
    "effective is a date": "effective: 2022-01-01  #! wrong-value",
    "effective no such day": "effective: {from: 2022-02-30}  #! wrong-value",
    "precision 0": "precision: 0  #! wrong-value",
    "precision no divisor of 1": "precision: 0.3  #! wrong-value",
    "precision too fine": "precision: 0.00001  #! wrong-value",
    "precision above 1": "precision: 2  #! wrong-value",
    "basis without document": "basis: [{clause: 第一条}]  #! missing-key",
    "basis unknown key": "basis: [{document: 办法, clauses: 第一条}]  #! unknown-key",
    "basis a number list": "basis: [[1]]  #! wrong-value",
    "decisions without ranking": "decisions: []  #! wrong-value",
    "settlement without ranking": "settlement: {per: period}  #! wrong-value",
    "top key twice": "title: 再来一次  #! duplicate-key",
    "totals unknown key": "totals: {years: {mean: assessed}}  #! unknown-key",
    "totals mean of all": "totals: {year: {mean: all}}  #! wrong-value",
    "totals two ways": "totals: {year: {mean: assessed, sum: all}}  #! wrong-value",
    "totals no way": "totals: {year: {}}  #! missing-key",
    "weights empty": "totals: {year: {weights: {}}}  #! wrong-value",
    "weights of text": "totals: {year: {weights: {q1: half}}}  #! wrong-value",
    "imputed without basis": "totals:\n  imputed:\n    - period: q1  #! no-basis\n      constant: 5",
    "imputed without constant": "totals: {imputed: [{period: q1, basis: 通知}]}  #! missing-key",
    "period floor text": "totals: {period: {floor: none}}  #! wrong-value",
    "ranking ties": "ranking: {ties: share}  #! wrong-value",
    "ranking within": "ranking: {within: unit.distrct}",
    "ranking within facts": "ranking: {within: total > 1}  #! type-mismatch",
    "ranking among": "ranking: {among: unit.people}  #! type-mismatch",
    "ranking break": "ranking: {break: [{item: b}]}  #! unknown-item",
    "ranking on": "ranking: {on: rounded}  #! wrong-value",
    "ranking on is no boolean": "ranking: {on: exact}",
}
DECISIONS = {
    "sound": "{id: d, title: 丁, per: period, where: total >= 90 AND a > 1 AND unit.people > 5, top: 1}",
    "id missing": "{title: 丁, per: period}  #! missing-key",
    "per missing": "{id: d, title: 丁}  #! missing-key",
    "per unknown": "{id: d, title: 丁, per: quarter}  #! wrong-value",
    "top and bottom": "{id: d, title: 丁, per: period, top: 1, bottom: 1}  #! wrong-value",
    "top half": "{id: d, title: 丁, per: period, top: 1.5}  #! wrong-value",
    "top below 0": "{id: d, title: 丁, per: period, top: -1}  #! wrong-value",
    "top of size": "{id: d, title: 丁, per: period, top: CEIL(size / 10)}",
    "top of total": "{id: d, title: 丁, per: period, top: total}  #! unknown-name",
    "top sees no unit": "{id: d, title: 丁, per: period, top: unit.people}  #! unknown-name",
    "where unknown item": "{id: d, title: 丁, per: period, where: b > 1}  #! unknown-name",
    "where a number": "{id: d, title: 丁, per: period, where: total}  #! type-mismatch",
    "last is a truth": "{id: d, title: 丁, per: period, where: last AND best - worst > 1 AND mean > 2}",
    "streak 0": "{id: d, title: 丁, per: period, streak: 0}  #! wrong-value",
    "streak per year": "{id: d, title: 丁, per: year, streak: 2}  #! wrong-value",
    "times per year": "{id: d, title: 丁, per: year, times: 2}  #! wrong-value",
    "times and streak": "{id: d, title: 丁, per: period, times: 2, streak: 2}  #! wrong-value",
    "level": "{id: d, title: 丁, per: period, level: honor}  #! wrong-value",
    "twice": "{id: e, title: 戊, per: period}\n  - {id: e, title: 戊, per: period}  #! duplicate-item",
}
MONEY = {
    "sound": "per: half_year",
    "per missing": "ties: each",
    "per the same": "per: quarter  #! wrong-value",
    "per shorter": "per: two_months  #! wrong-value",
    "per unknown": "per: month  #! wrong-value",
    "ties": "per: period\n  ties: split  #! wrong-value",
    "deposit without amount": "per: period\n  deposits: [{party: village}]  #! missing-key",
    "deposit below 0": "per: period\n  deposits: [{party: village, amount: -1}]  #! wrong-value",
    "deposit finer than cents": "per: period\n  deposits: [{party: village, amount: 0.005}]  #! wrong-value",
    "deposit of persons": "per: period\n  deposits: [{party: persons, amount: 1}]  #! wrong-value",
    "rank and ranks": "per: period\n  awards: [{rank: 1, ranks: [1, 2], party: village, amount: 1}]  #! wrong-value",
    "rank 0": "per: period\n  awards: [{rank: 0, party: village, amount: 1}]  #! wrong-value",
    "rank first": "per: period\n  awards: [{rank: first, party: village, amount: 1}]  #! wrong-value",
    "ranks upside down": "per: period\n  awards: [{ranks: [3, 2], party: village, amount: 1}]  #! wrong-value",
    "ranks last first": "per: period\n  awards: [{ranks: [last, 2], party: village, amount: 1}]  #! wrong-value",
    "ranks to last": "per: period\n  awards: [{ranks: [4, last], party: village, amount: 1}]",
    "award from a deposit": "per: period\n  awards: [{party: village, amount: 1, from: deposit}]  #! unknown-key",
    "fine from cash": "per: period\n  fines: [{party: village, amount: 1, from: cash}]  #! wrong-value",
    "fine of persons": "per: period\n  fines: [{party: persons, amount: 1, from: deposit}]  #! wrong-value",
    "award of persons": "per: period\n  awards: [{party: persons, amount: 1, persons_at_least: 0.5}]  #! wrong-value",
    "persons above 1": "per: period\n  awards: [{party: village, amount: 1, persons_at_least: 50}]  #! wrong-value",
    "amount below 0": "per: period\n  awards: [{party: village, amount: -5}]  #! wrong-value",
    "amount of text": "per: period\n  awards: [{party: village, amount: unit.name}]  #! type-mismatch",
    "amount by expression": "per: period\n  awards: [{party: village, amount: 100 * (total - mean), where: total > mean}]",
    "least_size": "per: period\n  fines: [{party: village, amount: 1, least_size: few}]  #! wrong-value",
}  # fmt: skip
FACTS = {
    "no columns": "{}  #! missing-key",
    "own column": "{columns: {date: date}}  #! wrong-value",
    "type": "{columns: {n: number}}  #! wrong-value",
    "unknown key": "{columns: {}, tilte: x}  #! unknown-key",
    "no mapping": "text  #! wrong-value",
}


@pytest.mark.parametrize("name", TOPS)
def test_tops(name: str) -> None:
    text = HEAD + ITEM + TOPS[name] + "\n"
    assert found(text) == expected(text)


@pytest.mark.parametrize("name", DECISIONS)
def test_decisions(name: str) -> None:
    text = HEAD + ITEM + "ranking: {}\ndecisions:\n  - " + DECISIONS[name] + "\n"
    assert found(text) == expected(text)


@pytest.mark.parametrize("name", MONEY)
def test_money(name: str) -> None:
    text = HEAD + ITEM + "ranking: {}\nsettlement:\n  " + MONEY[name] + "\n"
    if name == "per missing":
        text = text.replace("ties: each", "ties: each  #! missing-key")
    assert found(text) == expected(text)


@pytest.mark.parametrize("name", FACTS)
def test_facts(name: str) -> None:
    text = HEAD + f"  other: {FACTS[name]}\n" + ITEM
    assert found(text) == expected(text) != {}


@pytest.mark.parametrize("name", ["units", "history", "../up", "a/b", "", ".hidden", "a\\\\b"])
def test_names_of_fact_kinds(name: str) -> None:
    text = HEAD + f'  "{name}": {{columns: {{}}}}  #! wrong-value\n' + ITEM
    assert found(text) == expected(text) != {}


@pytest.mark.parametrize("key", ["rulebook", "version", "title", "subject", "period", "facts", "items"])
def test_required_keys(key: str) -> None:
    rows = (HEAD + ITEM).splitlines(keepends=True)
    start = next(number for number, row in enumerate(rows) if row.startswith(key + ":"))
    end = next((number for number in range(start + 1, len(rows)) if not rows[number].startswith(" ")), len(rows))
    result = found("".join(rows[:start] + rows[end:]))
    assert result["missing-key", 1] == 1


def test_unit_columns() -> None:
    text = HEAD.replace("unit: {people: integer", "unit: {kind: integer, people: int") + ITEM
    line = next(number for number, row in enumerate(text.splitlines(), 1) if row.startswith("unit:"))
    assert found(text) == {("wrong-value", line): 2}
