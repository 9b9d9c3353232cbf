"""The whole system as staff and operators meet it: `mailroom up`, folders, UI, signals."""

import json
import os
import re
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from browser import find_chromium
from made_documents import write_einvoice, write_pdf
from playwright.sync_api import Page, sync_playwright
from running_system import RunningSystem, wait_until

from mailroom.launcher import run_system
from mailroom.work_pool import JOB_TEMPLATE, prepare_pool
from schemas.errors import SettingsError
from schemas.settings import Settings

#: Where to leave pictures of the UI for the documentation; else they are thrown away.
SCREENSHOTS = os.environ.get("MAILROOM_SCREENSHOTS")

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    running = RunningSystem(tmp_path_factory.mktemp("up"))
    running.start()
    yield running
    running.kill()


def drop(system: RunningSystem, name: str, number: str) -> Path:
    return write_einvoice(system.settings.inbox / "invoices" / name, number)


def finished(system: RunningSystem, name: str) -> bool:
    return any(found.path for found in system.store.find(name))


def test_a_dropped_file_becomes_a_row_and_lies_in_its_folder(system: RunningSystem) -> None:
    drop(system, "dropped.xml", "D-1")
    wait_until(lambda: finished(system, "dropped.xml"), system.said)
    (row,) = system.store.find("dropped.xml")
    assert row.outcome == "accepted"
    assert row.path is not None
    assert row.path.is_file()
    assert row.path.is_relative_to(system.settings.done.absolute())
    # The line follows the row: it is printed once the file was moved.
    line = re.compile(r"\d\d:\d\d:\d\d  accepted   dropped\.xml\n")
    wait_until(lambda: line.search(system.said()), system.said)


def test_a_doubtful_file_lies_in_review_beside_a_note(system: RunningSystem) -> None:
    write_pdf(system.settings.inbox / "mail" / "doubtful.pdf", ["Who am I?"])
    note = system.settings.review / "doubtful.pdf.note.txt"
    wait_until(note.exists, system.said)
    assert (system.settings.review / "doubtful.pdf").exists()
    assert note.read_text()


def test_a_second_up_is_refused(system: RunningSystem) -> None:
    done = system.run("up")
    assert done.returncode == 5
    assert "already works on" in done.stderr
    assert system.process is not None
    assert system.process.poll() is None


def test_process_is_refused_beside_the_service(system: RunningSystem, tmp_path: Path) -> None:
    done = system.run("process", write_einvoice(tmp_path / "p.xml", "P-1"))
    assert done.returncode == 5
    assert not system.store.find("p.xml")


def test_the_demo_shows_what_became_of_each_sample(system: RunningSystem) -> None:
    done = system.run("demo", "--wait-s", "90")
    assert done.returncode == 0, done.stdout + done.stderr
    samples = Path(__file__).parents[2] / "mailroom" / "samples"
    for sample in samples.iterdir():
        assert sample.name in done.stdout.replace("\n", " ")
    assert "accepted" in done.stdout
    assert "waits" not in done.stdout


def test_a_corrected_note_sends_the_file_on(system: RunningSystem) -> None:
    sample = Path(__file__).parents[2] / "mailroom" / "samples" / "Invoice BD-1087.pdf"
    (system.settings.inbox / "invoices" / sample.name).write_bytes(sample.read_bytes())
    note = system.settings.review / f"{sample.name}.note.txt"
    wait_until(note.exists, system.said)
    text = note.read_text("utf-8").replace("3861.60", "3,771.60").replace("[ ] I", "[x] I")
    note.write_text(text, "utf-8")
    wait_until(lambda: not note.exists() and finished(system, sample.name), system.said)
    (row,) = system.store.find(sample.name)
    wait_until(lambda: system.store.find(sample.name)[0].outcome == "accepted", system.said)
    record = system.store.record(row.document_id)
    assert record is not None
    total = record.field("total_gross")
    assert total is not None
    assert (total.value, total.origin) == ("3771.60", "human")
    assert not (system.settings.review / sample.name).exists()


def test_status_and_show_tell_what_is_stored(system: RunningSystem) -> None:
    drop(system, "shown.xml", "S-77")
    wait_until(lambda: finished(system, "shown.xml"), system.said)
    status = system.run("status")
    assert status.returncode == 0
    assert "running" in status.stdout
    assert "not running" not in status.stdout
    shown = system.run("show", "shown.xml")
    assert shown.returncode == 0
    assert "S-77" in shown.stdout
    assert "delivered" in shown.stdout
    assert system.run("show", "nothing-of-the-kind").returncode == 2


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1280, "height": 1100})
        browser.close()


def recorded_task_runs(system: RunningSystem) -> set[str]:
    runs = system.ask("/task_runs/filter", {"limit": 200})
    return {run["name"] for run in runs if run["state_type"] in ("COMPLETED", "FAILED")}


@pytest.mark.timeout(900)  # a fresh machine installs its browser first
def test_a_browser_finds_the_run_the_documents_and_the_table(
    system: RunningSystem, page: Page, tmp_path: Path
) -> None:
    names = ["seen-1.xml", "seen-2.xml", "seen-3.pdf", "seen-4.pdf"]
    staged = system.settings.home / "staged"
    write_einvoice(staged / names[0], "UI-1")
    write_einvoice(staged / names[1], "UI-2")
    write_pdf(staged / names[2], ["A letter of few words"])
    (staged / names[3]).touch()
    for name in names:
        (staged / name).rename(system.settings.inbox / "invoices" / name)
    # The recorder writes task runs a second later; a page of a finished run does not reload.
    wait_until(lambda: set(names) <= recorded_task_runs(system), system.said)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    pictures = Path(SCREENSHOTS) if SCREENSHOTS else tmp_path

    page.goto(f"{system.url}/runs")
    page.get_by_text("4 files: seen-1.xml, seen-2.xml, seen-3.pdf, …").first.click()
    page.get_by_text("SomeFailed").first.wait_for()
    page.wait_for_timeout(1500)  # the timeline draws itself in, and moves the tabs
    page.screenshot(path=pictures / "prefect-run.png")
    page.get_by_text("Task Runs", exact=True).click()
    for name in names:
        page.get_by_role("link", name=name).filter(visible=True).first.wait_for()
    page.get_by_text("NeedsReview").filter(visible=True).first.wait_for()
    of_this_run = {"flow_run_id": {"any_": [urlsplit(page.url).path.rsplit("/", 1)[-1]]}}
    (artifact,) = system.ask("/artifacts/filter", {"artifacts": of_this_run})
    page.goto(f"{system.url}/artifacts/artifact/{artifact['id']}")
    for text in (*names, "Nordlicht Lampen GmbH", "needs review", "failed"):
        page.get_by_text(text).filter(visible=True).first.wait_for()
    page.screenshot(path=pictures / "prefect-table.png")

    hosts.discard("")  # data: and blob: addresses stay within the browser
    assert hosts == {urlsplit(system.url).netloc}


def answer(system: RunningSystem, path: str, **asked: Any) -> tuple[int, Message]:
    """Status and headers of the answer to a request as a browser sends it."""
    request = urllib.request.Request(f"{system.url}/api{path}", **asked)
    try:
        with urllib.request.urlopen(request, timeout=10) as got:
            return got.status, got.headers
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers


def new_run_path(system: RunningSystem) -> str:
    """Where runs of the deployment are made, once that is registered."""
    path = "/deployments/name/process-backlog/process-backlog"
    wait_until(lambda: answer(system, path)[0] == 200, system.said)
    return f"/deployments/{system.ask(path)['id']}/create_flow_run"


def run_backlog(system: RunningSystem, folder: str) -> dict[str, str]:
    """The final state of a run of the deployment."""
    created = system.ask(new_run_path(system), {"parameters": {"folder": folder}})

    def state() -> dict[str, str]:
        found: dict[str, str] = system.ask(f"/flow_runs/{created['id']}")["state"]
        return found

    final = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
    wait_until(lambda: state()["type"] in final, lambda: str(state()), 100)
    return state()


def test_a_backlog_can_be_run_from_the_deployment(system: RunningSystem) -> None:
    backlog = system.settings.home / "backlog"
    for number in range(3):
        write_einvoice(backlog / f"old-{number}.xml", f"OLD-{number}")
    (backlog / "void.pdf").touch()
    state = run_backlog(system, "backlog")
    assert state["type"] == "COMPLETED", state
    assert state["message"] == "3 accepted, 1 failed"
    assert len(list(backlog.iterdir())) == 4


def test_a_foreign_page_gets_no_answer_from_the_api(system: RunningSystem) -> None:
    foreign = {"Origin": "http://evil.example"}
    asks = {"Access-Control-Request-Method": "POST"}
    status, headers = answer(system, "/health", headers=foreign)
    assert (status, headers.get("Access-Control-Allow-Origin")) == (403, None)
    status, headers = answer(system, "/flows/", method="OPTIONS", headers=foreign | asks)
    assert (status, headers.get("Access-Control-Allow-Origin")) == (403, None)
    assert answer(system, "/health", headers={"Host": "evil.example"})[0] == 403

    status, headers = answer(system, "/health", headers={"Origin": system.url})
    assert (status, headers.get("Access-Control-Allow-Origin")) == (200, system.url)


def test_a_run_cannot_say_what_is_executed(system: RunningSystem, tmp_path: Path) -> None:
    path = new_run_path(system)
    for variables in (
        {"command": f"touch {tmp_path}/ran"},
        {"env": {"PYTHONPATH": str(tmp_path)}},
        {"env.PYTHONPATH": str(tmp_path)},
        {"working_dir": str(tmp_path)},
    ):
        body = {"parameters": {"folder": "."}, "job_variables": variables}
        asked = {"data": json.dumps(body).encode(), "headers": {"Content-Type": "application/json"}}
        assert answer(system, path, **asked)[0] in (409, 422)
    assert system.ask("/work_pools/mailroom")["base_job_template"] == JOB_TEMPLATE


def test_a_pool_of_an_earlier_version_gets_our_template(system: RunningSystem) -> None:
    old = {"data": b'{"base_job_template": {}}', "headers": {"Content-Type": "application/json"}}

    def is_taken() -> bool:  # 503 while its database is busy
        return answer(system, "/work_pools/mailroom", method="PATCH", **old)[0] == 204

    wait_until(is_taken, system.said)
    assert system.ask("/work_pools/mailroom")["base_job_template"] == {}
    prepare_pool(f"{system.url}/api")
    assert system.ask("/work_pools/mailroom")["base_job_template"] == JOB_TEMPLATE


def test_a_backlog_is_no_way_out_of_the_home(system: RunningSystem, tmp_path: Path) -> None:
    write_einvoice(tmp_path / "far.xml", "FAR-1")
    state = run_backlog(system, os.path.relpath(tmp_path, system.settings.home))
    assert state["type"] == "FAILED"
    assert ".." in state["message"]
    assert not system.store.find("far.xml")


def test_without_its_server_it_goes_on_and_starts_it_again(system: RunningSystem) -> None:
    system.child("prefect_server").kill()
    drop(system, "unseen.xml", "U-1")
    wait_until(lambda: finished(system, "unseen.xml"), system.said)
    wait_until(lambda: "starting it again" in system.said(), system.said)

    def healthy() -> bool:
        try:
            return system.ask("/health") is True
        except OSError:
            return False

    wait_until(healthy, system.said)
    drop(system, "seen-again.xml", "U-2")
    wait_until(lambda: finished(system, "seen-again.xml"), system.said)


def test_the_service_stays_under_a_gigabyte(system: RunningSystem) -> None:
    assert system.child("flows.service").memory_info().rss < 1_000_000_000


def test_ctrl_c_stops_everything_within_seconds(system: RunningSystem) -> None:
    tree = system.tree()
    assert len(tree) >= 4
    start = time.monotonic()
    assert system.end(signal.SIGINT) == 0
    assert time.monotonic() - start < 20
    assert not [one for one in tree if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    assert system.said().rstrip().endswith("Stopped.")


def test_a_killed_launcher_leaves_no_orphan_and_no_lock(tmp_path: Path) -> None:
    system = RunningSystem(tmp_path)
    try:
        system.start()
        orphans = system.tree()[1:]
        system.end(signal.SIGKILL)
        wait_until(
            lambda: (
                not [
                    one
                    for one in orphans
                    if one.is_running() and one.status() != psutil.STATUS_ZOMBIE
                ]
            ),
            lambda: str(orphans),
        )
        drop(system, "meanwhile.xml", "K-1")
        system.start()
        wait_until(lambda: finished(system, "meanwhile.xml"), system.said)
        assert system.end(signal.SIGTERM) == 0
    finally:
        system.kill()


def test_a_taken_port_is_said_at_once(tmp_path: Path) -> None:
    system = RunningSystem(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", system.settings.port))
        taken.listen()
        done = system.run("up")
    assert done.returncode == 6
    assert "--port" in done.stderr


@pytest.mark.parametrize("host", ["nosuch.invalid", "192.0.2.7"])
def test_a_host_that_is_not_ours_is_said_to_be_wrong(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingsError, match=f"{host}:4200 cannot be used") as caught:
        run_system(Settings(host=host, home=tmp_path / "home"))
    assert not (tmp_path / "home").exists()
    assert "--port" not in str(caught.value)
    assert "MAILROOM_HOST" in caught.value.advice
