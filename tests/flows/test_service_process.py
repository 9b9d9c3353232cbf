"""The service as a process: with no server, killed, stopped, with the wrong model."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from made_documents import UBL, write_einvoice, write_mail, write_pdf
from prefect.client.orchestration import get_client
from sqlalchemy import create_engine, text

from mailroom.environment import child_environment
from schemas.settings import REPOSITORY, Settings
from tasks.intake import prepare_folders
from tasks.store import Store

KILLS_N = 10
SEED = 20260302
#: The launcher starts server and service at once, so it waits a while for the server, and a file
#: may be away for a moment; not here.
IMPATIENT = (
    "-c",
    "import flows.service as s, tasks.sqlite_file as f; f.AWAY_S = 1.0; "
    "s.SERVER_START_S = 0.0; s.sys.exit(s.main())",
)


@contextmanager
def service(
    settings: Settings, log: Path, program: tuple[str, str] = ("-m", "flows.service")
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, *program],
            env=child_environment(settings),
            cwd=REPOSITORY,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(met: Callable[[], object], what: Callable[[], str], patience_s: float = 60) -> None:
    give_up_at = time.monotonic() + patience_s
    while not met():
        assert time.monotonic() < give_up_at, what()
        time.sleep(0.05)


def says(log: Path, word: str, times_n: int = 1) -> Callable[[], bool]:
    return lambda: log.exists() and log.read_text(errors="replace").count(word) >= times_n


def home_settings(tmp_path: Path, **changes: object) -> Settings:
    settings = Settings(home=tmp_path / "home", ready_s=0.1, scan_s=1.0)
    prepare_folders(settings)
    return settings.model_copy(update=changes)


def test_without_a_server_documents_are_processed_all_the_same(tmp_path: Path) -> None:
    settings, log = home_settings(tmp_path, port=9), tmp_path / "log"
    write_einvoice(settings.inbox / "invoices" / "a.xml", "A")
    with service(settings, log, IMPATIENT) as process:
        wait_until(says(log, "accepted   a.xml"), log.read_text)
        assert "not in the UI" in log.read_text()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert len(list(settings.done.rglob("a.xml"))) == 1


def test_an_unusable_model_is_said_and_ends_the_service(tmp_path: Path) -> None:
    settings, log = home_settings(tmp_path, model=str(tmp_path)), tmp_path / "log"
    with service(settings, log) as process:
        assert process.wait(60) == 3
    assert "STOPPED" in log.read_text()
    assert "MAILROOM_MODEL" in log.read_text()


@pytest.mark.timeout(300)  # the second look comes half a minute after the first
def test_a_database_file_that_is_taken_away_ends_the_service_and_loses_nothing(
    tmp_path: Path,
) -> None:
    settings, log = home_settings(tmp_path, port=9), tmp_path / "log"
    database, aside = settings.home / "mailroom.db", tmp_path / "aside.db"
    with service(settings, log, IMPATIENT) as process:
        wait_until(says(log, "watching"), log.read_text, 120)
        write_einvoice(settings.inbox / "invoices" / "a.xml", "A")
        wait_until(says(log, "accepted   a.xml"), log.read_text)
        database.rename(aside)
        write_einvoice(settings.inbox / "invoices" / "b.xml", "B")
        assert process.wait(60) == 7
    assert "STOPPED" in log.read_text()
    assert not database.exists()
    aside.rename(database)
    with service(settings, log, IMPATIENT) as process:
        wait_until(says(log, "accepted   b.xml"), log.read_text, 120)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert Store(settings.sql_url).outcomes()["accepted"] == (2, 0)


def drop_mixed(folder: Path, prefix: str, count_n: int) -> list[Path]:
    """Different documents of several kinds, complete at once under their names."""
    paths = []
    for number in range(count_n):
        name = f"{prefix}-{number}"
        if number % 4 == 3:
            attached = {f"{name}.xml": UBL.format(number=f"M-{name}").encode()}
            paths.append(write_mail(folder / "mail" / f"{name}.eml", name, attached))
        elif number % 4 == 2:
            paths.append(write_pdf(folder / "invoices" / f"{name}.pdf", [f"Letter {name}"] * 20))
        else:
            paths.append(write_einvoice(folder / "invoices" / f"{name}.xml", name))
    return paths


@pytest.mark.timeout(600)
def test_killed_at_ten_random_moments_every_file_ends_once(
    tmp_path: Path, prefect_settings: Settings, prefect_api: str
) -> None:
    """kill -9 under load, start again; in SQL once, in a folder once, and no run left open."""
    settings = home_settings(tmp_path, host=prefect_settings.host, port=prefect_settings.port,
                             batch_n=15, summariser="")  # fmt: skip
    log, moments = tmp_path / "log", random.Random(SEED)
    dropped: dict[str, str] = {}
    under_load_n = 0
    for round_n in range(KILLS_N):
        staged = drop_mixed(tmp_path / "staged", f"r{round_n}", 40)
        dropped |= {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in staged}
        for path in staged:
            shutil.move(path, settings.inbox / path.parent.name / path.name)
        with service(settings, log) as process:
            wait_until(says(log, "watching", round_n + 1), log.read_text)
            time.sleep(moments.uniform(0.2, 2.5))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        under_load_n += bool(unfinished(settings))
    arrived_n = Store(settings.sql_url).counts()["arrivals"]
    with service(settings, log) as process:
        wait_until(says(log, "watching", KILLS_N + 1), log.read_text)
        wait_until(lambda: not unfinished(settings), lambda: str(unfinished(settings)), 600)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0

    assert arrived_n > 0
    assert under_load_n >= KILLS_N / 2
    folders = [settings.done, settings.review, settings.failed]
    found = Counter(
        path.name
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(".note.txt")
    )
    assert found == Counter(dropped.keys())
    assert not list(settings.failed.glob("*"))
    with create_engine(settings.sql_url).connect() as sql:
        rows = sql.execute(text("SELECT document_id, original_path FROM arrivals")).all()
    assert Counter(Path(original).name for _, original in rows) == Counter(dropped.keys())
    assert {Path(original).name: document_id for document_id, original in rows} == dropped
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(limit=200)
    states = Counter(run.state_name for run in runs)
    assert states["Crashed"] > 0
    assert states["Completed"] + states["NeedsReview"] > 0
    assert states["Running"] + states["Pending"] == 0


def unfinished(settings: Settings) -> list[str]:
    """What still lies in the inbox or in processing."""
    folders = (settings.inbox, settings.processing)
    # Not rglob: it fails where a folder goes while it is looked through.
    return [name for folder in folders for _, _, names in os.walk(folder) for name in names]
