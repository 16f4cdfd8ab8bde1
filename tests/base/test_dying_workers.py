"""A worker that dies in the middle of scoring or importing, or right after its commit: done once, and told as done."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.offices import Office, Offices

COMMAND = ("-m", "django", "worker", "--interval", "0.1", "--reap", "0.2")
WORLD = """
from datetime import date
from chuangcheng.stages.plans import actions as plans
from tests.people import settle
from tests.stages.seasons import build
people = settle()
programme = plans.start_programme(
    by=people.office, title="创建", level="市级", host=people.county, first=date(2022, 1, 1), last=date(2022, 12, 31)
)
world = build(people, programme)
from tests.base import dying
"""
SCORE = "dying.score.enqueue(by=people.office, file={file!r}, at={at}, account=people.office.pk, season=world.season.pk, period='2022-Q2', as_of='')"
IMPORT = """
import io
from chuangcheng.web.intake import holding, jobs
from tests.intake.workbooks import workbook
heads = ("单位", "问题", "来源", "发现日期")
rows = [("jia-1", f"问题{{n}}", "群众举报", date(2022, 6, 2)) for n in range(40)]
held = holding.hold(people.office, programme, workbook({{"问题": [heads, *rows]}}), late=False)
outcome = jobs.run_preview(people.office, held)
assert not outcome.faults, outcome.faults
dying.bring_in.enqueue(by=people.office, file={file!r}, at={at}, account=people.office.pk, token=held.token, previewed=outcome.fingerprint)
"""
LOOK = """
import json
from chuangcheng.base.jobs import how_far
from chuangcheng.base.models import Job
from chuangcheng.stages.rectification.models import Problem
from chuangcheng.stages.scoring.models import Run
job = Job.objects.get()
print(json.dumps({
    "state": job.state, "attempt": job.attempt, "says": job.says, "result": job.result, "far": how_far(job),
    "runs": list(Run.objects.values_list("number", "errors")), "problems": Problem.objects.count(),
}))
"""


def look(office: Office) -> dict[str, Any]:
    return dict(json.loads(office.python(LOOK)))


def kill_in_the_middle(office: Office, file: Path) -> dict[str, Any]:
    """Start a worker, wait until the job says where it is, look, and kill the worker with -9."""
    worker = office.start(*COMMAND)
    try:
        for _ in range(600):
            if file.exists() and file.read_text():
                break
            assert worker.poll() is None, worker.communicate()
            time.sleep(0.1)
        found = look(office)
        assert int(file.read_text()) == worker.pid
        worker.send_signal(signal.SIGKILL)
        worker.communicate(timeout=10)
    finally:
        worker.kill()
    return found


def finish(office: Office) -> dict[str, Any]:
    worker = office.start(*COMMAND, "--batch")
    try:
        _out, err = worker.communicate(timeout=90)
    except subprocess.TimeoutExpired:
        worker.kill()
        raise
    assert worker.returncode == 0, err
    return look(office)


@pytest.mark.parametrize("at", [75, 101])
def test_a_scoring_is_kept_once(offices: Offices, tmp_path: Path, at: int) -> None:
    office, file = offices.ready(), tmp_path / "pid"
    office.python(WORLD + SCORE.format(file=str(file), at=at))
    found = kill_in_the_middle(office, file)
    assert (found["state"], found["runs"]) == ("running", [] if at == 75 else [[1, 0]])
    assert at == 101 or found["far"] == [75, 100]
    found = finish(office)
    assert (found["state"], found["attempt"], found["runs"]) == ("done", 2, [[1, 0]])
    assert found["result"] == {"run": 1, "errors": 0}
    assert len(list((office.data / "files" / "runs").iterdir())) == 1, "the dead one left nothing"


@pytest.mark.parametrize("at", [30, 41])
def test_an_import_is_written_once_and_told_as_it_was(offices: Offices, tmp_path: Path, at: int) -> None:
    office, file = offices.ready(), tmp_path / "pid"
    office.python(WORLD + IMPORT.format(file=str(file), at=at))
    found = kill_in_the_middle(office, file)
    assert (found["state"], found["problems"]) == ("running", 1 if at == 30 else 41)
    assert at == 41 or found["far"][1] == 40, "how far it is shows from outside the transaction"
    found = finish(office)
    assert (found["state"], found["attempt"], found["problems"]) == ("done", 2, 41)
    assert found["result"] == {"added": 40, "changed": 0, "faults": 0}
