"""The words of an expression: which are allowed at all, before anything is parsed (§3, G5).

sqlglot's parser takes far more than §3 lists and rewrites some of it without a word (``IFNULL``, ``==``, casts,
comments, ``date '…'``). So its tokens are looked at first: each must be an operator, a literal, a listed word or a
name, and what lies between tokens must be white space. Names then go to the parser as quoted identifiers, which it
cannot take for keywords or types.
"""

from __future__ import annotations

import re
from typing import Final

from sqlglot.errors import TokenError
from sqlglot.parser import Parser
from sqlglot.tokenizer_core import Token, TokenType
from sqlglot.tokens import Tokenizer

FUNCTIONS: Final = ("COALESCE", "ABS", "LEAST", "GREATEST", "FLOOR", "CEIL")
#: Longest expression in characters, and deepest nesting of brackets, CASE and signs.
MOST_CHARACTERS: Final = 20_000
MOST_NESTING: Final = 20

_RESERVED: Final = {
    getattr(TokenType, word)
    for word in "AND OR NOT IN BETWEEN IS NULL CASE WHEN THEN ELSE END TRUE FALSE".split()  # noqa: SIM905
}
_SIGNS: Final = {
    getattr(TokenType, word)
    for word in "L_PAREN R_PAREN COMMA DOT PLUS DASH STAR SLASH EQ NEQ LT LTE GT GTE".split()  # noqa: SIM905
}
_NAMES: Final = (set(Parser.ID_VAR_TOKENS) | {TokenType.VAR}) - set(Parser.NO_PAREN_FUNCTIONS)
_WORD: Final = re.compile(r"[^\W\d]\w*")
_NUMBER: Final = re.compile(r"\d+(\.\d*)?", re.ASCII)
_OPERAND_ENDS: Final = {
    TokenType.R_PAREN,
    TokenType.NUMBER,
    TokenType.STRING,
    TokenType.IDENTIFIER,
    TokenType.NULL,
    TokenType.TRUE,
    TokenType.FALSE,
    TokenType.END,
}


class RefusedError(Exception):
    """The expression uses what is not listed. ``position`` counts characters from 1."""

    def __init__(self, saying: str, word: str, position: int) -> None:
        super().__init__(saying)
        self.saying, self.word, self.position = saying, word, position


def read_words(text: str) -> list[Token]:
    """Cut an expression into allowed tokens, names as quoted identifiers. Raises ``RefusedError``."""
    if len(text) > MOST_CHARACTERS:
        raise RefusedError("too-long", "", MOST_CHARACTERS)
    try:
        tokens = Tokenizer().tokenize(text)
    except TokenError as error:
        raise RefusedError("word", text[:20], 1) from error
    _check_gaps(text, tokens)
    if not tokens:
        raise RefusedError("empty", text[:20], 1)
    words = [_word(tokens, index, text) for index in range(len(tokens))]
    _check_nesting(words)
    return words


def _check_gaps(text: str, tokens: list[Token]) -> None:
    """Refuse comments: whatever stands between tokens is white space."""
    end = 0
    for start, after in [(token.start, token.end + 1) for token in tokens] + [(len(text), len(text))]:
        gap = text[end:start]
        if gap.strip():
            raise RefusedError("comment", gap.strip()[:20], end + 1 + len(gap) - len(gap.lstrip()))
        end = after


def _word(tokens: list[Token], index: int, text: str) -> Token:
    """Give the token if it is allowed here, a name as a quoted identifier."""
    token = tokens[index]
    kind = token.token_type
    written = text[token.start : token.end + 1]
    called = index + 1 < len(tokens) and tokens[index + 1].token_type is TokenType.L_PAREN
    after_dot = index > 0 and tokens[index - 1].token_type is TokenType.DOT
    if kind is TokenType.IDENTIFIER and not called and written.startswith('"') and token.text:
        return token
    if kind in _SIGNS and written != "==":
        return token
    if kind is TokenType.STRING and written.startswith("'"):
        return token
    if kind is TokenType.NUMBER and _NUMBER.fullmatch(written) and not _touches(tokens, index):
        return token
    if kind in _RESERVED and not after_dot:
        return token
    if called:
        if written.upper() in FUNCTIONS and not after_dot:
            return Token(TokenType.VAR, written.upper(), token.line, token.col, token.start, token.end)
        raise RefusedError("function", written[:40], token.start + 1)
    if (kind in _NAMES or after_dot) and _WORD.fullmatch(written):
        return Token(TokenType.IDENTIFIER, written, token.line, token.col, token.start, token.end)
    saying = "keyword" if _WORD.fullmatch(written) else "word"
    raise RefusedError(saying, written[:40], token.start + 1)


def _touches(tokens: list[Token], index: int) -> bool:
    """Tell whether a word is written against a number (``1L``, ``1_000``)."""
    if index + 1 >= len(tokens):
        return False
    after = tokens[index + 1]
    return after.start == tokens[index].end + 1 and after.token_type not in _SIGNS


def _check_nesting(words: list[Token]) -> None:
    """Refuse nesting that would exhaust a parser's stack: brackets, CASE, and runs of NOT and signs."""
    depth = run = 0
    before: TokenType | None = None
    for word in words:
        kind = word.token_type
        opens = kind in (TokenType.L_PAREN, TokenType.CASE)
        depth += opens - (kind in (TokenType.R_PAREN, TokenType.END))
        prefix = kind is TokenType.NOT or (kind in (TokenType.DASH, TokenType.PLUS) and before not in _OPERAND_ENDS)
        run = run + 1 if prefix else run if opens else 0
        before = kind
        if depth + run > MOST_NESTING:
            raise RefusedError("too-deep", word.text, word.start + 1)
