"""Every problem code is worded in both languages, whatever arguments are there (G63)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import chuangcheng.engine
from chuangcheng.engine.problems import WARNINGS, Problem
from chuangcheng.engine.telling.wording import SENTENCES, Language, problem_sentence, reason_sentence
from chuangcheng.engine.telling.wording.reasons import REASONS

ENGINE = Path(chuangcheng.engine.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CODES = tuple(
    """
file-missing yaml-invalid duplicate-key unknown-key missing-key wrong-value bad-id duplicate-item leaf-kind
unknown-fact unknown-item unknown-period unknown-name expression-refused type-mismatch duplicate-row band-overlap
rescale-without-full full-mismatch no-basis not-effective year-not-whole rounds-invalid no-units unknown-column
missing-column row-length wrong-type missing-value duplicate-id unknown-unit date-outside-season date-after-as-of
unknown-check unknown-grade judgement-out-of-range judgement-no-reason judgement-no-document judgement-same-person
judgement-missing judgement-duplicate null-value division-by-zero combination-not-listed step-invalid
share-out-of-range measure-missing ratio-to-zero history-missing no-peers band-gap check-missing import-missing
import-duplicate not-assessed fact-not-booked date-outside-rounds year-incomplete deposit-short no-persons
source-loop source-and-file source-left-out places-invalid amount-negative number-too-large
""".split()  # noqa: SIM905
)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_code_alone_is_a_sentence(code: str, language: Language) -> None:
    sentence = problem_sentence(Problem(code, "x:1"), language)
    assert code not in sentence
    assert bool(CHINESE.search(sentence)) is (language == "zh")


def test_arguments_of_any_name_are_told() -> None:
    told = problem_sentence(Problem("unknown-unit", "x", "", {"a1": "东村"}), "zh")
    assert told.endswith("（东村）")


def test_what_the_place_does_not_say_is_told() -> None:
    problem = Problem("null-value", "event.csv:3", "", {"a1": "problems", "a2": "p1-0"})
    assert problem_sentence(problem, "zh").endswith("（problems，p1-0）")
    problem = Problem("no-peers", "东村/2022-Q1/base", "", {"a1": "东村", "a2": "2022-Q1", "a3": "base"})
    assert "（" not in problem_sentence(problem, "zh")


def test_the_nearest_name_is_offered() -> None:
    problem = Problem("unknown-key", "x:1", "", {"key": "titel", "nearest": "title"})
    assert problem_sentence(problem, "en").endswith("Did you mean “title”?")


def test_a_sentence_stays_on_one_line() -> None:
    problem = Problem("unknown-unit", "x:1", "", {"unit": "a\nb" * 500})
    assert "\n" not in problem_sentence(problem)
    assert len(problem_sentence(problem)) < 400


def test_braces_of_a_file_are_no_places_to_fill() -> None:
    problem = Problem("unknown-key", "x:1", "", {"key": "{key.__class__}", "nearest": ""})
    assert "{key.__class__}" in problem_sentence(problem)


def test_both_languages_fill_the_same_places() -> None:
    for sentences in (*SENTENCES.values(), *REASONS.values()):
        chinese, english = (set(re.findall(r"\{(\w+)\}", text)) for text in sentences)
        assert chinese == english, sentences


def test_an_unknown_reason_is_given_back() -> None:
    assert reason_sentence("award 1+2", {}) == "award 1+2"
    assert reason_sentence("start", {"start": "10"}) == "起始分 10"


def test_every_saying_of_the_rulebook_reader_is_worded() -> None:
    """A saying is the argument after the line of ``report``, or after the key of ``wrong``."""
    missing = [f"{code}:{saying}" for code, saying in _sayings() if f"{code}:{saying}" not in SENTENCES]
    assert missing == []


def _sayings() -> set[tuple[str, str]]:
    found = set()
    for path in [*(ENGINE / "reading" / "rulebook").glob("*.py"), ENGINE / "reading" / "fields.py"]:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            texts = [part.value if isinstance(part, ast.Constant) else None for part in node.args]
            if node.func.attr == "report" and len(texts) > 2 and texts[0] and texts[2]:
                found.add((texts[0], texts[2]))
            if node.func.attr == "wrong" and len(texts) > 1 and texts[1]:
                found.add(("wrong-value", texts[1]))
    assert len(found) > 40
    return found


def test_warnings_are_codes() -> None:
    assert set(CODES) >= WARNINGS


def test_what_stands_in_where_is_not_said_again() -> None:
    """A number in no band: unit, period and item are in ``where`` already."""
    problem = Problem("band-gap", "a/2022-Q1/m2", "", {"a1": "a", "a2": "2022-Q1", "a3": "m2"})
    assert problem_sentence(problem, "zh") == "得到的数不在任何一档里。请在规则里补上这一档。"
    assert problem_sentence(problem, "en") == "The number is in none of the bands. Add a band for it."
