"""Parts of a mail that programs write for programs: nothing that a reader looks at."""

import re

from readers.delivery_report import REPORTS

CALENDARS = frozenset(("text/calendar", "application/ics"))
#: Parts that belong to the machinery of mail, not to its content.
_MACHINERY = frozenset(
    (
        *CALENDARS, *REPORTS, "text/vcard", "text/x-vcard", "text/directory",
        "application/pkcs7-signature", "application/x-pkcs7-signature",
        "application/pgp-signature", "application/pgp-keys", "application/pgp-encrypted",
        "text/rfc822-headers", "message/global-headers", "text/x-amp-html",
        "application/mac-binhex40",
    )
)  # fmt: skip
_MACHINERY_NAMES = (".ics", ".vcf", ".p7s", ".asc", ".sig")
#: What mail servers write for one another: how often a domain's mails passed (DMARC, TLS), and when
#: certified mail was handed over (PEC).
_FOR_SERVERS = re.compile(
    r"(?:[\w.-]+!){2}[0-9]{9,11}![0-9]{9,11}(?:![\w.-]+)?\.(?:zip|(?:xml|json)(?:\.gz)?|gz)"
    r"|daticert\.xml",
    re.IGNORECASE,
)


def is_machinery(media_type: str, name: str) -> bool:
    """Whether a part is a signature, a visiting card, or what servers tell one another.

    "google.com!brandt.example!1762905600!1762991999.zip"
    """
    by_name = name.lower().endswith(_MACHINERY_NAMES) or _FOR_SERVERS.fullmatch(name)
    return media_type in _MACHINERY or bool(by_name)
