"""What an operator sees of a mailbox in Prefect: a run per fetch that found mail, one per problem.

Runs are named by the mailbox. Without a server the same work is done unseen.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from prefect import flow, tags
from prefect.client.schemas.objects import State
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed, Failed

from flows.tables import show_table
from schemas.arrival import Mailbox
from schemas.errors import MailboxError
from tasks.mailbox.collect import CollectedMail
from tasks.plain_text import count_words

log = logging.getLogger("mailroom.mailbox")

FLOW_NAME = "fetch-mail"
ARTIFACT_KEY = "fetched-mails"


class MailboxRuns:
    """Shows one mailbox in Prefect while its server answers."""

    def __init__(self, mailbox: Mailbox, tag: str, server_answers: Callable[[], bool]) -> None:
        # Prefect fills in what stands in braces.
        self._name = mailbox.name.replace("{", "{{").replace("}", "}}")
        self._tag = tag
        self._server_answers = server_answers

    def show_fetch(self, fetch: Callable[[], list[CollectedMail]]) -> None:
        """Runs `fetch` as a flow run with a table of what came.

        Raises:
            what `fetch` raises; its flow run is then a failed one.
        """
        if not self._server_answers():
            fetch()
            return
        errors: list[Exception] = []
        begun = False

        def work() -> State[Any]:
            nonlocal begun
            begun = True
            try:
                collected = fetch()
            except MailboxError as error:
                errors.append(error)
                return Failed(message=f"{error} {error.advice}")
            except Exception as error:
                errors.append(error)
                return Failed(message=type(error).__name__)
            publish_fetched(collected)
            return Completed(message=f"{_count(collected)} fetched")

        self._run(work)
        if errors:
            raise errors[0]
        if not begun:
            fetch()

    def show_problem(self, problem: str) -> bool:
        """A failed run that says in a sentence why no mail comes; returns whether it is shown."""
        return self._server_answers() and self._run(lambda: Failed(message=problem))

    def _run(self, work: Callable[[], State[Any]]) -> bool:
        shown = flow(name=FLOW_NAME, flow_run_name=self._name, persist_result=False)(work)
        try:
            # Heartbeats would end every run a second late.
            with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}), tags(self._tag):
                shown(return_state=True)
        except Exception:
            log.exception("Prefect failed while mail was fetched; going on without it")
            return False
        return True


def publish_fetched(collected: Sequence[CollectedMail]) -> None:
    """One row per message."""
    show_table(
        key=ARTIFACT_KEY,
        rows=[
            {
                "Mail": mail.file_name,
                "Size": f"{mail.size_bytes / 1000:.0f} kB",
                "Document": mail.document_id[:12],
                "New": _tell_new(mail),
            }
            for mail in collected
        ],
        description=f"{_count(collected)} fetched",
    )


def _tell_new(mail: CollectedMail) -> str:
    if not mail.is_new:
        return "no: the same bytes came before"
    return "its headers alone: too large, it stays in the mailbox" if mail.is_left else "yes"


def _count(collected: Sequence[CollectedMail]) -> str:
    return count_words(len(collected), "mail")
