"""`mailroom demo` beside a service that starts just then."""

import threading
from pathlib import Path

import pytest
from made_documents import KnowNothing, write_einvoice

from flows.direct import process_directly
from flows.watch import watch
from flows.workshop import Workshop, open_workshop
from mailroom import demo
from schemas.arrival import Claim
from schemas.settings import Settings
from tasks.intake import prepare_folders
from tasks.lock_home import SERVICE_LOCK, lock_home
from tasks.store import Store


def test_a_service_that_starts_meanwhile_takes_the_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "home", ready_s=0.0, scan_s=0.2)
    prepare_folders(settings)
    store = Store(settings.sql_url)
    store.migrate()
    workshop = Workshop(settings, KnowNothing(), store)
    open_workshop(workshop)
    monkeypatch.setattr(demo, "is_locked", lambda *_: False)
    monkeypatch.setattr(demo, "SAMPLES", write_einvoice(tmp_path / "samples" / "a.xml", "A").parent)

    def run(claims: list[Claim]) -> None:
        process_directly(claims, workshop, "batch")

    service = threading.Thread(target=watch, args=(workshop, run, threading.Event()))
    with lock_home(settings.home, SERVICE_LOCK):
        service.start()
        try:
            assert demo.run_demo(settings, wait_s=60.0)
        finally:
            workshop.stopping.set()
            service.join(10)
    store.close()
