"""Every sentence this room says to a person, in Chinese and English, by its stable code."""

from __future__ import annotations

from typing import Final, Literal

Language = Literal["zh", "en"]

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # files that cannot be read
    "file_missing": ("没有找到文件 {name}。请检查路径。", "There is no file {name}. Check the path."),
    "file_empty": (
        "文件是空的，没有文字。请换一个有内容的文件。",
        "The file is empty. Choose one that holds text.",
    ),
    "file_too_large": (
        "文件有 {size} MB，超过 {most} MB。方案文件通常不到 1 MB：请去掉图片或只存正文再试。",
        "The file has {size} MB; {most} MB is the most. Save it without pictures, or only its text.",
    ),
    "text_too_long": (
        "文字超过 {most} 个字。请把文件拆成几份再读。",
        "The text has more than {most} characters. Split the file.",
    ),
    "encoding_unknown": (
        "认不出文字编码（能读 UTF-8、UTF-16、GB18030）。请用记事本或 WPS 打开，另存为 UTF-8 文本或 .docx。",
        "The encoding is none of UTF-8, UTF-16, GB18030. Open it and save it as UTF-8 text or .docx.",
    ),
    "doc_old": (
        "这是旧式 .doc（或加密的 Word 文件），不能直接读。请用 WPS 或 Word 打开，另存为 .docx；有密码的先去掉密码。",
        "This is an old .doc, or an encrypted Word file. Open it and save it as .docx without a password.",
    ),
    "docx_encrypted": (
        "这个 Word 文件有打开密码。请打开后去掉密码，再存一份。",
        "This Word file is encrypted. Open it, remove the password and save it again.",
    ),
    "docx_broken": (
        "这个 .docx 坏了或不是 Word 文件（{detail}）。请用 WPS 或 Word 打开并重新保存。",
        "This .docx is damaged or no Word file ({detail}). Open it in Word and save it again.",
    ),
    "docx_bomb": (
        "这个 .docx 解开后大得不合常理，没有读。请重新存一份只有正文的文件。",
        "Unpacked, this .docx is unreasonably large; it was not read. Save a file that holds only the text.",
    ),
    "pdf_encrypted": (
        "这个 PDF 有打开密码。请用密码打开，另存一份没有密码的。",
        "This PDF needs a password. Open it and save a copy without one.",
    ),
    "pdf_broken": (
        "这个 PDF 坏了，读不出来。请重新导出一份，或改用 .docx。",
        "This PDF is damaged. Export it again, or use a .docx.",
    ),
    "pdf_scanned": (
        "这个 PDF 只有图片（{pages} 页），没有文字。请先做文字识别（OCR），或用原来的 Word 文件。",
        "This PDF holds only pictures ({pages} pages). Recognise its text (OCR) first, or use the Word file.",
    ),
    "pdf_garbled": (
        "这个 PDF 的文字取不出来：字体没有对应的编码。请用原来的 Word 文件，或先做文字识别（OCR）。",
        "The text of this PDF cannot be taken out: its fonts tell no characters. Use the Word file, or OCR.",
    ),
    "format_unknown": (
        "不认识这种文件（{found}）。能读 .docx、.txt、.md 和有文字的 .pdf：请另存为其中一种。",
        "This kind of file ({found}) is not read. Save it as .docx, .txt, .md or a .pdf with text.",
    ),
    "no_text_found": (
        "没有在文件里找到一篇成形的文字。",
        "No text of its own was found in the file.",
    ),
    # remarks on a draft or a field
    "year_missing": (
        "原文没有写年份：请填写年份。",
        "The text states no year: please give it.",
    ),
    "year_masked": (
        "年份被遮住（{shown}）：请填写。",
        "The year is masked ({shown}): please give it.",
    ),
    "year_from_document": (
        "年份 {year} 取自本文的{where}，不是这一句：请核对。",
        "The year {year} comes from the document ({where}), not from this sentence: please check.",
    ),
    "year_given": (
        "年份 {year} 是读取时给定的。",
        "The year {year} was given when the file was read.",
    ),
    "year_relative": (
        "年份写作“{shown}”，要看成文日期：请填写。",
        "The year is written as {shown}, which depends on the day of writing: please give it.",
    ),
    "day_impossible": (
        "日期“{shown}”不存在：请改正。",
        "There is no such day as {shown}: please correct it.",
    ),
    "start_missing": ("没有写开始日期。", "No first day is stated."),
    "phases_overlap": (
        "“{one}”与“{other}”重叠 {days} 天。",
        "{one} and {other} overlap by {days} days.",
    ),
    "phases_gap": (
        "“{one}”与“{other}”之间空 {days} 天。",
        "{days} days lie between {one} and {other}.",
    ),
    "phase_backwards": (
        "结束日期早于开始日期：请核对。",
        "The last day lies before the first: please check.",
    ),
    "title_missing": ("没有找到标题：请填写。", "No title was found: please give one."),
    "title_of_collection": (
        "“{shown}”是合集里的小标题，不一定是本文的题目。",
        "{shown} is a heading of the collection, perhaps not this text's own title.",
    ),
    "kind_unsure": (
        "文种根据不足（最像“{kind}”，依据：{evidence}）：请确认。",
        "The kind is not sure (most like {kind}; evidence: {evidence}): please confirm.",
    ),
    "kind_evidence": ("文种“{kind}”的依据：{evidence}。", "Evidence for the kind {kind}: {evidence}."),
    "fragment": ("只有半截话，不成一篇。", "A fragment, not a whole text."),
    "split_by_numbering": (
        "与上一篇之间没有标题，按编号从“一”重新开始分开：请核对分界。",
        "No title parts it from the text before; it was parted where the numbering starts again: please check.",
    ),
    "numbering_restarts": (
        "编号在“{shown}”处重新开始，上一级标题可能丢了。",
        "The numbering starts again at {shown}; the heading above may be lost.",
    ),
    "numbering_skips": (
        "编号从“{shown}”开始，前面缺 {missing}。",
        "The numbering starts at {shown}; {missing} is missing.",
    ),
    "section_empty": ("这个标题下没有内容。", "Nothing stands under this heading."),
    "masked": (
        "“{shown}”处的字被遮住或丢失：请补上，不要当作 0。",
        "Something is masked or lost at {shown}: please fill it in; it is not 0.",
    ),
    "money_masked": (
        "金额写作“{shown}”，数字被遮住：请填写，不是年份。",
        "The amount is written as {shown}; its digits are masked: please give it. It is not a year.",
    ),
    "money_vague": (
        "金额写作“{shown}”，没有确数：请填写或保留原话。",
        "The amount is written as {shown}, without a figure: give it or keep the words.",
    ),
    "money_unstated": ("没有写金额。", "No amount is stated."),
    "approximate": (
        "“{shown}”是约数，按 {value} 记。",
        "{shown} is approximate; it is kept as {value}.",
    ),
    "contradiction": (
        "“{shown}”自相矛盾：请核对。",
        "{shown} contradicts itself: please check.",
    ),
    "names_missing": (
        "“{shown}”处没有姓名或单位：请补上。",
        "A name is missing at {shown}: please fill it in.",
    ),
    "name_from_citation": (
        "“{shown}”取自文中提到的文件名：请核对。",
        "{shown} is taken from the name of a document that the text cites: please check.",
    ),
    "ambiguous": ("“{shown}”有不止一种读法：{readings}。", "{shown} can be read in more than one way: {readings}."),
    "period_unset": (
        "“{shown}”没有写多久一次：请设定。",
        "{shown} does not say how often: please set it.",
    ),
    "anchor_missing": (
        "没有写从哪一天算起：请设定起算日。",
        "No day to count from is stated: please set it.",
    ),
    "never_listed": (
        "“{shown}”只有名称，没有列出内容：请补充。",
        "{shown} is named but never listed: please fill it in.",
    ),
    "count_differs": (
        "“{shown}”应有 {said} 项，只找到 {found} 项。",
        "{shown} should have {said} items; {found} were found.",
    ),
    "party_missing": ("没有写由谁负责。", "It is not said who answers for it."),
}


def told(code: str, values: dict[str, str], language: Language) -> str:
    """The sentence of ``code`` with its values filled in."""
    return SENTENCES[code][0 if language == "zh" else 1].format(**values)
