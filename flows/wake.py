"""Wakes the scan on changes in the inbox or in review. Only a hint: the scan is the truth."""

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from schemas.settings import Settings

log = logging.getLogger("mailroom.wake")


class _Waker(FileSystemEventHandler):
    def __init__(self, wake: threading.Event) -> None:
        self._wake = wake

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Opening and closing for reading happens with every scan: that must not wake the next.
        if event.event_type not in ("opened", "closed_no_write"):
            self._wake.set()


@contextmanager
def observe_folders(settings: Settings, wake: threading.Event) -> Iterator[None]:
    """Sets `wake` on every change below the inbox and in review.

    inotify sees nothing that another machine writes to a network share: with
    `settings.polling` the folder is listed every second instead. Where it cannot be observed, the
    scan alone finds what is new.
    """
    # Of nested folders that appear at once it watches the inner ones twice, which does no harm.
    warnings.filterwarnings("ignore", "Callback with id .* already exists", RuntimeWarning)
    observer = PollingObserver(timeout=1.0) if settings.polling else Observer()
    for folder in (settings.inbox, settings.review):
        observer.schedule(_Waker(wake), str(folder), recursive=True)
    try:
        observer.start()
    except (OSError, RecursionError) as error:
        # Too many folders for inotify's limit, or too many within each other.
        log.warning("new files are found every %.0f s only: %s", settings.scan_s, error)
        yield
        return
    try:
        yield
    finally:
        observer.stop()
        observer.join(timeout=5)
