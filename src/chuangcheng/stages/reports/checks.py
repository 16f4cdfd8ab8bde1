"""What is valid in reports."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from chuangcheng.base.errors import Refused
from chuangcheng.stages.scoring.models import Publication
from chuangcheng.stages.scoring.states import RunState


def ensure_current(publication: Publication) -> None:
    """A replaced publication stays readable, but nothing new is issued from it."""
    if publication.run.state != RunState.PUBLISHED:
        raise Refused("run-replaced", _("这次公布已被更正。请用更正后的结果制发文件。"))


def ensure_complete(lacking: Sequence[str], *, leave_out: bool) -> None:
    """Refuse to print while the figures of these titles are missing, unless the office leaves their sentences out
    knowingly."""
    if lacking and not leave_out:
        raise Refused(
            "figures-missing",
            _("还有数字没有记录：%(names)s。请补录事实，或由责任单位确认“零报告”；也可以选择不写这些句子。")
            % {"names": "、".join(lacking)},
            field="leave_out",
        )


def ensure_number_pattern(pattern: str) -> None:
    """A 发文字号 may hold ``{year}`` and ``{number}`` and no other braces."""
    if "{" in pattern.replace("{year}", "").replace("{number}", ""):
        raise Refused(
            "number-pattern",
            _("发文字号里只能用 {year} 和 {number} 两个占位，例如：云政〔{year}〕{number}号。"),
            field="number",
        )


def ensure_nil(value: int | None) -> None:
    """A zero is confirmed only where nothing is recorded."""
    if value:
        raise Refused("not-nil", _("这段时间已经有记录，不能确认为零。请打开数字查看记录。"), field="figure")
