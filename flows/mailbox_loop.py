"""The mailbox beside the folders: fetches into the inbox until told to stop, whatever happens.

A thread of the watching service. Its errors are told once in plain words, and end in another try:
the folders are watched all the same.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context

from flows.mailbox_runs import MailboxRuns
from schemas.arrival import Mailbox
from schemas.errors import FilingRefused, MailboxError, MailroomError, StoreError
from schemas.settings import Settings
from tasks.mailbox.collect import CollectedMail, MailCollector
from tasks.mailbox.ledger import MailLedger
from tasks.mailbox.server import MailServer, open_mail_server

log = logging.getLogger("mailroom.mailbox")

#: Pauses between tries after an error: short at first, as most servers are soon back.
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 300.0
#: While fetched mail is not yet stored, the database is asked this often.
SETTLE_S = 1.0
#: How long the end of the service waits for the mailbox to be closed.
STOP_S = 3.0


class MailboxLoop:
    """Fetches from one mailbox until `stopping` is set."""

    def __init__(
        self,
        mailbox: Mailbox,
        ledger: MailLedger,
        settings: Settings,
        runs: MailboxRuns,
        stopping: threading.Event,
    ) -> None:
        self._mailbox = mailbox
        self._ledger = ledger
        self._settings = settings
        self._runs = runs
        self._stopping = stopping
        self._collector = MailCollector(mailbox, ledger, settings)
        self._problem = ""
        self._shown = False
        self._pause_s = FIRST_PAUSE_S
        self._unfiled: MailboxError | None = None
        self._filing_pause_s = FIRST_PAUSE_S
        self._file_again_at = 0.0

    def run(self) -> None:
        """Logs in, fetches, and after an error begins again; raises nothing."""
        while not self._stopping.is_set():
            try:
                with open_mail_server(self._settings) as server:
                    self._collector.open_spool(server)
                    while not self._stopping.is_set():
                        self._fetch_and_settle(server)
            except MailboxError as error:
                self._tell_problem(f"{error} {error.advice}")
            except MailroomError as error:
                told = f"Mail cannot be fetched: {error}. {error.advice}"
                self._tell_problem(told, note=not isinstance(error, StoreError))
            except OSError as error:
                where = self._settings.inbox
                self._tell_problem(f"Fetched mail cannot be written to {where}: {error.strerror}.")
            except Exception as error:
                # An error of our own must not end the mailbox for good, unseen.
                log.exception("the mailbox met an unexpected error")
                self._tell_problem(f"Mail cannot be fetched ({type(error).__name__}); see the log.")
            else:
                continue
            self._stopping.wait(self._pause_s)
            self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)

    def _fetch_and_settle(self, server: MailServer) -> None:
        if uids := self._collector.find_new(server):
            self._runs.show_fetch(lambda: self._fetch(uids, server))
        waiting_n = self._settle(server)
        self._note_success(server)
        if waiting_n or len(uids) > self._settings.batch_n:
            self._stopping.wait(SETTLE_S)
        else:
            server.wait(self._settings.imap_poll_s, self._stopping)

    def _settle(self, server: MailServer) -> int:
        """How many mails are not yet stored; none while those that are cannot be filed there.

        That is tried again after pauses that grow; mail is fetched meanwhile.
        """
        if self._unfiled is not None and time.monotonic() < self._file_again_at:
            return 0
        try:
            waiting_n = self._collector.settle_stored(server)
        except FilingRefused as error:
            self._unfiled = error
            self._file_again_at = time.monotonic() + self._filing_pause_s
            self._filing_pause_s = min(2 * self._filing_pause_s, LONGEST_PAUSE_S)
            return 0
        self._unfiled, self._filing_pause_s = None, FIRST_PAUSE_S
        return waiting_n

    def _fetch(self, uids: list[int], server: MailServer) -> list[CollectedMail]:
        """At most a batch; the rest comes with the next look."""
        collected = []
        for uid in uids[: self._settings.batch_n]:
            if self._stopping.is_set():
                break
            if (mail := self._collector.collect(uid, server)) is not None:
                collected.append(mail)
        return collected

    def _note_success(self, server: MailServer) -> None:
        self._pause_s = FIRST_PAUSE_S
        problems = filter(None, (self._unfiled, self._collector.problem()))
        if told := " ".join(f"{problem} {problem.advice}" for problem in problems):
            self._ledger.note_checked(server.uid_validity, told)
            self._tell_problem(told)
            return
        self._ledger.note_checked(server.uid_validity)
        if self._problem:
            log.info("%s: works again", self._mailbox.name)
        self._problem = ""

    def _tell_problem(self, problem: str, note: bool = True) -> None:
        """Console, database and UI; once in each, not at every try.

        `note` is false where the database itself is the problem.
        """
        if self._stopping.is_set():
            return
        if problem != self._problem:
            self._problem, self._shown = problem, False
            log.warning("%s: %s", self._mailbox.name, problem)
            try:
                if note:
                    self._ledger.note_problem(problem)
            except StoreError as error:
                log.warning("the problem could not be noted: %s", error)
        self._shown = self._shown or self._runs.show_problem(problem)


@contextmanager
def fetching(loop: MailboxLoop | None, stopping: threading.Event) -> Iterator[None]:
    """Runs the loop on a thread of its own, where there is one."""
    if loop is None:
        yield
        return
    # Prefect keeps its settings in the context, which a new thread does not have.
    within = copy_context()
    thread = threading.Thread(target=within.run, args=(loop.run,), name="mailbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(STOP_S)
