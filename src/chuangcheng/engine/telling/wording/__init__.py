"""Sentences for people, in Chinese and English, from codes and their arguments (G63).

Each problem code has a sentence that says what happened and what to do. A ``saying`` may have one of its own
(``code:saying``); where an argument that it needs is not there, the sentence of the code speaks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any, Final
from typing import Literal as OneOf

from chuangcheng.engine.numbers import plain
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.telling.wording.facts import FACTS
from chuangcheng.engine.telling.wording.reasons import REASONS
from chuangcheng.engine.telling.wording.rulebooks import RULEBOOKS
from chuangcheng.engine.telling.wording.scoring import SCORING
from chuangcheng.engine.telling.wording.values import VALUES

Language = OneOf["zh", "en"]

#: Every sentence: ``code`` or ``code:saying`` → Chinese, English.
SENTENCES: Final[Mapping[str, tuple[str, str]]] = {**RULEBOOKS, **VALUES, **FACTS, **SCORING}
#: The arguments of the plan's problems, which have no names.
_PLAN: Final = frozenset({"a1", "a2", "a3"})
_MILLIONTHS: Final = re.compile("1(000000)+")
_NEAREST: Final = ("是不是想写“{nearest}”？", " Did you mean “{nearest}”?")


def problem_sentence(problem: Problem, language: Language = "zh") -> str:
    """Say a problem in one line: what is wrong and what to do.

    >>> problem_sentence(Problem("unknown-unit", "check.csv:3", "", {"unit": "东村"}), "zh")
    'units.csv 里没有单位“东村”。请改正编号，或先把这个单位加进 units.csv。'
    """
    place = 0 if language == "zh" else 1
    arguments = {key: _plain(value) for key, value in problem.arguments.items()}
    sentence = _fill(SENTENCES.get(f"{problem.code}:{problem.saying}"), place, arguments)
    if sentence is None:
        sentence = _fill(SENTENCES.get(problem.code), place, arguments)
    if sentence is None:
        placed = arguments.keys() & _PLAN - _unplaced(problem.where, arguments).keys()
        told = {key: value for key, value in arguments.items() if key not in placed}
        sentence = _bare(problem.code, place) + _listed(told, place)
    else:
        sentence += _listed(_unplaced(problem.where, arguments), place)
    if arguments.get("nearest"):
        sentence += _NEAREST[place].format_map(arguments)
    return " ".join(sentence.split()) if place else sentence.replace("\n", " ")


def reason_sentence(code: str, arguments: Mapping[str, Any], language: Language = "zh") -> str:
    """Say why a ledger line or a movement of money stands there; an unknown code is given back as it is.

    >>> reason_sentence("clamp-cap", {"cap": "5"}, "en")
    'no more than 5 points'
    >>> reason_sentence("number", {"number": "30500000/1000000"}, "en")
    'from the number 30.5'
    """
    place = 0 if language == "zh" else 1
    return _fill(REASONS.get(code), place, {key: _counted(_plain(value)) for key, value in arguments.items()}) or code


def _counted(text: str) -> str:
    """Write a number that is counted in millionths as a decimal; a share such as 18/20 stays as it was counted."""
    whole, line, unit = text.partition("/")
    if not line or not _MILLIONTHS.fullmatch(unit) or not whole.lstrip("-").isdecimal():
        return text
    return plain(int(whole), int(unit))


def _fill(sentence: tuple[str, str] | None, place: int, arguments: Mapping[str, str]) -> str | None:
    """Put the arguments into a sentence; ``None`` where there is no sentence or an argument is missing."""
    if sentence is None:
        return None
    needed = {name for _, name, _, _ in Formatter().parse(sentence[place]) if name}
    return sentence[place].format_map(arguments) if needed <= arguments.keys() else None


def _bare(code: str, place: int) -> str:
    """The sentence of a code without its arguments, or the code itself where it has none."""
    sentence = SENTENCES.get(f"{code}:bare") or SENTENCES.get(code)
    if sentence is None:
        return f"{code}。" if place == 0 else f"{code}."
    return sentence[place].format_map(_Blank())


class _Blank(dict[str, str]):
    """Stands for arguments that are not at hand."""

    def __missing__(self, key: str) -> str:
        return "…"


def _unplaced(where: str, arguments: Mapping[str, str]) -> dict[str, str]:
    """Arguments of the plan (``a1`` …), which no sentence names, that do not stand in ``where`` already."""
    return {key: arguments[key] for key in sorted(_PLAN) if arguments.get(key) and arguments[key] not in where}


def _listed(arguments: Mapping[str, str], place: int) -> str:
    told = [value for key, value in arguments.items() if value and key != "nearest"]
    if not told:
        return ""
    return f"（{'，'.join(told)}）" if place == 0 else f" ({', '.join(told)})"


def _plain(value: object) -> str:
    """Write an argument on one line, not too long."""
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= 200 else text[:199] + "…"
