"""Processes a folder's backlog: hands its files to the running service and waits for the rows.

The service has the model warm and owns the processing folder, so this run needs neither.
"""

import time
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from prefect import flow
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from flows.tables import show_table
from schemas.arrival import SavedDocument
from schemas.settings import Settings
from tasks.hand_over import HandedOver, follow, hand_over, list_documents
from tasks.plain_text import clean_name
from tasks.store import Store

POLL_S = 1.0
ARTIFACT_KEY = "backlog"


@flow(name="process-backlog", flow_run_name="backlog {folder}", persist_result=False)
def process_backlog(
    folder: Annotated[str, Field(description="A folder; relative ones lie under MAILROOM_HOME.")],
    channel: Annotated[
        Literal["invoices", "mail"], Field(description="Inbox folder.")
    ] = "invoices",
    patience_s: Annotated[
        float, Field(gt=0, description="Ends when no file was finished for this long, in s.")
    ] = 300.0,
) -> State[Any]:
    """Copies a folder's files into the inbox, waits, and publishes a table of what became of each.

    The originals stay where they are. Files known already end as duplicates, so a second run does
    no harm.
    """
    settings = Settings()
    store = Store(settings.sql_url)
    if ".." in Path(folder).parts:
        return Failed(message=f"Give the folder in full: “..” cannot be part of {folder}.")
    backlog = settings.home / Path(folder)
    files = list_documents(backlog)
    handed: list[HandedOver] = []
    refused: dict[Path, str] = {}
    for file in files:
        try:
            handed.append(hand_over(file, f"{channel}/{backlog.name}", settings, store))
        except OSError as error:
            refused[file] = f"It cannot be copied into the inbox: {error.strerror}."
    finished = await_documents(handed, store, patience_s)
    counts = publish_backlog(handed, finished, refused)
    if refused:
        return Failed(message=f"{len(refused)} of {len(files)} files were not taken. {counts}")
    if waiting_n := len(handed) - len(finished):
        return Failed(
            message=f"{waiting_n} of {len(handed)} files wait; is the service running? {counts}"
        )
    return Completed(message=counts or "The folder holds no documents.")


def await_documents(
    handed: list[HandedOver], store: Store, patience_s: float
) -> dict[Path, SavedDocument]:
    """Waits for the service; returns what became of each file, by its path in the inbox.

    Ends early when nothing was finished for `patience_s`.
    """
    finished: dict[Path, SavedDocument] = {}
    progressed_at = time.monotonic()
    progress_id = create_progress_artifact(0.0, key=f"{ARTIFACT_KEY}-progress")
    assert isinstance(progress_id, UUID)
    while len(finished) < len(handed) and time.monotonic() - progressed_at < patience_s:
        time.sleep(POLL_S)
        finished_n = len(finished)
        for one in handed:
            if one.path not in finished and (saved := follow(one, store)) is not None:
                finished[one.path] = saved
        if len(finished) > finished_n:
            progressed_at = time.monotonic()
            update_progress_artifact(progress_id, 100 * len(finished) / len(handed))
    return finished


def publish_backlog(
    handed: list[HandedOver], finished: dict[Path, SavedDocument], refused: dict[Path, str]
) -> str:
    """One table row per file, `refused` with their reasons; returns the counts in words."""
    rows = [
        {
            "Document": clean_name(path.name),
            "Outcome": "not taken",
            "Reason": why,
            "Now at": clean_name(str(path)),
        }
        for path, why in refused.items()
    ]
    for one in handed:
        saved = finished.get(one.path)
        rows.append(
            {
                "Document": one.name,
                "Outcome": saved.outcome.replace("_", " ") if saved else "waits",
                "Reason": saved.reasons[0].message if saved and saved.reasons else "",
                "Now at": str(saved.delivered_to) if saved else str(one.path),
            }
        )
    counts = Counter(row["Outcome"] for row in rows)
    text = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
    show_table(key=ARTIFACT_KEY, rows=rows, description=text)
    return text
