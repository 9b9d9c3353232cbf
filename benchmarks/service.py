"""The real system: `mailroom up` on a temporary home; one file dropped when idle, and memory."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import psutil
from sqlalchemy import Engine, create_engine, func, select

from benchmarks.home import bench_settings
from benchmarks.report import Row, at_most, not_measured
from mailroom.children import Child
from mailroom.environment import child_environment
from schemas.settings import Settings
from schemas.tables import ArrivalRow

START_S = 120.0
ROW_S = 60.0
IDLE_S = 3.0
MAX_LATENCY_S = 5.0
MAX_SERVICE_MB = 1000.0
#: With the summariser, which is loaded by the first mail.
MAX_WITH_MAILS_MB = 1200.0


def measure_service(
    settings: Settings, pdfs: Sequence[Path], scans: Sequence[Path], mails: Sequence[Path]
) -> Iterator[Row]:
    """Drops the files one by one into the idle system and waits for each one's row."""
    with tempfile.TemporaryDirectory(prefix="mailroom-bench-") as scratch:
        home = Path(scratch) / "home"
        running = bench_settings(settings, home, settings.batch_n)
        log = Path(scratch) / "up.log"
        command = [str(Path(sys.executable).with_name("mailroom")), "up"]
        system = Child("system", command, child_environment(running), log)
        started_at = time.monotonic()
        system.start()
        try:
            if not _await_start(log):
                last = log.read_text(encoding="utf8", errors="replace").splitlines()[-1:]
                yield not_measured("the running system", f"it did not start {last}")
                return
            yield Row("start of the system until it watches", 0,
                      f"{time.monotonic() - started_at:.1f} s")  # fmt: skip
            born_digital = [_drop_and_wait(pdf, running) for pdf in pdfs]
            yield Row(
                "PDF dropped when idle until its row",
                len(pdfs),
                **at_most(max(born_digital), MAX_LATENCY_S, "s at worst", places=2),
                details={"seconds": born_digital},
            )
            scanned = [_drop_and_wait(scan, running) for scan in scans]
            if scanned:
                figure = f"{median(scanned):.2f} s (median)"
                yield Row("scan dropped when idle until its row", len(scans), figure)
            documents_n = len(pdfs) + len(scans)
            yield _service_memory(
                system.pid, "after born-digital PDFs and scans", documents_n, MAX_SERVICE_MB
            )
            written = [_drop_and_wait(mail, running) for mail in mails]
            yield Row(
                "mail dropped when idle until its row",
                len(mails),
                f"{median(written):.2f} s (median), {max(written):.2f} s at worst",
                details={"seconds": written},
            )
            yield _service_memory(
                system.pid, "after mails too", documents_n + len(mails), MAX_WITH_MAILS_MB
            )
            yield _server_memory(system.pid)
        finally:
            system.ask_to_stop()
            system.wait_or_kill(30.0)


def _await_start(log: Path) -> bool:
    """Whether both the launcher and the service have said that they are ready."""
    give_up_at = time.monotonic() + START_S
    while time.monotonic() < give_up_at:
        said = log.read_text(encoding="utf8", errors="replace") if log.exists() else ""
        if "Mailroom runs" in said and "watching" in said:
            return True
        time.sleep(0.1)
    return False


def _drop_and_wait(file: Path, settings: Settings) -> float:
    """Seconds from the copy's end until one more arrival stands in SQL; waits to be idle first.

    Raises:
        TimeoutError: no row within ROW_S.
    """
    time.sleep(IDLE_S)
    engine = create_engine(settings.sql_url)
    try:
        before_n = _count_arrivals(engine)
        shutil.copyfile(file, settings.inbox / "invoices" / file.name)
        start = time.monotonic()
        while _count_arrivals(engine) == before_n:
            if time.monotonic() - start > ROW_S:
                raise TimeoutError(f"no row for {file.name}")
            time.sleep(0.05)
        return time.monotonic() - start
    finally:
        engine.dispose()


def _count_arrivals(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(ArrivalRow)) or 0)


def _service_memory(system_pid: int, when: str, documents_n: int, most_mb: float) -> Row:
    resident_mb = _find_child(system_pid, "flows.service").memory_info().rss / 1e6
    figure = at_most(resident_mb, most_mb, "MB", places=0)
    return Row(f"service, resident, {when}", documents_n, **figure)


def _server_memory(system_pid: int) -> Row:
    server = _find_child(system_pid, "prefect_server")
    tree = [server, *server.children(recursive=True)]
    resident_mb = sum(process.memory_info().rss for process in tree) / 1e6
    return Row("Prefect's server, resident", 0, f"{resident_mb:.0f} MB")


def _find_child(system_pid: int, command: str) -> psutil.Process:
    children = psutil.Process(system_pid).children(recursive=True)
    return next(child for child in children if command in " ".join(child.cmdline()))
