"""Background jobs: progress, retries, and a worker killed with -9, for real."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from chuangcheng.base.jobs import reap, run_job
from chuangcheng.base.models import Job
from tests.base import work
from tests.offices import Offices


def drain() -> None:
    """Run what waits, without waiting for the time of a retry."""
    while waiting := Job.objects.filter(state=Job.State.WAITING).first():
        run_job.func(waiting.pk)


def test_a_job_runs_once_and_keeps_its_result(db: None) -> None:
    job = work.count.enqueue(upto=3)
    assert (job.state, job.percent) == (Job.State.WAITING, 0)
    run_job.func(job.pk)
    run_job.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempt, job.percent) == (Job.State.DONE, 3, 1, 100)
    assert (job.done, job.total) == (3, 3)
    assert job.is_over


def test_a_fault_is_tried_again(db: None, tmp_path: Path) -> None:
    job = work.fail_twice.enqueue(file=str(tmp_path / "x"))
    drain()
    job.refresh_from_db()
    assert (job.state, job.result, job.attempt) == (Job.State.DONE, "xxx", 3)
    assert DBTaskResult.objects.count() == 3, "each attempt has its entry in the queue"


def test_a_fault_that_stays_ends_with_a_sentence(db: None) -> None:
    job = work.fail.enqueue()
    drain()
    job.refresh_from_db()
    assert (job.state, job.attempt) == (Job.State.FAILED, 2)
    assert str(job.pk) in job.says
    assert "没有完成" in job.says


def test_a_refusal_is_not_tried_again(db: None) -> None:
    job = work.refuse.enqueue()
    drain()
    job.refresh_from_db()
    assert (job.state, job.attempt, job.says) == (Job.State.FAILED, 1, "期间已关闭。")


def test_a_silent_worker_elsewhere_is_taken_for_dead_and_a_living_one_is_not(db: None) -> None:
    job = work.count.enqueue(upto=1)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, attempt=1, worker="elsewhere:1:1", alive_at=None)
    assert reap() == 1
    job.refresh_from_db()
    assert job.state == Job.State.WAITING
    from chuangcheng.base.jobs import _worker

    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, attempt=1, worker=_worker(), alive_at=None)
    assert reap() == 0, "this process lives"


def test_what_waits_without_an_entry_is_queued_again(db: None) -> None:
    job = work.count.enqueue(upto=1)
    assert reap() == 0
    DBTaskResult.objects.all().delete()
    assert reap() == 1
    job.refresh_from_db()
    assert DBTaskResult.objects.filter(pk=job.task).exists()


def test_a_job_is_queued_only_if_its_transaction_holds(db: None) -> None:
    with transaction.atomic():
        work.count.enqueue(upto=1)
        transaction.set_rollback(True)
    assert Job.objects.count() == DBTaskResult.objects.count() == 0


ENQUEUE = "from tests.base import work; print(work.slow.enqueue(file={!r}).pk)"
LOOK = "from chuangcheng.base.models import Job; j = Job.objects.get(); print(j.state, j.attempt, j.result)"


def test_a_worker_killed_with_9_loses_nothing(offices: Offices, tmp_path: Path) -> None:
    """Start a worker, kill it with -9 in the middle of a job, start another: the job is done by the second."""
    office, file = offices.ready(), tmp_path / "pid"
    office.python(ENQUEUE.format(str(file)))
    command = ("-m", "django", "worker", "--interval", "0.1", "--reap", "0.2")
    first = office.start(*command)
    try:
        for _ in range(300):
            if file.exists() and file.read_text():
                break
            time.sleep(0.1)
        assert int(file.read_text()) == first.pid
        first.send_signal(signal.SIGKILL)
        first.communicate(timeout=10)
        assert office.python(LOOK) == "running 1 None", "nobody has noticed yet"
        second = office.start(*command, "--batch")
        _out, err = second.communicate(timeout=60)
        assert second.returncode == 0, err
        assert office.python(LOOK) == f"done 2 {first.pid} then {second.pid}"
    finally:
        first.kill()


def test_the_command_drains_the_queue(transactional_db: None) -> None:
    job = work.count.enqueue(upto=2)
    call_command("worker", "--batch", "--interval", "0.01")
    job.refresh_from_db()
    assert job.state == Job.State.DONE
