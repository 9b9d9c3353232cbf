"""Letters that lose their accents where French, Spanish or Italian is set in capitals."""

import re
import unicodedata

#: None of a class of two.
_ACCENTED = re.compile(r"[àâçèéêíîñóôùúû](?!\])")


def allow_bare_letters(pattern: str) -> str:
    """A regular expression that also fits where accents are left out: "RELEVE DE COMPTE"."""
    return _ACCENTED.sub(lambda m: f"[{m[0]}{unicodedata.normalize('NFD', m[0])[0]}]", pattern)
