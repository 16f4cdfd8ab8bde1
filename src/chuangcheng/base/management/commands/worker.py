"""``worker``: runs background jobs one after the other, and looks after those whose worker died."""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Worker

from chuangcheng.base.jobs import look_around, reap

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run until told to stop (SIGTERM lets the job under way end), or with --batch until the queue is empty."""

    help = "Run background jobs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks into the queue")
        parser.add_argument("--reap", type=float, default=10.0, help="seconds between looks for dead workers")
        parser.add_argument("--batch", action="store_true", help="end when the queue is empty")

    def handle(self, *args: Any, interval: float, batch: bool, **options: Any) -> None:
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"worker-{threading.get_native_id()}",
        )
        worker.configure_signals()
        _look()
        over = threading.Event()
        reaper = threading.Thread(target=_look_again, args=(options["reap"], over), daemon=True)
        reaper.start()
        try:
            worker.run()
        finally:
            over.set()


def _look() -> None:
    try:
        reap()
        look_around()
    except DatabaseError:
        logger.warning("could not look for dead workers just now", exc_info=True)


def _look_again(seconds: float, over: threading.Event) -> None:
    while not over.wait(seconds):
        _look()
        connection.close()
