"""The engine's sentences in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language

from chuangcheng.engine.problems import Problem
from chuangcheng.engine.telling.wording import Language, problem_sentence


def reader_language() -> Language:
    """The engine's language that is nearest to the page's."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def told(problem: Problem) -> str:
    """A problem as a sentence."""
    return problem_sentence(problem, reader_language())
