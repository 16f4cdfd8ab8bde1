"""Tasks and measures: numbered items of a plan with their verbs, who answers for them, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chuangcheng.texts.model import Note, note
from chuangcheng.texts.patterns.clauses import subject_of
from chuangcheng.texts.patterns.phases import read_span, with_year
from chuangcheng.texts.patterns.prepared import ORDERING, Found, Prepared, Sentence
from chuangcheng.texts.values import Act, Measure, Party, Span, Task

_AHEAD: Final = re.compile("下(?:一)?步|今后|打算|努力方向|改进措施|整改措施|下半年")
_NOT_TASKS: Final = re.compile(
    "指导思想|总体要求|总体目标|创建目标|工作目标|目标任务$|基本原则|组织领导小组|领导小组$|存在的?(?:主要)?问题|不足"
)
_VERBS: Final = (
    "制定|制订|修订|修改|编制|编写|印发|下发|发放|报送|上报|报告|开展|组织|举办|召开|举行|建立|健全|完善|成立|组建|设立|设置|配备|配齐|加强|强化|加大|加快|提高|提升|增强|清理|清除|整治|拆除|清运|清扫|治理|规范|规整|宣传|引导|教育|动员|发动|倡导|"
    "落实|推进|推动|实施|实行|执行|履行|明确|划分|划定|分解|细化|量化|检查|督查|督促|督导|巡查|考核|验收|评选|表彰|推荐|申报|复查|整改|整合|打造|建设|建成|新建|改造|绿化|美化|亮化|硬化|维护|管护|巩固|深化|拓展|培育|培养|培训|学习|收集|整理|归档|公布|公示|"
    "公开|签订|签定|张贴|悬挂|刷写|购置|采购|安排|统筹|协调|配合|联系|走访|慰问|帮扶|关爱|结对|服务|参与|参加|抓好|做好|搞好|用好|抓实|抓紧|营造|形成|构建|构筑|解决|化解|排查|处置|查处|打击|劝导|劝阻|制止|杜绝|严禁|确保|保证|保障|总结|推广|展示|放映|接受|"
    "健全完善|建立健全|扎实做好|切实抓好|利用|运用|发挥|突出|坚持|围绕|结合|把握|树立|弘扬|普及|维修|更换|养成|规划|争创|创建|创新|创造|转变|优化|改进|控制|防范|登记|注册|招募|挖掘|选树|选定|对照|进行|下设|给予|扩大|促进|改善|整章|延伸|兑现|缴纳|落细|挂牌"
)
_ADVERBS: Final = "认真|切实|进一步|广泛|积极|深入|扎实|大力|全面|充分|严格|及时|定期|逐步|不断|继续|着力|重点|统筹|尤其|真正|自觉|主动|彻底|集中|普遍|逐项|逐村|科学|合理|适时|坚决|努力|同时|并|还要|也要|又|再|共同|统一|有效|高标准|按时|按照要求|每周|每月|每季度|每天|每年|特别|注重|一律|地"
_CLAUSE: Final = re.compile(
    rf"(?:^|(?<=[，。；：！？、（]))(?P<lead>(?:[一二三四五六七八九十]是|[（]\d[）]|\d[、.])?)(?P<who>[^，。；：、]{{0,24}}?)(?:要|应当?|须|必须|负责|将|务必)?(?:(?:{_ADVERBS}){{0,4}})(?:地)?(?P<verb>{_VERBS})(?P<thing>[^，。；：！？]{{1,50}})"
)
_WHO: Final = re.compile(
    r"^(?:各|全体|所有|每个|由|县|市|区|镇|乡|村|街道|社区|局|办|党|团|工会|单位|部门|主要|分管|领导|机关|学校|医)[^，。；]{0,22}(?:要|应|须|负责|将)?$|^.{1,12}(?:局|办|村|镇|单位|部门|小组|办公室|科室|书记|干部|人员)$"
)
#: What stands before a verb and is nobody: 对…, 从…, 在….
_NO_WHO: Final = re.compile("^(?:对|在|为|以|把|将|按|与|从|根据|通过|由于|不|未)|要从|之后$")
#: Nouns that begin like a verb.
_NO_VERB: Final = re.compile(
    "宣传[栏板车标工]|组织[架领机]|检查验收前|开展情况|整改时间|创建工作(?!方案)|建设[情成]|活动|管理[工制]|实施方案|工作|发展|学习型|服务[站队水质]|规划[和、]|总结[表材]|[^，]{2,4}长效机制得到"
)
_LABELLED: Final = re.compile(
    r"(?P<role>责任(?:单位|科室|股室|部门|领导|人)|牵头(?:单位|科室|部门|领导)|配合(?:单位|科室|部门)|协办单位|主办(?:单位|科室|股室)|承办单位|实施单位|责任主体|分管领导|包保(?:单位|领导))\s*[：:为]\s*(?P<names>[^；;。：:）)\n]+)"
)
_BY_LABEL: Final = re.compile(
    r"(?:完成时(?:限|间)|时间(?:节点|要求)|整改时限|时限)\s*[：:为]?\s*(?P<when>[^；;。）)]{2,24})"
)
_BY_WHOM: Final = re.compile(
    r"由(?P<names>[^，。；由]{2,30}?)(?P<role>牵头|负责|组织实施|具体负责|落实|承办|督办|报)|(?P<total>[^，。；]{2,16}?)负(?P<kind>总责|主要责任|直接责任|领导责任)"
)


def read_tasks(text: Prepared) -> Iterator[Found]:
    """Tasks of numbered items and measures of their sentences, where the text orders or plans."""
    whole = text.kind in ORDERING
    for sentence in text.sentences:
        if re.match(r"附\s*件\s*[：\d一二]", sentence.block.whole.shadow):
            return
        if sentence.block.cells:
            continue
        section = " ".join(sentence.section)
        above = section + (sentence.shadow if sentence.heading else "")
        ahead = whole or bool(_AHEAD.search(section)) or bool(_AHEAD.search(sentence.shadow[:12]))
        if not ahead or _NOT_TASKS.search(above) or _is_label(sentence):
            continue
        yield from _task(sentence, text) if _is_task(sentence) else _measure(sentence, text)


def _is_label(sentence: Sentence) -> bool:
    """A chapter's heading, a phase's heading, a heading over points, and the lead that says what the text is made for."""
    if sentence.heading:
        chapter = sentence.block.level == 1 and not sentence.block.body.text
        return chapter or _is_phase(sentence) or bool(re.search("[加扣计评]分", sentence.shadow))
    return not sentence.section and bool(re.search("制[定订](?:本|如下|以下|了?本)|如下[：。]?$", sentence.shadow))


def _is_task(sentence: Sentence) -> bool:
    """A heading below the first level, a numbered item, a first-level heading that itself has a body."""
    if sentence.block.level == 0 or (sentence.block.level == 1 and not sentence.block.body.text):
        return False
    return sentence.heading or (
        not sentence.block.heading.text and sentence.strand.offsets[:1] == sentence.block.body.offsets[:1]
    )


def _task(sentence: Sentence, text: Prepared) -> Iterator[Found]:
    below = sentence.block.body.shadow
    parties = _parties(sentence.shadow) or _parties(below)
    by, notes = _by(sentence.shadow, text) if not _is_phase(sentence) else (None, ())
    if by is None and (label := _BY_LABEL.search(below)):
        by, notes = _by(label["when"], text, alone=True)
    title = sentence.strand.text.strip("。；;：: ")
    title = re.sub(r"[（(][^（）()]*(?:责任|牵头|配合|主办)(?:单位|科室|部门|领导|人)[^（）()]*[)）]", "", title)[:120]
    if not parties and (who := subject_of(sentence, 0) or _first_subject(below)):
        parties = (Party("负责", (who,)),)
    missing = () if parties else (note("party_missing"),)
    yield Found(
        "task",
        Task(sentence.block.number, title, parties, by),
        sentence,
        0,
        len(sentence.shadow),
        "numbered",
        (*notes, *missing),
    )


def _is_phase(sentence: Sentence) -> bool:
    return "阶段" in sentence.shadow


def _first_subject(shadow: str) -> str:
    found = re.search(r"(?:^|[，。；])(?P<who>(?:各|全体)[^，。；、]{1,12}?)(?=(?<![主重需])要|应|须|必须|将)", shadow)
    return found["who"] if found else ""


def _measure(sentence: Sentence, text: Prepared) -> Iterator[Found]:
    acts = tuple(_acts(sentence))
    parties = _parties(sentence.shadow)
    if not acts and not parties:
        return
    by, notes = _by(sentence.shadow, text)
    yield Found("measure", Measure(acts, parties, by), sentence, 0, len(sentence.shadow), "clauses", notes)


def _acts(sentence: Sentence) -> Iterator[Act]:
    for hit in _CLAUSE.finditer(sentence.shadow):
        who = hit["who"].strip()
        if (
            (who and (not _WHO.match(who) or _NO_WHO.search(who)))
            or _NO_VERB.match(hit["verb"] + hit["thing"])
            or hit["thing"][0] in "的后是时之"
        ):
            continue
        printed = sentence.strand.text[hit.start("thing") : hit.end("thing")].strip("、 ")
        yield Act(hit["verb"], printed, re.sub("^由|(?:要|应|须|负责|牵头|将).*$", "", who) if _WHO.match(who) else "")


def _parties(shadow: str) -> tuple[Party, ...]:
    """责任单位：…, 牵头单位：…, 由…负责, …负总责."""
    found = [Party(re.sub(r"\s", "", hit["role"]), _names(hit["names"])) for hit in _LABELLED.finditer(shadow)]
    for hit in _BY_WHOM.finditer(shadow):
        if hit["total"]:
            found.append(Party(f"负{hit['kind']}", _names(hit["total"])))
        elif not re.search("组长|组成", hit["names"]):
            found.append(Party(hit["role"], _names(hit["names"])))
    return tuple(found)


def _names(text: str) -> tuple[str, ...]:
    text = re.split("完成时|，(?:完成|时)", text)[0]
    return tuple(part for part in re.split(r"[、，,\s]+", text.strip("。；; ")) if part and part != "等")


def _by(shadow: str, text: Prepared, *, alone: bool = False) -> tuple[Span | None, tuple[Note, ...]]:
    spanned = read_span(shadow, alone=alone)
    return with_year(spanned[0], text.year) if spanned else (None, ())
