"""What stands at a text's head and foot: title, document number, addressee, whose it is, its day, its ground."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from chuangcheng.texts.days import read_year
from chuangcheng.texts.layout import markers
from chuangcheng.texts.layout.pieces import Piece
from chuangcheng.texts.model import note
from chuangcheng.texts.patterns.prepared import DocumentYear, Found, Prepared, Sentence
from chuangcheng.texts.values import Words

_NUMBER: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{1,12})?［(?:(?:19|20)[\dxX_*□]{2}|[xX*_]{2,4})］\s*第?\s*[\dxX*_□]{1,4}\s*号"
)
_YEAR_IN_NUMBER: Final = re.compile(r"［((?:19|20)\d{2})］")
_YEAR: Final = re.compile(r"(?<![\d—~至])((?:19|20)\d{2})\s*年?(?:度)?(?![\d—~至/.])")
_PLACE: Final = r"[\u4e00-\u9fff×xX*]{1,10}?"
_OWN: Final = re.compile(
    rf"^(?:中共)?(?P<name>{_PLACE}(?:党工委|工委|县委办公室|县委办|市委办|团市委|团县委|人民政府|办事处|卫健局|税务局|气象局|[\u4e00-\u9fff]{{0,6}}管理局|局|委员会|街道|镇|乡|村|社区|学校|小学|中学|医院|公司))(?=关于|20|第|创建|文明|农村|村庄|开展|工作|的|始终|紧紧|认真|坚持|立足|从|以|按照|高度|切实|党工委|党委|[^\u4e00-\u9fff])"
)
_SUBJECT: Final = re.compile(
    r"(?:^|[，。；、年来])(?P<name>(?:(?:[\u4e00-\u9fff]{2,4})?[省市县区镇乡][\u4e00-\u9fff]{1,8}局|[\u4e00-\u9fff]{2,6}街道?党工委|[\u4e00-\u9fff]{2,8}(?:镇|街道)(?:党委|党工委)|团[省市县区]委|[省市县区]委办公室))(?=紧紧|立足|从满足|始终|坚持|高度|切实|认真|在全力|按照|结合|组织|创建)"
)
_IN_GROUP: Final = re.compile(
    r"成立(?:了)?(?P<name>团[省市县区]委|[\u4e00-\u9fff]{2,10}?(?:镇|乡|街道|局|县|市|区|村|社区|委|学校|医院|公司))(?=[^，。；]{2,40}(?:领导小组|指挥部|专班))"
)
_SELF: Final = re.compile("我(?P<word>办|局|镇|乡|县|市|区|街|村|院|校|站|所|社区|委|公司)(?![们的等国])")
_BASIS: Final = re.compile(
    r"(?:根据|按照|依据|参照|为(?:了)?(?:全面|深入|认真|切实|进一步)*(?:贯彻落实|贯彻|落实))[^。，；]{0,30}?(?P<name>《[^《》]{3,60}》(?:（[^）]{2,20}）)?)"
)


def read_head(text: Prepared) -> Iterator[Found]:
    """Title, number, addressee, organisation, signature and basis of a text."""
    lines = [Sentence(block.whole, block, ()) for block in text.piece.blocks]
    yield from _title(text.piece)
    yield from _year(text)
    for line in [*lines[:8], *lines[-4:]]:
        number = _NUMBER.search(line.shadow)
        if number and not line.block.level and "《" not in line.shadow:
            yield Found("number", Words(_cut(line, number)), line, number.start(), number.end(), "number")
            break
    for line in lines[:8]:
        if markers.ADDRESSEE.match(line.shadow) and not line.block.level:
            yield Found("addressee", Words(line.strand.text.rstrip("：:")), line, 0, len(line.strand), "addressee")
            break
    yield from _signature(lines)
    yield from _organisation(text, lines)
    yield from _basis(text)


def year_of(piece: Piece, given: int | None) -> DocumentYear:
    """The year a text tells of itself: in its title, its number or its signature; else the one that was given."""
    places = [("标题", piece.title.shadow, _YEAR)] if piece.title else []
    places += [
        ("发文字号", block.whole.shadow, _YEAR_IN_NUMBER)
        for block in piece.blocks[:6]
        if not block.level and "《" not in block.whole.shadow
    ]
    places += [
        ("落款", block.whole.shadow, _YEAR) for block in piece.blocks if markers.SIGNED_DAY.match(block.whole.shadow)
    ]
    for where, shadow, pattern in places:
        found = pattern.search(shadow)
        if found:
            return DocumentYear(read_year(found[1])[0], where, found[1])
    return DocumentYear(given, "given" if given else "")


def _year(text: Prepared) -> Iterator[Found]:
    """The document's own year, where it stands."""
    strands = [text.piece.title] if text.piece.title else []
    for strand in [*strands, *(block.whole for block in text.piece.blocks)]:
        at = strand.shadow.find(text.year.shown) if text.year.shown else -1
        if at >= 0:
            line = Sentence(strand, text.piece.blocks[0], ())
            yield Found(
                "year", Words(str(text.year.year)), line, at, at + len(text.year.shown), f"in_{text.year.where}"
            )
            return


def _title(piece: Piece) -> Iterator[Found]:
    for strand, rule, notes in (
        (piece.title, "title_line", ()),
        (
            piece.collection if piece.title is None else None,
            "collection_heading",
            (note("title_of_collection", shown=piece.collection_name),),
        ),
    ):
        if strand is not None and (rule == "title_line" or piece.collection_name):
            words = strand.text if rule == "title_line" else piece.collection_name
            line = Sentence(strand, piece.blocks[0], ())
            yield Found("title", Words(words.lstrip("# ")), line, 0, len(strand), rule, notes)


def _signature(lines: list[Sentence]) -> Iterator[Found]:
    for index, line in enumerate(lines):
        if not markers.SIGNED_DAY.match(line.shadow):
            continue
        yield Found("signature", Words(line.strand.text), line, 0, len(line.strand), "signed_day")
        before = lines[index - 1] if index else None
        if (
            before
            and not before.block.level
            and len(before.strand) <= 30
            and markers.ORGANISATION.search(before.shadow)
        ):
            yield Found("organisation", Words(before.strand.text), before, 0, len(before.strand), "signed_by")


def _organisation(text: Prepared, lines: list[Sentence]) -> Iterator[Found]:
    """By the title, else by who acts in the first sentences, else by the word that the text has for itself (我局)."""
    candidates = [(Sentence(text.piece.title, text.piece.blocks[0], ()), _OWN, "in_title")] if text.piece.title else []
    candidates += [
        (line, pattern, rule)
        for line in lines
        for pattern, rule in ((_OWN, "subject"), (_SUBJECT, "subject"), (_IN_GROUP, "in_group"))
    ]
    for line, pattern, rule in candidates:
        found = pattern.search(line.shadow)
        if found and not re.match(
            "关于|各|本|全|有关|上级|一个|我|的|文明|按|根据|为|经|在|由|以|对|让|使|推进|建设", found["name"]
        ):
            yield Found(
                "organisation",
                Words(line.strand.text[found.start("name") : found.end("name")]),
                line,
                *found.span("name"),
                rule,
            )
            return
    counted = Counter(found["word"] for line in lines for found in _SELF.finditer(line.shadow))
    if not counted:
        return
    word = counted.most_common(1)[0][0]
    cited = _cited(word, lines)
    if cited:
        yield cited
        return
    line, found = next((line, found) for line in lines if (found := re.search(f"我{word}", line.shadow)))
    yield Found(
        "organisation", Words(f"我{word}"), line, *found.span(), "own_word", (note("names_missing", shown=f"我{word}"),)
    )


def _cited(word: str, lines: list[Sentence]) -> Found | None:
    """我局 named in full by a document of its own: 《某县气象局…制度》, 《某镇…方案》."""
    endings = {"办": "办公室", "街": "街道"}
    pattern = re.compile(
        f"《(?:中共)?(?P<name>[\u4e00-\u9fffxX*]{{2,14}}?{endings.get(word, word)})(?=[\u4e00-\u9fff\\d])"
    )
    for line in lines:
        for found in pattern.finditer(line.shadow):
            printed = line.strand.text[found.start("name") : found.end("name")]
            if printed.startswith("文明"):
                continue
            return Found(
                "organisation",
                Words(printed),
                line,
                *found.span("name"),
                "cited_document",
                (note("name_from_citation", shown=printed),),
            )
    return None


def _basis(text: Prepared) -> Iterator[Found]:
    seen: set[str] = set()
    for sentence in text.sentences:
        for found in _BASIS.finditer(sentence.shadow):
            name = sentence.strand.text[found.start("name") : found.end("name")]
            if name not in seen:
                seen.add(name)
                yield Found("basis", Words(name), sentence, *found.span("name"), "by_document")


def _cut(line: Sentence, found: re.Match[str]) -> str:
    return line.strand.text[found.start() : found.end()]
