"""What a process keeps warm between flow runs: settings, model, store.

Prefect must never see these objects: parameters are serialised and cached by their hash. So the
watching service opens the workshop once, and a deployment's process builds it on first use.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from schemas.arrival import Claim
from schemas.errors import RecordRefused, RightMissing, StoreError
from schemas.prediction import DocumentModel
from schemas.settings import Settings
from slm.models import load_models
from tasks.extract import extract_document
from tasks.handle_claim import handle_claim
from tasks.handled import HandledFile
from tasks.home_places import take_places_along
from tasks.intake import prepare_folders
from tasks.read import read_bytes
from tasks.store import Store
from tasks.troubles import Troubles, is_no_room, name_problem

#: A number, dates and amounts: they make every part of understanding load its data.
WARM_UP_TEXT = b"""Warm Ltd
Invoice RE-1 of 2 March 2026, due 01.04.2026
4 lamps at 25.00   100.00
VAT 19 % 19.00
Total EUR 119.00
"""

#: What `Workshop.waiting` calls the troubles of all files at once.
DATABASE = "database"
DISK = "disk"

Listener = Callable[[HandledFile], None]


def _keep_quiet(_handled: HandledFile) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Workshop:
    """`stopping` is set when the process shall end: documents not yet begun stay claimed.

    `begun` has the ids of claims whose task has come so far as to work on them. `slots` are held
    while a document is worked on: as many as there are workers, however many batches there are.
    `waiting` remembers what was told of files that could be neither stored nor moved.
    """

    settings: Settings
    model: DocumentModel
    store: Store
    stopping: threading.Event = field(default_factory=threading.Event)
    tell: Listener = _keep_quiet
    begun: set[str] = field(default_factory=set)
    waiting: Troubles = field(default_factory=Troubles)
    slots: threading.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "slots", threading.Semaphore(self.settings.workers_n))

    def handle(self, claim: Claim, batch_id: str) -> HandledFile:
        """Handles a claim and tells what became of it; why it waits is told once.

        Where the database is away, or the disk is full, it is told once for all files; a right
        that is missing may be one table's, and is told of each file that needs it.

        Raises:
            what `handle_claim` raises; the file still lies in processing.
        """
        try:
            handled = handle_claim(claim, self.model, self.store, self.settings, batch_id)
        except Exception as error:
            self._tell_waiting(claim, error)
            raise
        self.waiting.is_over(claim.claim_id)
        self.waiting.is_over(DATABASE)
        self.waiting.is_over(DISK)
        self.tell(handled)
        return handled

    def _tell_waiting(self, claim: Claim, error: Exception) -> None:
        is_one_files = isinstance(error, RecordRefused | RightMissing)
        if isinstance(error, StoreError) and not is_one_files:
            self.waiting.tell(DATABASE, f"Files wait in processing: {name_problem(error)}")
            return
        if isinstance(error, OSError) and is_no_room(error):
            where = f"{self.settings.home}: {error.strerror}"
            self.waiting.tell(DISK, f"Files wait in processing: {where}")
            return
        name = claim.original.name
        self.waiting.tell(claim.claim_id, f"{name} waits in processing: {name_problem(error)}")


_opened: Workshop | None = None
_opening = threading.Lock()


def build_workshop(
    settings: Settings, tell: Listener | None = None, stopping: threading.Event | None = None
) -> Workshop:
    """Makes the folders, opens and migrates the database, loads the model.

    Raises:
        ModelError: the model is missing or altered.
        StoreError: the database cannot be reached or migrated.
    """
    prepare_folders(settings)
    store = Store(settings.sql_url)
    store.migrate()
    take_places_along(store, settings)
    model = load_models(settings, settings.workers_n)
    warm_up(model, settings)
    return Workshop(settings, model, store, stopping or threading.Event(), tell or _keep_quiet)


def warm_up(model: DocumentModel, settings: Settings) -> None:
    """Reads a small invoice, so that the first real document does not wait for lazy loading."""
    extract_document(read_bytes(WARM_UP_TEXT, "warm-up.txt", settings), model, settings)


def open_workshop(workshop: Workshop) -> None:
    """Makes `workshop` the one that all flow runs of this process use."""
    global _opened
    _opened = workshop


def current_workshop() -> Workshop:
    """The opened workshop, or one built from the environment on first use."""
    global _opened
    with _opening:
        if _opened is None:
            _opened = build_workshop(Settings())
        return _opened
