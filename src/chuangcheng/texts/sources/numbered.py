"""Numbers that Word prints by itself: an automatic list's 一、 or （1） is in no paragraph's text, and is put back."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, Final

from docx.oxml.ns import qn

_HAN: Final = "〇一二三四五六七八九十"
_MOST_LEVELS: Final = 9


class Numbers:
    """Counts the automatic lists of a document while its paragraphs are walked in order."""

    def __init__(self, document: Any) -> None:
        """Learn the document's list formats; a document without any has no numbering part."""
        self._formats: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {each.get(qn("w:abstractNumId")): _levels(each) for each in root.findall(qn("w:abstractNum"))}
        for each in root.findall(qn("w:num")):
            target = each.find(qn("w:abstractNumId"))
            if target is not None:
                self._formats[each.get(qn("w:numId"))] = abstract.get(target.get(qn("w:val")), {})

    def of(self, paragraph: Any) -> str:
        """The number printed before this paragraph, or nothing."""
        list_, level = _list_of(paragraph)
        found = self._formats.get(list_ or "", {}).get(level)
        if list_ is None or found is None or not paragraph.text.strip():
            return ""
        counts = self._counts[list_]
        counts[level] = counts.get(level, found[2] - 1) + 1
        for deeper in range(level + 1, _MOST_LEVELS):
            counts.pop(deeper, None)
        return self._printed(list_, found[1], counts)

    def _printed(self, list_: str, text: str, counts: dict[int, int]) -> str:
        def one(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            form, _, start = self._formats[list_].get(level, ("decimal", "", 1))
            return _written(counts.get(level, start), form)

        return re.sub(r"%(\d)", one, text) if "%" in text else ""


def _levels(abstract: Any) -> dict[int, tuple[str, str, int]]:
    found = {}
    for level in abstract.findall(qn("w:lvl")):
        form, text, start = (level.find(qn(name)) for name in ("w:numFmt", "w:lvlText", "w:start"))
        found[int(level.get(qn("w:ilvl")))] = (
            form.get(qn("w:val")) if form is not None else "decimal",
            (text.get(qn("w:val")) or "") if text is not None else "",
            int(start.get(qn("w:val"))) if start is not None else 1,
        )
    return found


def _list_of(paragraph: Any) -> tuple[str | None, int]:
    """List and level of a paragraph, by itself or by its style."""
    for properties in (
        paragraph._p.pPr,
        getattr(paragraph.style, "element", None) is not None and paragraph.style.element.pPr,
    ):
        numbering = properties.numPr if properties is not None and properties is not False else None
        if numbering is not None and numbering.numId is not None:
            level = numbering.ilvl.val if numbering.ilvl is not None else 0
            return str(numbering.numId.val), int(level)
    return None, 0


def _written(value: int, form: str) -> str:
    if "hinese" in form or form in ("japaneseCounting", "ideographDigital", "ideographTraditional"):
        tens, ones = divmod(value, 10)
        if value <= 10:
            return _HAN[value] if value >= 0 else str(value)
        return (_HAN[tens] if 1 < tens <= 10 else "" if tens == 1 else str(tens)) + "十" + (_HAN[ones] if ones else "")
    if "ircle" in form and 1 <= value <= 20:
        return chr(ord("①") + value - 1)
    return str(value)
