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
    r"|(?:GnR|VR) [0-9]{2,7}|FN [0-9]{3,6} ?[a-z]|[LU][0-9]{5}[A-Z]{2}[0-9]{4}[A-Z]{3}[0-9]{6})"
    r"(?![\w-]))"
    r"|(?i:siret|company (?:reg(?:istration|\.)? )?(?:no|number)"
    r"|registered (?:company )?(?:no|number)|registered in [a-z ]{3,30},?"
    r" (?:company )?(?:no|number)|k\.?v\.?k(?:-nummer)?)"
    rf"[.:\s]{{1,3}}(?P<named>{REGISTERED.pattern})"
    r"|(?i:reg(?:istered|\.)? in"
    r" (?:scotland|northern ireland|england (?:and|&) wales|england|wales)"
    r"(?:,? (?:company )?(?:no|number)\.?)?),?"
    r" \(?(?P<british>(?:SC|NI|OC|SO|NC) ?[0-9]{6}|[01][0-9]{7})(?!\w)"
    r"|(?i:registered in ireland,? (?:company )?(?:no|number))[.:\s]{1,3}"
    r"(?P<irish>[0-9]{5,6})(?!\w)"
    r"|R\.?C\.?S\.? (?i:luxembourg),? (?P<luxembourg>B ?[0-9]{1,3}[ .]?[0-9]{3})(?![\w.]?[0-9]))"
)
#: A French firm's entry in the trade register, its SIREN: weaker than a SIRET beside it.
_SIREN = re.compile(
    r"(?<!\w)(?:(?i:siren)|R\.?C\.?S\.?(?: [^\W\d_][\w'’-]+){1,3}(?: [AB])?)[ :]{1,3}"
    r"(?P<behind>[0-9]{3}\s?[0-9]{3}\s?[0-9]{3})(?!\s?[0-9])"
    r"|(?<![\w.,])(?<![0-9] )(?P<before>[0-9]{3}\s?[0-9]{3}\s?[0-9]{3})"
    r" (?:R\.?C\.?S\.?)(?= [A-ZÀ-Þ])"
)


def find_entries(text: str) -> Iterator[tuple[bool, tuple[int, int]]]:
    """Where a line prints entries, and whether each is weak: a SIREN beside a SIRET."""
    for match in _REGISTER.finditer(text):
        yield False, match.span(match.lastgroup or 0)
    for match in _SIREN.finditer(text):
        yield True, match.span(match.lastgroup or 0)
