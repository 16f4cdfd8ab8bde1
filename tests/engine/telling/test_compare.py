"""Comparing two results: a new fact, and another version of the rulebook."""

from __future__ import annotations

from pathlib import Path

from chuangcheng.engine.numbers import plain
from chuangcheng.engine.scoring import score_season
from chuangcheng.engine.telling.compare import Change, LineKey, Results, Standing, compare, results_of

DATA = Path(__file__).parents[2] / "data" / "town-five"


def results(folder: Path, rulebook: Path | None = None, period: str | None = None) -> Results:
    with score_season(folder, rulebook) as outcome:
        return results_of(outcome, period)


def copied(folder: Path, name: str, old: str, new: str) -> Path:
    for file in DATA.glob("*.*"):
        text = file.read_text(encoding="utf-8")
        if file.name == name:
            assert old in text
            text = text.replace(old, new)
        (folder / file.name).write_text(text, encoding="utf-8")
    return folder


def test_a_result_does_not_differ_from_itself() -> None:
    same = results(DATA)
    assert same.values
    assert compare(same, same) == ()


def test_a_new_fact_is_one_line_and_moves_ranks(tmp_path: Path) -> None:
    more = copied(tmp_path, "article.csv", "id,unit,", "id,unit,")
    with (more / "article.csv").open("a", encoding="utf-8") as file:
        file.write("late,丙,2022-06-20,新稿,true,true\n")
    (change,) = compare(results(DATA, period="2022-Q2"), results(more, period="2022-Q2"))
    assert (change.unit, change.period) == ("丙", "2022-Q2")
    assert (plain(change.total.before or 0), plain(change.total.after or 0)) == ("94.5", "95")
    assert change.lines == {LineKey("articles", "points", "", ""): Change(None, 5000)}
    assert set(change.items) == {"articles", "bonus"}
    assert change.rank == (Standing("town", 20), Standing("town", 20))


def test_another_version_of_the_rulebook_on_the_same_facts(tmp_path: Path) -> None:
    book = copied(tmp_path, "town.yaml", "base: -0.1", "base: -1") / "town.yaml"
    changes = {one.unit: one for one in compare(results(DATA), results(DATA, book)) if one.period == "2022-Q2"}
    assert plain(changes["戊"].total.difference) == "-10.8"
    assert changes["戊"].lines[LineKey("problems", "points", "p45-3", "p45")] == Change(-4000, -40000)
    assert changes["戊"].rank == (Standing("town", 40), Standing("town", 50))
    assert changes["戊"].taken == {"last"}
    assert changes["丁"].lost == {"last"}
