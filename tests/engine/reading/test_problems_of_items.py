"""One faulty rulebook for each rule of the tree of items and its leaves; the comment says what must be found."""

from __future__ import annotations

import pytest

from tests.engine.reading.books import HEAD, expected, found

LADDER = "ladder: {fact: event, value: 1}"
COUNT = "measure: {fact: event, count: id}"

CASES = {
    # --- keys of an item (§4, G6, G15) ---
    "id missing": "- {title: 甲, %L}  #! missing-key",
    "title missing": "- {id: a, %L}  #! missing-key",
    "title empty": "- {id: a, title: '', %L}  #! wrong-value",
    "id in Chinese": "- {id: 甲, title: 甲, %L}  #! bad-id",
    "id is a number": "- {id: 12, title: 甲, %L}  #! bad-id",
    "id is reserved": "- {id: total, title: 甲, %L}  #! bad-id",
    "id is reserved since section 9": "- {id: worst, title: 甲, %L}  #! bad-id",
    "id with a hyphen": "- {id: a-b, title: 甲, %L}  #! bad-id",
    "nothing is derived from a bad id": "- {id: 甲, title: 甲, %L}  #! bad-id\n- {id: b, title: 乙, formula: 甲 + 1}",
    "id twice": "- {id: a, title: 甲, %L}\n- title: 乙\n  id: a  #! duplicate-item\n  %L",
    "id twice across levels": "- {id: a, title: 甲, items: [{id: b, title: 乙, %L}]}\n- {id: b, title: 丙, %L} #! duplicate-item",
    "unknown key": "- id: a\n  title: 甲\n  tilte: 乙  #! unknown-key\n  %L",
    "duplicate key": "- id: a\n  title: 甲\n  title: 乙  #! duplicate-key\n  %L",
    "no leaf": "- id: a  #! leaf-kind\n  title: 甲",
    "two leaves": "- id: a  #! leaf-kind\n  title: 甲\n  %L\n  veto: {}",
    "leaf and items": "- id: a  #! leaf-kind\n  title: 甲\n  %L\n  items: []",
    "misspelt leaf": "- id: a  #! leaf-kind\n  title: 甲\n  leader: {}  #! unknown-key",
    "leaf is no mapping": "- {id: a, title: 甲, import: 5}  #! wrong-value",
    "items empty": "- {id: a, title: 甲, items: []}  #! wrong-value",
    "items no list": "- {id: a, title: 甲, items: {b: c}}  #! wrong-value",
    "item no mapping": "- 5  #! wrong-value",
    "full is text": "- {id: a, title: 甲, full: 十, %L}  #! wrong-value",
    "full below 0": "- {id: a, title: 甲, full: -1, %L}  #! wrong-value",
    "number with exponent": "- {id: a, title: 甲, cap: 1e2, %L}  #! wrong-value",
    "number too long": "- {id: a, title: 甲, cap: 1234567890123456, %L}  #! wrong-value",
    "too many decimals": "- {id: a, title: 甲, cap: 0.1234567, %L}  #! wrong-value",
    "start full without full": "- {id: a, title: 甲, start: full, %L}  #! wrong-value",
    "na full without full": "- {id: a, title: 甲, na: full, %L}  #! wrong-value",
    "na unknown": "- {id: a, title: 甲, na: skip, %L}  #! wrong-value",
    "na constant without number": "- {id: a, title: 甲, na: {constant: x}, %L}  #! wrong-value",
    "na mapping unknown key": "- {id: a, title: 甲, na: {constants: 1}, %L}  #! unknown-key missing-key",
    "rescale at the top": "- id: a\n  title: 甲\n  full: 5\n  na: rescale  #! rescale-without-full\n  %L",
    "rescale without own full": "- {id: s, title: 甲, full: 9, items: [{id: a, title: 甲, na: rescale, %L}]}  #! rescale-without-full",
    "rescale without the section's full": "- {id: s, title: 甲, items: [{id: a, title: 甲, full: 1, na: rescale, %L}]}  #! rescale-without-full",
    "applies not boolean": "- {id: a, title: 甲, applies: people, %L}  #! type-mismatch",
    "applies sees no facts": "- {id: a, title: 甲, applies: level = 'x', %L}",
    "applies refused": "- {id: a, title: 甲, applies: unit.people %% 2 = 0, %L}  #! expression-refused",
    "count_in no boolean": "- {id: a, title: 甲, count_in: no, %L}  #! wrong-value",
    "scale without measure": "- {id: a, title: 甲, scale: {each: 1}, %L}  #! unknown-key",
    # --- ladders (§5.1, G18, G19) ---
    "fact missing": "- {id: a, title: 甲, ladder: {value: 1}}  #! missing-key",
    "unknown fact": "- id: a\n  title: 甲\n  ladder:\n    value: x + y\n    fact: evnt  #! unknown-fact",
    "value missing": "- id: a\n  title: 甲\n  ladder:\n    fact: event  #! missing-key",
    "value null": "- {id: a, title: 甲, ladder: {fact: event, value: }}  #! wrong-value",
    "unknown column": "- id: a\n  title: 甲\n  ladder:\n    fact: event\n    value: 1\n    where: stage = 'x'  #! unknown-name",
    "unknown key column": "- {id: a, title: 甲, ladder: {fact: event, value: 1, key: problem}}  #! unknown-name",
    "key is no expression": "- {id: a, title: 甲, ladder: {fact: event, value: 1, key: n + 1}}  #! unknown-name",
    "value is text": "- {id: a, title: 甲, ladder: {fact: event, value: level}}  #! type-mismatch",
    "factor is boolean": "- {id: a, title: 甲, ladder: {fact: event, value: 1, factor: good}}  #! type-mismatch",
    "combine unknown": "- {id: a, title: 甲, ladder: {fact: event, value: 1, combine: max}}  #! wrong-value",
    "window unknown": "- {id: a, title: 甲, ladder: {fact: event, value: 1, window: quarter}}  #! wrong-value",
    "escalation unknown": "- {id: a, title: 甲, ladder: {fact: event, value: {escalate: tripple, base: 1, step: n}}}  #! wrong-value",
    "escalation without step": "- {id: a, title: 甲, ladder: {fact: event, value: {escalate: once, base: 1}}}  #! missing-key",
    "escalation limit below 0": "- {id: a, title: 甲, ladder: {fact: event, value: {escalate: once, base: 1, step: n, limit: -1}}}  #! wrong-value",
    "table without rows": "- {id: a, title: 甲, ladder: {fact: event, value: {by: [level]}}}  #! missing-key",
    "table by an unknown column": "- {id: a, title: 甲, ladder: {fact: event, value: {by: [stage], rows: [[x, 1]]}}}  #! unknown-name",
    "table row too short": "- {id: a, title: 甲, ladder: {fact: event, value: {by: [level], rows: [[1]]}}}  #! wrong-value",
    "table cell of another type": "- {id: a, title: 甲, ladder: {fact: event, value: {by: [n], rows: [[x, 1]]}}}  #! wrong-value",
    "table number for a text": "- {id: a, title: 甲, ladder: {fact: event, value: {by: [level], rows: [[1, 1]]}}}  #! wrong-value",
    "table points no number": "- {id: a, title: 甲, ladder: {fact: event, value: {by: [level], rows: [[x, y]]}}}  #! wrong-value",
    "table row twice": "- id: a\n  title: 甲\n  ladder:\n    fact: event\n    value:\n      by: [level, good]\n      rows:\n        - [x, true, 1]\n        - [x, false, 1]\n        - [x, true, 2]  #! duplicate-row",
    "table unknown key": "- {id: a, title: 甲, ladder: {fact: event, value: {by: [level], rows: [[x, 1]], else: 0}}}  #! unknown-key",
    # --- checklists, judgements, imports, vetoes (§5.3–§5.6, G23, G24) ---
    "full of the checks": "- id: a\n  title: 甲\n  full: 11  #! full-mismatch\n  checklist: {fact: check, grades: {好: 1}, items: [{id: k, full: 4}, {id: l, full: 6}]}",
    "check twice": "- {id: a, title: 甲, checklist: {fact: check, grades: {好: 1}, items: [{id: k, full: 4}, {id: k, full: 6}]}}  #! duplicate-item",
    "grade no number": "- {id: a, title: 甲, checklist: {fact: check, grades: {好: one}, items: [{id: k, full: 4}]}}  #! wrong-value",
    "check without full": "- {id: a, title: 甲, checklist: {fact: check, grades: {好: 1}, items: [{id: k}]}}  #! missing-key",
    "no checks": "- {id: a, title: 甲, checklist: {fact: check, grades: {好: 1}, items: []}}  #! wrong-value",
    "columns of a checklist": "- {id: a, title: 甲, checklist: {fact: event, grades: {好: 1}, items: [{id: k, full: 1}]}}  #! missing-column missing-column",
    "pass above 1": "- {id: a, title: 甲, checklist: {fact: check, grades: {好: 1}, items: [{id: k, full: 1}], places: {pass: 80}}}  #! wrong-value",
    "places unknown": "- {id: a, title: 甲, checklist: {fact: check, grades: {好: 1}, items: [{id: k, full: 1}], places: some}}  #! wrong-value",
    "between upside down": "- {id: a, title: 甲, judgement: {fact: judgement, between: [5, 0]}}  #! wrong-value",
    "between missing": "- {id: a, title: 甲, judgement: {fact: judgement}}  #! missing-key",
    "import without value": "- {id: a, title: 甲, import: {fact: event}}  #! missing-key",
    "import of text": "- {id: a, title: 甲, import: {fact: event, value: level}}  #! type-mismatch",
    "veto without basis": "- id: a\n  title: 甲\n  veto:\n    fact: event  #! no-basis\n    effect: zero",
    "veto with an empty basis": "- id: a\n  title: 甲\n  veto:\n    fact: event\n    effect: zero\n    basis: []  #! no-basis",
    "veto without effect": "- {id: a, title: 甲, veto: {fact: event, basis: 某办法}}  #! missing-key",
    "veto months 0": "- {id: a, title: 甲, veto: {fact: event, basis: 某办法, effect: no_top, months: 0}}  #! wrong-value",
    # --- once and unless (G45, G47) ---
    "once on a leaf": "- id: a\n  title: 甲\n  once: {key: person}  #! leaf-kind\n  %L",
    "once binds none": "- id: s\n  title: 甲\n  once: {key: person}  #! wrong-value\n  items: [{id: a, title: 甲, %L}]",
    "once twice above": "- id: s\n  title: 甲\n  once: {key: person}\n  items:\n    - id: t\n      title: 乙\n      once: {key: person}  #! wrong-value\n      items: [{id: a, title: 甲, ladder: {fact: event, value: 1, key: person}}]",
    "once and another combine": "- id: s\n  title: 甲\n  once: {key: person}\n  items:\n    - {id: a, title: 甲, ladder: {fact: event, value: 1, key: person, combine: sum}}  #! wrong-value",
    "once and two windows": "- id: s\n  title: 甲\n  once: {key: person}\n  items:\n    - {id: a, title: 甲, ladder: {fact: event, value: 1, key: person}}\n    - {id: b, title: 甲, ladder: {fact: event, value: 1, key: person, window: period}}  #! wrong-value",
    "once combines by sum": "- {id: s, title: 甲, once: {key: id, combine: sum}, items: [{id: a, title: 甲, %L}]}  #! wrong-value",
    "unless unknown": "- {id: a, title: 甲, ladder: {fact: event, value: 1, unless: [b]}}  #! unknown-item",
    "unless no ladder": "- {id: a, title: 甲, ladder: {fact: event, value: 1, unless: [b]}}  #! wrong-value\n- {id: b, title: 乙, %M, scale: {each: 1}}",
    "unless no list": "- {id: a, title: 甲, ladder: {fact: event, value: 1, unless: b}}  #! wrong-value\n- {id: b, title: 乙, %L}",
    "unless itself": "- {id: a, title: 甲, ladder: {fact: event, value: 1, unless: [a]}}  #! wrong-value",
    "unless in a ring": "- {id: a, title: 甲, ladder: {fact: event, value: 1, unless: [b]}}  #! wrong-value\n- {id: b, title: 乙, ladder: {fact: event, value: 1, unless: [a]}}  #! wrong-value\n- {id: c, title: 丙, ladder: {fact: event, value: 1, unless: [a]}}",
    "unless within one once": "- id: s\n  title: 甲\n  once: {key: id}\n  items:\n    - {id: a, title: 甲, ladder: {fact: event, value: 1, unless: [b]}}  #! wrong-value\n    - {id: b, title: 乙, %L}",
    # --- formulas (G48) ---
    "formula over a later item": "- {id: a, title: 甲, formula: b}  #! unknown-name\n- {id: b, title: 乙, %L}",
    "formula over its section": "- {id: s, title: 甲, items: [{id: a, title: 甲, formula: s}]}  #! unknown-name",
    "formula over itself": "- {id: a, title: 甲, formula: a + 1}  #! unknown-name",
    "formula of a truth": "- {id: b, title: 乙, %L}\n- {id: a, title: 甲, formula: b > 1}  #! type-mismatch",
    "formula without unit prefix": "- {id: a, title: 甲, formula: people}  #! unknown-name",
}  # fmt: skip
SOUND = {"applies sees no facts"}


@pytest.mark.parametrize("name", CASES)
def test_problems(name: str) -> None:
    rows = CASES[name].replace("%L", LADDER).replace("%M", COUNT).replace("%%", "%")
    text = HEAD + "items:\n" + "".join(f"  {row}\n" for row in rows.split("\n"))
    announced = expected(text)
    assert announced or name in SOUND
    assert found(text) == announced
