"""`mailroom show`: one stored document, mail or thread, and what happened to it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from mailroom.mail_report import print_mail, print_thread
from mailroom.report import print_record, print_summaries
from schemas.arrival import Event
from schemas.settings import Settings
from tasks.home_places import HomePlaces
from tasks.lock_home import require_home
from tasks.mail_query import list_mails, list_thread
from tasks.same_database import require_same_database
from tasks.store import Store
from tasks.streams import encode_as_json


def print_document(text: str, as_json: bool, settings: Settings) -> bool:
    """The stored document that `text` names, by id or file, or the mails of the thread it names.

    Else says what was found instead. Returns whether exactly one document or thread was meant.
    """
    if not settings.database_url:
        require_home(settings.home)
    require_same_database(settings)
    places = HomePlaces(settings)
    store = Store(settings.sql_url, places.present)
    store.migrate(make=False)
    found = store.find(text) or store.find(_within_home(text, places))
    if not found and (mails := list_thread(store, text)):
        if as_json:
            _print_json([mail.document_id for mail in mails], store)
        else:
            print_thread(mails)
        return True
    if len(found) != 1:
        errors = Console(stderr=True, highlight=False)
        known = f"{len(found)} documents are" if found else "No document is"
        errors.print(Text(f"{known} called {text}."))
        print_summaries(errors, "", found)
        return False
    document_id = found[0].document_id
    if as_json:
        _print_json([document_id], store)
        return True
    _print_one(document_id, store)
    _print_history(document_id, store.events(document_id))
    return True


def _within_home(text: str, places: HomePlaces) -> str:
    """A file's path behind the home, if that may have lain elsewhere when it was filed; or ""."""
    path = Path(text)
    follows = places.owns_all and path.is_relative_to(places.home)
    return str(path.relative_to(places.home)) if follows else ""


def _print_one(document_id: str, store: Store) -> None:
    record = store.record(document_id)
    assert record is not None
    if mails := list_mails(store, [document_id]):
        print_mail(mails[0], record.reasons)
        return
    for each in (record, *store.parts(document_id)):
        print_record(each, sys.stdout)


def _print_json(document_ids: Sequence[str], store: Store) -> None:
    """One record per line: each document, and after it what it carried."""
    encode_as_json(sys.stdout)
    for document_id in document_ids:
        for record in filter(None, (store.record(document_id), *store.parts(document_id))):
            print(record.to_json())


def _print_history(document_id: str, events: Sequence[Event]) -> None:
    """What happened, oldest first; what happened to an attachment names that."""
    console = Console(highlight=False)
    for event in events:
        about = event.document_id or document_id
        name = event.name.replace("_", " ")
        name += "" if about == document_id else f" (attachment {about[:12]})"
        detail = ", ".join(f"{key} {value}" for key, value in event.detail.items())
        moment = event.at.astimezone()
        console.print(Text(f"  {moment:%Y-%m-%d %H:%M:%S}  {name}  {detail}", "dim"))
