"""A batch as an operator sees it: states, names, table, events. Against a real server."""

import errno
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from typing import Any

import pytest
from made_documents import write_einvoice, write_pdf
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    FlowRunFilter,
    FlowRunFilterId,
)
from prefect.client.schemas.objects import FlowRun, StateType, TaskRun
from prefect.client.schemas.sorting import FlowRunSort

from benchmarks.broken import write_broken_files
from flows.service import BatchRunner
from flows.workshop import Workshop
from schemas.arrival import Claim, SavedDocument
from schemas.errors import RightMissing, StoreError
from tasks.intake import claim_file, pending_claims


def take(workshop: Workshop, *paths: Path) -> list[Claim]:
    claims = [claim_file(path, workshop.settings) for path in paths]
    assert all(claims)
    return [claim for claim in claims if claim is not None]


@pytest.fixture
def client(prefect_api: str) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as opened:
        yield opened


def run_batch(workshop: Workshop, claims: list[Claim], client: SyncPrefectClient) -> FlowRun:
    """Runs the claims as the service does; returns the flow run as the server knows it."""
    BatchRunner(workshop).run(claims)
    return client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]


def task_runs(flow_run: FlowRun, count_n: int, client: SyncPrefectClient) -> dict[str, TaskRun]:
    """The batch's task runs by name, once the recorder has written all of them."""
    give_up_at = time.monotonic() + 20
    while True:
        runs = client.read_task_runs(
            flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run.id]))
        )
        if len(runs) == count_n and all(run.state and run.state.is_final() for run in runs):
            return {run.name: run for run in runs}
        assert time.monotonic() < give_up_at, [(run.name, run.state_name) for run in runs]
        time.sleep(0.2)


def table(flow_run: FlowRun, client: SyncPrefectClient) -> list[dict[str, str]]:
    artifacts = client.read_artifacts(
        artifact_filter=ArtifactFilter(
            flow_run_id=ArtifactFilterFlowRunId(any_=[flow_run.id]),
        )
    )
    assert [artifact.type for artifact in artifacts] == ["table"]
    return list(json.loads(str(artifacts[0].data)))


def test_each_outcome_shows_as_itself_and_none_stops_the_batch(
    workshop: Workshop, client: SyncPrefectClient
) -> None:
    inbox = workshop.settings.inbox / "invoices"
    accepted = write_einvoice(inbox / "good.xml", "R-1")
    doubtful = write_pdf(inbox / "doubtful.pdf", ["Dear reader", "nothing to see"])
    (inbox / "empty.pdf").touch()
    (inbox / "again.xml").write_bytes(accepted.read_bytes())
    claims = take(workshop, accepted, doubtful, inbox / "empty.pdf", inbox / "again.xml")

    flow_run = run_batch(workshop, claims, client)

    assert flow_run.name == "4 files: good.xml, doubtful.pdf, empty.pdf, …"
    assert flow_run.state is not None
    assert (flow_run.state.type, flow_run.state.name) == (StateType.COMPLETED, "SomeFailed")
    runs = task_runs(flow_run, 4, client)
    # The two copies run side by side: either may be the first.
    copies = [runs["good.xml"], runs["again.xml"]]
    assert {run.state_type for run in copies} == {StateType.COMPLETED}
    assert sorted(str(run.state_name) for run in copies) == ["Completed", "Duplicate"]
    assert runs["doubtful.pdf"].state_name == "NeedsReview"
    assert runs["empty.pdf"].state_type == StateType.FAILED
    assert runs["empty.pdf"].state is not None
    assert "no bytes" in str(runs["empty.pdf"].state.message)
    outcomes = {row["Document"]: row["Outcome"] for row in table(flow_run, client)}
    assert sorted((outcomes.pop("good.xml"), outcomes.pop("again.xml"))) == [
        "accepted",
        "duplicate",
    ]
    assert outcomes == {"doubtful.pdf": "needs review", "empty.pdf": "failed"}
    assert pending_claims(workshop.settings) == []


def test_a_batch_of_one_carries_the_name_of_its_file(
    workshop: Workshop, client: SyncPrefectClient
) -> None:
    claims = take(workshop, write_einvoice(workshop.settings.inbox / "mail/R-7.xml", "R-7"))

    flow_run = run_batch(workshop, claims, client)

    assert flow_run.name == "R-7.xml"
    assert flow_run.state_name == "Completed"
    (row,) = table(flow_run, client)
    assert row == {
        "Document": "R-7.xml",
        "Type": "invoice",
        "Key facts": "R-7 · 2026-03-02 · Nordlicht Lampen GmbH · 119.00 EUR",
        "Outcome": "accepted",
        "Reason": "",
    }


def test_a_batch_is_the_services_own_and_no_task_asks_for_a_slot(
    workshop: Workshop, client: SyncPrefectClient
) -> None:
    (claim,) = take(workshop, write_einvoice(workshop.settings.inbox / "mail" / "t.xml", "T-1"))
    flow_run = run_batch(workshop, [claim], client)
    assert [tag.partition(":")[0] for tag in flow_run.tags] == ["service"]
    # A tag would be a concurrency limit, for which the server is asked before each document.
    assert task_runs(flow_run, 1, client)["t.xml"].tags == []


def test_five_broken_files_fail_with_reasons_beside_forty_five_rows(
    workshop: Workshop, client: SyncPrefectClient
) -> None:
    inbox = workshop.settings.inbox / "invoices"
    good = [write_einvoice(inbox / f"good-{number}.xml", f"G-{number}") for number in range(45)]
    whole = write_pdf(workshop.settings.home / "whole.pdf", ["A page of text"] * 30)
    broken = write_broken_files(whole, inbox, seed=7)

    flow_run = run_batch(workshop, take(workshop, *good, *broken), client)

    runs = task_runs(flow_run, 50, client)
    failed = {name for name, run in runs.items() if run.state_type == StateType.FAILED}
    assert failed == {path.name for path in broken}
    assert workshop.store.counts()["undelivered"] == 0
    assert workshop.store.outcomes() == {"accepted": (45, 0), "failed": (5, 0)}
    failures = workshop.store.last_failures(10)
    assert all(failure.reason for failure in failures)
    assert len({failure.reason for failure in failures}) >= 4
    notes = sorted(path.name for path in workshop.settings.failed.glob("*.note.txt"))
    assert notes == sorted(f"{path.name}.note.txt" for path in broken)


def test_batches_side_by_side_are_runs_of_their_own(
    workshop: Workshop, client: SyncPrefectClient
) -> None:
    inbox = workshop.settings.inbox
    names = [[f"{batch}-{n}.xml" for n in range(5)] for batch in "ab"]
    batches = [
        take(workshop, *(write_einvoice(inbox / name, name) for name in batch)) for batch in names
    ]
    runner = BatchRunner(workshop)
    with ThreadPoolExecutor(2) as pool:
        for ended in [pool.submit(copy_context().run, runner.run, batch) for batch in batches]:
            ended.result()

    flow_runs = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=2)
    assert {run.state_name for run in flow_runs} == {"Completed"}
    found = [sorted(task_runs(run, 5, client)) for run in flow_runs]
    assert sorted(found) == names
    assert workshop.begun == set()


def test_events_tell_of_each_document(workshop: Workshop, client: SyncPrefectClient) -> None:
    inbox = workshop.settings.inbox / "invoices"
    (inbox / "void.pdf").touch()
    claims = take(workshop, write_einvoice(inbox / "event.xml", "E-1"), inbox / "void.pdf")
    run_batch(workshop, claims, client)

    seen: dict[str, str] = {}
    give_up_at = time.monotonic() + 20
    while not {"event.xml", "void.pdf"} <= seen.keys():
        assert time.monotonic() < give_up_at, seen
        time.sleep(0.2)
        found: dict[str, Any] = client.request(
            "POST", "/events/filter",
            json={"filter": {"event": {"prefix": ["mailroom.document."]}}, "limit": 50},
        ).json()  # fmt: skip
        seen = {e["resource"]["prefect.resource.name"]: e["event"] for e in found["events"]}

    assert seen["event.xml"] == "mailroom.document.accepted"
    assert seen["void.pdf"] == "mailroom.document.failed"


def test_a_database_away_for_a_moment_is_tried_again(
    workshop: Workshop, client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = take(workshop, write_einvoice(workshop.settings.inbox / "late.xml", "L-1"))
    save, calls = workshop.store.save, []

    def save_at_second_try(*args: Any) -> SavedDocument:
        calls.append(args)
        if len(calls) == 1:
            raise StoreError("the database is away")
        return save(*args)

    monkeypatch.setattr(workshop.store, "save", save_at_second_try)

    flow_run = run_batch(workshop, claims, client)

    assert len(calls) == 2
    assert flow_run.state_name == "Completed"
    assert workshop.store.outcomes() == {"accepted": (1, 0)}


def test_files_that_cannot_be_stored_fail_the_batch_and_wait(
    workshop: Workshop,
    client: SyncPrefectClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    inbox = workshop.settings.inbox
    claims = take(workshop, *(write_einvoice(inbox / f"{n}.xml", f"W-{n}") for n in range(2)))
    monkeypatch.setattr("flows.process.process_document.retries", 0)
    reasons = iter([*["database is locked"] * 4, *["disk I/O error"] * 2])

    def refuse(*_args: Any) -> SavedDocument:
        raise StoreError(next(reasons))

    with monkeypatch.context() as patch:
        patch.setattr(workshop.store, "save", refuse)
        for _ in range(3):
            flow_run = run_batch(workshop, claims, client)
            assert flow_run.state_type == StateType.FAILED
            message = str(flow_run.state and flow_run.state.message)
            assert message == "Could not be stored, and tried again: 2 files."

    assert [record.message for record in caplog.records if record.name == "mailroom.troubles"] == [
        "Files wait in processing: database is locked",
        "Files wait in processing: disk I/O error",
    ]
    assert pending_claims(workshop.settings) == claims
    assert run_batch(workshop, claims, client).state_name == "Completed"
    assert pending_claims(workshop.settings) == []


def test_a_batch_that_is_stored_is_no_failure_where_the_database_is_away_then(
    workshop: Workshop, client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: Any) -> None:
        raise StoreError("connection refused")

    claims = take(workshop, write_einvoice(workshop.settings.inbox / "stored.xml", "S-1"))
    monkeypatch.setattr("flows.process.list_mails", away)

    flow_run = run_batch(workshop, claims, client)

    assert (flow_run.state_name, flow_run.state and flow_run.state.message) == (
        "Completed",
        "1 accepted",
    )


def test_a_right_that_one_file_lacks_is_told_once_while_others_pass(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def handle(claim: Claim, *_args: Any) -> None:
        if claim.original.name == "mail.xml":
            raise RightMissing("permission denied for table mails")

    monkeypatch.setattr("flows.workshop.handle_claim", handle)
    inbox = workshop.settings.inbox
    claims = take(workshop, *(write_einvoice(inbox / f"{n}.xml", n) for n in ("mail", "bill")))
    for _ in range(3):
        for claim in claims:
            with suppress(RightMissing):
                workshop.handle(claim, "batch")
    assert [record.message for record in caplog.records if record.name == "mailroom.troubles"] == [
        "mail.xml waits in processing: permission denied for table mails"
    ]


def test_a_full_disk_is_told_once_for_all_files(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def handle(claim: Claim, *_args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(claim.path))

    monkeypatch.setattr("flows.workshop.handle_claim", handle)
    inbox = workshop.settings.inbox
    claims = take(workshop, *(write_einvoice(inbox / f"{n}.xml", n) for n in ("one", "two")))
    for claim in claims * 2:
        with suppress(OSError):
            workshop.handle(claim, "batch")
    assert [record.message for record in caplog.records if record.name == "mailroom.troubles"] == [
        f"Files wait in processing: {workshop.settings.home}: No space left on device"
    ]


def test_documents_not_begun_wait_when_the_service_stops(
    workshop: Workshop, client: SyncPrefectClient
) -> None:
    inbox = workshop.settings.inbox
    claims = take(workshop, *(write_einvoice(inbox / f"{n}.xml", f"S-{n}") for n in range(3)))
    workshop.stopping.set()

    flow_run = run_batch(workshop, claims, client)

    assert flow_run.state_type == StateType.CANCELLED
    assert pending_claims(workshop.settings) == claims
    assert workshop.store.counts()["arrivals"] == 0
