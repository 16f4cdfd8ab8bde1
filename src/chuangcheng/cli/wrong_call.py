"""What is wrong with a call, in Chinese first: click knows its own errors in English only.

Both languages stand in one line, parted by `` / `` as in every text of the command line; where the call itself says
``--lang zh`` or ``--lang en``, only that one. An error of ours carries its own words and is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Final

import click

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
#: How click words a value that cannot be used, and how we do. ``{0}`` … are what it names.
_VALUES: Final[Sequence[tuple[re.Pattern[str], str]]] = [
    (re.compile(r"(?:File|Directory|Path) '(.+)' does not exist\."), "没有“{0}”这个文件或目录"),
    (re.compile(r"(?:File|Directory|Path) '(.+)' is a file\."), "“{0}”是文件，这里要写目录"),
    (re.compile(r"(?:File|Directory|Path) '(.+)' is a directory\."), "“{0}”是目录，这里要写文件"),
    (re.compile(r"(?:File|Directory|Path) '(.+)' is not readable\."), "“{0}”读不了，请检查权限"),
    (re.compile(r"(?:File|Directory|Path) '(.+)' is not writable\."), "“{0}”写不了，请检查权限"),
    (re.compile(r"'(.*)' is not one of (.+)\."), "“{0}”不行，只能写 {1}"),
    (re.compile(r"'(.*)' is not a valid integer(?: range)?\."), "“{0}”不是整数"),
    (re.compile(r"(.+) is not in the range (.+)\."), "{0} 超出范围 {1}"),
]


def tell(error: click.UsageError, arguments: Sequence[str]) -> str:
    """The usage, what is wrong, and where help is: three lines.

    >>> print(tell(click.NoSuchOption("--sesaon"), ["check", "--lang", "zh"]))
    没有选项 --sesaon。
    """
    language = _asked(arguments)
    said = error.format_message()
    chinese = said if _HAN.search(said) else _chinese(error)
    wrong = said if chinese == said else _both(chinese, said, language)
    if error.ctx is None:
        return wrong
    path = error.ctx.command_path
    usage = " ".join([path, *error.ctx.command.collect_usage_pieces(error.ctx)])
    return "\n".join(
        [
            f"{_both('用法', 'Usage', language)}: {usage}",
            wrong,
            f"{_both('看说明', 'Help', language)}: {path} --help",
        ]
    )


def _asked(arguments: Sequence[str]) -> str:
    """The language that the call asks for: ``zh``, ``en``, or '' (both)."""
    for place, word in enumerate(arguments):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in ("zh", "en"):
            return value
    return ""


def _both(chinese: str, english: str, language: str) -> str:
    return {"zh": chinese, "en": english}.get(language, f"{chinese} / {english}")


def _chinese(error: click.UsageError) -> str:
    """The sentence for an error of click's."""
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words(error)
    return "命令写得不对。"


def _no_such_command(error: click.UsageError) -> str:
    assert isinstance(error, click.NoSuchCommand)
    group = error.ctx.command if error.ctx else None
    names = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx else []
    return f"没有命令 {error.command_name}。{_meant(get_close_matches(error.command_name, names))}"


def _no_such_option(error: click.UsageError) -> str:
    assert isinstance(error, click.NoSuchOption)
    return f"没有选项 {error.option_name}。{_meant(error.possibilities or [])}"


def _meant(names: Sequence[str]) -> str:
    return f"是不是 {'、'.join(sorted(names))}？" if names else ""


def _missing(error: click.UsageError) -> str:
    assert isinstance(error, click.MissingParameter)
    what = "选项" if error.param is not None and error.param.param_type_name == "option" else "参数"
    return f"缺少{what} {_name(error)}。"


def _bad_value(error: click.UsageError) -> str:
    assert isinstance(error, click.BadParameter)
    for pattern, words in _VALUES:
        if match := pattern.fullmatch(error.message):
            return f"{_name(error)}：{words.format(*(part.replace(chr(39), '') for part in match.groups()))}。"
    return f"{_name(error)} 的值不能用。"


def _name(error: click.BadParameter) -> str:
    """What the option or the argument is called in the usage."""
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param is not None else None) or "?"
    return (hint if isinstance(hint, str) else " / ".join(hint)).replace("'", "")


def _bad_option(error: click.UsageError) -> str:
    assert isinstance(error, click.BadOptionUsage)
    if "does not take a value" in error.message:
        return f"选项 {error.option_name} 后面不写值。"
    return f"选项 {error.option_name} 后面要写值。"


def _other(error: click.UsageError) -> str:
    if match := re.fullmatch(r"Got unexpected extra arguments? \((.+)\)", error.message):
        return f"多写了“{match[1]}”。"
    return "缺少命令。" if error.message.startswith("Missing command") else "命令写得不对。"


_WORDS: Final[Sequence[tuple[type[click.UsageError], Callable[[click.UsageError], str]]]] = [
    (click.NoSuchCommand, _no_such_command),
    (click.NoSuchOption, _no_such_option),
    (click.MissingParameter, _missing),
    (click.BadParameter, _bad_value),
    (click.BadOptionUsage, _bad_option),
    (click.UsageError, _other),
]
