"""Two people import the same workbook at the same moment, in two processes: nothing is doubled, nobody meets our bug."""

from __future__ import annotations

import subprocess

import pytest

from tests.offices import Office, Offices

TOWN = """
from datetime import date
from chuangcheng.base.clock import frozen
from chuangcheng.stages.plans.actions import start_programme
from tests.people import settle
people = settle()
with frozen(date(2022, 1, 1)):
    start_programme(by=people.office, title="一年", level="县级", host=people.town, first=date(2022, 1, 1), last=date(2022, 12, 31))
"""
#: Opens the workbook, says so, waits for a line to start, imports, says what came of it.
IMPORT = """
import sys
from datetime import date
from chuangcheng.base.clock import frozen
from chuangcheng.base.errors import Refused
from chuangcheng.intake.actions import import_workbook, preview_workbook
from chuangcheng.people.models import Account
from chuangcheng.stages.plans.models import Programme
from tests.intake.workbooks import workbook
by, programme = Account.objects.get(username="{who}"), Programme.objects.get()
rows = [["编号", "单位", "日期", "题目"], *[["", f"jia-{{1 + n % 2}}", "2022-05-30", f"约稿{{n}}"] for n in range(80)]]
content = workbook({{"约稿": rows}})
with frozen(date(2022, 7, 1)):
    seen = preview_workbook(by=by, programme=programme, content=content).fingerprint
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        outcome = import_workbook(by=by, programme=programme, content=content, previewed=seen if {previewed} else "")
        print("added", outcome.added, "unchanged", outcome.unchanged, "faults", [str(f.message) for f in outcome.faults])
    except Refused as refused:
        print("refused", refused.code)
"""
KEPT = """
from chuangcheng.stages.activities.models import Article
print(Article.objects.count(), Article.objects.values("code").distinct().count())
"""


@pytest.mark.parametrize(
    ("previewed", "loser"), [(True, "refused conflict"), (False, "added 0 unchanged 80 faults []")]
)
def test_one_wins_and_nothing_is_doubled(offices: Offices, previewed: bool, loser: str) -> None:
    office = offices.ready()
    office.python(TOWN)
    both = [_importer(office, IMPORT.format(who=who, previewed=previewed)) for who in ("office", "office")]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    said = []
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        said.append(out.strip())
    assert sorted(said) == sorted(["added 80 unchanged 0 faults []", loser])
    assert office.python(KEPT) == "80 80"
    assert "日志完好" in office.run("journal", "verify")


def _importer(office: Office, text: str) -> subprocess.Popen[str]:
    return office.start("-c", f"import django; django.setup()\n{text}", stdin=subprocess.PIPE)
