"""`mailroom status`: how the system fares, on one screen."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mailroom.mail_report import mailbox_line
from mailroom.report import outcome_text, print_summaries
from schemas.settings import Settings
from tasks.home_places import HomePlaces
from tasks.intake import CLAIM_FILE, Sightings, scan_inbox
from tasks.lock_home import SERVICE_LOCK, is_locked, require_home
from tasks.mailbox.ledger import mailbox_state
from tasks.mailbox.settings import configured_mailbox
from tasks.same_database import require_same_database
from tasks.store import Store
from tasks.troubles import Troubles

#: So many of the documents that wait are listed.
WAITING_N = 10


def print_status(settings: Settings) -> None:
    """Counts by outcome, whether the system runs, what waits for review, the last failures."""
    console = Console(highlight=False)
    require_home(settings.home)
    require_same_database(settings)
    store = Store(settings.sql_url, HomePlaces(settings).present)
    store.migrate(make=False)
    running = is_locked(settings.home, SERVICE_LOCK)
    state = Text("running", "green") if running else Text("not running", "yellow")
    console.print(Text(f"{settings.home}  ").append_text(state))
    console.print(_count_table(store))
    seen, left = Sightings(), Troubles()
    scan_inbox(settings, seen, left)
    stays = f", left alone there {left.count()}" if left.count() else ""
    counts = store.counts()
    told = " (the same bytes again are not counted above)" if counts["duplicate"] else ""
    console.print(
        f"  files received {counts['arrivals']}, of these duplicates {counts['duplicate']}{told}; "
        f"in the inbox {len(seen)}{stays}, in processing {_count_claims(settings)}"
    )
    if (mailbox := configured_mailbox(settings)) is not None:
        console.print(mailbox_line(mailbox_state(store, mailbox)))
    _print_waiting(console, store, settings)
    print_summaries(console, "Last failures", store.last_failures(5))


def _print_waiting(console: Console, store: Store, settings: Settings) -> None:
    """The newest that wait, and how many more; what a clerk has put away is only counted."""
    all_of_them = store.waiting()
    waiting = [one for one in all_of_them if _still_lies(one.path, settings)]
    print_summaries(console, "Waiting for review", waiting[:WAITING_N])
    if (more_n := len(waiting) - WAITING_N) > 0:
        console.print(f"  … and {more_n} more")
    if away_n := len(all_of_them) - len(waiting):
        console.print(f"  needed review, and put away since: {away_n}")


def _still_lies(path: Path | None, settings: Settings) -> bool:
    """Whether a file lies where it was delivered, or in review of a home that was moved since."""
    return path is None or path.exists() or (settings.review / path.name).exists()


def _count_table(store: Store) -> Table:
    """Documents by outcome; what came inside a mail is told apart."""
    outcomes = store.outcomes()
    table = Table(box=None, padding=(0, 2), header_style="dim")
    table.add_column("")
    table.add_column("documents", justify="right")
    table.add_column("attachments", justify="right")
    for outcome in ("accepted", "needs_review", "duplicate", "failed"):
        own_n, attached_n = outcomes.get(outcome, (0, 0))
        table.add_row(outcome_text(outcome), str(own_n), str(attached_n))
    return table


def _count_claims(settings: Settings) -> int:
    """Counts without touching: `pending_claims` is for the owner of the folder alone."""
    return sum(1 for _ in settings.processing.glob(f"*/{CLAIM_FILE}"))
