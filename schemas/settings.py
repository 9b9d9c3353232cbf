"""All settings, typed, read once at the entrypoint and passed down.

Argument > environment (MAILROOM_…) > `.env` file > default. By default nothing reaches a network.
"""

import os
import re
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parent.parent
#: Set in a process whose parent tells it all settings: it reads no `.env` beside them.
NO_ENV_FILE = "MAILROOM_NO_ENV_FILE"
#: What would end a path in a URL, or be taken for something else in it.
_MARKS = re.compile(r"[%?#&=:$]")


def sqlite_url(path: Path, scheme: str = "sqlite") -> str:
    """The URL of a SQLite file at whatever path; what has no meaning in a URL stays readable.

    >>> sqlite_url(Path("/srv/bills?/50%20/mailroom.db"))
    'sqlite:////srv/bills%3F/50%2520/mailroom.db'
    """
    return f"{scheme}:///{_MARKS.sub(lambda found: f'%{ord(found[0]):02X}', str(path))}"


class Settings(BaseSettings):
    """Every knob of the system. Durations end in _s, sizes in _bytes, counts in _n."""

    model_config = SettingsConfigDict(
        env_prefix="MAILROOM_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Path = Field(Path("mailroom-home"), description="All state lies under this folder.")
    database_url: str = Field(
        "", description="SQLAlchemy URL; empty means SQLite at HOME/mailroom.db."
    )
    model: str = Field(
        str(REPOSITORY / "models" / "encoder"),
        description="The encoder: a local folder or a hub id (owner/name).",
    )
    summariser: str = Field(
        str(REPOSITORY / "models" / "summariser"),
        description="The summariser, whose layers judge mails, too: a folder or hub id; off.",
    )
    summary_drafts: bool = Field(
        False,
        description="Let the summariser put mails in its own words; off: their words are quoted.",
    )
    mail_model: str = Field(
        str(REPOSITORY / "models" / "mail"),
        description="The encoder of mails: a folder or hub id; off: the encoder does their part.",
    )
    threads_n: int = Field(
        2, ge=1, description="CPU threads in all: documents share them; OCR of one page has all."
    )
    workers_n: int = Field(2, ge=1, description="Documents worked on at once.")

    # the server
    host: str = Field("127.0.0.1", description="Address the Prefect server listens on.")
    port: int = Field(4200, ge=1, le=65535, description="Port of the Prefect server and UI.")
    ui_names: str = Field(
        "", description="Other names the UI is reached by, of a proxy say; parted by commas."
    )
    prefect_database_url: str = Field(
        "", description="Prefect's own database; empty means SQLite under HOME/prefect."
    )

    # watching
    ready_s: float = Field(
        1.0, ge=0, allow_inf_nan=False, description="A file is ready when still for this long."
    )
    scan_s: float = Field(
        10.0, gt=0, allow_inf_nan=False, description="The inbox is scanned at least this often."
    )
    polling: bool = Field(False, description="Poll instead of inotify: for NFS and SMB shares.")
    batch_n: int = Field(50, ge=1, description="Most documents of one flow run.")

    # a mailbox beside the folder
    imap_host: str = Field("", description="Mail server to fetch from; empty means none.")
    imap_port: int = Field(
        0, ge=0, le=65535, description="0 means 993 for tls, else 143: what mail servers use."
    )
    imap_security: Literal["tls", "starttls", "plain"] = Field(
        "tls", description="How the connection is encrypted; plain means not at all."
    )
    imap_ca_file: Path | None = Field(
        None, description="PEM file of the authority behind a mail server's own certificate."
    )
    imap_user: str = Field("", description="Name to log in with.")
    imap_password: SecretStr = Field(SecretStr(""), description="Its password.")
    imap_password_file: Path | None = Field(
        None, description="File with the password on its first line; goes before the password."
    )
    imap_folder: str = Field("INBOX", description="Folder of the mailbox that is read.")
    imap_done_folder: str = Field(
        "", description="Stored mails are moved there; empty: they stay and are marked as read."
    )
    imap_since: date | None = Field(
        None, description="Mails that reached the mailbox before this day are left alone."
    )
    imap_idle: bool = Field(
        True, description="Let the server tell of new mail (IDLE); else only ask it again."
    )
    imap_poll_s: float = Field(
        60.0, gt=0, allow_inf_nan=False, description="The mailbox is asked this often."
    )

    # limits of one document
    max_file_bytes: int = Field(50_000_000, gt=0, description="Larger files fail.")
    max_pages_n: int = Field(100, gt=0, description="Documents with more pages fail.")
    max_page_pixels_n: int = Field(80_000_000, gt=0, description="Larger images fail.")
    min_page_pixels_n: int = Field(1024, gt=0, description="Smaller images hold no document.")
    max_attachments_n: int = Field(50, gt=0, description="Mails with more attachments fail.")
    max_depth_n: int = Field(4, ge=0, description="Mails, archives and PDFs are opened this deep.")
    max_members_n: int = Field(
        1000, gt=0, description="Most documents of one file: an archive's or a mailbox's members."
    )
    max_unpacked_bytes: int = Field(
        500_000_000, gt=0, description="Archives that unpack to more, all in all, fail."
    )
    max_unpack_ratio: int = Field(
        200, gt=0, description="Archives packed more densely than this are bombs."
    )

    # acceptance
    accept_confidence: float = Field(
        0.9, ge=0, le=1, description="Each required field must be at least this sure."
    )
    doc_type_confidence: float = Field(
        0.85, ge=0, le=1, description="The document type must be at least this sure."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Where values come from, the strongest first."""
        told = (init_settings, env_settings)
        return told if os.environ.get(NO_ENV_FILE) else (*told, dotenv_settings)

    @field_validator("summariser", "mail_model")
    @classmethod
    def _switch_off(cls, model: str) -> str:
        """An empty variable means the default everywhere, so leaving a model out has a word."""
        return "" if model.lower() == "off" else model

    @property
    def sql_url(self) -> str:
        """The URL of the documents' database."""
        return self.database_url or sqlite_url(self.home.resolve() / "mailroom.db")

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    @property
    def processing(self) -> Path:
        return self.home / "processing"

    @property
    def done(self) -> Path:
        return self.home / "done"

    @property
    def review(self) -> Path:
        return self.home / "review"

    @property
    def failed(self) -> Path:
        return self.home / "failed"
