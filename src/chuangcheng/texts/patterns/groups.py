"""Leading groups: 由…任组长, 组长：…, …为成员的领导小组; posts without names are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chuangcheng.texts.model import Note, note
from chuangcheng.texts.numbers import MASK
from chuangcheng.texts.patterns.prepared import Found, Prepared, Sentence
from chuangcheng.texts.values import Group, Member

_BODY: Final = "领导小组|工作小组|考核小组|专项小组|工作专班|创建专班|专班|指挥部|工作组|督查组|考核组|理事会|评议会|委员会|工作委员会|创建办公室|网络系统"
_POST: Final = "常务副指挥长|副指挥长|指挥长|常务副组长|第一副组长|副组长|第一组长|组长|顾问|常务副总指挥|副总指挥|总指挥|常务副主任|副主任|主任|成员单位|组员|成员|副会长|会长|秘书长|联络员|支撑点|中心"
_NAME: Final = re.compile(
    rf"(?:成立|组建|设立|建立|健全|调整(?:充实)?)(?:了|健全)?(?:以[^。；]{{2,80}}?的)?(?P<name>“[^”]{{2,10}}(?:队|会|小组)”|[^，。；：、]{{0,40}}?(?:{_BODY}))|(?P<own>由[^，。；]{{2,40}}组成(?P<own_name>[^，。；]{{2,16}}(?:小组|专班|队伍)))"
)
_SENTENCE: Final = re.compile(
    rf"(?P<who>(?:由|以)?[^，；。：]{{0,60}}?)(?:担任|兼任|(?<!主)任|均为|为)(?:[^，；。：为任]{{0,16}}?)(?P<post>{_POST})(?![由单位办任长])"
)
_REVERSED: Final = re.compile(
    rf"(?:^|(?<=[，；。：]))(?P<post>{_POST})(?:由|为)(?P<who>[^，；。]{{1,50}}?)(?:担任|兼任|任)?(?=[，；。]|$)"
)
_CENTRE: Final = re.compile("以(?P<who>[^，。；]{2,16}?)为?(?P<post>核心|中心)(?=，)")
_LIST: Final = re.compile(
    r"^(?P<post>(?:第一|常务)?\s*(?:副?\s*组\s*长|成\s*员(?:单位)?|组\s*员|顾\s*问|副?\s*总?\s*指\s*挥\s*长?|召\s*集\s*人|副?\s*主\s*任|联\s*络\s*员|秘\s*书\s*长))\s*[：:]\s*(?P<who>.*)$"
)
_SECTION: Final = re.compile("领导小组|组织机构|组织领导|工作专班|指挥部")
_LOST: Final = re.compile(r"成员有(?=[，。])|、、|(?:为|由)(?=、)")
_OFFICE: Final = re.compile(
    "(?:领导小组|小组|指挥部)?(?:下设|设立?)[^，。；]{0,12}?办公室[^。；]{0,60}|办公室(?:设在|设于|地点设在)[^。；]{2,40}"
)
_DUTY: Final = re.compile("(?:长|书记|主任|委员|干部|专干|主席|经理|会长|员|代表|负责人)$")
_PERSON: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff×xX*]{1,4}?|[\u4e00-\u9fff]\s[\u4e00-\u9fff])\s*[（(](?P<duty>[^（）()]{2,30})[)）]"
)


def read_groups(text: Prepared) -> Iterator[Found]:
    """Every leading group that is set up, with its members as far as the text names them."""
    lines = [sentence for sentence in text.sentences if not sentence.block.cells]
    index = 0
    while index < len(lines):
        if _LIST.match(lines[index].strand.text):
            end = index
            while end < len(lines) and (_LIST.match(lines[end].strand.text) or _continued(lines[end])):
                end += 1
            yield _listed(lines, index, end)
            index = end
            continue
        listed_below = any(_LIST.match(line.strand.text) for line in lines[index + 1 : index + 3])
        yield from (found for found in _in_sentence(lines, index) if not (listed_below and _empty(found)))
        index += 1


def _empty(found: Found) -> bool:
    return isinstance(found.value, Group) and not found.value.members


def _continued(sentence: Sentence) -> bool:
    """A line of further names below a list's line: short, without a stop, with bracketed posts or spaces."""
    text = sentence.strand.text
    return (
        not sentence.block.level
        and len(text) <= 40
        and not re.search("[。；：]", text)
        and bool(_PERSON.search(text) or re.search(r"\s", text.strip()))
    )


def _listed(lines: list[Sentence], start: int, end: int) -> Found:
    """组长：… 副组长：… 成员：…, a line each."""
    members: list[Member] = []
    notes: list[Note] = []
    for line in lines[start:end]:
        found = _LIST.match(line.strand.text)
        if found:
            post = re.sub(r"\s", "", found["post"])
            members += _people(post, found["who"])
            if not found["who"].strip() or re.search(MASK, found["who"]):
                notes.append(note("names_missing", shown=post))
        elif members:
            members += _people(members[-1].post, line.strand.text)
    first = lines[start]
    name = next(
        (
            hit["name"]
            for line in reversed(lines[max(0, start - 6) : start])
            if (hit := _NAME.search(line.shadow)) and hit["name"]
        ),
        "领导小组",
    )
    office = next((hit[0] for line in lines[end : end + 3] if (hit := _OFFICE.search(line.shadow))), "")
    return Found("group", Group(name, tuple(members), office), first, 0, len(first.strand), "list", tuple(notes))


def _people(post: str, text: str) -> list[Member]:
    """Names of a line, each with the post in brackets behind it as duty."""
    persons = [(hit["name"].replace(" ", ""), hit["duty"]) for hit in _PERSON.finditer(text)]
    if persons:
        return [Member(post, (name,), duty) for name, duty in persons]
    named = re.fullmatch(
        r"(?P<name>[\u4e00-\u9fff×xX*]{1,2} ?[\u4e00-\u9fff×xX*]{1,2})(?:\s{2,}|\u3000+)(?P<duty>\S.*)", text.strip()
    )
    if named and _DUTY.search(named["duty"]):
        return [Member(post, (named["name"].replace(" ", ""),), named["duty"].strip())]
    spaced = re.sub(
        r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", text.strip("。；; ")
    )
    parts = [part for part in re.split(r"[、，,\s]+", spaced) if part]
    if len(parts) > 1 and all(len(part) <= 4 for part in parts):
        return [Member(post, tuple(parts))]
    duty = re.fullmatch(r"(?P<name>[\u4e00-\u9fff×xX*]{2,4})\s+(?P<duty>\S.*)", text.strip())
    if duty:
        return [Member(post, (duty["name"],), duty["duty"])]
    return [Member(post, tuple(parts))] if parts else [Member(post, ())]


def _in_sentence(lines: list[Sentence], index: int) -> Iterator[Found]:
    """Groups told in a sentence; members may stand in the sentence behind it."""
    sentence = lines[index]
    for hit in _NAME.finditer(sentence.shadow):
        name = hit["name"] or hit["own_name"]
        span = sentence.strand.text[hit.start() : hit.end()]
        rest = [each for each in lines[index + 1 : index + 3] if each.block is sentence.block]
        tail = sentence.shadow[hit.start() :]
        behind = "".join(each.shadow for each in rest if _REVERSED.search(each.shadow) or _SENTENCE.search(each.shadow))
        members = [*_members(tail), *_members(behind)]
        end = len(sentence.shadow) if members else hit.end()
        if not members and hit["own"]:
            members = [Member("成员", (re.sub("^由|组成(?!员).*$", "", span),))]
        lost = _LOST.search(tail + behind) or re.search(rf"由(?:{MASK})为", tail + behind)
        notes = (
            [note("names_missing", shown=lost[0])]
            if lost
            else [note("names_missing", shown=name)]
            if not members
            else []
        )
        office = _OFFICE.search(sentence.shadow, hit.end())
        value = Group(_clean(name), tuple(members), office[0] if office else "")
        yield Found("group", value, sentence, hit.start(), end, "in_sentence", tuple(notes))
        return
    told = "领导小组成员" in sentence.shadow or any(_SECTION.search(each) for each in sentence.section)
    if told and re.search("组长|成员|指挥长", sentence.shadow) and (members := _members(sentence.shadow)):
        lost = _LOST.search(sentence.shadow) or re.search(rf"由(?:{MASK})为", sentence.shadow)
        gone = (note("names_missing", shown=lost[0]),) if lost else ()
        yield Found("group", Group("领导小组", tuple(members)), sentence, 0, len(sentence.shadow), "members", gone)


def _members(shadow: str) -> list[Member]:
    found: list[tuple[int, Member]] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_REVERSED, _CENTRE, _SENTENCE):
        for hit in pattern.finditer(shadow):
            if any(hit.start() < end and start < hit.end() for start, end in taken):
                continue
            who = re.sub("^.*(?:成立|建立|组建|设立)了?以|^.*小组，由|^(?:由|以)", "", hit["who"]).strip("，、 ")
            taken.append(hit.span())
            names = (
                ()
                if re.fullmatch(rf"(?:{MASK}|有|、)*", who)
                else tuple(part for part in re.split("[、]|(?<=[长任])和", who) if part)
            )
            found.append((hit.start(), Member(hit["post"], names)))
    return [member for _, member in sorted(found, key=lambda each: each[0])]


def _clean(name: str) -> str:
    return re.sub("^(?:了|以)|^.*?的(?=[^的]{4})", "", name)
