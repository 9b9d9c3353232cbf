"""The mailbox's thread: a server that dies and comes back, a refused login, what operators see."""

import json
import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from imap_server import ACCOUNT, PASSWORD, ImapServer, mailbox_settings, message
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName
from prefect.client.schemas.objects import FlowRun

from flows import mailbox_loop
from flows.direct import process_directly
from flows.mailbox_loop import MailboxLoop, fetching
from flows.mailbox_runs import FLOW_NAME
from flows.service import BatchRunner
from flows.watch import watch
from flows.workshop import Workshop
from mailroom.environment import child_environment, service_environment
from mailroom.mail_report import mailbox_line
from schemas.arrival import MailboxState
from schemas.errors import FilingRefused, MailboxUnreachable
from schemas.settings import REPOSITORY
from tasks.mailbox import hard_mails
from tasks.mailbox.hard_mails import HardMails
from tasks.mailbox.ledger import mailbox_state
from tasks.mailbox.server import MailServer
from tasks.mailbox.settings import configured_mailbox
from tasks.store import Store

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ImapServer]:
    started = ImapServer(tmp_path / "imap")
    started.start()
    yield started
    started.remove()


@pytest.fixture
def shop(workshop: Workshop, server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """The workshop with a mailbox, whose thread tries again at once."""
    monkeypatch.setattr(mailbox_loop, "FIRST_PAUSE_S", 0.1)
    monkeypatch.setattr(mailbox_loop, "LONGEST_PAUSE_S", 0.5)
    monkeypatch.setattr(mailbox_loop, "SETTLE_S", 0.1)
    settings = mailbox_settings(
        workshop.settings.home, server.port, server.certificate, scan_s=0.2, imap_poll_s=30
    )
    return replace(workshop, settings=settings)


def wait_until(met: Callable[[], object], what: str, patience_s: float = 120) -> None:
    give_up_at = time.monotonic() + patience_s
    while not met():
        assert time.monotonic() < give_up_at, what
        time.sleep(0.05)


def state(shop: Workshop) -> MailboxState:
    mailbox = configured_mailbox(shop.settings)
    assert mailbox is not None
    return mailbox_state(shop.store, mailbox)


@contextmanager
def running(shop: Workshop) -> Iterator[None]:
    """The watching loop, and the mailbox's beside it, as the service runs them."""
    runner, wake = BatchRunner(shop), threading.Event()
    loop = runner.mailbox_loop(configured_mailbox(shop.settings))
    assert isinstance(loop, MailboxLoop)

    def watch_folders() -> None:
        watch(shop, lambda claims: _process(claims, shop), wake)

    thread = threading.Thread(target=watch_folders)
    with fetching(loop, shop.stopping):
        thread.start()
        yield
        shop.stopping.set()
        wake.set()
        thread.join(20)
    assert not thread.is_alive()
    assert not [one for one in threading.enumerate() if one.name == "mailbox"]


def _process(claims: list, shop: Workshop) -> None:  # type: ignore[type-arg]
    process_directly(claims, shop, "batch")


def test_mail_comes_at_once_and_through_a_server_that_dies(
    shop: Workshop, server: ImapServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with running(shop):
        wait_until(lambda: state(shop).checked_at, "never logged in")
        server.put(message(1))  # told by IDLE: the mailbox is asked itself only every 30 s
        wait_until(lambda: server.flags() == [(message(1), True)], "not marked", 28)
        server.kill()
        wait_until(lambda: state(shop).problem, "its death was not noticed")
        server.start()
        server.put(message(2))
        wait_until(lambda: all(seen for _, seen in server.flags()), "not resumed")
        wait_until(lambda: state(shop).problem is None, "the problem stayed")
    assert shop.store.counts()["arrivals"] == 2
    assert len(list(shop.settings.home.rglob("*.eml"))) == 2
    again = [record.levelno for record in caplog.records if "works again" in record.message]
    assert set(again) == {logging.INFO}
    assert PASSWORD not in caplog.text


def test_what_is_left_of_a_batch_does_not_wait_for_the_next_poll(
    shop: Workshop, server: ImapServer
) -> None:
    changes = {"imap_idle": False, "imap_poll_s": 600, "batch_n": 1}
    shop = replace(shop, settings=shop.settings.model_copy(update=changes))
    for _ in range(30):  # known by their bytes, so that none of them waits to be stored
        server.put(message(1))
    with running(shop):
        wait_until(lambda: all(seen for _, seen in server.flags()), "the rest waits", 60)
    assert shop.store.counts()["arrivals"] == 1


def test_polling_finds_mail_where_idle_is_not_wanted(shop: Workshop, server: ImapServer) -> None:
    changes = {"imap_idle": False, "imap_poll_s": 0.2}
    shop = replace(shop, settings=shop.settings.model_copy(update=changes))
    with running(shop):
        wait_until(lambda: state(shop).checked_at, "never logged in")
        server.put(message(1))
        wait_until(lambda: server.flags() == [(message(1), True)], "not marked")


def test_a_mail_whose_download_always_breaks_holds_up_no_other(
    shop: Workshop,
    server: ImapServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    fetch = MailServer.fetch
    broken = [True]

    def break_off(mails: MailServer, uid: int, limit_bytes: int) -> bytes | None:
        if broken and uid == min(mails.list_uids(None)):
            raise MailboxUnreachable("The mail server closed the connection.")
        return fetch(mails, uid, limit_bytes)

    monkeypatch.setattr(MailServer, "fetch", break_off)
    monkeypatch.setattr(hard_mails, "FIRST_PAUSE_S", 2.0)
    changes = {"imap_idle": False, "imap_poll_s": 0.2}
    shop = replace(shop, settings=shop.settings.model_copy(update=changes))
    server.put(message(1), message(2))
    with running(shop):
        wait_until(lambda: (message(2), True) in server.flags(), "the other waits")
        wait_until(lambda: state(shop).problem, "status does not name it")
        assert "The mail “Lamps 1” (UID " in mailbox_line(state(shop)).plain
        assert "no mail comes" not in mailbox_line(state(shop)).plain
        time.sleep(3)  # tried once more
        broken.clear()
        wait_until(lambda: all(seen for _, seen in server.flags()), "not tried again")
        wait_until(lambda: state(shop).problem is None, "the problem stayed")
    told = [one.message for one in caplog.records if one.name == "mailroom.mailbox"]
    assert [one.partition(": ")[2][:24] for one in told] == [
        "The mail server closed t", "The mail “Lamps 1” (UID ", "works again",
    ]  # fmt: skip


@pytest.fixture
def client(prefect_api: str) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as opened:
        yield opened


def runs(client: SyncPrefectClient) -> list[FlowRun]:
    found = client.read_flow_runs(flow_filter=FlowFilter(name=FlowFilterName(any_=[FLOW_NAME])))
    return [run for run in found if run.state and run.state.is_final()]


def test_a_filing_that_is_refused_keeps_no_mail_away(
    shop: Workshop, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[float] = []

    def refuse(*_: object) -> None:
        tried.append(time.monotonic())
        raise FilingRefused("The mail server x cannot make the folder y for stored mails.")

    monkeypatch.setattr(MailServer, "settle", refuse)
    monkeypatch.setattr(mailbox_loop, "LONGEST_PAUSE_S", 60)
    hard = [MailboxUnreachable("The mail “Lamps 9” is cut off at each try.")]
    monkeypatch.setattr(HardMails, "problem", lambda _: hard[0])
    changes = {"imap_idle": False, "imap_poll_s": 0.05}
    shop = replace(shop, settings=shop.settings.model_copy(update=changes))
    with running(shop):
        server.put(message(1))
        wait_until(lambda: tried, "it is not tried")
        server.put(message(2))
        wait_until(lambda: state(shop).fetched_n == 2, "no more mail comes")
        wait_until(lambda: "fetched" in str(mailbox_line(state(shop))), "not said to come")
        said = str(mailbox_line(state(shop)))
        wait_until(lambda: len(tried) > 3, "not tried again")
    assert "cannot make the folder" in said
    assert "Lamps 9" in said
    assert "no mail comes" not in said
    pauses = [later - earlier for earlier, later in pairwise(tried[:4])]
    assert [pause >= least for pause, least in zip(pauses, (0.1, 0.2, 0.4), strict=True)] == [
        True, True, True,
    ]  # fmt: skip


def test_operators_see_a_refused_login_and_what_was_fetched(
    shop: Workshop, server: ImapServer, client: SyncPrefectClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.set_password("changed on the server")
    with running(shop):
        wait_until(lambda: runs(client), "no run tells of it")
        (refused,) = runs(client)
        assert refused.name == f"INBOX of {ACCOUNT} on 127.0.0.1"
        assert refused.state is not None
        assert refused.state.is_failed()
        assert "refuses the login" in str(refused.state.message)
        assert "MAILROOM_IMAP_PASSWORD" in str(state(shop).problem)
        time.sleep(1.5)  # some more tries
        assert len(runs(client)) == 1
        server.set_password(PASSWORD)
        wait_until(lambda: state(shop).problem is None, "the right password did not help")
        server.put(message(1), message(2))
        wait_until(lambda: all(seen for _, seen in server.flags()), "not marked")
    fetched = [run for run in runs(client) if run.state and run.state.is_completed()]
    assert fetched
    assert {run.name for run in fetched} == {refused.name}
    artifacts = [one for one in client.read_artifacts() if one.key == "fetched-mails"]
    rows = [row for one in artifacts for row in json.loads(str(one.data))]
    assert sorted(row["Mail"].partition(" (")[0] for row in rows) == ["Lamps 1", "Lamps 2"]
    told = [caplog.text, *(run.model_dump_json() for run in runs(client)), json.dumps(rows)]
    assert not [text for text in told if PASSWORD in text]


def test_the_service_fetches_and_no_log_knows_the_password(
    shop: Workshop, server: ImapServer, tmp_path: Path
) -> None:
    settings = shop.settings.model_copy(update={"port": 9})
    server.put(message(1))
    assert PASSWORD not in "".join(child_environment(settings).values())
    log = tmp_path / "service.log"
    impatient = "import flows.service as s; s.SERVER_START_S = 0.0; s.sys.exit(s.main())"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", impatient],
            env=service_environment(settings), cwd=REPOSITORY, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        wait_until(lambda: server.flags() == [(message(1), True)], log.read_text(), 120)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
    assert f"INBOX of {ACCOUNT}" in log.read_text()
    assert PASSWORD not in log.read_text()
    assert Store(settings.sql_url).counts()["arrivals"] == 1
