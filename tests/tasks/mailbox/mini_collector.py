"""One round of fetching and filing mail; as a program it kills itself at a given call.

Usage: mini_collector.py HOME DATABASE_URL PORT CA_FILE OWNER NAME before|after CALL
"""

import sys
from pathlib import Path
from typing import Any

from imap_server import mailbox_settings
from made_documents import KnowNothing

from schemas.arrival import Mailbox
from schemas.settings import Settings
from tasks.handle_claim import handle_claim
from tasks.intake import claim_file, pending_claims, scan_inbox
from tasks.mailbox import collect as collecting
from tasks.mailbox.collect import CollectedMail, MailCollector
from tasks.mailbox.ledger import MailLedger
from tasks.mailbox.server import MailServer, open_mail_server
from tasks.mailbox.settings import configured_mailbox
from tasks.store import Store
from tests.tasks.mini_service import die_at

OWNERS: dict[str, Any] = {
    "Path": Path, "MailLedger": MailLedger, "MailServer": MailServer, "Store": Store,
    "collecting": collecting,
}  # fmt: skip


def our_mailbox(settings: Settings) -> Mailbox:
    mailbox = configured_mailbox(settings)
    assert mailbox is not None
    return mailbox


def collect(settings: Settings, store: Store) -> list[CollectedMail]:
    """One start of the mailbox's thread: all new messages into the inbox."""
    mailbox = our_mailbox(settings)
    collector = MailCollector(mailbox, MailLedger(store, mailbox), settings)
    with open_mail_server(settings) as server:
        collector.open_spool(server)
        found = [collector.collect(uid, server) for uid in collector.find_new(server)]
    return [mail for mail in found if mail is not None]


def file(settings: Settings, store: Store) -> None:
    """One start of the watching service: whatever waits becomes a row."""
    claims = pending_claims(settings)
    claims += [c for path in scan_inbox(settings, {}) if (c := claim_file(path, settings))]
    for claim in claims:
        handle_claim(claim, KnowNothing(), store, settings, "batch")


def settle(settings: Settings, store: Store) -> int:
    """Tells the mail server what is stored; returns how many are not."""
    mailbox = our_mailbox(settings)
    collector = MailCollector(mailbox, MailLedger(store, mailbox), settings)
    with open_mail_server(settings) as server:
        collector.open_spool(server)
        return collector.settle_stored(server)


def run_round(settings: Settings, store: Store) -> None:
    collect(settings, store)
    file(settings, store)
    settle(settings, store)


if __name__ == "__main__":
    home, url, port, ca_file, owner, name, moment, call = sys.argv[1:]
    chosen = mailbox_settings(Path(home), int(port), Path(ca_file), database_url=url)
    die_at(OWNERS[owner], name, moment, int(call))
    run_round(chosen, Store(url))
