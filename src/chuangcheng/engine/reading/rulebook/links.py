"""Checks over the whole tree: sections with ``once`` and ladders with ``unless`` (G45, G47)."""

from __future__ import annotations

from chuangcheng.engine.reading.fields import nearest
from chuangcheng.engine.reading.rulebook.context import LadderNote, OnceNote, Reading


def check_links(reading: Reading) -> None:
    """Check what binds ladders to each other, once all items are read."""
    for once in reading.all_onces:
        _check_once(reading, once)
    _check_combines(reading)
    _check_unless(reading)


def _check_once(reading: Reading, once: OnceNote) -> None:
    """``once`` binds at least one ladder, each ladder has one such section, and all have one window."""
    members = [note for note in reading.ladders if any(one is once for one in note.once)]
    if not members:
        reading.report("wrong-value", once.line, "once-binds-none", key=once.key)
        return
    if any(len(note.once) > 1 and note.once[-1] is once for note in members):
        reading.report("wrong-value", once.line, "once-twice", key=once.key)
    for note in members:
        if note.window != members[0].window:
            reading.report("wrong-value", note.lines["window"], "once-window", key="window", other=members[0].item)


def _check_combines(reading: Reading) -> None:
    for note in reading.ladders:
        if note.once and note.combine is not None and note.combine != note.once[-1].combine:
            reading.report("wrong-value", note.lines["combine"], "once-combine", combine=note.once[-1].combine)


def _group(note: LadderNote) -> int:
    """What counts as one ladder: the section that binds it, or the ladder itself."""
    return id(note.once[0]) if note.once else id(note)


def _check_unless(reading: Reading) -> None:
    """``unless`` names ladders and does not lead back to its own (G47)."""
    by_item = {note.item: note for note in reversed(reading.ladders)}
    edges: dict[int, set[int]] = {}
    for note in reading.ladders:
        for name in note.unless:
            if name in by_item:
                edges.setdefault(_group(note), set()).add(_group(by_item[name]))
            elif name in reading.item_ids:
                reading.report("wrong-value", note.lines["unless"], "unless-no-ladder", name=name)
            else:
                known = nearest(name, by_item)
                reading.report("unknown-item", note.lines["unless"], "", item=name, nearest=known)
    for note in reading.ladders:
        targets = {_group(by_item[name]) for name in note.unless if name in by_item}
        if _group(note) in _reached(targets, edges):
            reading.report("wrong-value", note.lines["unless"], "unless-loop", item=note.item)


def _reached(start: set[int], edges: dict[int, set[int]]) -> set[int]:
    """All groups to which these lead, themselves included."""
    seen: set[int] = set()
    waiting = list(start)
    while waiting:
        group = waiting.pop()
        if group not in seen:
            seen.add(group)
            waiting.extend(edges.get(group, ()))
    return seen
