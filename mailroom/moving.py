"""`mailroom copy-database`: the rows go over, files stay where they are."""

from contextlib import nullcontext

from rich.console import Console

from schemas.settings import Settings
from tasks.copy_database import copy_database
from tasks.database import Database
from tasks.lock_home import SERVICE_LOCK, lock_home
from tasks.plain_text import count_words


def copy_rows(source_url: str, target_url: str, settings: Settings) -> None:
    """Copies all rows and tells how many each table has.

    Raises:
        AlreadyRunning: a service works on the home folder.
        SettingsError: a URL cannot be understood, or the target has rows.
        StoreError: a database cannot be reached.
    """
    is_there = settings.home.exists()
    with lock_home(settings.home, SERVICE_LOCK) if is_there else nullcontext():
        source = Database(source_url, "FROM")
        target = Database(target_url, "TO") if target_url else Database(settings.sql_url)
        counts = copy_database(source, target)
        source.close()
        target.close()
    console = Console(highlight=False, markup=False)
    for name, rows_n in counts.items():
        if rows_n:
            console.print(f"  {name:<18}{count_words(rows_n, 'row')}")
    console.print("Copied, all or nothing. Name the new database by MAILROOM_DATABASE_URL.")
