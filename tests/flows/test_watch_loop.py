"""The loop that scans, claims and hands on; and what wakes it."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from made_documents import write_einvoice
from watchdog.observers.api import BaseObserver

from flows import watch as watching
from flows.direct import process_directly
from flows.wake import observe_inbox
from flows.workshop import Workshop
from schemas.arrival import Claim
from schemas.settings import Settings
from tasks.intake import claim_file, pending_claims


def wait_until(met: Callable[[], bool], what: str) -> None:
    give_up_at = time.monotonic() + 20
    while not met():
        assert time.monotonic() < give_up_at, what
        time.sleep(0.02)


@contextmanager
def watching_thread(
    workshop: Workshop, run_batch: Callable[[list[Claim]], None]
) -> Iterator[threading.Event]:
    wake = threading.Event()
    thread = threading.Thread(target=watching.watch, args=(workshop, run_batch, wake))
    thread.start()
    try:
        yield wake
    finally:
        workshop.stopping.set()
        wake.set()
        thread.join(10)
        assert not thread.is_alive()


def with_settings(workshop: Workshop, **changes: object) -> Workshop:
    return replace(workshop, settings=workshop.settings.model_copy(update=changes))


@pytest.mark.parametrize("polling", [False, True])
def test_a_dropped_file_wakes_a_scan_long_before_the_timer(
    workshop: Workshop, polling: bool
) -> None:
    workshop = with_settings(workshop, scan_s=60.0, polling=polling)
    batches: list[list[Claim]] = []
    with watching_thread(workshop, batches.append):
        time.sleep(0.3)  # past the first scan, into the wait for the timer
        write_einvoice(workshop.settings.inbox / "mail" / "new" / "a.xml", "A")
        wait_until(lambda: bool(batches), "the event did not wake the scan")
    assert [claim.original for claim in batches[0]] == [Path("mail/new/a.xml")]
    assert batches[0][0].tags == ("new",)


def test_the_timer_finds_what_no_event_told(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def deaf(_settings: Settings, _wake: threading.Event) -> Iterator[None]:
        yield

    monkeypatch.setattr(watching, "observe_inbox", deaf)
    batches: list[list[Claim]] = []
    with watching_thread(with_settings(workshop, scan_s=0.2), batches.append):
        time.sleep(0.3)
        write_einvoice(workshop.settings.inbox / "a.xml", "A")
        wait_until(lambda: bool(batches), "the timer did not scan")


def test_files_there_at_the_start_are_taken_in_batches(workshop: Workshop) -> None:
    for number in range(7):
        write_einvoice(workshop.settings.inbox / "invoices" / f"{number}.xml", str(number))
    batches: list[list[Claim]] = []
    with watching_thread(with_settings(workshop, batch_n=3), batches.append):
        wait_until(lambda: sum(map(len, batches)) == 7, "not all were taken")
    assert [len(batch) for batch in batches] == [3, 3, 1]


def test_files_that_cannot_be_taken_hold_up_no_other(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = with_settings(workshop, batch_n=2)
    inbox = workshop.settings.inbox / "invoices"
    names = ["1-locked.xml", "2-locked.xml", "3-locked.xml", "4.xml", "5.xml", "6.xml"]
    for age, name in enumerate(names):
        os.utime(write_einvoice(inbox / name, name), (1_000_000 + age, 1_000_000 + age))

    def refuse_locked(path: Path, settings: Settings) -> Claim | None:
        return None if "locked" in path.name else claim_file(path, settings)

    monkeypatch.setattr(watching, "claim_file", refuse_locked)
    batches = [watching.claim_ready(workshop, {}) for _ in range(3)]
    taken = [[claim.original.name for claim in batch] for batch in batches]
    assert taken == [["4.xml", "5.xml"], ["6.xml"], []]


def test_a_growing_file_is_not_taken_until_it_is_still(workshop: Workshop) -> None:
    batches: list[list[Claim]] = []
    path = workshop.settings.inbox / "invoices" / "slow.xml"
    with watching_thread(with_settings(workshop, ready_s=0.6), batches.append):
        for _ in range(10):
            with path.open("ab") as file:
                file.write(b"x" * 10)
            time.sleep(0.1)
            assert not batches
        wait_until(lambda: bool(batches), "it was never taken")
    assert batches[0][0].path.stat().st_size == 100


def test_what_a_killed_service_left_comes_first_and_what_fails_is_tried_again(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "RETRY_S", 0.3)
    left = claim_file(write_einvoice(workshop.settings.inbox / "left.xml", "L"), workshop.settings)
    write_einvoice(workshop.settings.inbox / "new.xml", "N")
    seen: list[str] = []

    def fail_once(claims: list[Claim]) -> None:
        seen.extend(claim.original.name for claim in claims)
        if seen != ["left.xml"]:
            process_directly(claims, workshop, "batch")

    with watching_thread(workshop, fail_once):
        wait_until(lambda: workshop.store.counts()["accepted"] == 2, "one was forgotten")
    assert left is not None
    assert seen == ["left.xml", "new.xml", "left.xml"]
    assert pending_claims(workshop.settings) == []


def test_reading_the_inbox_does_not_wake_the_scan(workshop: Workshop) -> None:
    path = write_einvoice(workshop.settings.inbox / "a.xml", "A")
    wake = threading.Event()
    with observe_inbox(workshop.settings, wake):
        path.read_bytes()
        list(workshop.settings.inbox.rglob("*"))
        assert not wake.wait(0.5)
        path.unlink()
        assert wake.wait(5)


@pytest.mark.parametrize("polling", [False, True])
@pytest.mark.parametrize("error", [OSError("inotify watch limit reached"), RecursionError()])
def test_an_inbox_that_cannot_be_observed_is_scanned(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, polling: bool, error: Exception
) -> None:
    def refuse(_observer: object) -> None:
        raise error

    monkeypatch.setattr(BaseObserver, "start", refuse)
    write_einvoice(workshop.settings.inbox / "a.xml", "A")
    batches: list[list[Claim]] = []
    with watching_thread(with_settings(workshop, polling=polling), batches.append):
        wait_until(lambda: bool(batches), "nothing was scanned")
