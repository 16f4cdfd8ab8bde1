"""Work that may exceed a second is done by a worker, with progress, again when it fails, and again when its worker dies.

    @background(title=_("计算得分"))
    def score(progress: Progress, *, season: int) -> dict[str, int]:
        for number, unit in enumerate(units): progress(number, len(units)); …

    job = score.enqueue(by=account, season=7)      # a page polls job.percent, job.says, job.state

The function gets ids, calls actions, and must bear being run twice: a worker can die after the last commit. What must not
be done twice is settled with its result inside the action's transaction (``Progress.settle``): whoever tries again finds
it done.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from chuangcheng.base.errors import Refused
from chuangcheng.base.models import Job

logger = logging.getLogger(__name__)

#: Seconds between signs of life, and without one before a worker on another machine counts as dead.
BEAT: Final = 5
SILENCE: Final = 60
_State = Job.State


@dataclass
class Progress:
    """Tells how far a job is. Writes at most every quarter of a second; within a transaction into a file, too, because the
    database shows it to others only after the commit."""

    job: int
    _last: float = field(default=0.0)

    def __call__(self, done: int, total: int, says: str | Promise = "") -> None:
        if time.monotonic() - self._last > 0.25 or done >= total:
            self._last = time.monotonic()
            Job.objects.filter(pk=self.job).update(done=done, total=total, says=str(says), alive_at=timezone.now())
            if connection.in_atomic_block:
                _beside(self.job).parent.mkdir(parents=True, exist_ok=True)
                _beside(self.job).write_text(json.dumps([done, total]), "utf-8")

    def settle(self, result: Any) -> None:
        """Note the job's result in the transaction under way: the job is done if that holds, and is not done again."""
        Job.objects.filter(pk=self.job).update(result=result)


def how_far(job: Job) -> tuple[int, int]:
    """(done, total) of a job, also while it is within a transaction."""
    if job.state == _State.RUNNING:
        try:
            done, total = json.loads(_beside(job.pk).read_text("utf-8"))
        except (OSError, ValueError):
            pass
        else:
            return int(done), int(total)
    return job.done, job.total


def _beside(job: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "jobs" / str(job)


@dataclass(frozen=True)
class Background:
    """A function that workers run. ``attempts``: how often in all, when it fails by a fault or loses its worker."""

    function: Callable[..., Any]
    title: str | Promise
    attempts: int = 3

    @property
    def name(self) -> str:
        return f"{self.function.__module__}.{self.function.__qualname__}"

    def enqueue(self, *, by: Any = None, **arguments: Any) -> Job:
        """Put it into the queue (with the transaction under way, if there is one). Arguments: ids and plain values."""
        with override(settings.LANGUAGE_CODE):  # kept as its msgid: pages say it in the language of whoever looks
            job = Job(name=self.name, arguments=arguments, title=str(self.title), attempts=self.attempts)
        job.by_id = by.pk if by else None
        with transaction.atomic():
            job.save()
            _queue(job)
        return job


def background(*, title: str | Promise, attempts: int = 3) -> Callable[[Callable[..., Any]], Background]:
    """Make a function a background job: ``enqueue`` queues it, ``function`` is the function itself."""

    def make(function: Callable[..., Any]) -> Background:
        return Background(function, title, attempts)

    return make


def _queue(job: Job, wait: int = 0) -> None:
    """Give the job an entry in the queue, to be taken after ``wait`` seconds."""
    entry = run_job.using(run_after=timezone.now() + timedelta(seconds=wait)) if wait else run_job
    job.task = str(entry.enqueue(job.pk).id)
    Job.objects.filter(pk=job.pk).update(task=job.task)


@task()
def run_job(number: int) -> None:
    """What the queue calls. Whoever turns waiting into running has the job; a second one finds nothing to do."""
    mine = Job.objects.filter(pk=number, state=_State.WAITING).update(
        state=_State.RUNNING, attempt=F("attempt") + 1, worker=_worker(), alive_at=timezone.now(), says=""
    )
    if not mine:
        return
    job = Job.objects.get(pk=number)
    if job.result is not None:  # an attempt before this one died after its commit
        _end(job, _State.DONE, "")
        return
    over = threading.Event()
    beats = threading.Thread(target=_beat, args=(number, over), daemon=True)
    beats.start()
    try:
        result = import_string(job.name).function(Progress(number), **job.arguments)
    except Refused as refusal:  # the rules say no: trying again would not help
        _end(job, _State.FAILED, str(refusal))
    except Exception:
        logger.exception("job %s (%s), attempt %s", job.pk, job.name, job.attempt)
        _again(
            job, _("程序出错，正在重试。"), _("程序出错，任务没有完成。请联系维护人员，并告知任务编号 %s。") % job.pk
        )
    else:
        Job.objects.filter(pk=number).update(result=result)
        _end(job, _State.DONE, "")
    finally:
        _beside(number).unlink(missing_ok=True)
        over.set()
        beats.join(BEAT)


_REGULAR: Final[list[Callable[[], object]]] = []


def regularly(act: Callable[[], object]) -> None:
    """Let workers do this every few seconds between jobs. It must be quick, and bear being done by several at once."""
    if act not in _REGULAR:
        _REGULAR.append(act)


def look_around() -> None:
    """Do what is done regularly; a fault in one is written to the log and keeps no other from its turn."""
    for act in _REGULAR:
        try:
            act()
        except Exception:
            logger.exception("%s.%s", act.__module__, act.__qualname__)


def reap() -> int:
    """Give jobs of dead workers to living ones, and queue again what waits without an entry (after a restore).
    Returns how many."""
    found = 0
    for job in Job.objects.filter(state=_State.RUNNING):
        if _is_dead(job):
            found += _again(job, _("处理进程中断，正在重试。"), _("处理进程多次中断，任务没有完成。请联系维护人员。"))
    queued = {str(key) for key in DBTaskResult.objects.values_list("pk", flat=True)}
    for job in Job.objects.filter(state=_State.WAITING):
        if job.task not in queued:
            _queue(job)
            found += 1
    return found


def _again(job: Job, says_again: str, says_failed: str) -> int:
    """Queue a running job once more, or give up. Only if it still is the attempt that we saw (1 when done)."""
    with transaction.atomic():
        again = job.attempt < job.attempts
        seen = Job.objects.filter(pk=job.pk, state=_State.RUNNING, attempt=job.attempt, worker=job.worker)
        state, says = (_State.WAITING, says_again) if again else (_State.FAILED, says_failed)
        if not seen.update(state=state, says=says, worker="", ended_at=None if again else timezone.now()):
            return 0
        DBTaskResult.objects.filter(pk=job.task, status="RUNNING").update(
            status="FAILED", finished_at=timezone.now(), traceback="the worker died"
        )
        if again:
            _queue(job, wait=0 if job.worker != _worker() else 2**job.attempt)
        return 1


def _end(job: Job, state: str, says: str) -> None:
    Job.objects.filter(pk=job.pk, attempt=job.attempt, state=_State.RUNNING).update(
        state=state, says=says, ended_at=timezone.now()
    )


def _worker() -> str:
    """host:process:when the process began; the last because numbers of processes come again."""
    return f"{socket.gethostname()}:{os.getpid()}:{_born(os.getpid())}"


def _born(process: int) -> str:
    """When a process of this machine began, in the kernel's ticks; '' when there is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def _is_dead(job: Job) -> bool:
    """A worker on this machine is dead when its process is gone; elsewhere, when it was silent for too long."""
    host, process, born = [*job.worker.rsplit(":", 2), "", ""][:3]
    if host == socket.gethostname() and process.isdigit() and born:
        return _born(int(process)) != born
    return job.alive_at is None or job.alive_at < timezone.now() - timedelta(seconds=SILENCE)


def _beat(number: int, over: threading.Event) -> None:
    """Give signs of life until the job is over. A database that is busy for a moment is no reason to stop."""
    while not over.wait(BEAT):
        try:
            Job.objects.filter(pk=number, state=_State.RUNNING).update(alive_at=timezone.now())
        except DatabaseError:
            logger.info("job %s: the database is busy, the next sign of life will do", number)
        finally:
            connection.close()
