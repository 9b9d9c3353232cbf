"""When a batch of claimed documents is processed, and what an operator sees of it.

One flow run per batch, one task run per document. A failed document is a failed task run and a
doubtful one says so; neither stops the batch.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

from prefect import flow, task, unmapped
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import TagsContext
from prefect.events import emit_event
from prefect.futures import PrefectFuture, wait
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.tables import show_table
from flows.workshop import current_workshop
from schemas.arrival import Claim, MailSummary
from schemas.errors import MailroomError, StoreError
from schemas.settings import Settings
from tasks.handled import HandledFile
from tasks.mail_query import list_mails
from tasks.plain_text import count_words

#: How an outcome shows in the UI; a failed document is a failed state instead.
STATE_NAMES = {"accepted": "Completed", "needs_review": "NeedsReview", "duplicate": "Duplicate"}
ARTIFACT_KEY = "documents"
MAIL_ARTIFACT_KEY = "mails"


def thread_runner(workers_n: int) -> TaskRunner[PrefectFuture[Any]]:
    """Runs `workers_n` documents of a batch at once, in this process, beside the warm model."""
    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=workers_n)
    return cast(TaskRunner[PrefectFuture[Any]], runner)


def _is_retryable(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Whether the very same call can succeed later: a database away for a moment."""
    return isinstance(state.data, MailroomError) and state.data.retryable


@task(
    name="process-document",
    task_run_name="{claim.original.name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=3,
    retry_delay_seconds=[1, 4, 10],
    retry_condition_fn=_is_retryable,
)
def process_document(claim: Claim, batch_id: str) -> State[HandledFile]:
    """Extracts, saves and delivers one claimed file; the state tells the outcome."""
    workshop = current_workshop()
    with workshop.slots:
        if workshop.stopping.is_set():
            message = "Mailroom was stopping; the file is taken up at the next start."
            return Cancelled(message=message)
        workshop.begun.add(claim.claim_id)
        handled = workshop.handle(claim, batch_id)
    _announce(handled)
    if handled.outcome == "failed":
        return Failed(message=handled.reason, data=handled)
    return Completed(name=STATE_NAMES[handled.outcome], message=handled.reason, data=handled)


def name_batch() -> str:
    """The flow run's name: the file's, or how many and which."""
    names = [claim.original.name for claim in flow_run.parameters["claims"]]
    if len(names) == 1:
        return str(names[0])
    shown = ", ".join(names[:3])
    return f"{len(names)} files: {shown}{', …' if len(names) > 3 else ''}"


@flow(
    name="process-documents",
    flow_run_name=name_batch,
    persist_result=False,
    task_runner=thread_runner(Settings.model_fields["workers_n"].default),
)
def process_documents(claims: list[Claim]) -> State[list[HandledFile]]:
    """Processes claimed files side by side and publishes one table of what became of them.

    Ends Completed, named SomeFailed or NeedsReview where an operator should look; Cancelled when
    Mailroom was stopped before all were done; Failed only when a file could not be stored or moved
    and so still waits in processing.
    """
    # For every tag of a task Prefect asks its server before the task begins: a batch would stand
    # still while that is away.
    with TagsContext(current_tags=set()):
        futures = process_document.map(claims, batch_id=unmapped(str(flow_run.id)))
    wait(futures)
    results = [future.state.result(raise_on_failure=False) for future in futures]
    handled = [result for result in results if isinstance(result, HandledFile)]
    if handled:
        publish_table(handled)
        with suppress(StoreError):  # what is stored is stored, be the database away by now
            publish_mails(list_mails(current_workshop().store, _document_ids(handled, "mail")))
    return _conclude(handled, waiting_n=len(claims) - len(handled))


def publish_table(handled: Sequence[HandledFile]) -> None:
    """One row per document: what it is, its key facts, the outcome and why."""
    show_table(
        key=ARTIFACT_KEY,
        rows=[
            {
                "Document": document.name if index == 0 else f"{file.name} ↳ {document.name}",
                "Outcome": document.outcome.replace("_", " "),
                "Type": document.doc_type.replace("_", " "),
                "Key facts": document.key_facts,
                "Reason": document.reason,
            }
            for file in handled
            for index, document in enumerate(file.documents)
        ],
        description=_count_outcomes(handled),
    )


def publish_mails(mails: Sequence[MailSummary]) -> None:
    """One row per mail of the batch: who wants what until when; no table where there is none."""
    if mails:
        waiting_n = sum(mail.needs_reply for mail in mails)
        show_table(
            key=MAIL_ARTIFACT_KEY,
            rows=[_mail_row(mail) for mail in mails],
            description=f"{count_words(len(mails), 'mail')}, {waiting_n} to be answered",
        )


def _mail_row(mail: MailSummary) -> dict[str, str]:
    attachments = (f"{one.name} {one.outcome.replace('_', ' ')}" for one in mail.attachments)
    return {
        "Subject": mail.subject,
        "From": mail.sender,
        "Date": f"{mail.sent_at:%Y-%m-%d %H:%M %Z}" if mail.sent_at else "",
        "Outcome": mail.outcome.replace("_", " "),
        "Category": mail.category,
        "Urgency": mail.urgency,
        "Needs reply": "yes" if mail.needs_reply else "no",
        "Deadline": str(mail.deadline_date or mail.deadline_text or ""),
        "Action": mail.action or "",
        "Summary": mail.summary or "",
        "Attachments": ", ".join(attachments),
        "Mails in thread": str(mail.thread_mails_n),
    }


def _document_ids(handled: Sequence[HandledFile], doc_type: str) -> list[str]:
    documents = (document for file in handled for document in file.documents)
    return [document.document_id for document in documents if document.doc_type == doc_type]


def _announce(handled: HandledFile) -> None:
    """Emits mailroom.document.accepted, .needs_review, .duplicate or .failed for each document."""
    for document in handled.documents:
        emit_event(
            f"mailroom.document.{document.outcome}",
            resource={
                "prefect.resource.id": f"mailroom.document.{document.document_id}",
                "prefect.resource.name": document.name,
            },
            payload={"doc_type": document.doc_type, "reason": document.reason},
        )


def _conclude(handled: Sequence[HandledFile], waiting_n: int) -> State[list[HandledFile]]:
    message = _count_outcomes(handled)
    outcomes = {file.outcome for file in handled}
    if waiting_n and current_workshop().stopping.is_set():
        return Cancelled(
            message=f"Stopped; left for the next start: {count_words(waiting_n, 'file')}. {message}"
        )
    if waiting_n:
        what = f"Could not be stored, and tried again: {count_words(waiting_n, 'file')}."
        return Failed(message=f"{what} {message}".strip())
    name = "Completed"
    if "needs_review" in outcomes:
        name = "NeedsReview"
    if "failed" in outcomes:
        name = "SomeFailed"
    return Completed(name=name, message=message, data=list(handled))


def _count_outcomes(handled: Sequence[HandledFile]) -> str:
    counts = Counter(file.outcome.replace("_", " ") for file in handled)
    return ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
