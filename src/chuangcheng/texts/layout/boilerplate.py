"""What belongs to a web page and not to the document: its phrases are cut out, kept and shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from chuangcheng.texts.layout.blocks import Block, block_of
from chuangcheng.texts.layout.sentences import sentences
from chuangcheng.texts.strands import Strand

_SITE: Final = re.compile(
    "小编|本站|网友|范文|投稿|供大家(?:参考|阅读|借鉴)|供您(?:参考|写作)|欢迎(?:大家)?(?:阅读|收藏|下载|分享)|仅供(?:学习)?参考|(?:为|给|跟)大家(?:整理|收集|带来|精心|找|分享)|"
    "免费试读|人阅读|点击(?:查看|下载|此处)|优秀作文|^来源：(?:网络|互联网)|相关推荐|推荐阅读|上一篇：|下一篇：|下载(?:本文|全文|文档|积分)|文档介绍|上传(?:日期|用户)|就爱阅读"
)
_PAGE_TITLE: Final = re.compile(
    r"（[^（）]{0,8}\d+篇）\s*$|(?:汇总|合集|大全|锦集|集锦|精选|汇编)?[（]?(?:共)?[一二三四五六七八九十\d]+[篇则][）]?\s*$"
)
_FILLER: Final = re.compile(
    "每个人|那么应当|那么如何|事先制定|写作|文章|优秀的|该如何|该怎么|什么样的|时间过得|为了(?:确保|保障)事(?:情|情或工作)|方案是|计划是|总结是|下面(?:就)?是|以下是"
)
_PREFIX: Final = re.compile(r"^(?:优秀作文推荐|范文推荐|优秀范文|【?正文】?|［正文］)[□\s：:]*")
_OFFICIAL: Final = re.compile("^(?:为|为了|根据|按照|全面|认真|深入).*(?:创建|工作|管理|考核|整治)")
_LEAST_FRAGMENT: Final = 25
_LONGEST_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch that was cut out, and why."""

    strand: Strand
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Blocks without site phrases; ``fragments`` are the positions of blocks that are the rest of a cut sentence."""

    blocks: tuple[Block, ...]
    cuts: tuple[Cut, ...]
    fragments: frozenset[int]
    prefixed: frozenset[int]


def clean(found: list[Block]) -> Cleaned:
    """Cut a page's phrases out of the blocks of a file."""
    kept: list[Block] = []
    cuts: list[Cut] = []
    fragments: set[int] = set()
    prefixed: set[int] = set()
    for block in found:
        rest, cut, fragment, prefix = _one(block)
        cuts += cut
        if rest is None:
            continue
        if fragment:
            fragments.add(len(kept))
        if prefix:
            prefixed.add(len(kept))
        kept.append(rest)
    return Cleaned(tuple(kept), tuple(cuts), frozenset(fragments), frozenset(prefixed))


def _one(block: Block) -> tuple[Block | None, list[Cut], bool, bool]:
    shadow = block.whole.shadow
    prefix = _PREFIX.match(shadow)
    if prefix:
        rest = block_of(block.whole.cut(prefix.end()), block.line)
        return rest, [Cut(block.whole.cut(0, prefix.end()), block.line, "site")], False, True
    if block.cells or not _SITE.search(shadow):
        if block.level == 0 and len(shadow) < _LONGEST_TITLE and _PAGE_TITLE.search(shadow):
            return None, [Cut(block.whole, block.line, "page_title")], False, False
        return block, [], False, False
    return (*_sentencewise(block), False)


def _sentencewise(block: Block) -> tuple[Block | None, list[Cut], bool]:
    parts = list(sentences(block.whole))
    site = [part for part in parts if _SITE.search(part.shadow)]
    for part in site:
        fragment = _fragment(part)
        if fragment is not None:
            rest = part.cut(len(fragment))
            return block_of(fragment, block.line), [Cut(rest, block.line, "site")], True
    others = [part for part in parts if part not in site]
    if not others or any(_FILLER.search(part.shadow) for part in others):
        return None, [Cut(block.whole, block.line, "site")], False
    return block_of(Strand.joined(others), block.line), [Cut(part, block.line, "site") for part in site], False


def _fragment(sentence: Strand) -> Strand | None:
    """The clauses before the first site phrase, when they are an official sentence broken off."""
    end = 0
    for found in re.finditer("[^，]*(?:，|$)", sentence.shadow):
        if _SITE.search(found[0]):
            break
        end = found.end()
    rest = sentence.cut(0, end)
    return rest if len(rest) >= _LEAST_FRAGMENT and _OFFICIAL.match(rest.shadow) else None
