"""Which mailbox the settings name, and its password; where something is missing, in plain words."""

import ssl

from schemas.arrival import Mailbox
from schemas.errors import LoginRefused, SettingsError
from schemas.settings import Settings

#: Where TLS comes first.
TLS_PORT = 993


def configured_mailbox(settings: Settings) -> Mailbox | None:
    """The mailbox to fetch from; None where none is named.

    Raises:
        SettingsError: a host is named, but not how to log in.
    """
    if not settings.imap_host:
        return None
    if not settings.imap_user:
        raise SettingsError("MAILROOM_IMAP_HOST is set, but MAILROOM_IMAP_USER is not")
    if settings.imap_password_file is None and not settings.imap_password.get_secret_value():
        raise SettingsError(
            "MAILROOM_IMAP_HOST is set, but neither MAILROOM_IMAP_PASSWORD_FILE nor "
            "MAILROOM_IMAP_PASSWORD is"
        )
    if settings.imap_done_folder and is_same_folder(
        settings.imap_done_folder, settings.imap_folder
    ):
        raise SettingsError("MAILROOM_IMAP_DONE_FOLDER is the folder that mail is fetched from")
    _require_host(settings.imap_host)
    if settings.imap_security == "starttls" and settings.imap_port == TLS_PORT:
        raise SettingsError(
            "MAILROOM_IMAP_SECURITY is starttls, and on port 993 TLS comes first",
            advice="Set MAILROOM_IMAP_SECURITY to tls, or MAILROOM_IMAP_PORT to 143.",
        )
    return Mailbox(host=settings.imap_host, account=settings.imap_user, folder=settings.imap_folder)


def require_mailbox(settings: Settings) -> Mailbox | None:
    """The same for who is about to fetch: what its settings name must be there.

    Raises:
        SettingsError: as above, or the authority's file cannot be used.
    """
    mailbox = configured_mailbox(settings)
    if mailbox is not None and settings.imap_security != "plain":
        make_tls_context(settings)
    return mailbox


def _require_host(host: str) -> None:
    try:
        host.encode("idna")
    except UnicodeError as error:
        raise SettingsError(
            f"MAILROOM_IMAP_HOST is no name of a server: {host}",
            advice="No part between its dots may be empty, or longer than 63 letters.",
        ) from error


def make_tls_context(settings: Settings) -> ssl.SSLContext:
    """Whom to trust: the system's authorities, or the one that the settings name.

    Raises:
        SettingsError: that one's file cannot be used.
    """
    path = settings.imap_ca_file
    try:
        return ssl.create_default_context(cafile=path)
    except OSError as error:  # ssl.SSLError is one
        is_read = isinstance(error, ssl.SSLError)
        why = "it holds no certificate in PEM" if is_read else error.strerror
        raise SettingsError(
            f"MAILROOM_IMAP_CA_FILE cannot be used: {path}: {why}",
            advice="Name the PEM file of your authority, or leave it empty.",
        ) from error


def is_same_folder(one: str, other: str) -> bool:
    """Whether two names are of one folder: alone that of INBOX is the same in any letters.

    >>> is_same_folder("Inbox", "INBOX"), is_same_folder("done", "Done")
    (True, False)
    """
    return one == other or one.upper() == other.upper() == "INBOX"


def read_password(settings: Settings) -> str:
    """The password, from its file where one is named; read anew at each login.

    Raises:
        LoginRefused: the file cannot be read, or its first line is empty.
    """
    path = settings.imap_password_file
    if path is None:
        return settings.imap_password.get_secret_value()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise LoginRefused(f"The password file {path} cannot be read: {why}.") from None
    if not lines or not lines[0]:
        what = "The first line of the" if any(lines) else "The"
        raise LoginRefused(f"{what} password file {path} is empty.")
    return lines[0]
