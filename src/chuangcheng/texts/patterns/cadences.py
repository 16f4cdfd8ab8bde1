"""Rhythms: 每周五下午, 两周一通报, 每天至少一次, 年底, 重大节日, 定期, 及时; a table of patterns, each with its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from chuangcheng.texts.model import Note, note
from chuangcheng.texts.numbers import NUMBER, read_number
from chuangcheng.texts.patterns.clauses import clause_around, subject_of
from chuangcheng.texts.patterns.prepared import Found, Prepared, Sentence
from chuangcheng.texts.values import Cadence

_UNITS: Final = {
    "天": "day", "日": "day", "工作日": "day", "周": "week", "星期": "week", "旬": "ten_days", "月": "month", "季": "quarter", "季度": "quarter", "年": "year", "年度": "year", "学期": "term",
}  # fmt: skip
_UNIT: Final = "工作日|天|日|周|星期|旬|月|季度|季|年度?|学期"
_DAYS: Final = dict(
    zip(
        "一二三四五六日天",
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "sunday"),
        strict=True,
    )
)
_PARTS: Final = {"上午": "morning", "下午": "afternoon", "晚上": "evening", "晚": "evening", "早晨": "morning"}
_COUNTED: Final = "次|场|期|篇|名|本|条|件|遍|轮|堂|小时|个|部|批|人|户|份|天"
#: Holidays by the name that is kept, with the ways in which they are written.
_HOLIDAY_NAMES: Final = {
    "三八妇女节": "“三八”|三八(?=妇女节)|三八(?:国际)?妇女节|妇女节", "五一劳动节": "“五一”|五一(?=劳动节|国际|期间|假期)|劳动节", "五四青年节": "“五四”|五四(?=青年节)|青年节", "六一儿童节": "“六一”|六一(?=儿童节)|儿童节",
    "七一": "“七一”|七一(?=建党)|建党节", "八一建军节": "“八一”|八一(?=建军节)|建军节", "国庆节": "“十一”|国庆节?", "元旦": "元旦", "春节": "春节", "元宵节": "元宵节?", "清明节": "清明节?", "端午节": "端午节?",
    "七夕": "七夕节?", "中秋节": "中秋节?", "重阳节": "重阳节?", "腊八节": "腊八节?", "除夕": "除夕", "教师节": "教师节", "护士节": "护士节", "植树节": "植树节", "国际志愿者日": "国际志愿者日",
    "学雷锋日": "学雷锋(?:纪念)?日", "世界环境日": "世界环境日", "母亲节": "母亲节", "父亲节": "父亲节", "中国农民丰收节": "中国农民丰收节",
}  # fmt: skip
_HOLIDAY: Final = "|".join(_HOLIDAY_NAMES.values())
_TIMES: Final = rf"(?<![前后第])(?P<bound>至少|不少于|不低于|不得少于|最少|不超过|最多)?(?:[开召举组进安实评]?[办织开排行展施]?)?(?P<bound2>至少|不少于|不低于)?(?:报送|上报|阅读|撰写|清扫|开展|组织|举办|召开|进行|完成|规范报送|认真阅读|集中学习|学习|清运|检查|督查|巡查)?(?P<bound3>至少|不少于|不低于)?(?P<least>{NUMBER})(?:\s*(?:—|~|至|到|、)\s*(?P<most>{NUMBER}))?(?P<counted>{_COUNTED})"
_EACH: Final = re.compile(
    rf"每(?:个|隔)?(?P<every>半|{NUMBER})?(?:个)?(?P<unit>{_UNIT})(?!报(?!送|告)|新)(?:度)?(?=(?P<rest>[^。；]{{0,40}}))"
)
_ONE: Final = re.compile(
    r"(?<![\d一二三四五六七八九十年])每?(?P<every>半|[一二三四五六两双]|\d)?个?(?P<unit>天|日|周|月|季度|季|年)(?:一|1)(?!日|号|月|周|年|天|样|起|般|线|流|直|致|定|些|方|体|个月)(?P<act>[\u4e00-\u9fff]{1,4})"
)
_ANNUAL: Final = re.compile("(?<![少青多去])年年(?!来)|年复一年")
_BY: Final = re.compile(r"(?:按|分|逐)(?P<unit>季度|季|月|周|年|日|天)(?![\d份]|照)(?:度)?(?=[^，。；]{1,12})")
_NAMED: Final = re.compile(
    r"(?P<unit>季度|月度|年度|半年|双周|双月|半月|年终|年(?=总评|终考)|周|月|季|日)(?P<act>考核|考评|测评|总评|例会|通报|调度|小结|总结|督查|检查|评比|评议|评选|排名|奖惩|兑现|报告|报表|巡查|会商|抽查|点评|碰头会|评估|暗访|当选|[“]先进|先进|优秀|评优)"
)
_EDGE: Final = re.compile(
    r"(?<![\d两xX*_—a-zA-Z])(?P<edge>年初|年底|年末|年终(?!总评)|岁末|月底|月末|月初|季末|季度末)(?!前|之前|以前|实现|全)"
)
_HOLIDAYS: Final = re.compile(rf"(?:每年的?)?[在迎]?(?:“?(?:{_HOLIDAY})”?(?:[等、和]|期间|等?传统节日)*){{1,12}}")
_ALL_HOLIDAYS: Final = re.compile(
    "“?我们的节日”?|(?<!了解)(?<!认同)(?<!喜爱)(?<!过好)(?:重大|传统|重要|法定|各大|主要|各类)(?:纪念日[和、])?(?:节假日|节日|节庆|纪念日)"
)
_NAMED_TIME: Final = re.compile(
    r"(?P<name>[“]?[\u4e00-\u9fff\d]{0,10}(?:教育|宣传|活动|健身|服务|行动|整治|安全|质量|法治|主题|卫生|阅读|读书|文明|生产)(?P<unit>月|周|日))(?=[”“，。、；活系的期在中等组开]|$)"
)
_VAGUE: Final = re.compile(
    "定期(?:和|与|或|、)不定期|不定期|定期|(?<!且)经常性?地?(?![受返化犯见])|常态化(?=开展|推进|组织|巡|保洁|管)|适时|(?<!准确)(?<!未按要求)(?<![未不])及时(?!率|性|雨|[”、，。])|即时|随时"
)
_CAMPAIGN: Final = re.compile(
    rf"(?:分)?(?:[春夏秋冬]{{1,2}}季(?:战役|行动|攻势|攻坚|集中整治)[、和及]?){{1,4}}(?P<n>{NUMBER})?次?"
)
_AGE: Final = re.compile(r"(?P<age>\d{1,2}|十[一二三四五六七八九]?)周?岁")
_SEASON: Final = re.compile(
    "夏令营|冬令营|暑假|寒假|暑期|汛期|开学|(?<![深进步加投切])入学(?!习)|毕业季|农忙|三夏|三秋"
)
_COURSE: Final = re.compile(rf"为期(?P<n>{NUMBER}|半)(?:个)?(?P<unit>年|月|天|周)")
_WITHIN: Final = re.compile(rf"(?P<n>{NUMBER})(?:个)?(?P<unit>工作日|小时|天|日|周|月)(?:之内|以内|内)(?!容|部|外)")
_WHOLE: Final = re.compile(
    rf"(?:全年|年内|一年)(?P<rest>[^，。；]{{0,8}}?(?:不少于|至少|不低于|不得少于)[^，。；]{{0,12}})|(?<![每两三\d])(?:一|1)(?P<unit>年|月|周|天|季度)(?P<rest2>[^，。；一]{{0,4}}{NUMBER}次)"
)
_ROUND_THE_CLOCK: Final = re.compile("全天候|全天保洁|24小时|二十四小时|昼夜(?:不间断)?|全时段")
_DAILY: Final = re.compile("日产日清|日清日[结毕]|日清日运|天天清")
_FISCAL: Final = re.compile("预决算|预算决算|年度预算|考核年(?!度)|(?<!\\d)两年都|(?:每期)")

Made = tuple[dict[str, Any], tuple[Note, ...]]


def read_cadences(text: Prepared) -> Iterator[Found]:
    """Every rhythm of a text; where two patterns meet the same words, the earlier in the table has them."""
    for sentence in text.sentences:
        taken: list[tuple[int, int]] = []
        for rule, pattern, make in _TABLE:
            for hit in pattern.finditer(sentence.shadow):
                made = make(hit)
                start, end = hit.start(), made[0].pop("end", hit.end()) if made else hit.end()
                if made is None or any(start < stop and begin < end for begin, stop in taken):
                    continue
                taken.append((start, end))
                yield _found(sentence, start, end, rule, made)


def _found(sentence: Sentence, start: int, end: int, rule: str, made: Made) -> Found:
    clause = clause_around(sentence, start, end)
    value = Cadence(what=clause, who=subject_of(sentence, start), **made[0])
    return Found("cadence", value, sentence, start, end, rule, made[1])


def _each(hit: re.Match[str]) -> Made | None:
    """每…: the unit, then a weekday, a day, a number of times, whatever follows in the same sentence."""
    rest, unit = hit["rest"], _UNITS.get(hit["unit"], "day")
    made: dict[str, Any] = {"unit": unit, "every": 1, "end": hit.start("rest")}
    notes: list[Note] = []
    if hit["every"]:
        half = hit["every"] == "半" and unit == "year"
        made["unit" if half else "every"] = "half_year" if half else _count(hit["every"]) or 1
    if unit == "week" and (day := re.match(r"(?P<day>[一二三四五六日天])(?P<part>上午|下午|晚上?|早晨)?", rest)):
        once = re.match("一(?:次|通报|调度|考核|总结|小结|督查|例会|检查|汇总|报)", rest)
        if once:
            notes.append(note("ambiguous", shown=hit[0][:8], readings="每周一次、每个星期一"))
        else:
            parts = (_PARTS[day["part"]],) if day["part"] else ()
            return {**made, "on": (_DAYS[day["day"]], *parts), "end": hit.start("rest") + day.end()}, ()
    if unit in ("month", "year", "quarter") and (
        on := re.match(
            r"的?(?P<on>首月(?:\d{1,2}[日号]?前?)?|\d{1,2}[日号月](?:底|初|前)?|底|初|末|[上中下]旬|[一二三四五六七八九十]{1,2}月)",
            rest,
        )
    ):
        made |= {"on": (on["on"],), "end": hit.start("rest") + on.end()}
    times = re.search(_TIMES, rest.split("，")[0] if not re.match("，", rest) else rest)
    if times and times.start() <= 14:
        made |= _times(times) | {"end": hit.start("rest") + times.end()}
    return made, tuple(notes)


def _times(times: re.Match[str]) -> dict[str, Any]:
    least, most = _count(times["least"]), _count(times["most"])
    bound = times["bound"] or times["bound2"] or times["bound3"] or ""
    if bound in ("不超过", "最多"):
        return {"least": None, "most": least, "counted": times["counted"]}
    if not bound and most is None and times["counted"] == "次":
        most = None
    return {"least": least, "most": most, "counted": times["counted"]}


def _count(text: str | None) -> int | None:
    value = read_number(text) if text else None
    return int(value) if value is not None and value.denominator == 1 else None


def _one(hit: re.Match[str]) -> Made | None:
    """两周一通报, 三月一考核, 半年一总结: once in so many; never a day of a month (三月一日)."""
    every, unit = hit["every"], _UNITS[hit["unit"]]
    if every is None and not hit[0].startswith("每"):
        return None
    if every == "半":
        return {"unit": "half_year" if unit == "year" else unit, "end": hit.end()}, ()
    number = 2 if every in ("两", "双") else _count(every) or 1
    notes = (note("anchor_missing"),) if number > 1 else ()
    if hit[0].startswith("每周一"):
        notes = (note("ambiguous", shown=hit[0], readings="每周一次、每个星期一"),)
    return {"unit": unit, "every": number}, notes


def _by(hit: re.Match[str]) -> Made:
    return {"unit": _UNITS[hit["unit"]]}, ()


def _named(hit: re.Match[str]) -> Made:
    words: dict[str, tuple[str, int]] = {
        "半年": ("half_year", 1),
        "双周": ("week", 2),
        "双月": ("month", 2),
        "月度": ("month", 1),
        "年终": ("year", 1),
        "半月": ("month", 1),
    }
    unit, every = words.get(hit["unit"], (_UNITS.get(hit["unit"], "year"), 1))
    extra: dict[str, Any] = {"on": ("end",)} if hit["unit"] == "年终" else {"least": 2} if hit["unit"] == "半月" else {}
    return {"unit": unit, "every": every, **extra}, ()


def _edge(hit: re.Match[str]) -> Made:
    unit = {"年": "year", "岁": "year", "月": "month", "季": "quarter"}[hit["edge"][0]]
    return {"unit": unit, "on": ("start" if hit["edge"][-1] == "初" else "end",)}, ()


def _holidays(hit: re.Match[str]) -> Made:
    names = tuple(name for name, written in _HOLIDAY_NAMES.items() if re.search(written, hit[0]))
    return {"unit": "holiday", "on": names}, ()


def _named_time(hit: re.Match[str]) -> Made | None:
    if re.search(r"[一二三四五六七八九十\d个每本当上下]$", hit["name"][:-1]) or len(hit["name"]) < 3:
        return None
    name = re.sub("^.*(?:展|办|织|合|加|行|好|搞|抓)(?:了|好)?(?=.{4})|^.*[“了]", "", hit["name"])
    return {"unit": "year", "on": (name,)}, (note("period_unset", shown=name),)


def _vague(hit: re.Match[str]) -> Made:
    return {"unit": "unset", "least": None, "on": (hit[0],)}, (note("period_unset", shown=hit[0]),)


def _campaign(hit: re.Match[str]) -> Made:
    names = tuple(re.findall("[春夏秋冬]{1,2}季", hit[0]))
    return {"unit": "campaign", "least": _count(hit["n"]) or len(names), "on": names}, ()


def _course(hit: re.Match[str]) -> Made:
    count = 1 if hit["n"] == "半" else _count(hit["n"]) or 1
    return {
        "unit": "course",
        "every": count,
        "least": None,
        "counted": "半" + hit["unit"] if hit["n"] == "半" else hit["unit"],
    }, ()


def _within(hit: re.Match[str]) -> Made:
    return {"unit": "after", "every": _count(hit["n"]) or 1, "least": None, "counted": hit["unit"]}, ()


def _whole(hit: re.Match[str]) -> Made | None:
    times = re.search(_TIMES, hit["rest"] or hit["rest2"] or "")
    return ({"unit": _UNITS.get(hit["unit"] or "年", "year"), **_times(times)}, ()) if times else None


def _fiscal(hit: re.Match[str]) -> Made:
    return ({"unit": "issue"}, ()) if hit[0] == "每期" else ({"unit": "year"}, ())


_TABLE: Final[tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], Made | None]], ...]] = (
    ("round_the_clock", _ROUND_THE_CLOCK, lambda hit: ({"unit": "always", "least": None}, ())),
    ("removed_daily", _DAILY, lambda hit: ({"unit": "day"}, ())),
    ("once_in", _ONE, _one),
    ("holidays", _HOLIDAYS, _holidays),
    ("each", _EACH, _each),
    ("annual", _ANNUAL, lambda hit: ({"unit": "year"}, ())),
    ("whole_year", _WHOLE, _whole),
    ("named", _NAMED, _named),
    ("by_unit", _BY, _by),
    ("edge", _EDGE, _edge),
    ("all_holidays", _ALL_HOLIDAYS, lambda hit: ({"unit": "holiday", "on": (hit[0].strip("“”"),)}, ())),
    ("named_time", _NAMED_TIME, _named_time),
    ("campaign", _CAMPAIGN, _campaign),
    ("course", _COURSE, _course),
    ("age", _AGE, lambda hit: ({"unit": "age", "every": _count(hit["age"]) or 1}, ())),
    ("season", _SEASON, lambda hit: ({"unit": "season", "on": (hit[0],)}, ())),
    ("within", _WITHIN, _within),
    ("fiscal", _FISCAL, _fiscal),
    ("vague", _VAGUE, _vague),
)  # fmt: skip
