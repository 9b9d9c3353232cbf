"""Opens what wraps other documents: mails, archives, mailboxes, Outlook and signed envelopes."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from readers import detect
from readers.archive import Archive, Member, refuse_too_many
from readers.mail import compose_mail, read_mail, refuse_too_many_attachments
from readers.mail_attachments import is_document
from readers.mail_envelopes import is_entity
from readers.mail_text import lay_out_mail
from readers.mbox import split_mailbox
from readers.outlook import read_outlook
from readers.signed import unwrap_envelope
from readers.tnef import read_tnef
from schemas.document import MailMessage, SourceDocument
from schemas.errors import DocumentTooLarge, EmptyFile
from schemas.settings import Settings
from tasks.junk import is_junk
from tasks.read_parts import Budget, Part, read_parts
from tasks.text_bills import offer_text

#: The types opened here.
WRAPPINGS = frozenset((detect.EML, detect.MSG, detect.MBOX, detect.TNEF, detect.PKCS7, detect.ZIP))
_NAMES_N = 5

ReadInside = Callable[[bytes, str], SourceDocument]


class Wrapping(NamedTuple):
    """A document that holds others; `depth` counts those around it."""

    data: bytes
    media_type: str
    name: str
    document_id: str
    depth: int


def unwrap(
    wrapping: Wrapping, settings: Settings, budget: Budget, read: ReadInside
) -> dict[str, Any]:
    """The fields of SourceDocument for a mail or a container, and `children_ms`.

    Raises:
        DocumentError: it cannot be opened, or lies too deep in others.
    """
    if wrapping.depth > settings.max_depth_n:
        _refuse_depth(settings)
    fields, parts = _open(wrapping, settings)
    return {**fields, **read_inside(parts, wrapping, settings, budget, read)}


def read_inside(
    parts: Sequence[Part],
    wrapping: Wrapping,
    settings: Settings,
    budget: Budget,
    read: ReadInside,
) -> dict[str, Any]:
    """The fields of SourceDocument for the documents inside one, and `children_ms`.

    A PDF that lies too deep in others is read all the same; the documents inside it fail.
    """
    start = time.perf_counter()
    if wrapping.depth > settings.max_depth_n:
        parts = [part._replace(load=partial(_refuse_depth, settings)) for part in parts]
    inside = read_parts(parts, wrapping.name, wrapping.document_id, budget, read)
    return {
        "children": inside.children,
        "failed_children": inside.failed_children,
        "children_ms": (time.perf_counter() - start) * 1000,
    }


def describe_holder(kind: str, parts: Sequence[Part]) -> str:
    """A sentence on what is in an archive or its like, for the summary of its record."""
    return f"{kind} with {_count(len(parts))}: {_list([part.name for part in parts])}."


def _refuse_depth(settings: Settings) -> bytes:
    raise DocumentTooLarge(
        f"It lies more than {settings.max_depth_n} mails or archives deep in others."
    )


def _open(wrapping: Wrapping, settings: Settings) -> tuple[dict[str, Any], list[Part]]:
    data = wrapping.data
    if wrapping.media_type == detect.EML:
        return _open_mail(read_mail(data, settings))
    if wrapping.media_type == detect.MSG:
        return _open_mail(read_outlook(data, settings))
    if wrapping.media_type == detect.TNEF:
        return _open_mail(_read_tnef_mail(data, settings))
    if wrapping.media_type == detect.MBOX:
        return _open_mailbox(data, settings)
    if wrapping.media_type == detect.ZIP:
        return _open_archive(data, settings)
    return _open_envelope(wrapping, settings)


def _open_mail(mail: MailMessage) -> tuple[dict[str, Any], list[Part]]:
    parts = [
        Part(one.name, partial(bytes, one.data), one.media_type, one.shown)
        for one in mail.attachments
    ]
    if text := offer_text(mail):
        parts.append(text)
    return {"pages": (lay_out_mail(mail),), "mail": mail, "problems": mail.problems}, parts


def _read_tnef_mail(data: bytes, settings: Settings) -> MailMessage:
    content = read_tnef(data)
    mail = compose_mail(
        subject=content.subject,
        body=content.text,
        problems=[],
        attachments=tuple(filter(is_document, content.attachments)),
    )
    refuse_too_many_attachments(mail, settings)
    return mail


def _open_mailbox(data: bytes, settings: Settings) -> tuple[dict[str, Any], list[Part]]:
    mails = list(split_mailbox(data))
    refuse_too_many(len(mails), settings)
    parts = [
        Part(f"mail-{number}.eml", partial(bytes, mail), detect.EML)
        for number, mail in enumerate(mails, start=1)
    ]
    return {"contents": f"Mailbox with {len(mails)} mails."}, parts


def _open_archive(data: bytes, settings: Settings) -> tuple[dict[str, Any], list[Part]]:
    archive = Archive(data, settings)
    members = [one for one in archive.members() if not any(map(is_junk, one.name.split("/")))]
    if not members:
        raise EmptyFile("The archive holds no files.")
    refuse_too_many(len(members), settings)
    parts = [
        Part(member.name, partial(_load_member, archive, member, settings)) for member in members
    ]
    return {"contents": describe_holder("ZIP archive", parts)}, parts


def _load_member(archive: Archive, member: Member, settings: Settings) -> bytes:
    if member.size_bytes > settings.max_file_bytes:
        raise DocumentTooLarge(
            f"The file in the archive has {member.size_bytes / 1e6:.1f} MB; at most "
            f"{settings.max_file_bytes / 1e6:.1f} MB are read."
        )
    return archive.read(member)


def _open_envelope(wrapping: Wrapping, settings: Settings) -> tuple[dict[str, Any], list[Part]]:
    """A signed file, such as invoice.pdf.p7m, or the signed mail that some programs attach."""
    inside = unwrap_envelope(wrapping.data)
    if is_entity(inside):
        return _open_mail(read_mail(inside, settings))
    name = wrapping.name.rsplit("/", 1)[-1]
    name = name[:-4] if name.lower().endswith((".p7m", ".p7s")) else f"content-of-{name}"
    return {"contents": f"Signed envelope around {name}."}, [Part(name, partial(bytes, inside))]


def _count(files_n: int) -> str:
    return "1 file" if files_n == 1 else f"{files_n} files"


def _list(names: Sequence[str]) -> str:
    more_n = len(names) - _NAMES_N
    return ", ".join(names[:_NAMES_N]) + (f" and {more_n} more" if more_n > 0 else "")
