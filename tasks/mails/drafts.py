"""The draft of a contract that a mail's sender sets below his own words: it binds nobody yet."""

import re
from itertools import pairwise

from slm.mail_source import says_that_mail_follows
from tasks.mails.greetings import CLOSING

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
#: What a heading in capitals names where a contract's clauses follow: no agenda, order or bill.
_CONTRACT = re.compile(
    r"agreement|contract|terms|amendment|addendum|lease|entwurf|draft|vertrag|vereinbarung|nachtrag"
    r"|bedingungen|contrat|avenant|accord|convention|conditions|contrato|acuerdo|anexo|condiciones"
    r"|contratto|condizioni|overeenkomst|voorwaarden",
    re.IGNORECASE,
)
#: Who goes on below the clauses in his own voice closes his mail there, or asks for something.
_ASKS = re.compile(
    r"\b(?:please|kindly|(?:could|can|would) you|bitten?|merci (?:de|d['’])|veuillez|por favor"
    r"|rogamos|per favore|prego|preghiamo|graag|gelieve|kunt u)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_TITLE_CHARS = 80
#: So many rows at most, blank ones too, stand between a draft's title and its first clause.
_ROWS_N = 16
_LEAST_WORDS_N = 5  # of the sender's own above it


def leave_out_draft(text: str) -> str:
    """A mail's words above the draft of a contract; all of them where none stands below them.

    "Your comments by Friday, please.", "SERVICE AGREEMENT", "1.1 The Supplier shall …": the first.
    Where the clauses are followed by a request or a closing, the sender has not done with his own.
    """
    rows = text.split("\n")
    clauses = [(at, found) for at, row in enumerate(rows) if (found := _CLAUSE.match(row))]
    numbers = [int(found[1] or found[2]) for _, found in clauses]
    if not any(later == number + 1 for number, later in pairwise(numbers)):
        return text
    first, last = clauses[0][0], clauses[-1][0]
    if any(CLOSING.fullmatch(row.strip()) or _ASKS.search(row) for row in rows[last + 1 :]):
        return text
    near = range(max(0, first - _ROWS_N), first)
    title = next((at for at in near if _is_title(rows[at].strip())), 0)
    above = "\n".join(rows[:title])
    return above if len(above.split()) >= _LEAST_WORDS_N else text


def _is_title(row: str) -> bool:
    if not 0 < len(row) <= _TITLE_CHARS or says_that_mail_follows(row):
        return False
    bare = _IN_BRACKETS.sub("", row)
    capitals = bare.isupper() and _CONTRACT.search(bare)
    return bool(capitals) or bool(_MARKED.match(row) or _CALLED_DRAFT.search(row))
