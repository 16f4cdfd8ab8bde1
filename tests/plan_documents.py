"""An invented document of three texts, as offices pass them on: a summary, a plan and a notice in one Word file."""

from __future__ import annotations

import io

from docx import Document

SUMMARY = (
    "青禾镇清洁家园工作情况汇报",
    "今年以来，在县委的领导下，我镇把清洁家园当作大事来抓，各项任务都完成了。",
    "一、加强领导",
    "成立了清洁家园领导小组，全年召开会议6次。投入12万元，购置垃圾箱三十个。",
    "二、存在的不足",
    "学习还不够系统。今后，我们要继续努力，取得更大的成绩！",
    "青禾镇人民政府",
    "2025年12月20日",
)
PLAN = (
    "青禾镇文明村镇创建实施方案",
    "为争创县级文明村镇，结合我镇实际，制定本方案。",
    "一、工作目标",
    "到6月底，生活垃圾无害化处理率达到95%以上。",
    "二、实施步骤",
    "（一）宣传发动阶段（3月5日至3月20日）。各村召开动员会。",
    "（二）集中整治阶段（3月21日—6月30日）。各村集中力量清理背街小巷。",
    "（三）总结验收阶段（7月1日至11月30日）。逐村进行验收。",
    "三、重点任务",
    "1．清理河塘沟渠。对辖区河塘沟渠进行全面清理。（责任单位：甲一村；完成时限：5月20日）",
    "2．开展志愿服务。由甲二村牵头，镇团委配合，每月至少组织1次志愿服务活动。",
    "3．抓好通报。实行两周一通报。",
    "四、组织领导",
    "成立清洁家园领导小组：",
    "组长：林知远",
    "副组长：沈小舟、何青",
    "五、考核奖惩",
    "每发现一处卫生死角扣0.5分。网格员每人交保证金20xx元。",
)
NOTICE = (
    "青禾镇关于开展春季清洁行动的通知",
    "各村民委员会：",
    "为做好春季清洁行动，现将有关事项通知如下：",
    "一、清理范围",
    "各村要清理村道两侧垃圾。",
    "二、有关要求",
    "各村要于3月10日前报送工作小结。",
    "青禾镇人民政府",
    "2026年3月1日",
)


def word_file(*texts: tuple[str, ...]) -> bytes:
    """A .docx whose paragraphs are those of the texts, one after the other; all three of them where none are given."""
    made, out = Document(), io.BytesIO()
    for paragraph in (line for text in texts or (SUMMARY, PLAN, NOTICE) for line in text):
        made.add_paragraph(paragraph)
    made.save(out)
    return out.getvalue()
