"""Faulty measures, scales and bands (§5.2, §9, G20–G22, G40–G44); the comment says what must be found."""

from __future__ import annotations

import pytest

from tests.engine.reading.books import HEAD, expected, found

MEASURES = {
    "no kind of number": "measure: {fact: event}  #! missing-key",
    "two kinds": "measure: {fact: event, count: id, sum: n}  #! wrong-value",
    "sum of text": "measure: {fact: event, sum: level}  #! type-mismatch",
    "sum of a date": "measure: {fact: event, max: day}  #! type-mismatch",
    "share without among": "measure: {fact: event, share: {of: good}}  #! missing-key",
    "share of a number": "measure: {fact: event, share: {of: n, among: good}}  #! type-mismatch",
    "ratio of booleans": "measure: {fact: event, ratio: {of: good, to: n}}  #! type-mismatch",
    "over unknown": "measure: {fact: event, count: id, over: month}  #! wrong-value",
    "missing unknown": "measure: {fact: event, count: id, missing: zero}  #! wrong-value",
    "combine without by": "measure: {fact: event, count: id, combine: sum}  #! wrong-value",
    "by unknown": "measure: {fact: event, count: id, by: school}  #! unknown-name",
    "unknown key": "measure: {fact: event, count: id, wher: good}  #! unknown-key",
    "no scale": "measure: {fact: event, count: id}  #! missing-key",
}
SCALES = {
    "none": "{}  #! missing-key",
    "two": "{each: 1, ratio: 2}  #! wrong-value",
    "each is text": "{each: one}  #! wrong-value",
    "each with a key too many": "{each: 1, cap: 5}  #! unknown-key",
    "step without points": "{step: 5}  #! missing-key",
    "step 0": "{step: 0, points: 1}  #! wrong-value",
    "step below 0": "{step: -5, points: 1}  #! wrong-value",
    "rounding unknown": "{step: 5, points: 1, rounding: up}  #! wrong-value",
    "side unknown": "{step: 5, points: 1, side: left}  #! wrong-value",
    "rank empty": "{rank: []}  #! wrong-value",
    "rank of texts": "{rank: [a]}  #! wrong-value",
    "rank ties": "{rank: [1], ties: share}  #! wrong-value",
    "value refused": "{value: SQRT(x)}  #! expression-refused",
    "value sees no target": "{value: x - target}  #! unknown-name",
    "value sees no facts": "{value: x * n}  #! unknown-name",
    "value is a truth": "{value: x > 1}  #! type-mismatch",
    "bands empty": "{bands: []}  #! wrong-value",
    "band without points": "{bands: [{from: 1}]}  #! missing-key",
    "band from and above": "{bands: [{from: 1, above: 2, points: 1}]}  #! wrong-value",
    "band unknown key": "{bands: [{form: 1, points: 1}]}  #! unknown-key",
    "judge upside down": "{bands: [{points: {judge: [3, 1]}}]}  #! wrong-value",
    "to_included without to": "{bands: [{from: 1, to_included: true, points: 1}]}  #! wrong-value",
    "band without numbers": "{bands: [{from: 3, to: 3, points: 1}]}  #! wrong-value",
    "band upside down": "{bands: [{from: 3, to: 2, points: 1}]}  #! wrong-value",
}
BANDS = {
    "rising": "- {from: 1, points: 1}\n- {from: 2, points: 2}  #! band-overlap",
    "equal": "- {from: 1, points: 1}\n- {from: 1, points: 2}  #! band-overlap",
    "above after from": "- {from: 1, points: 1}\n- {above: 1, points: 2}  #! band-overlap",
    "above before from": "- {above: 1, points: 1}\n- {from: 1, points: 2}",
    "after one without end": "- {points: 1}\n- {from: 1, points: 2}  #! band-overlap",
    "two without end": "- {from: 1, points: 1}\n- {points: 2}\n- {points: 3}  #! band-overlap",
    "to: overlap": "- {from: 0, to: 5, points: 1}\n- {from: 4, to: 9, points: 2}  #! band-overlap",
    "to: overlap in one number": "- {from: 0, to: 5, to_included: true, points: 1}\n- {from: 5, points: 2}  #! band-overlap",
    "to: later band first": "- {from: 4, to: 9, points: 1}\n- {from: 0, to: 5, points: 2}  #! band-overlap",
    "to: gap": "- {from: 0, to: 5, points: 1}\n- {from: 6, points: 2}  #! band-gap",
    "to: gap of one number": "- {from: 0, to: 5, points: 1}\n- {above: 5, points: 2}  #! band-gap",
    "to: gap, falling": "- {from: 6, points: 2}  #! band-gap\n- {from: 0, to: 5, points: 1}",
    "to: touching": "- {to: 5, points: 1}\n- {from: 5, to: 6, to_included: true, points: 2}\n- {above: 6, points: 3}",
    "to: any order": "- {above: 6, points: 3}\n- {to: 5, points: 1}\n- {from: 5, to: 6, to_included: true, points: 2}",
    "to: an end is filled": "- {from: 0, points: 1}\n- {from: 5, to: 6, points: 2}",
    "to: filled, same lower end": "- {from: 0, points: 1}\n- {from: 0, points: 2}  #! band-overlap\n- {from: 5, to: 6, points: 2}",
    "to: overlap and gap": "- {to: 5, points: 1}\n- {from: 4, to: 6, points: 1}  #! band-overlap\n- {from: 7, points: 1}  #! band-gap",
    "to: inside a wide one": "- {to: 9, points: 1}\n- {from: 4, to: 6, points: 1}  #! band-overlap\n- {from: 9, points: 1}",
}  # fmt: skip
AGAINST = {
    "none": "{}  #! missing-key",
    "two": "{target: 1, previous: 1}  #! wrong-value",
    "target is text": "{target: unit.name}  #! type-mismatch",
    "peers unknown": "{peers: median}  #! wrong-value",
    "previous 0": "{previous: 0}  #! wrong-value",
    "previous half": "{previous_mean: 1.5}  #! wrong-value",
    "as unknown": "{target: 1, as: percent}  #! wrong-value",
    "as misspelt": "{target: 1, az: ratio}  #! unknown-key",
}
BY = {
    "against peers": "against: {peers: mean}\nscale: {each: 1}",
    "rank": "scale: {rank: [1]}",
    "judged": "scale: {bands: [{points: {judge: [0, 1]}}]}",
}


def _text(item: str) -> str:
    rows = "".join(f"    {row}\n" for row in item.split("\n"))
    return f"{HEAD}items:\n  - id: a\n    title: 甲\n{rows}"


@pytest.mark.parametrize("name", MEASURES)
def test_measures(name: str) -> None:
    if name == "no scale":
        text = HEAD + "items:\n  - {id: a, title: 甲, measure: {fact: event, count: id}}  #! missing-key\n"
    else:
        text = _text(MEASURES[name] + "\nscale: {each: 1}")
    assert found(text) == expected(text) != {}


@pytest.mark.parametrize("name", SCALES)
def test_scales(name: str) -> None:
    text = _text("measure: {fact: event, count: id}\nscale: " + SCALES[name])
    assert found(text) == expected(text) != {}


@pytest.mark.parametrize("name", BANDS)
def test_bands(name: str) -> None:
    rows = "".join(f"\n    {row}" for row in BANDS[name].split("\n"))
    text = _text("measure: {fact: event, count: id}\nscale:\n  bands:" + rows)
    assert found(text) == expected(text)


@pytest.mark.parametrize("name", AGAINST)
def test_against(name: str) -> None:
    text = _text("measure: {fact: event, count: id}\nscale: {each: 1}\nagainst: " + AGAINST[name])
    assert found(text) == expected(text) != {}


@pytest.mark.parametrize("name", BY)
def test_what_places_cannot_have(name: str) -> None:
    text = _text("measure:\n  fact: event\n  count: id\n  by: level  #! wrong-value\n" + BY[name])
    assert found(text) == expected(text) != {}


def test_judged_bands_need_the_fact_kind() -> None:
    head = "\n".join(row for row in HEAD.split("\n") if "judgement" not in row)
    text = head + "items:\n- id: a\n  title: 甲\n  measure: {fact: event, count: id}\n  scale:\n    bands:\n"
    text += "    - points: {judge: [0, 1]}  #! unknown-fact\n"
    assert found(text) == expected(text) != {}
