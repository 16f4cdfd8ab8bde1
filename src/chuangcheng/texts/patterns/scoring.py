"""Scoring sentences: 每一个问题扣0.1分, 加倍扣分, 不重复计分, 90分以上为优秀, 排名最后, 一次批评二次警告."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chuangcheng.texts.model import Note, note
from chuangcheng.texts.numbers import NUMBER, POINT, read_number
from chuangcheng.texts.patterns.clauses import clause_around, clause_bounds
from chuangcheng.texts.patterns.prepared import Found, Prepared, Sentence
from chuangcheng.texts.values import Scoring, ScoringAct

_TO: Final = r"\s*(?:—+|~|至|到)\s*"
_POINTS: Final = rf"(?P<n>{NUMBER})(?:分)?(?:{_TO}(?P<most>{NUMBER}))?分(?![钟之别区布类解析工散支行期批])"
_PER: Final = rf"(?P<per>每(?:一|有|少|缺|发现|出现|增加|减少|超|低|迟|逾期)?(?:{NUMBER})?[\u4e00-\u9fff]{{0,12}}?)"
_DEDUCT: Final = re.compile(rf"{_PER}?(?:，)?(?P<verb>扣除?|倒扣|减|酌情扣|扣减)(?:去|掉)?{_POINTS}")
_ADD: Final = re.compile(rf"{_PER}?(?P<verb>(?:额外)?(?:加|奖励|奖|计|记|得|赋)){_POINTS}")
_BRACKET: Final = re.compile(rf"（(?P<word>[\u4e00-\u9fff]{{1,6}})(?P<n>{NUMBER})分）")
_FULL: Final = re.compile(
    rf"(?:满分|总分|分值|基础分|基本分|标准分|权重)(?:为|是|：|共)?{_POINTS}|（(?:共)?(?P<alone>{NUMBER})分(?=[）。，；])|实行(?P<hundred>百分制|千分制)"
)
_GRADE: Final = re.compile(
    rf"(?P<n>{NUMBER})分?(?:{_TO}(?P<most>{NUMBER}))?分(?P<side>（含）?以上|以上|及以上|以下|以内|不足)?[^，。；]{{0,12}}?(?:为|评为|定为|确定为|列为|属于?)(?:“)?(?P<grade>优秀|优良|良好|合格|基本合格|不合格|较好|一般|较差|先进|达标|不达标|[一二三四]等|[A-D]级?)"
)
_BOUND: Final = re.compile(
    rf"(?:得分|平均分|总分|成绩|分数)[^，。；]{{0,10}}?(?P<n>{NUMBER})分(?P<side>及?以上|以下|以内)?"
)
_LIMIT: Final = re.compile(
    rf"(?:最高|最多|累计|合计|上限|封顶)[^，。；]{{0,10}}?(?:不超过|加|扣|为)?(?P<n>{NUMBER})分(?:封顶)?|扣完为止|扣完该项分为止|封顶"
)
_SIMPLE: Final[tuple[tuple[str, ScoringAct, re.Pattern[str]], ...]] = (
    ("doubling", "double", re.compile("(?:依次|逐次|加重|成倍|双倍|加倍)+(?:加倍|翻倍)?扣分|扣分(?:加倍|翻倍)|翻倍扣分")),
    ("no_double", "no_double", re.compile("不(?:再)?重复(?:计|加|扣)分|就高不就低|按最高(?:分|项|级别)|取最高(?:分|项)?|补差额分?|不累计(?:计|加)?分")),
    ("gate", "gate", re.compile("不予加分|不予计分|不得分|不计分|不加分|一票否决|取消[^，。；]{0,12}资格|不予奖补|不得评为|不能评为|不得参加评|通不过|(?:验收|考核)(?:不合格|不达标|不过关)|(?:督察|督查|抽查|检查|验收|考核|复查)不合格|未通过|达不到要求|通过[^。；]{2,40}(?:验收|考核)[^。；，]{0,20}后，")),
    ("mean", "mean", re.compile("平均(?:成绩|得分|分数?|值)|加权(?:平均)?|由\\d{1,3}%[^。；]{2,40}(?:相加|组成|构成|合计|之和)[成得]?|累计(?:得分|积分)|折算|(?:占|按)\\d{1,3}%(?:的比例|计入|的权重)?(?=计|折|，|。|；|）)")),
    ("method", "method", re.compile("(?:采取|实行|采用)[^。；，]{0,24}(?:考核|总评|评分|打分|计分|考评|测评)[^，。；年]{0,6}(?:方式|方法|办法|制)|量化考核|考核奖惩|奖惩(?:激励)?(?:制度|机制)|百分制|千分制|倒扣制|(?:目标管理|目标责任|目标责任管理)考核|季度考核和年终总评")),
    ("rank", "rank", re.compile(f"(?:位次|排名|排序|排位|名次)?前(?:一、二|一二|{NUMBER})(?:、{NUMBER})?(?:位|名)|(?:排名|位次|名次|考核)(?:最后|末位|倒数)(?:第?{NUMBER}(?:位|名))?|倒数第?{NUMBER}(?:位|名)?|末位淘汰|最后{NUMBER}名|(?<!最)后{NUMBER}名|从高到低(?:依次)?排(?:名|序)")),
    ("outcome", "outcome", re.compile("通报表扬|通报批评|约谈通报|(?:予以|进行|给予)?约谈|诫勉谈话|戒勉谈话|给予(?:表扬|批评|警告|处分)|(?:进行|给予|予以)表(?:扬|彰)和?奖励|限期整改|挂牌督办|责令(?:整改|检讨)|黄牌警告|追究(?:[^，。；]{0,10}责任|谁的工作制度|谁)|责任追究制度?|(?:整改|关闭|取缔)或关闭|予以整改")),
    ("basis", "basis", re.compile("作为[^。；，]{2,40}(?:重要)?(?:依据|标准|参考|内容)(?:之一)?(?=，|。|；|进行|$)|纳入[^。；，]{2,24}(?:考核|考评|绩效)|与[^。；，]{2,24}挂钩")),
)  # fmt: skip
_LADDER: Final = re.compile(
    f"(?:第?{NUMBER}次(?:以上|及以上)?(?:的|者)?(?:给予|予以|进行|坚决|实行)?[\u4e00-\u9fff]{{2,8}}[，、；]?){{2,}}"
)
_STEPS: Final = re.compile("批评|警告|谈话|通报|约谈|处分|纪律|扣分|除名|调离|检讨|罚")
_SHARE: Final = re.compile(f"(?:不低于|不少于|不超过|至少|占)(?P<n>{NUMBER})%")
_REWARD: Final = re.compile("奖|罚|分配|个人|奖补|经费")


def read_scoring(text: Prepared) -> Iterator[Found]:
    """Every scoring statement of a text; points in whole units of 0.0001."""
    for sentence in text.sentences:
        if (
            sentence.heading
            and (sentence.block.body.text or sentence.block.level == 1)
            and not re.search("分", sentence.shadow)
        ):
            continue
        taken: list[tuple[int, int]] = []
        for found in _all(sentence):
            if not any(found.start < end and start < found.end for start, end in taken):
                taken.append((found.start, found.end))
                yield found


def _all(sentence: Sentence) -> Iterator[Found]:
    yield from _grades(sentence)
    yield from _points(sentence)
    yield from _full(sentence)
    yield from _ladder(sentence)
    for hit in _BOUND.finditer(sentence.shadow):
        yield _found(
            sentence, Scoring("grade", _condition(sentence, hit.start(), hit.end()), _units(hit["n"])), hit, "bound"
        )
    for rule, act, pattern in _SIMPLE:
        for hit in pattern.finditer(sentence.shadow):
            yield _found(sentence, Scoring(act, _condition(sentence, hit.start(), hit.end())), hit, rule)
    for hit in _SHARE.finditer(sentence.shadow):
        if _REWARD.search(sentence.shadow[max(0, hit.start() - 20) : hit.start()]):
            yield _found(sentence, Scoring("share", clause_around(sentence, *hit.span())), hit, "share")


def _found(sentence: Sentence, value: Scoring, hit: re.Match[str], rule: str, notes: tuple[Note, ...] = ()) -> Found:
    return Found("scoring", value, sentence, hit.start(), hit.end(), rule, notes)


def _grades(sentence: Sentence) -> Iterator[Found]:
    for hit in _GRADE.finditer(sentence.shadow):
        value = Scoring("grade", f"{hit['side'] or ''}为{hit['grade']}", _units(hit["n"]), _units(hit["most"]))
        yield _found(sentence, value, hit, "grade")


def _points(sentence: Sentence) -> Iterator[Found]:
    """加 and 扣 with their condition: what stands between the points before and these."""
    limit = _LIMIT.search(sentence.shadow)
    before = 0
    hits = sorted([*_DEDUCT.finditer(sentence.shadow), *_ADD.finditer(sentence.shadow)], key=re.Match.start)
    for hit in hits:
        if limit and limit.start() <= hit.start() < limit.end():
            continue
        act: ScoringAct = "deduct" if hit["verb"].endswith(("扣", "减", "扣除")) else "add"
        bracket = _BRACKET.match(sentence.shadow, hit.end())
        others = ((bracket["word"], _units(bracket["n"]) or 0),) if bracket else ()
        upto = hit.start("per") if hit["per"] and before < hit.start("per") - 4 else hit.start("verb")
        condition = sentence.strand.text[before:upto].strip("，,；;、 （(")
        value = Scoring(
            act,
            _last_part(condition),
            _units(hit["n"]),
            _units(hit["most"]),
            (hit["per"] or "").strip("，"),
            others,
            limit[0] if limit else "",
        )
        before = bracket.end() if bracket else hit.end()
        notes = () if value.points is not None else (note("masked", shown=hit[0]),)
        yield Found("scoring", value, sentence, hit.start(), before, "points", notes)


def _last_part(condition: str) -> str:
    """Without a list number and without what an earlier full stop closed."""
    return re.split("[。；;]|分[，,]", condition)[-1].strip("，, ")[-120:]


def _full(sentence: Sentence) -> Iterator[Found]:
    for hit in _FULL.finditer(sentence.shadow):
        number = hit["n"] or hit["alone"]
        points = {"百分制": 100 * POINT, "千分制": 1000 * POINT}.get(hit["hundred"] or "") or _units(number)
        start = clause_bounds(sentence.shadow, *hit.span())[0]
        yield _found(
            sentence,
            Scoring("full", sentence.strand.text[start : hit.end()], points, _units(hit["most"])),
            hit,
            "full_mark",
        )


def _ladder(sentence: Sentence) -> Iterator[Found]:
    for hit in _LADDER.finditer(sentence.shadow):
        if len(_STEPS.findall(hit[0])) >= 2:
            shown = next((each[0] for each in [re.search(f"{NUMBER}次以上", hit[0])] if each), "")
            notes = (note("ambiguous", shown=shown, readings="含本数、不含本数"),) if shown else ()
            yield _found(
                sentence, Scoring("ladder", sentence.strand.text[hit.start() : hit.end()]), hit, "ladder", notes
            )


def _condition(sentence: Sentence, start: int, end: int) -> str:
    """The clause, with the clause before it where it begins with 的, or says nothing by itself."""
    left, right = clause_bounds(sentence.shadow, start, end)
    if start - left < 4 and left > 0 and sentence.shadow[left - 1] == "，":
        left = clause_bounds(sentence.shadow, left - 1, left - 1)[0]
    return sentence.strand.text[left:right].strip("，, ")[-120:]


def _units(text: str | None) -> int | None:
    """Points as whole units of 0.0001; ``None`` when there is no number or it is finer than that."""
    value = read_number(text) if text else None
    units = value * POINT if value is not None else None
    return int(units) if units is not None and units.denominator == 1 else None
