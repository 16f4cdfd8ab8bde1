"""Checklists: “四堆”（土堆、粪堆、草堆、垃圾堆）, 做到有场所、有标牌 …, 不随地吐痰、不乱倒乱扔 …; and names never listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chuangcheng.texts.model import note
from chuangcheng.texts.numbers import read_number
from chuangcheng.texts.patterns.clauses import clause_bounds
from chuangcheng.texts.patterns.prepared import Found, Prepared, Sentence
from chuangcheng.texts.values import Checklist

_HAN: Final = "一二三四五六七八九十两"
#: A name that counts: 四堆, 十个一, 五清一改一增绿, 门前三包, 三从十不; in quotation marks.
_COUNTED: Final = re.compile(
    rf"“(?P<name>(?:[\u4e00-\u9fff]{{0,4}}[{_HAN}]{{1,2}}[个项大条]?[\u4e00-\u9fff一]{{1,8}}))”(?:[^（。；“]{{0,6}}（(?P<in>[^（）]{{3,120}})）)?"
)
_QUOTED_LIST: Final = re.compile(
    r"“(?P<in>[^“”]{5,120}、[^“”]{2,120})”[^“”。；]{0,12}?(?:为主要内容的?|的?|等?)“(?P<name>[^“”]{2,10})”|“(?P<name2>[^“”]{2,10})”[^“”。；]{0,8}?(?:即|是指|包括|：)[“]?(?P<in2>[^“”。；]{5,160})"
)
_EXPLAINED: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{2,16})（(?:含|包括|即|有)?(?P<in>[^（）]*、[^（）]*、[^（）]*)）"
)
_PARALLEL: Final = re.compile(
    r"(?P<all>(?P<head>[有无不没讲从])[^、，。；：“”]{1,12}(?:[、，](?P=head)[^、，。；：“”]{1,12}){2,})"
)
#: 做到 and what follows, as long as each part is short and none begins something new.
_DO: Final = re.compile(
    r"(?<!未)做到了?(?P<all>[^，。；、：“”]{2,10}(?:[、，](?!使|确保|为|实现|形成|并|杜绝|达到|构筑|现将|以)[^，。；、：“”]{2,10}){2,})(?=[，。；]|$)"
)
_NAMES: Final = (
    "一个",
    "一条",
    "一支",
    "一批",
    "一套",
    "一名",
    "四川",
    "七夕",
    "两委",
    "五一",
    "三八",
    "七一",
    "八一",
    "十一",
    "六一",
    "五四",
    "四五",
)
_MOST_NAMES: Final = 200
_NOT_A_LIST: Final = re.compile("思想|理想|精神|三个代表|周年|劳动|全会|届")


def read_checklists(text: Prepared) -> Iterator[Found]:
    """Lists with their members, and names that count things which the text never lists."""
    listed: dict[str, int] = {}
    named: dict[str, tuple[Sentence, re.Match[str]]] = {}
    for sentence in text.sentences:
        taken: list[tuple[int, int]] = []
        for found in (*_defined(sentence), *_parallel(sentence)):
            if any(found.start < end and start < found.end for start, end in taken):
                continue
            taken.append((found.start, found.end))
            if isinstance(found.value, Checklist):
                listed[found.value.name] = len(found.value.items)
            yield found
        for hit in _COUNTED.finditer(sentence.shadow):
            if len(named) < _MOST_NAMES and not hit["name"].startswith(_NAMES) and not _NOT_A_LIST.search(hit["name"]):
                named.setdefault(hit["name"], (sentence, hit))
    for name, (sentence, hit) in named.items():
        if name not in listed:
            yield _spelled_out(name, sentence, hit, text) or _unlisted(name, sentence, hit, text)


def _spelled_out(name: str, sentence: Sentence, hit: re.Match[str], text: Prepared) -> Found | None:
    """A name whose members follow it as parallel phrases, as many as it says (三从十不: 从我做起 …；不随地吐痰 …)."""
    said, items, begun = _said(name), [], False
    for each in text.sentences:
        begun = begun or each is sentence
        if not begun or each.section != sentence.section:
            continue
        start = hit.end() if each is sentence else 0
        for run in _PARALLEL.finditer(each.shadow, start):
            items += re.split("[、，]", run["all"])
    if said is None or len(items) != said:
        return None
    return Found(
        "checklist", Checklist(name, tuple(items), said), sentence, hit.start("name"), hit.end("name"), "spelled_out"
    )


def _unlisted(name: str, sentence: Sentence, hit: re.Match[str], text: Prepared) -> Found:
    """A name whose members may be the numbered headings that follow (十个一: 1、一个村民中心 …)."""
    said = _said(name)
    ones = (
        [block for block in text.piece.blocks if block.level == 3 and block.heading.text]
        if name.endswith("个一")
        else []
    )
    ones = [block for block in ones if re.match("[一每]|文明一", block.heading.shadow) or block.number == str(said)][
        : said or 0
    ]
    if said and len(ones) >= said - 1:
        notes = () if len(ones) == said else (note("count_differs", shown=name, said=said, found=len(ones)),)
        return Found(
            "checklist",
            Checklist(name, tuple(block.heading.text for block in ones), said),
            sentence,
            hit.start("name"),
            hit.end("name"),
            "numbered_below",
            notes,
        )
    return Found(
        "checklist",
        Checklist(name, (), said),
        sentence,
        hit.start("name"),
        hit.end("name"),
        "named_only",
        (note("never_listed", shown=name),),
    )


def _said(name: str) -> int | None:
    """How many the name says; two numbers (三从十不) are added up.

    >>> _said("四堆"), _said("三从十不"), _said("五清一改一增绿")
    (4, 13, 7)
    """
    numbers = re.findall(rf"[{_HAN}]+(?=[^{_HAN}])", name.removesuffix("一") + "。" if name.endswith("个一") else name)
    values = [int(value) for each in numbers if (value := read_number(each)) is not None]
    return sum(values) or None


def _defined(sentence: Sentence) -> Iterator[Found]:
    for hit in _QUOTED_LIST.finditer(sentence.shadow):
        name, inside = hit["name"] or hit["name2"], hit["in"] or hit["in2"]
        if name and inside and inside.count("、") + inside.count("，") >= 2:
            yield _list(sentence, hit, name, inside, "quoted_list")
    for pattern, rule in ((_COUNTED, "named_list"), (_EXPLAINED, "explained")):
        for hit in pattern.finditer(sentence.shadow):
            if hit["in"] and re.search("[、；和]", hit["in"]) and not re.search("单位|时限|责任", hit["in"]):
                yield _list(sentence, hit, hit["name"].strip("“”"), hit["in"], rule)


def _list(sentence: Sentence, hit: re.Match[str], name: str, inside: str, rule: str) -> Found:
    items = tuple(part.strip("。等 ”“）)") for part in re.split("[、；;，]", inside) if part.strip("。等 "))
    said = _said(name) if re.match(f"[{_HAN}]", name) else None
    if said == len(items) + 1:
        items = tuple(each for item in items for each in item.split("和", 1))
    if said and said > len(items):
        items = tuple(each for item in items for each in re.split(f"(?<=[\u4e00-\u9fff]{{2}})(?={item[:1]})", item))
    notes = (note("count_differs", shown=name, said=said, found=len(items)),) if said and said != len(items) else ()
    return Found("checklist", Checklist(name, items, said), sentence, hit.start(), hit.end(), rule, notes)


def _parallel(sentence: Sentence) -> Iterator[Found]:
    for pattern, rule in ((_PARALLEL, "parallel"), (_DO, "reached")):
        for hit in pattern.finditer(sentence.shadow):
            left = clause_bounds(sentence.shadow, hit.start(), hit.start())[0]
            name = sentence.strand.text[left : hit.start("all")].strip("，、 ") or (
                sentence.section[-1] if sentence.section else ""
            )
            items = tuple(
                part for part in re.split("[、，,]", sentence.strand.text[hit.start("all") : hit.end("all")]) if part
            )
            yield Found("checklist", Checklist(name[-30:], items), sentence, hit.start(), hit.end(), rule)
