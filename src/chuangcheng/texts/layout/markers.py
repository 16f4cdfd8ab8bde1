"""What a line is by its look: numbered heading, title, collection marker, date of signature, page number."""

from __future__ import annotations

import re
from typing import Final

from chuangcheng.texts.numbers import read_number

_HAN: Final = "[一二三四五六七八九十]{1,3}"
#: Numbering of Chinese official documents, by level.
NUMBERING: Final[tuple[tuple[int, re.Pattern[str]], ...]] = (
    (1, re.compile(r"第(?P<n>[一二三四五六七八九十百]{1,4})[章编]\s*")),
    (1, re.compile(rf"(?P<n>{_HAN})\s*[、.．]\s*(?!\d)")),
    (2, re.compile(r"第(?P<n>[一二三四五六七八九十百\d]{1,4})[条节](?![例款件约])\s*")),
    (2, re.compile(rf"（\s*(?P<n>{_HAN})\s*）\s*[、.．]?\s*")),
    (4, re.compile(r"（\s*(?P<n>\d{1,2})\s*）\s*[、.．]?\s*")),
    (4, re.compile(r"(?P<n>\d{1,2})）\s*")),
    (3, re.compile(r"(?P<n>\d{1,2})\s*(?:[、．]|\.(?!\d))\s*(?![年月日%分])")),
    (5, re.compile(r"(?P<n>[①-⑳])\s*")),
    (6, re.compile(r"(?P<n>[一二三四五六七八九十]{1,2})是[，,：]?\s*")),
    (6, re.compile(r"第(?P<n>[一二三四五六七八九十]{1,2})[，,、]\s*")),
)
KIND_NOUN: Final = (
    "实施方案|工作方案|行动方案|活动方案|整治方案|考核方案|方案|行动计划|工作计划|计划|工作要点|要点|规划|通知|通报|"
    "工作总结|总结|情况汇报|汇报|情况报告|工作报告|报告|实施意见|安排意见|意见|考核办法|管理办法|实施办法|办法|"
    "实施细则|考核细则|评分细则|细则|规定|管理制度|工作制度|制度|公约|倡议书|责任书|决定|函|批复|纪要|任务分解表|分解表|任务清单|责任清单|清单|汇编|章程|预案|讲话|简报|目录"
)
_TAIL: Final = r"(?:（[^（）]{1,14}）|范文|模板|范本|\*)*"
TITLE: Final = re.compile(rf"^(?!附件[：:\d一二]?$)[^。；！？]{{2,70}}(?:{KIND_NOUN}){_TAIL}$")
_NUMBERED: Final = r"(?:第[一二三四五六七八九十百\d]{1,4}篇|篇[一二三四五六七八九十百\d]{1,4}|(?:范文|模板)[一二三四五六七八九十\d]{1,3})"
#: A heading that a collection of model texts puts before each: …篇二, … 第1篇, …（精选篇1）, …【第一篇】.
COLLECTION: Final = re.compile(
    rf"^#*\s*(?P<name>[^。；！？]{{0,50}}?)\s*[（［]?(?:精选|推荐|实用|热门|通用|优秀|最新|经典)?\s*(?P<mark>{_NUMBERED})\s*[）］]?[：:]?$"
)
_COUNTED: Final = re.compile(rf"^(?P<name>[^。；！？，]{{2,50}}(?:{KIND_NOUN})(?:范文)?)\s*(?P<mark>\d{{1,2}})$")
_PREFIXED: Final = re.compile(
    r"^(?P<mark>第[一二三四五六七八九十百\d]{1,4}篇|(?:范文|模板)[一二三四五六七八九十\d]{1,3})[：:、\s]\s*(?P<name>[^。；！？]{2,50})$"
)
PAGE_NUMBER: Final = re.compile(
    r"^(?:[—·.\s]*\d{1,4}[—·.\s]*|第\s*\d+\s*页(?:\s*[，/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+|Page \d+.*)$", re.I
)
SIGNED_DAY: Final = re.compile(
    r"^(?:[（]?)\s*(?P<year>(?:19|20)\d{2}|二[〇零][〇零一二三四五六七八九]{2}|(?:19|20)[xX_*□〇]{2}|[xX_*]{2,4})\s*年\s*(?P<month>[\dxX_*一二三四五六七八九十]{1,3})\s*月\s*(?P<day>[\dxX_*一二三四五六七八九十]{1,3})\s*日\s*(?:[）]?)$"
)
BODY_END: Final = "。！？；：…”）"
ORGANISATION: Final = re.compile(
    r"(?:委员会|人民政府|办公室|领导小组|指挥部|党委|党工委|党支部|党总支|机关党委|党组|工委|县委|市委|区委|镇委|省委|文明办|宣传部|组织部|管理局|工作局|局|厅|总工会|团委|妇联|村委会|居委会|街道办事处|办事处|管委会|中心|学校|医院|公司)$"
)
ADDRESSEE: Final = re.compile(
    r"^(?:各|全|有关|市直|县直|区直|局属|镇直|驻)[^。；！？]{1,120}[：]$|^[^。；！？，]{2,30}(?:人民政府|委员会|办公室|领导小组|文明办|局)[：]$"
)
LABEL: Final = re.compile(
    r"^(?:组\s*长|常务副组长|副\s*组\s*长|成\s*员(?:单位)?|组\s*员|顾\s*问|(?:常务)?副?\s*总?\s*指\s*挥\s*长?|召集人|联络员|办公室主任|主\s*任|副\s*主\s*任|责任(?:单位|科室|领导|人|部门)|牵头(?:单位|领导|科室|部门)|配合(?:单位|科室|部门)|协办单位|完成时(?:限|间)|时间(?:安排|节点|要求)?|联系人|主持人|地点|主题|抄送|主送|发文字号|来源|作者)\s*[：:]"
)


def numbering(shadow: str) -> tuple[int, str, int] | None:
    """Level, printed number and length of the numbering at the beginning of ``shadow``.

    >>> numbering("（一）安排部署"), numbering("1、加强领导"), numbering("2.5分")
    ((2, '一', 3), (3, '1', 2), None)
    """
    for level, pattern in NUMBERING:
        found = pattern.match(shadow)
        if found:
            return level, found["n"], found.end()
    return None


def numbering_value(number: str) -> int | None:
    """What a printed number counts.

    >>> numbering_value("十二"), numbering_value("③"), numbering_value("4")
    (12, 3, 4)
    """
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    value = read_number(number)
    return int(value) if value is not None else None


def collection_marker(shadow: str) -> tuple[str, str] | None:
    """Name and number when the line is a collection's heading.

    >>> collection_marker("文明创建工作计划 篇1"), collection_marker("文明村创建方案（精选篇2）")
    (('文明创建工作计划', '篇1'), ('文明村创建方案', '篇2'))
    """
    line = shadow.strip()
    found = COLLECTION.match(line) if len(line) <= 70 else None
    found = found or (_COUNTED.match(line) if len(line) <= 50 else None) or _PREFIXED.match(line)
    return (found["name"].strip(" （［"), found["mark"]) if found else None


def is_title(shadow: str) -> bool:
    """Whether a line looks like a document's title.

    >>> is_title("关于印发《青禾镇清洁村庄实施方案》的通知"), is_title("二、实施方案"), is_title("制定实施方案。")
    (True, False, False)
    """
    line = re.sub(r"^#+\s*", "", shadow.strip())
    return bool(TITLE.match(line)) and numbering(line) is None and not LABEL.match(line) and "：" not in line[:-1]
