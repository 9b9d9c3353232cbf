"""The draft of a contract that a mail's sender sets below his own words: it binds nobody yet."""

import re
from itertools import pairwise

from slm.mail_source import says_that_mail_follows

#: A row that begins a clause: "6.1 The Buyer may …", "Article 4 - Le salarié devra …".
_CLAUSE = re.compile(
    r"[ \t*]*+(?:(?:article|artikel|artículo|articolo|art\.|clause|cláusula|clausola|§)"
    r"\s?([0-9]{1,2})(?![\w.,]*[0-9])|[0-9]{1,2}\.([1-9])\.?\s+(?-i:[A-ZÀ-Þ])).{8}",
    re.IGNORECASE,
)
#: What stands around, or behind, the name of a draft: "--- v3, 1 Oct ---", "Contrat (projet)".
_MARKED = re.compile(r"[-=*_#]{2,}[ \t]*[\w\"„«(][^\n]*[-=*_#]{2,}$")
_CALLED_DRAFT = re.compile(
    r"\((?:draft|entwurf|projet|borrador|bozza|concept)\b[^()]*\)$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_TITLE_CHARS = 80
#: So many rows at most, blank ones too, stand between a draft's title and its first clause.
_ROWS_N = 16
_LEAST_WORDS_N = 5  # of the sender's own above it


def leave_out_draft(text: str) -> str:
    """A mail's words above the draft of a contract; all of them where none stands below them.

    "Your comments by Friday, please.", "SERVICE AGREEMENT", "1.1 The Supplier shall …": the first.
    """
    rows = text.split("\n")
    clauses = [(at, found) for at, row in enumerate(rows) if (found := _CLAUSE.match(row))]
    numbers = [int(found[1] or found[2]) for _, found in clauses]
    if not any(later == number + 1 for number, later in pairwise(numbers)):
        return text
    first = clauses[0][0]
    near = range(max(0, first - _ROWS_N), first)
    title = next((at for at in near if _is_title(rows[at].strip())), 0)
    above = "\n".join(rows[:title])
    return above if len(above.split()) >= _LEAST_WORDS_N else text


def _is_title(row: str) -> bool:
    if not 0 < len(row) <= _TITLE_CHARS or says_that_mail_follows(row):
        return False
    bare = _IN_BRACKETS.sub("", row)
    capitals = bare.isupper() and sum(map(str.isalpha, bare)) >= len("DRAFT")
    return capitals or bool(_MARKED.match(row) or _CALLED_DRAFT.search(row))
