"""The service dies without warning between any two steps; the next one ends the work."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from mini_service import serve
from sqlalchemy import text

from schemas.settings import Settings
from tasks.intake import pending_claims, prepare_folders
from tasks.store import Store

FILES_N = 6
OUTCOMES = ("accepted", "needs_review", "failed")


def serve_until_killed(settings: Settings, *death: str) -> int:
    """Runs the service in a process of its own; returns its exit code."""
    here = Path(__file__).parent
    return subprocess.run(
        [sys.executable, here / "mini_service.py", settings.home, settings.sql_url, *death],
        env={**os.environ, "PYTHONPATH": str(here.parents[1])},
        check=False,
        timeout=60,
    ).returncode


@pytest.mark.parametrize(
    ("owner", "name", "moment", "call"),
    [
        ("Path", "rename", "before", "3"),  # claimed on paper only
        ("Path", "rename", "after", "3"),  # claimed, not saved
        ("Store", "save", "before", "2"),
        ("Store", "save", "after", "2"),  # committed, not moved
        ("os", "link", "after", "2"),  # lies in two folders
        ("deliver", "move_once", "after", "2"),  # moved, without its note
        ("Store", "mark_delivered", "before", "2"),  # moved, not marked
        ("Store", "mark_delivered", "after", "2"),  # marked, claim not released
    ],
)
def test_every_file_ends_once_in_sql_and_once_in_a_folder(
    store: Store, tmp_path: Path, owner: str, name: str, moment: str, call: str
) -> None:
    settings = Settings(home=tmp_path / "home", database_url=store.url, ready_s=0.0)
    prepare_folders(settings)
    dropped = {}
    for number in range(FILES_N):
        data = OUTCOMES[number % 3][:1].encode() + b"%d" % number
        (settings.inbox / "invoices" / f"{number}.pdf").write_bytes(data)
        dropped[f"{number}.pdf"] = data

    assert serve_until_killed(settings, owner, name, moment, call) == -signal.SIGKILL
    serve(settings, store)

    found = {
        path.name: path.read_bytes()
        for folder in (settings.done, settings.review, settings.failed)
        for path in folder.rglob("*.pdf")
    }
    assert found == dropped
    assert [path for path in settings.inbox.rglob("*") if path.is_file()] == []
    assert list(settings.processing.iterdir()) == []
    assert pending_claims(settings) == []
    notes = [*settings.review.glob("*.note.txt"), *settings.failed.glob("*.note.txt")]
    assert len(notes) == FILES_N - FILES_N // 3
    with store.reading() as session:
        rows = session.execute(
            text("SELECT d.outcome, count(*) FROM documents d GROUP BY d.outcome")
        )
        counted = dict(rows.all())
        assert counted == dict.fromkeys(OUTCOMES, FILES_N // 3)
    counts = store.counts()
    assert (counts["arrivals"], counts["undelivered"], counts["duplicate"]) == (FILES_N, 0, 0)
