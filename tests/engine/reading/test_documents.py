"""The pages about rulebooks say what the reader does."""

from __future__ import annotations

import re
from pathlib import Path

from chuangcheng.engine.problems import WARNINGS
from chuangcheng.engine.reading.rulebook import read_rulebook
from chuangcheng.engine.telling.wording import SENTENCES

DOCS = Path(__file__).parents[3] / "docs"


def test_the_sample_for_chinese_readers_is_sound() -> None:
    page = (DOCS / "rulebook.zh.md").read_text("utf-8")
    samples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(samples) == 1
    rulebook, problems = read_rulebook(samples[0], "sample.yaml")
    assert problems == []
    assert rulebook is not None
    assert [item.id for item in rulebook.walk()] == ["base", "problems", "satisfaction", "visits"]


def test_every_code_of_the_contract_is_worded_and_weighed() -> None:
    page = (DOCS / "rulebook-details.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?) \| (error|warning) \|", page, re.MULTILINE)
    severities = {code: severity for codes, severity in rows for code in re.findall(r"`([a-z0-9-]+)`", codes)}
    assert len(severities) > 60
    assert set(severities) <= set(SENTENCES)
    assert {code for code, severity in severities.items() if severity == "warning"} == WARNINGS
