"""The catalogues of all rooms are merged when the program runs, and the first room's word wins: a Chinese text without a
context has one English everywhere, or a reader meets a word that another room chose."""

from __future__ import annotations

from collections import defaultdict

from chuangcheng.cli.messages import PACKAGE, english, rooms


def test_a_chinese_text_has_one_english() -> None:
    said: dict[tuple[str, int], dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for room in rooms():
        for (context, msgid), forms in english(room).items():
            if context is None and any(forms):
                said[msgid, len(forms)][tuple(forms)].append(room.relative_to(PACKAGE).as_posix())
    wrong = [f"{msgid}: {dict(words)}" for (msgid, _), words in said.items() if len(words) > 1]
    told = "agree on one English, or use pgettext with a context where the meaning differs"
    assert not wrong, f"{told}:\n" + "\n".join(wrong)
