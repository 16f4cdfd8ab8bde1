"""What is valid: shared by pages, the command line and the actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from chuangcheng.base.errors import Refused, SeveralRefused
from chuangcheng.engine.model import Rulebook as EngineRulebook
from chuangcheng.engine.problems import Problem, has_errors
from chuangcheng.engine.reading.rulebook import read_rulebook
from chuangcheng.rulebooks.adjust import adjusted
from chuangcheng.rulebooks.models import Version
from chuangcheng.rulebooks.states import MOVES, VersionState
from chuangcheng.rulebooks.telling import told

#: A rulebook is written by people: one that is larger was not.
LARGEST_TEXT: Final = 1_000_000


def problems_of(text: str, file: str) -> list[Problem]:
    """Everything wrong with a rulebook's text, by line."""
    return read_rulebook(text, file, None)[1]


def ensure_text(text: str) -> None:
    """Refuse what is no text of a rulebook at all; a text with problems may stand in a draft."""
    if not text.strip():
        raise Refused("rulebook-empty", _("文件是空的。请上传测评体系的 YAML 文件。"), field="text")
    if len(text) > LARGEST_TEXT:
        raise Refused("rulebook-too-large", _("文件超过 1 MB，不像是测评体系。请检查是否选错了文件。"), field="text")


def ensure_adjustable(version: Version) -> None:
    """Settings are found in a text that reads. Refused: ``rulebook-unreadable``."""
    if has_errors(problems_of(version.text, version.file)):
        raise Refused(
            "rulebook-unreadable",
            _("内容有错误，不能按设置修改。请先下载 YAML，按问题清单改好再上传。"),
            place=version.file,
        )


def ensure_settings(version: Version, changed: Mapping[str, str]) -> None:
    """Refuse, beside its field, each value that would put an error into a text without errors."""
    refusals = [
        Refused("setting-wrong", _("不能这样填。%(problem)s") % {"problem": told(problem)}, field=path)
        for path, value in changed.items()
        if (problem := _first_error(adjusted(version.text, {path: value}), version.file))
    ]
    if refusals:
        raise SeveralRefused(refusals)
    if problem := _first_error(adjusted(version.text, changed), version.file):
        raise Refused("setting-wrong", _("这些设置合在一起不成立。%(problem)s") % {"problem": told(problem)})


def _first_error(text: str, file: str) -> Problem | None:
    return next((one for one in problems_of(text, file) if has_errors([one])), None)


def ensure_draft(version: Version) -> None:
    """A published version never changes."""
    if not version.is_draft:
        raise Refused("version-published", _("这个版本已经发布，不能再改。请新建一个版本，在新版本里修改。"))


def ensure_move(version: Version, state: VersionState) -> None:
    """Refuse a move that the table of states does not have."""
    if state not in MOVES[VersionState(version.state)]:
        raise Refused("version-state", _("这个版本现在的状态不能这样处理。请刷新页面查看最新状态。"))


def ensure_publishable(version: Version, document: str, first: date, last: date | None) -> EngineRulebook:
    """Refuse to publish without a basis, with days in the wrong order, or with errors in the text."""
    if not document.strip():
        raise Refused("no-basis", _("发布要有依据文件。请填写制定这套办法的文件名称。"), field="document")
    if last is not None and last < first:
        raise Refused("days-reversed", _("失效日期早于生效日期。请核对两个日期。"), field="last")
    rulebook, problems = read_rulebook(version.text, version.file, None)
    if rulebook is None or has_errors(problems):
        raise Refused("rulebook-has-errors", _("内容还有错误，不能发布。请先按问题清单逐条改正。"))
    return rulebook
