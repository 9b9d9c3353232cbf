"""Entries of firms in a register, which name themselves amid small print."""

import re
from collections.abc import Iterator

#: A SIRET, or the eight characters of a Dutch or British register.
REGISTERED = re.compile(
    r"[0-9]{3}\s?[0-9]{3}\s?[0-9]{3}\s?[0-9]{5}(?![0-9])|(?:[A-Z]{2}[0-9]{6}|[0-9]{8})(?!\w)"
)
#: German (with the letters of some courts: "HRB 8126 KI"), Austrian and Indian register entries
#: name themselves; others are named amid small print.
_REGISTER = re.compile(
    r"(?<!\w)(?:(?P<german>(?:HR[AB] (?:[0-9]{1,3} [0-9]{3}|[0-9]{2,7})"
    r"(?: (?:[BP]|CB|FF|FL|HB|HL|KI|NP|PI))?"
    r"|(?:GnR|VR|PR) [0-9]{2,7}|FN [0-9]{3,6} ?[a-z]"
    r"|[LU][0-9]{5}[A-Z]{2}[0-9]{4}[A-Z]{3}[0-9]{6})"
    r"(?![\w-]))"
    r"|(?i:siret|company (?:reg(?:istration|\.)? )?(?:no|number)"
    r"|registered (?:company )?(?:no|number)|(?<!vat )(?<!gst )(?<!tax )reg\. ?no"
    r"|registered in [a-z ]{3,30},?"
    r" (?:company )?(?:no|number)|k\.?v\.?k(?:-nummer)?)"
    rf"[.:\s]{{1,3}}(?P<named>{REGISTERED.pattern})"
    r"|(?i:reg(?:istered|\.)? in"
    r" (?:scotland|northern ireland|england (?:and|&) wales|england|wales)"
    r"(?:,? \(?(?:company )?(?:no|number)\.?)?),?"
    r" \(?(?P<british>(?:SC|NI|OC|SO|NC) ?[0-9]{6}|[01][0-9]{7})(?!\w)"
    r"|LLP[ ,;|·•–-]{1,3}(?P<partnership>(?:OC|SO|NC) ?[0-9]{6})(?!\w)"
    r"|(?:(?i:registered in ireland,? (?:company )?(?:no|number))"
    r"|CRO (?:(?i:no|number)|(?=[0-9]{6})))[.:\s]{0,3}"
    r"(?P<irish>[0-9]{5,6})(?!\w)"
    r"|(?i:co(?:mpany|\.) reg(?:istration|\.)?(?: no\.?)?):? "
    r"(?P<company>[0-9]{3} ?[0-9]{3})(?![\w-]|[ .]?[0-9])"
    r"|NEQ(?: n[o°]\.?)?[ :]{1,3}(?P<quebec>[0-9]{10}|[0-9]{4} [0-9]{3} [0-9]{3})(?!\w| ?[0-9])"
    r"|UEN[.:\s]{1,3}(?P<singapore>[0-9]{8,9}[A-Z]|[RST][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z])(?!\w)"
    r"|(?i:registered society(?: (?:no\.?|number))?)[:\s]{1,2}"
    r"(?P<society>(?:IP|RS|SP)?[0-9]{4,6}R?)(?!\w)"
    r"|R\.?C\.?S\.? (?i:luxembourg),? (?P<luxembourg>B ?[0-9]{1,3}[ .]?[0-9]{3})(?![\w.]?[0-9]))"
)
#: Where partnerships are registered; elsewhere "PR" counts pairs.
_COURT = re.compile(r"\bAG\b|amtsgericht|registergericht|partnerschaftsregister", re.IGNORECASE)
#: Grades of entries, the strongest first: the last two are weaker than a SIRET beside them.
ENTRY, SIREN, SIREN_BEFORE = "entry", "siren", "siren_before"
#: A French firm's entry in the trade register, its SIREN.
_SIREN = re.compile(
    r"(?<!\w)(?:(?i:siren)|R\.?C\.?S\.?(?: [^\W\d_][\w'’-]+){1,3}(?: [AB])?)[ :]{1,3}"
    r"(?P<siren>[0-9]{3}\s?[0-9]{3}\s?[0-9]{3})(?!\s?[0-9])"
)
#: The same before the register's name: "522 881 044 RCS Tarbes".
_BEFORE = re.compile(
    r"(?<![\w.,])(?<![0-9] )(?P<siren>[0-9]{3}\s?[0-9]{3}\s?[0-9]{3}) R\.?C\.?S\.?(?= [A-ZÀ-Þ])"
)
#: Who insures, finances or hosts, in whose row an entry is not the sender's.
OTHERS = r"assur|factor|affactur|héberg"
#: What stands before another firm's, or before no entry.
_OTHERS = re.compile(
    rf"{OTHERS}|décennale|garantie|banque|ordre de"
    r"|capital(?: social)? de$",
    re.IGNORECASE,
)


def find_entries(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The grade of each entry that a line prints, and where."""
    for match in _REGISTER.finditer(text):
        if match.group().startswith("PR ") and not _COURT.search(text[: match.start()]):
            continue
        yield ENTRY, match.span(match.lastgroup or 0)
    for match in _SIREN.finditer(text):
        yield SIREN, match.span("siren")
    for match in _BEFORE.finditer(text):
        if not _OTHERS.search(text[: match.start()].rstrip()):
            yield SIREN_BEFORE, match.span("siren")
