"""Expressions of a rulebook: SQL scalar expressions, read into our own checked tree (§3, G3, G5).

``sqlglot`` parses, here only; nothing that it made leaves this room, and nothing is ever evaluated as code.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from sqlglot import exp
from sqlglot.errors import ErrorLevel, ParseError
from sqlglot.parser import Parser

from chuangcheng.engine.model import Constant, Expression, Node, Type
from chuangcheng.engine.problems import Problem
from chuangcheng.engine.reading.expressions.scope import Scope, Units, fact_scope, given_scope, unit_scope
from chuangcheng.engine.reading.expressions.trees import TreeBuilder, number_constant
from chuangcheng.engine.reading.expressions.words import RefusedError, read_words
from chuangcheng.engine.reading.yamlfile import Value

__all__ = ["Scope", "Units", "Wants", "fact_scope", "given_scope", "read_expression", "unit_scope"]

Wants = Literal["number", "boolean", "any"]


def read_expression(
    source: Value, line: int, file: str, scope: Scope, wants: Wants, problems: list[Problem]
) -> Expression | None:
    """Read an expression as it stands in YAML: a text, or a number or boolean without quotes (G5).

    Gives ``None`` where a problem was found: ``expression-refused``, ``unknown-name``, ``type-mismatch`` or
    ``wrong-value`` (a literal beyond G60), each at ``file:line``.
    """
    before = len(problems)

    def report(code: str, saying: str, **arguments: object) -> None:
        arguments["expression"] = str(source)[:200]
        problem = Problem(code, f"{file}:{line}", saying, arguments)
        if not any(problem == other and other.arguments == arguments for other in problems[before:]):
            problems.append(problem)

    builder = TreeBuilder(scope, report)
    try:
        tree = _literal(source) if not isinstance(source, str) else builder.build(_parse(source))
    except RefusedError as refused:
        report("expression-refused", refused.saying, word=refused.word, position=refused.position)
        return None
    except RecursionError:
        report("expression-refused", "too-deep", word="", position=1)
        return None
    if len(problems) == before and wants != "any":
        builder.expect(tree, Type.BOOLEAN if wants == "boolean" else Type.NUMBER)
    return Expression(str(source), line, tree) if len(problems) == before else None


def _literal(source: Fraction | bool | date | None) -> Node:
    if isinstance(source, bool):
        return Constant(source, Type.BOOLEAN)
    if isinstance(source, Fraction):
        return number_constant(source)
    if isinstance(source, date):
        return Constant(source, Type.DATE)
    return Constant(None, Type.NULL)


def _parse(text: str) -> exp.Expression:
    """Parse one expression; what the parser cannot take is refused with the word at which it stopped."""
    words = read_words(text)
    try:
        found = Parser(error_level=ErrorLevel.RAISE).parse_into(exp.Condition, words, text)
    except ParseError as error:
        at = error.errors[0] if error.errors else {}
        word = str(at.get("highlight") or "")
        raise RefusedError("syntax", word[:40], _position(text, at.get("line"), at.get("col"), word)) from error
    except (RecursionError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise RefusedError("syntax", text[:40], 1) from error
    if len(found) != 1 or not isinstance(found[0], exp.Expression):
        raise RefusedError("syntax", text[:40], 1)
    return found[0]


def _position(text: str, line: object, column: object, word: str) -> int:
    """Turn the parser's line and column (of the word's end) into a character count from 1."""
    if not isinstance(line, int) or not isinstance(column, int):
        return 1
    before = sum(len(row) + 1 for row in text.split("\n")[: line - 1])
    return max(1, min(before + column - len(word) + 1, len(text)))
