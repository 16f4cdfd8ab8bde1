"""Money: amounts with who and what for; masked ones are asked for (20xx元 is no year), vague ones stay vague."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from chuangcheng.texts.model import Note, note
from chuangcheng.texts.numbers import MASK, NUMBER, YUAN, plain, read_number
from chuangcheng.texts.patterns.clauses import clause_around, clause_bounds
from chuangcheng.texts.patterns.prepared import MOST_FIGURES, Found, Prepared, Sentence
from chuangcheng.texts.values import Certainty, Money, MoneyRole

_UNIT: Final = {
    "元": 1,
    "块": 1,
    "百元": 100,
    "千元": 1_000,
    "万元": 10_000,
    "百万元": 1_000_000,
    "千万元": 10_000_000,
    "亿元": 100_000_000,
}
_AMOUNT: Final = re.compile(
    rf"(?P<q>近|约|超过?|不低于|不少于|至少|不超过|最高|高达|共计?|累计)?(?P<n>{NUMBER}|{MASK}|[数几上](?:十|百|千|万)*)(?:\s*(?:—+|~|至|到)\s*(?P<most>{NUMBER}))?(?P<x>多|余)?(?P<unit>[百千]?万元|亿元|[百千]?元|块钱)(?![旦宵素月件帅始首化])(?P<side>以上|以下|左右)?"
)
#: 一元, 二元, 多元, 单元, 公元: not money unless the number is written in digits or is ten and more.
_SMALL: Final = re.compile("[一二三四五六七八九两单多公]元")
_ROLES: Final[tuple[tuple[MoneyRole, re.Pattern[str]], ...]] = (
    ("deposit", re.compile("保证金|押金|抵押金")),
    ("fine", re.compile("处罚|罚款|罚金|罚没|扣罚|扣减|扣发|扣除|(?<!奖)惩罚")),
    ("allowance", re.compile("最低生活保障|低保|廉租房补贴|租房补贴|救助金|慰问金|抚恤|助学金")),
    ("subsidy", re.compile("奖补|补贴|补助|以奖代补|专项补")),
    ("reward", re.compile("奖励(?!机制|激励)|奖金|重奖")),
    ("settlement", re.compile("(?:兑现|落实)[^，。；]{0,6}(?:奖惩|奖励|并考核)|奖惩兑现|年底兑现")),
    ("donation", re.compile("捐款|募捐|捐赠|捐助|筹资|集资|筹措资金|争取资金|“希望工程”|义卖|助学活动")),
    ("investment", re.compile("投入(?!运|使用|到|生产)|投资|总投资|安排资金|专项资金|物质资金|物资资金|落实资金")),
    ("budget", re.compile("专户|专账|预决算|预算|决算|经费|财政(?:设立|列支|拨付|安排)|资金(?!流)|财务管理")),
    ("audit", re.compile("财务审计|内部审计|审计")),
    ("revenue", re.compile("税（费）收入|税费收入|税收收入|税收任务|财政收入|地税收入|抓收入|收入任务")),
    ("purchase", re.compile("购置|购买|新购|采购|添置|增添")),
)  # fmt: skip
_PARTY: Final = re.compile(
    r"(?:对|给|向|由|为)(?P<one>[^，。；对给]{1,24}?)(?:分别|各|予以|给予|处以|的个人|进行|缴纳|兑现)|(?P<two>各?[^，。；、]{1,20}?)(?:各|分别)?(?:缴纳|交纳|缴)"
)
_CERTAIN: Final[dict[str, Certainty]] = {
    "近": "nearly", "约": "about", "超": "over", "超过": "over", "不低于": "at_least", "不少于": "at_least", "至少": "at_least", "不超过": "at_most", "最高": "at_most", "高达": "about",
    "多": "over", "余": "over", "以上": "at_least", "以下": "at_most", "左右": "about",
}  # fmt: skip


def read_money(text: Prepared) -> Iterator[Found]:
    """Every amount of money, and every clause that speaks of money without one."""
    for sentence in text.sentences:
        amounts = list(_amounts(sentence))
        yield from amounts
        yield from _spoken_of(sentence, amounts)


def _amounts(sentence: Sentence) -> Iterator[Found]:
    for hit in itertools.islice(_AMOUNT.finditer(sentence.shadow), MOST_FIGURES):
        if _SMALL.match(hit["n"] + hit["unit"]) or (
            hit["q"] is None and hit.start() and sentence.shadow[hit.start() - 1] in "第"
        ):
            continue
        number = read_number(hit["n"])
        scale = _UNIT["块" if hit["unit"] == "块钱" else hit["unit"]]
        exact = number * scale * YUAN if number is not None else None
        fen = int(exact) if exact is not None and exact.denominator == 1 else None
        role = _role(sentence, hit)
        printed = sentence.strand.text[hit.start() : hit.end()]
        yield Found(
            "money",
            Money(role, fen, _certainty(hit, number), _party(sentence, hit.start()), printed, _most(hit)),
            sentence,
            hit.start(),
            hit.end(),
            "amount",
            _notes(hit, number, printed),
        )


def _most(hit: re.Match[str]) -> int | None:
    """The upper end of a range (5-20元), in 0.01 yuan."""
    number = read_number(hit["most"]) if hit["most"] else None
    exact = number * _UNIT.get(hit["unit"], 1) * YUAN if number is not None else None
    return int(exact) if exact is not None and exact.denominator == 1 else None


def _certainty(hit: re.Match[str], number: Fraction | None) -> Certainty:
    if number is None:
        return "about" if hit["n"][0] in "数几上" else "masked"
    return next((_CERTAIN[word] for word in (hit["x"], hit["q"], hit["side"]) if word in _CERTAIN), "exact")


def _notes(hit: re.Match[str], number: Fraction | None, printed: str) -> tuple[Note, ...]:
    if number is None:
        return (
            (note("money_vague", shown=printed),) if hit["n"][0] in "数几上" else (note("money_masked", shown=printed),)
        )
    if hit["q"] == "近" and hit["x"]:
        return (note("contradiction", shown=printed),)
    approximate = any(
        word in ("近", "约", "多", "余", "左右", "超", "超过") for word in (hit["q"], hit["x"], hit["side"])
    )
    return (note("approximate", shown=printed, value=plain(number * _UNIT.get(hit["unit"], 1))),) if approximate else ()


def _role(sentence: Sentence, hit: re.Match[str]) -> MoneyRole:
    """By the nearest word: just behind the amount, in its clause, then anywhere in its sentence."""
    left, right = clause_bounds(sentence.shadow, *hit.span())
    for stretch in (sentence.shadow[hit.end() : right][:8], sentence.shadow[left:right], sentence.shadow):
        role = next((role for role, pattern in _ROLES if pattern.search(stretch)), None)
        if role:
            return role
    return "other"


def _party(sentence: Sentence, at: int) -> str:
    """Who pays or gets it, as far as the words before the amount say."""
    left, _ = clause_bounds(sentence.shadow, at, at)
    found = next(iter(reversed(list(_PARTY.finditer(sentence.shadow[left:at])))), None)
    if found is None:
        return ""
    name = "one" if found["one"] else "two"
    return sentence.strand.text[left + found.start(name) : left + found.end(name)]


def _spoken_of(sentence: Sentence, amounts: list[Found]) -> Iterator[Found]:
    """Money without an amount, once for each clause and role; not where the clause has an amount of that role."""
    told = {
        (clause_bounds(sentence.shadow, each.start, each.end), each.value.role)
        for each in amounts
        if isinstance(each.value, Money)
    }
    spoken = {clause for clause, _ in told}
    for role, pattern in _ROLES:
        for hit in pattern.finditer(sentence.shadow):
            clause = clause_bounds(sentence.shadow, *hit.span())
            if (clause, role) in told or (role in ("purchase", "budget") and clause in spoken):
                continue
            told.add((clause, role))
            spoken.add(clause)
            value = Money(role, None, "unstated", _party(sentence, hit.start()), clause_around(sentence, *hit.span()))
            yield Found("money", value, sentence, *clause, f"spoken_{role}", (note("money_unstated"),))
