"""The watching service as a process: `python -m flows.service`, a child of `mailroom up`.

It keeps the model warm, runs one flow per batch, and works on without Prefect while the server
is away. Exit codes are those of `schemas.errors`; 0 after SIGTERM or SIGINT.
"""

import logging
import signal
import socket
import sys
import threading
import time
from uuid import uuid4

from prefect import tags
from prefect.settings import (
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    get_current_settings,
    temporary_settings,
)

from flows.direct import process_directly
from flows.mailbox_loop import MailboxLoop, fetching
from flows.mailbox_runs import FLOW_NAME, MailboxRuns
from flows.process import process_documents, thread_runner
from flows.server_answer import get_json
from flows.stale_runs import mark_stale_runs
from flows.watch import watch
from flows.workshop import Workshop, build_workshop, open_workshop
from schemas.arrival import Claim, Mailbox
from schemas.errors import MailroomError
from schemas.settings import Settings
from tasks.copy_database import warn_of_rows_left
from tasks.handled import HandledFile
from tasks.lock_home import SERVICE_LOCK, lock_home
from tasks.mailbox.ledger import MailLedger
from tasks.mailbox.settings import require_mailbox
from tasks.plain_text import as_sentence, clean_name, count_words
from tasks.same_database import name_database
from tasks.streams import spare_unknown_letters

log = logging.getLogger("mailroom.service")

#: How long the first batch waits for a server that starts beside the service.
SERVER_START_S = 60.0
#: How long a new service waits for a killed one's last document.
LOCK_WAIT_S = 30.0
OUTCOME_WORDS = {
    "accepted": "accepted",
    "needs_review": "to review",
    "duplicate": "duplicate",
    "failed": "FAILED",
}


def run_service(settings: Settings, stopping: threading.Event, wake: threading.Event) -> None:
    """Watches the inbox until `stopping` is set.

    Raises:
        AlreadyRunning: another process works on this home folder.
        ModelError, StoreError: the model or the database cannot be used, or not any more.
        SettingsError: the settings of a mailbox, or the URL of the database, cannot be used.
    """
    mailbox = require_mailbox(settings)
    used = name_database(settings.sql_url, settings.home)
    with lock_home(settings.home, SERVICE_LOCK, LOCK_WAIT_S, used):
        workshop = build_workshop(settings, print_handled, stopping)
        open_workshop(workshop)
        if left := warn_of_rows_left(workshop.store, settings):
            print_line("WARNING", left)
        runner = BatchRunner(workshop)
        runner.greet_server()
        print_line("watching", f"{settings.inbox / 'invoices'}, {settings.inbox / 'mail'}")
        if mailbox is not None:
            print_line("fetching", mailbox.name)
        with fetching(runner.mailbox_loop(mailbox), stopping):
            watch(workshop, runner.run, wake)


class BatchRunner:
    """Runs a batch as a flow, or without Prefect while its server is away or broken."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._api_url = get_current_settings().api.url or ""
        self._tag = f"service:{socket.gethostname()}"
        self._flow = process_documents.with_options(
            task_runner=thread_runner(workshop.settings.workers_n)
        )

    def greet_server(self) -> None:
        """Waits for the server, then closes the runs that a killed service left open."""
        give_up_at = time.monotonic() + SERVER_START_S
        while not self.server_answers():
            if time.monotonic() > give_up_at or self._workshop.stopping.wait(0.3):
                return
        try:
            names = (process_documents.name, FLOW_NAME)
            if stale_n := sum(mark_stale_runs(name, self._tag) for name in names):
                runs = count_words(stale_n, "run")
                log.warning("%s of a killed service marked as crashed", runs)
        except Exception:
            log.exception("stale runs could not be marked")

    def mailbox_loop(self, mailbox: Mailbox | None) -> MailboxLoop | None:
        """What fetches from the mailbox of the settings; None where they name none."""
        if mailbox is None:
            return None
        workshop = self._workshop
        ledger = MailLedger(workshop.store, mailbox)
        runs = MailboxRuns(mailbox, self._tag, self.server_answers)
        return MailboxLoop(mailbox, ledger, workshop.settings, runs, workshop.stopping)

    def server_answers(self) -> bool:
        """Whether Prefect's API is healthy right now."""
        if not self._api_url.startswith("http"):
            return False
        return get_json(f"{self._api_url}/health") is True

    def run(self, claims: list[Claim]) -> None:
        """Handles all claims; what could not be stored stays in processing.

        What no task has begun is processed without Prefect, also where its server says that it is
        healthy: it may be unable to write.

        Raises:
            DatabaseLost: the database file was exchanged; the service cannot go on.
        """
        workshop = self._workshop
        if self.server_answers():
            try:
                # Heartbeats would end every run a second late.
                with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}), tags(self._tag):
                    self._flow(claims, return_state=True)
            except Exception:
                log.exception("Prefect failed during a batch; going on without it")
        else:
            log.warning("Prefect's server does not answer; this batch is not in the UI")
        left = [claim for claim in claims if claim.claim_id not in workshop.begun]
        workshop.begun.difference_update(claim.claim_id for claim in claims)
        if left and not workshop.stopping.is_set():
            process_directly(left, workshop, batch_id=str(uuid4()))
        workshop.store.require_same_file()


def print_handled(handled: HandledFile) -> None:
    """One console line per file: time, outcome, name, and why; never the document's own words."""
    told = handled.cause in ("", handled.outcome)
    why = "" if told else f"  ({handled.cause})"
    print_line(OUTCOME_WORDS[handled.outcome], f"{handled.name}{why}")


def print_line(what: str, text: str) -> None:
    """Prints a line of the service's console log; one line, whatever names stand in it."""
    if sys.stdout is None:  # it was closed before the start
        return
    # `print` writes the line's end by itself, and another worker's line may come in between.
    sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {what:<10} {clean_name(text)}\n")
    sys.stdout.flush()


class LineFormatter(logging.Formatter):
    """Says each message on one line."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        return clean_name(super().formatMessage(record))


def main() -> int:
    """Runs the service on its own thread: the main thread is left free for signals.

    Prefect puts its own SIGTERM handler in place for every flow run on the main thread, which
    would end a run in the middle of a document.
    """
    spare_unknown_letters(sys.stdout)
    # Prefect's import has put a handler of its own on the root logger: force ours.
    logging.basicConfig(force=True)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(LineFormatter("%(asctime)s  %(levelname)s %(message)s", "%H:%M:%S"))
        # What these tell of a document or of the database, our own line has told already.
        handler.addFilter(lambda entry: not entry.name.startswith(("prefect", "psycopg")))
    # That mail comes again is worth a line, and no warning.
    logging.getLogger("mailroom.mailbox").setLevel(logging.INFO)
    stopping, wake, ended = threading.Event(), threading.Event(), threading.Event()
    failures: list[BaseException] = []

    def stop(_signal: int, _frame: object) -> None:
        stopping.set()
        wake.set()

    def work() -> None:
        try:
            run_service(Settings(), stopping, wake)
        except BaseException as error:
            failures.append(error)
        finally:
            ended.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threading.Thread(target=work, name="service").start()
    ended.wait()
    if not failures:
        return 0
    if isinstance(failures[0], MailroomError):
        print_line("STOPPED", f"{as_sentence(str(failures[0]))} {failures[0].advice}")
        return failures[0].exit_code
    log.error("the service ended unexpectedly", exc_info=failures[0])
    return 1


if __name__ == "__main__":
    sys.exit(main())
