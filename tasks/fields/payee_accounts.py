"""Accounts on papers whose sender pays: only the payee's stay."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.beside import texts_beside
from tasks.fields.number_words import NUMBER
from tasks.parties.party_headings import SENT_BY_BUYER
from tasks.values.found_fields import find_printed
from tasks.values.identifiers import find_ibans
from tasks.values.named_fields import without
from tasks.values.your_words import YOUR_ACCOUNT

#: An order's letterhead is the buyer's, a payslip's account the employee's.
PAID_BY_SENDER = frozenset({"order", "remittance_advice", "payslip"})
#: Before the account of a paper's reader.
_YOUR_ACCOUNT = re.compile(
    rf"\b(?:{YOUR_ACCOUNT}|compte (?:crédité|à créditer)|account credited|credited (?:to )?account"
    r"|cuenta abonada|gutschrift auf(?: konto)?|conto accreditato)\W*"
    rf"(?:(?:{NUMBER}|iban)\W*)*$",
    re.IGNORECASE,
)
_OF_SENDER = frozenset({"seller_registration_id"})
_NEXT_ROW = 1.2  # of the text height: how far below a row the middle of the next one is


def drop_payers_accounts(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """Without accounts that only a rule found, where the sender pays: they are not the payee's.

    On an order all are the buyer's, as is the entry in a register that its small print names. The
    bank's code right behind the payee's account is the payee's, too, and so is what is called the
    reader's: "to your account FR76 …". The only account that a payslip prints is the employee's.
    """
    if doc_type not in PAID_BY_SENDER:
        return fields
    if doc_type in SENT_BY_BUYER:
        fields = without(fields, *_OF_SENDER)
    if doc_type == "order":
        return without(fields, "iban", "bic")
    iban, bic = fields.get("iban"), fields.get("bic")
    alone = doc_type == "payslip" and len({f.value for f in find_printed(pages, find_ibans)}) == 1
    account = iban if isinstance(iban, Field) and (alone or _is_payees(iban, pages)) else None
    coded = isinstance(bic, Field) and (
        bic.origin == "model" or (account is not None and _is_behind(bic, account))
    )
    kept = {"iban": account is not None, "bic": coded}
    return {name: found for name, found in fields.items() if kept.get(name, True)}


def _is_payees(iban: Field, pages: Sequence[Page]) -> bool:
    """Whether the model found an account, or the paper calls it its reader's."""
    return iban.origin == "model" or bool(_YOUR_ACCOUNT.search(texts_beside(pages, iban)[0]))


def _is_behind(bic: Field, iban: Field) -> bool:
    """Whether a bank's code stands behind an account, in its row or the next."""
    if iban.page != bic.page or iban.box is None or bic.box is None:
        return False
    middle = (bic.box[1] + bic.box[3]) / 2
    height = iban.box[3] - iban.box[1]
    if iban.box[1] < middle < iban.box[3]:
        return iban.box[2] < bic.box[0]
    below = iban.box[3] < middle < iban.box[3] + _NEXT_ROW * height
    return below and bic.box[0] < iban.box[0]  # it begins the row that the account's breaks into
