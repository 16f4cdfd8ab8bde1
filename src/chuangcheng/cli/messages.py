"""``chuangcheng messages``: keep the English catalogues complete, and compile them. Needs no gettext programs.

Msgids are Chinese. Each room that is a Django app owns ``locale/en/LC_MESSAGES/django.po``; what stands outside the apps
(settings, the workbook import, documents) goes to ``conf/locale``. The engine words its own sentences.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po
from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parents[1]
REST: Final = PACKAGE / "conf"
_SKIPPED: Final = frozenset({"engine", "cli", "migrations", "static", "locale", "__pycache__"})
_WORDS: Final = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
_HEAD: Final = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n'
_PLURALS: Final = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
_HAN: Final = re.compile(r"[\u3400-\u9fff]")

Key = tuple[str | None, str]


def rooms() -> list[Path]:
    """Folders that own a catalogue: every app of the package, and ``conf`` for the rest."""
    return [*sorted(path.parent for path in PACKAGE.rglob("apps.py")), REST]


def texts_of(room: Path) -> dict[Key, tuple[str, ...]]:
    """Every text to translate in a room: (context, msgid) → (msgid, plural msgid?)."""
    found: dict[Key, tuple[str, ...]] = {}
    for source, code in _sources(room):
        try:
            messages = list(extract("python", io.BytesIO(code), keywords=_WORDS))
        except SyntaxError as error:
            raise click.ClickException(f"{source}: {error}") from error
        for _, text, _, context in messages:
            forms = (text,) if isinstance(text, str) else tuple(text)
            if forms[0] and _HAN.search(forms[0]):
                found.setdefault((context, forms[0]), forms)
    return found


def _sources(room: Path) -> Iterator[tuple[Path, bytes]]:
    """Python files and templates of a room, the templates turned into calls of gettext."""
    for path in sorted(PACKAGE.rglob("*") if room == REST else room.rglob("*")):
        inside = path.relative_to(PACKAGE)
        if _SKIPPED & set(inside.parts) or _owner(path) != room:
            continue
        if path.suffix == ".py":
            yield path, path.read_bytes()
        elif path.suffix in (".html", ".txt") and "templates" in inside.parts:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                code = templatize(path.read_text("utf-8"), origin=str(inside))
            yield path, "\n".join(line.strip() for line in code.splitlines()).encode()


def _owner(path: Path) -> Path:
    for folder in path.parents:
        if (folder / "apps.py").exists():
            return folder
        if folder == PACKAGE:
            break
    return REST


def catalogue(room: Path) -> Path:
    """Where a room's English stands."""
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def stored(room: Path) -> Catalog:
    """The room's catalogue as it is stored, empty when there is none."""
    path = catalogue(room)
    if not path.is_file():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def english(room: Path) -> dict[Key, tuple[str, ...]]:
    """(context, msgid) → its English forms, of the room's stored catalogue."""
    return {
        (message.context or None, _first(message.id)): _forms(message) for message in stored(room) if _first(message.id)
    }


def missing(room: Path) -> list[str]:
    """Msgids of the room that have no English yet."""
    known = english(room)
    return [key[1] for key in texts_of(room) if not all(known.get(key, ("",)))]


def _first(text: object) -> str:
    return str(text[0]) if isinstance(text, (tuple, list)) else str(text)


def _forms(message: Message) -> tuple[str, ...]:
    text = message.string
    return tuple(str(form) for form in text) if isinstance(text, (tuple, list)) else (str(text),)


def extract_into(room: Path) -> None:
    """Write the room's catalogue anew: its texts in order, English kept where it was."""
    wanted, known = texts_of(room), english(room)
    if not wanted and not catalogue(room).exists():
        return
    lines = [_HEAD + _PLURALS]
    for (context, msgid), forms in sorted(wanted.items(), key=lambda item: (item[0][1], item[0][0] or "")):
        lines.append(_entry(context, forms, known.get((context, msgid), ())))
    catalogue(room).parent.mkdir(parents=True, exist_ok=True)
    catalogue(room).write_text("\n".join(lines), "utf-8")


def _entry(context: str | None, forms: tuple[str, ...], said: tuple[str, ...]) -> str:
    parts = [f"msgctxt {normalize(context)}"] if context else []
    parts.append(f"msgid {normalize(forms[0])}")
    if len(forms) > 1:
        parts.append(f"msgid_plural {normalize(forms[1])}")
        pair = (*said, "", "")[:2]
        parts += [f"msgstr[{n}] {normalize(form)}" for n, form in enumerate(pair)]
    else:
        parts.append(f"msgstr {normalize(said[0] if said else '')}")
    return "\n".join(parts) + "\n"


def compile_room(room: Path) -> None:
    """Compile the room's catalogue for the running program (``django.mo``, never committed) unless that is fresh."""
    source = catalogue(room)
    target = source.with_suffix(".mo")
    if not source.is_file() or (target.is_file() and target.stat().st_mtime_ns > source.stat().st_mtime_ns):
        return
    half = target.with_suffix(".new")
    with half.open("wb") as file:
        write_mo(file, stored(room))
    half.replace(target)


@click.command()
@click.argument("words", nargs=-1, metavar="[ROOM]...")
@click.option("--compile-only", is_flag=True, help="Only compile what is there.")
@click.option(
    "--check", is_flag=True, help="Write nothing; name every text that has no English; exit 1 if there is one."
)
def messages(words: tuple[str, ...], compile_only: bool, check: bool) -> int:
    """提取、编译译文，指出还没有英文的。 / Collect the texts, compile the English, name what has none.

    Of all rooms, or of each ROOM, such as web/people.
    """
    chosen = [room for room in rooms() if not words or room.relative_to(PACKAGE).as_posix() in words]
    if unknown := set(words) - {room.relative_to(PACKAGE).as_posix() for room in rooms()}:
        raise click.UsageError(f"没有这个目录：{'、'.join(sorted(unknown))} / no such room")
    for room in chosen:
        if not compile_only and not check:
            extract_into(room)
        if not check:
            compile_room(room)
    if compile_only:
        return 0
    lacking = [(room, msgid) for room in chosen for msgid in missing(room)]
    for room, msgid in lacking:
        click.echo(f"{room.relative_to(PACKAGE).as_posix()}: {msgid}")
    return 1 if lacking and check else 0
