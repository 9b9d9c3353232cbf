"""The loop that scans, claims and hands on; and what wakes it."""

import os
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from made_documents import KnowNothing, write_einvoice, write_pdf
from watchdog.observers.api import BaseObserver

from flows import watch as watching
from flows.direct import process_directly
from flows.wake import observe_folders
from flows.workshop import Workshop
from schemas.arrival import Claim
from schemas.document import Page
from schemas.prediction import Prediction
from schemas.settings import Settings
from tasks.intake import claim_file, pending_claims
from tasks.troubles import Troubles


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

    monkeypatch.setattr(watching, "observe_folders", deaf)
    batches: list[list[Claim]] = []
    with watching_thread(with_settings(workshop, scan_s=0.2), batches.append):
        time.sleep(0.3)
        write_einvoice(workshop.settings.inbox / "a.xml", "A")
        wait_until(lambda: bool(batches), "the timer did not scan")
    assert [claim.original for claim in batches[0]] == [Path("a.xml")]


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

    def refuse_locked(path: Path, settings: Settings, _troubles: Troubles) -> Claim | None:
        return None if "locked" in path.name else claim_file(path, settings)

    monkeypatch.setattr(watching, "claim_file", refuse_locked)
    batches = [watching.claim_ready(workshop, {}, Troubles()) for _ in range(3)]
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

    with watching_thread(with_settings(workshop, workers_n=1), fail_once):
        wait_until(lambda: workshop.store.outcomes() == {"accepted": (2, 0)}, "one was forgotten")
    assert left is not None
    assert seen == ["left.xml", "new.xml", "left.xml"]
    assert pending_claims(workshop.settings) == []


def test_reading_the_inbox_does_not_wake_the_scan(workshop: Workshop) -> None:
    path = write_einvoice(workshop.settings.inbox / "a.xml", "A")
    wake = threading.Event()
    with observe_folders(workshop.settings, wake):
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
    assert [claim.original for claim in batches[0]] == [Path("a.xml")]


def test_what_the_observer_says_of_nested_folders_is_not_told(workshop: Workshop) -> None:
    with observe_folders(workshop.settings, threading.Event()):
        # Of our tests' warnings each is an error.
        warnings.warn(
            "Callback with id '3' already exists for watch x.", RuntimeWarning, stacklevel=1
        )


def test_a_slow_document_does_not_hold_up_the_next(workshop: Workshop) -> None:
    inbox = workshop.settings.inbox
    go_on, most_at_once_n, at_work = threading.Event(), 0, set()

    class Watched(KnowNothing):
        def predict(self, pages: Sequence[Page]) -> Prediction:
            nonlocal most_at_once_n
            at_work.add(threading.get_ident())
            most_at_once_n = max(most_at_once_n, len(at_work))
            words = " ".join(word.text for word in pages[0].words)
            assert "slow" not in words or go_on.wait(20)
            at_work.discard(threading.get_ident())
            return super().predict(pages)

    workshop = replace(workshop, model=Watched())

    def done() -> int:
        return workshop.store.counts()["arrivals"]

    def run(claims: list[Claim]) -> None:
        process_directly(claims, workshop, "batch")

    write_pdf(inbox / "slow.pdf", ["This is slow"])
    with watching_thread(workshop, run):
        for number in range(6):
            write_pdf(inbox / f"{number}.pdf", [f"Letter {number}"])
            wait_until(lambda: done() == number + 1, "it waited for the slow one")  # noqa: B023
        assert not workshop.store.find("slow.pdf")
        go_on.set()
        wait_until(lambda: done() == 7, "the slow one is missing")
    assert most_at_once_n == workshop.settings.workers_n
    assert pending_claims(workshop.settings) == []


def test_two_slow_documents_leave_the_inbox_alone(workshop: Workshop) -> None:
    go_on = threading.Event()
    batches: list[list[Claim]] = []

    def hold(claims: list[Claim]) -> None:
        batches.append(claims)
        go_on.wait(20)

    with watching_thread(with_settings(workshop, scan_s=0.1), hold):
        for number in range(3):
            write_einvoice(workshop.settings.inbox / f"{number}.xml", str(number))
            if number < 2:
                wait_until(lambda: len(batches) == number + 1, "not taken")  # noqa: B023
        time.sleep(0.5)
        assert len(batches) == 2
        assert (workshop.settings.inbox / "2.xml").exists()
        go_on.set()


def test_an_unexpected_error_of_a_batch_ends_the_watch(workshop: Workshop) -> None:
    def fail(_claims: list[Claim]) -> None:
        raise ZeroDivisionError

    write_einvoice(workshop.settings.inbox / "a.xml", "A")
    with pytest.raises(ZeroDivisionError):
        watching.watch(workshop, fail, threading.Event())
