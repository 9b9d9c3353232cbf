"""Connecting and logging in, and what can go wrong between us and a mail server in plain words."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxLoginError,
    MailboxStarttlsError,
)

from schemas.errors import LoginRefused, MailboxUnreachable
from schemas.settings import Settings
from tasks.mailbox.settings import TLS_PORT, make_tls_context
from tasks.plain_text import as_sentence

#: Longest silence of the server while it owes an answer.
ANSWER_S = 60.0


def connect(settings: Settings) -> BaseMailBox:
    """A connection, encrypted as the settings want it; not yet logged in.

    Raises:
        MailboxUnreachable: the server is silent, and maybe waits for TLS.
        what `plain_errors` turns into words.
    """
    security = settings.imap_security
    port = settings.imap_port or (TLS_PORT if security == "tls" else 143)
    host = settings.imap_host
    if security == "tls":
        return MailBox(host, port, timeout=ANSWER_S, ssl_context=make_tls_context(settings))
    try:
        if security == "plain":
            return MailBoxUnencrypted(host, port, timeout=ANSWER_S)
        context = make_tls_context(settings)
        return MailBoxStartTls(host, port, timeout=ANSWER_S, ssl_context=context)
    except TimeoutError:
        # Where TLS comes first both sides wait for the other's first word.
        raise MailboxUnreachable(
            f"The mail server {host} does not answer: is MAILROOM_IMAP_SECURITY={security} right "
            f"for port {port}?",
            advice="Where TLS comes first, as on port 993, it is tls; else look at the network.",
        ) from None


def log_in(box: BaseMailBox, settings: Settings, password: str) -> None:
    """Logs in, by LOGIN or where that cannot be by AUTHENTICATE.

    Raises:
        LoginRefused: the server refuses the name or the password.
        MailboxUnreachable: it wants no password without encryption; it was not told one.
    """
    account, host = settings.imap_user, settings.imap_host
    is_disabled = "LOGINDISABLED" in box.client.capabilities
    if is_disabled and settings.imap_security == "plain":
        raise MailboxUnreachable(
            f"The mail server {host} takes no login without encryption.",
            advice="Set MAILROOM_IMAP_SECURITY to starttls, or to tls for port 993.",
        )
    try:
        if account.isascii() and password.isascii() and not is_disabled:
            box.login(account, password, initial_folder=None)
        else:
            box.login_utf8(account, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, MailboxLoginError):
        raise LoginRefused(f"The mail server {host} refuses the login of {account}.") from None


@contextmanager
def plain_errors(settings: Settings) -> Iterator[None]:
    """Turns what the network, TLS and the server say into a MailboxError of one sentence."""
    host = settings.imap_host
    try:
        yield
    except MailboxFolderSelectError:
        raise MailboxUnreachable(
            f"The mailbox of {settings.imap_user} has no folder {settings.imap_folder} that can "
            "be opened."
        ) from None
    except ssl.SSLCertVerificationError as error:
        why = as_sentence(error.verify_message)
        raise MailboxUnreachable(
            f"The certificate of the mail server {host} is not trusted: {why}"
        ) from None
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError, imaplib.IMAP4.abort) as error:
        _require_starttls(error, host)
        raise MailboxUnreachable(f"The mail server {host} closed the connection.") from None
    except ssl.SSLError:
        raise MailboxUnreachable(
            f"The mail server {host} cannot agree on encryption: is MAILROOM_IMAP_SECURITY right "
            "for this port?"
        ) from None
    except TimeoutError:
        raise MailboxUnreachable(f"The mail server {host} does not answer.") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise MailboxUnreachable(f"The mail server {host} cannot be reached: {why}.") from None
    except UnicodeError:  # of a part that is empty or too long
        raise MailboxUnreachable(f"{host} is no name that a mail server can have.") from None
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        _require_starttls(error, host)
        raise MailboxUnreachable(
            f"The mail server {host} gave an answer that cannot be used ({type(error).__name__})."
        ) from None


def _require_starttls(error: Exception, host: str) -> None:
    """Raises MailboxUnreachable where it is that the server does not begin to encrypt."""
    said = ("TLS not supported by server", "Couldn't establish TLS session")
    if isinstance(error, MailboxStarttlsError) or str(error) in said:
        raise MailboxUnreachable(
            f"The mail server {host} does not encrypt (STARTTLS).",
            advice="Is MAILROOM_IMAP_PORT right? Where TLS comes first, MAILROOM_IMAP_SECURITY is "
            "tls.",
        ) from None
