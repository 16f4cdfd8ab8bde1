"""A text file from end to end: texts found, kinds, phases, YAML."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from ruamel.yaml import YAML

from chuangcheng.cli.main import cli
from chuangcheng.texts.reading import read_text

PLAN = """青禾镇清洁家园实施方案

为改善环境，特制定本方案。

一、实施步骤

（一）动员部署阶段（3月5日至3月14日）。各村召开会议。

（二）集中整治阶段（3月15日—4月30日）。各村集中整

治背街小巷。

（三）验收阶段（4月25日-5月10日）。镇文明办逐村验收。
"""


def test_phases_keep_their_days_and_say_that_the_year_is_missing() -> None:
    reading = read_text(PLAN)
    (draft,) = reading.drafts
    assert draft.kind == "方案"
    phases = draft.named("phase")
    assert [field.value.name for field in phases] == ["动员部署阶段", "集中整治阶段", "验收阶段"]
    assert [reading.text[slice(*field.mark)] for field in phases] == [
        "3月5日至3月14日",
        "3月15日—4月30日",
        "4月25日-5月10日",
    ]
    assert all("year_missing" in {note.code for note in field.notes} for field in phases)
    assert [note.told() for note in phases[2].notes][1] == "“集中整治阶段”与“验收阶段”重叠 6 天。"


def test_the_command_prints_yaml(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    done = CliRunner().invoke(cli, ["plans", "read", str(file), "--year", "2026"], catch_exceptions=False)
    assert done.exit_code == 0
    text = YAML(typ="safe").load(done.output)["texts"][0]
    assert text["kind"] == "方案"
    assert [each["value"]["days"]["first"] for each in text["fields"] if each["field"] == "phase"] == [
        "2026-03-05",
        "2026-03-15",
        "2026-04-25",
    ]
