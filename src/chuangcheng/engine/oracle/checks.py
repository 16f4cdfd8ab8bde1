"""Checklists, judgements and imports: what a person saw, decided or brought from outside (§5.3–§5.5, G23–G25)."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from chuangcheng.engine import model
from chuangcheng.engine.oracle.measures import NotApplicable
from chuangcheng.engine.oracle.rows import Fact
from chuangcheng.engine.oracle.scales import mean
from chuangcheng.engine.oracle.world import Spot, Unsolved, World, as_text


def checklist_points(world: World, item: model.Item, spot: Spot) -> Fraction:
    """The exact points of a checklist for a unit and period.

    Raises ``Unsolved`` after telling ``check-missing``, and ``NotApplicable`` where nothing was graded.
    """
    checklist = item.content
    assert isinstance(checklist, model.Checklist)
    listed = {one.id: one for one in checklist.items}
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for fact in world.facts_in(checklist.fact, spot):
        if fact.values["item"] in listed:
            place = as_text(fact.values.get("place"))
            places[place][as_text(fact.values["item"])] = as_text(fact.values["result"])
    if not places or any(len(results) < len(listed) for results in places.values()):
        raise world.fail("check-missing", world.place(spot, item.id))
    if any(result not in checklist.grades for results in places.values() for result in results.values()):
        raise Unsolved
    full = sum((one.full for one in checklist.items), Fraction(0))
    scores = [_place_score(checklist, results, full) for results in places.values()]
    graded = [score for score in scores if score is not None]
    if not graded:
        raise NotApplicable
    if checklist.places is None:
        return mean(graded)
    reached = sum(1 for score in graded if score >= checklist.places.reach * full)
    if checklist.places.ratio:
        return full * Fraction(reached, len(graded))
    return full if reached == len(graded) else Fraction(0)


def _place_score(checklist: model.Checklist, results: dict[str, str], full: Fraction) -> Fraction | None:
    """Σ full × grade of one place, rescaled; ``None`` where all its items are N/A."""
    grades = {one.id: checklist.grades[results[one.id]] for one in checklist.items}
    if all(grade is None for grade in grades.values()):
        return None
    if any(one.key and grades[one.id] == 0 for one in checklist.items):
        return Fraction(0)
    got = rated = Fraction(0)
    for one in checklist.items:
        grade = grades[one.id]
        if grade is None:
            if checklist.na == "rescale":
                continue
            grade = Fraction(1 if checklist.na == "full" else 0)
        got += one.full * grade
        rated += one.full
    return got * full / rated if rated else Fraction(0)


def judgements(world: World, item: model.Item, spot: Spot) -> list[tuple[Fact, Fraction]]:
    """The judgements of a leaf, each with its points (G24)."""
    judgement = item.content
    assert isinstance(judgement, model.Judgement)
    found: list[tuple[Fact, Fraction]] = []
    troubles = 0
    for fact in world.facts_in(judgement.fact, spot):
        if fact.values["item"] != item.id:
            continue
        points = fact.values["points"]
        if isinstance(points, Fraction):
            found.append((fact, points))
        else:
            world.tell("null-value", fact.where)
            troubles += 1
    if troubles:
        raise Unsolved
    return found


def import_points(world: World, item: model.Item, spot: Spot) -> tuple[Fact, Fraction]:
    """The one figure from outside (G25)."""
    content = item.content
    assert isinstance(content, model.Import)
    place = world.place(spot, item.id)
    found: list[tuple[Fact, Fraction]] = []
    troubles = taken = 0
    for fact in world.facts_in(content.fact, spot):
        names = world.fact_names(fact)
        try:
            if world.condition(content.where, names, fact.where, place):
                taken += 1
                found.append((fact, world.number(content.value, names, fact.where, place)))
        except Unsolved:
            troubles += 1
    if taken > 1:
        raise world.fail("import-duplicate", place)
    if troubles:
        raise Unsolved
    if not found:
        raise world.fail("import-missing", place)
    return found[0]
