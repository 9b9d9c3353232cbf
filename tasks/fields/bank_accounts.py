"""Which of several printed accounts a bill is to be paid to, and its own bank's code.

A factor's account is the one "to be paid to only", the reader's own is that of a direct debit, a
former one is no more to be used, and of several banks each stands with its code.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import DEBT_TYPES
from tasks.fields.number_words import NUMBER
from tasks.values.cells import Row, find_rows
from tasks.values.found_fields import take_found
from tasks.values.identifiers import Found, find_ibans, is_bic_of
from tasks.values.named_fields import without
from tasks.values.self_billed import is_self_billed
from tasks.values.your_words import YOUR_ACCOUNT

#: What stands before the only account that counts, in its row or at the end of the row above.
_ONLY = re.compile(
    r"\bausschlie(?:ß|ss)lich\b|\bschuldbefreiend|\bnur (?:noch )?(?:auf|an)\b"
    r"|\bonly (?:be made )?to\b"
    r"|\bexclusively\b|\bexclusivement\b|\buniquement\b|\bsubrog",
    re.IGNORECASE,
)
#: What says that money is collected from an account, whosesoever: "Lastschrifteinzug vom Konto".
_COLLECTED = (
    r"(?:lastschrift|einzug|ein(?:ge|zu)zogen|abbuchung|abgebucht|direct debit|debited|collected"
    r"|prél[eè]v|addebit|domicilia|adeud|incass|afgeschreven)\w*"
    r"(?:(?!überweis|virement|transfer|bonific|overmak|overschrij)[^.]){0,40}"
    r"\b(?:vo[nm]|from|du|sur|dal|sul|de|en|van)(?: (?:dem|the|le|la|il|de|het))? "
    r"(?:account|konto|compte|conto|cuenta|(?:bank)?rekening)"
)
#: What calls an account the reader's, from which is collected.
_YOURS = re.compile(
    rf"\b(?:{YOUR_ACCOUNT}|{_COLLECTED})\W*(?:(?:{NUMBER}|iban|mit der|ab)\W*)*$",
    re.IGNORECASE,
)
_BANK = (
    r"(?:bankverbindung|(?:bank)?konto(?:verbindung)?|kontonummer|(?:bank )?accounts?|bank details"
    r"|compte(?: bancaire)?|coordonnées bancaires|rib|cuenta(?: bancaria)?|conto(?: corrente)?"
    r"|coordinate bancarie|(?:bank)?rekening(?:nummer)?)"
)
_OLD = (
    r"(?:alte[nrs]?|(?:bisherig|früher|ehemalig)e?[nrs]?|old|former|previous|anciens?|anciennes?"
    r"|précédente?s?|antigu[oa]|anterior|vecchi[oa]|vecchie|precedent[ei]|oude?|vorige?|vroegere?)"
)
#: What stands before an account that was the payee's until now: "bisherige IBAN", "alt:"; a name
#: that ends so is none, "Peter Alt, IBAN".
_FORMER = re.compile(
    rf"(?:\b{_OLD} (?:{_BANK}|iban)\b|\b(?:{_BANK}|iban) \(?(?:alt|{_OLD})\b"
    rf"|(?:^|[.;,(\t])\s?(?:alt|{_OLD})\s?:)"
    rf"\W*(?:(?:{_BANK}|{NUMBER}|iban|war|was|était|era)\W*)*$",
    re.IGNORECASE,
)
_USED = (
    r"(?:(?:be|ge)?nutz|verwend|gültig|aktiv|existi|us(?:e|ar)|valid|activ|open|utili[sz]|actif"
    r"|valable|servi|attiv|uso|válid|vigente|gebruik|geldig|actief)"
)
#: What stands behind it: "nicht mehr verwenden"; not what else is no more done.
_NO_MORE = re.compile(
    r"[^.;,\d\n]{0,25}\b(?:(?:nicht (?:mehr|länger)|no longer|ne plus|n['’]est plus|non più"
    r"|non è più|ya no|niet meer|niet langer)"
    rf"(?:\s(?:in|to|be|being|en|te|zu|zum|est[aá]|es|è)\b)*\W*(?:{_USED}|$|[.;)\t])"
    r"|(?:do not use|no utilizar)\b(?! (?:for|para)\b))",
    re.IGNORECASE,
)
_CHANGED = 0.5  # how sure an account is that takes another one's place: fraud comes so, too
#: Papers whose reader is to pay their sender.
PAID_BY_READER = DEBT_TYPES | {"invoice", "receipt"}
_EDGE = 0.03  # of the page's width: how far an account's left edge and its bank's code may differ
_BELOW_N = 3  # rows


class _Account(NamedTuple):
    """A printed IBAN: on which page (from 0), in which of its rows, and where there."""

    found: Found
    page: int
    row: int


def settle_account(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the account that a bill is to be paid to, and the code of its bank.

    Without any where the only one is the reader's own; whom the buyer bills is paid to it.
    """
    iban, bic = fields.get("iban"), fields.get("bic")
    if not isinstance(iban, Field):
        return fields
    accounts = list(_find_accounts(pages))
    billed = is_self_billed(pages)
    own = [one for one in accounts if billed or not _is_yours(one, pages)]
    if accounts and not own:
        return without(fields, "iban", "bic")
    former = {one.found.value for one in own if _is_former(one, pages)}
    if former:
        new = [one for one in own if one.found.value not in former]
        return _change_account(fields, iban, new, pages)
    only = [one for one in own if _is_only(one, pages)]
    values = {one.found.value for one in only or own}
    if iban.value not in values and len(values) == 1:
        iban = _take((only or own)[0], pages)
        fields = {**fields, "iban": iban}
    place = next((one for one in own if one.found.value == iban.value), None)
    if place is None or not isinstance(bic, Field):
        return fields
    code = _find_code(place, pages)
    if code is None or code.value == bic.value:
        return fields
    return {**fields, "bic": code}


def _change_account(
    fields: Fields, iban: Field, new: Sequence[_Account], pages: Sequence[Page]
) -> Fields:
    """The fields with the account that takes a former one's place, less sure, and its code.

    Where no other is printed, the only one stays, less sure.
    """
    place = next((one for one in new if one.found.value == iban.value), next(iter(new), None))
    taken = _take(place, pages) if place else iban
    unsure = taken.model_copy(update={"confidence": min(taken.confidence, _CHANGED)})
    if place is None:
        return {**fields, "iban": unsure}
    others = without(fields, "iban", "bic")
    code = _find_code(place, pages)
    return {**others, "iban": unsure, **({"bic": code} if code else {})}


def find_payees(pages: Sequence[Page]) -> list[Found]:
    """The printed accounts that are not called the reader's own: "von Ihrem Konto DE89 …"."""
    return [one.found for one in _find_accounts(pages) if not _is_yours(one, pages)]


def find_former(pages: Sequence[Page]) -> list[Found]:
    """The printed accounts that are called the payee's former ones: "alt: DE09 …"."""
    own = (one for one in _find_accounts(pages) if not _is_yours(one, pages))
    return [one.found for one in own if _is_former(one, pages)]


def _find_accounts(pages: Sequence[Page]) -> Iterator[_Account]:
    for number, page in enumerate(pages):
        rows = find_rows(page)
        for at, row in enumerate(rows):
            printed = [*find_ibans(row.text), *_find_broken(row, rows[at + 1 : at + 2])]
            yield from (_Account(found, number, at) for found in printed)


def _find_broken(row: Row, below: Sequence[Row]) -> Iterator[Found]:
    """Accounts that begin in a row and end in the next: "IBAN DE68 2105 0170" / "0012 3456 78"."""
    for found in find_ibans(" ".join(one.text for one in (row, *below))):
        if found.start < len(row.text) < found.end:
            yield found


def _row(account: _Account, pages: Sequence[Page]) -> Row:
    return find_rows(pages[account.page])[account.row]


def _is_yours(account: _Account, pages: Sequence[Page]) -> bool:
    """Whether what stands before an account, also at the end of the row above, says so."""
    rows = find_rows(pages[account.page])
    before = rows[account.row].text[: account.found.start]
    if account.row and "\t" not in before:
        before = f"{rows[account.row - 1].cells[-1].text} {before}"
    return bool(_YOURS.search(before.replace("\t", " ")))


def _is_former(account: _Account, pages: Sequence[Page]) -> bool:
    """Whether words around an account say that it is used no more: "alt: DE09 …"."""
    rows, end = find_rows(pages[account.page])[account.row :], account.found.end
    text = rows[0].text if end <= len(rows[0].text) else f"{rows[0].text} {rows[1].text}"
    before, behind = text[: account.found.start], text[end:]
    return bool(_FORMER.search(before) or _NO_MORE.match(behind))


def _is_only(account: _Account, pages: Sequence[Page]) -> bool:
    rows = find_rows(pages[account.page])
    above = rows[account.row - 1].text if account.row else ""
    return bool(_ONLY.search(f"{above} {rows[account.row].text[: account.found.start]}"))


def _take(account: _Account, pages: Sequence[Page]) -> Field:
    row, found = _row(account, pages), account.found
    words = row.words_at(found.start, found.end)
    return take_found(pages[account.page], account.page + 1, found, words)


def _find_code(account: _Account, pages: Sequence[Page]) -> Field | None:
    """The code behind an account in its row, before the next one; else below it in its column."""
    page, found = pages[account.page], account.found
    rows = find_rows(page)
    row = rows[account.row]
    end = min(
        (f.start for f in find_ibans(row.text) if f.start > found.start), default=len(row.text)
    )
    left = page.words[row.words_at(found.start, found.end)[0]].box[0]
    words = list(row.words_at(found.end, end))
    for below in rows[account.row + 1 : account.row + 1 + _BELOW_N]:
        cell = next((c for c in below.cells if abs(c.x0 - left) < _EDGE), None)
        if cell is None and len(row.cells) > 1:
            cell = next((c for c in below.cells if c.x0 <= left < c.x1), None)
        words += cell.words if cell is not None and not find_ibans(cell.text) else ()
    for index in words:
        text = page.words[index].text.strip(".,;:()")
        if is_bic_of(text, found.value):
            return take_found(page, account.page + 1, Found(text, text, 0, 0), [index])
    return None
