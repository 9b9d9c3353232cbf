"""Whether a paper says that the account to pay to has changed: so fraud comes, too.

It counts where the sender speaks of his own account ("our bank details have changed"), or calls an
account that he prints his former one. That it has not changed, or who would tell if it did, does
not.
"""

import re
from collections.abc import Iterable, Sequence

from schemas.document import Page, SourceDocument
from schemas.record import Field, Reason
from schemas.settings import Settings
from schemas.understanding import Understanding
from tasks.fields.bank_accounts import PAID_BY_READER, find_former
from tasks.values.accents import allow_bare_letters
from tasks.values.cells import find_rows

_DE = r"(?:bank(?:verbindung(?:en)?|daten|konto)|konto(?:verbindung(?:en)?|daten|nummer)?|iban)"
_EN = r"(?:(?:bank(?:ing)?|payment|remittance) (?:account )?(?:details|information|account)|iban)"
_FR = r"(?:coordonnées bancaires|rib|iban|compte(?: bancaire)?|domiciliation bancaire)"
_IT = r"(?:coordinate bancarie|iban|conto(?: corrente)?(?: bancario)?)"
_ES = r"(?:datos bancarios|cuenta(?: bancaria)?|iban|domiciliación bancaria)"
_NL = r"(?:bankgegevens|(?:bank)?rekening(?:nummer)?|iban)"
_CHANGED = re.compile(
    allow_bare_letters(
        rf"\b(?:unsere?|meine?) {_DE}(?: hat| haben)?(?: sich)?(?: ab \S+| zum \S+| seit \S+)?"
        r" (?:geändert|gewechselt)\b"
        rf"|\b(?:hat|haben) sich (?:unsere?|meine?) {_DE} geändert\b"
        rf"|\b(?:(?:achtung|neu|hinweis|bitte beachten(?: sie)?)\W+(?:unsere )?|unsere?[ns]? )"
        rf"(?:neue[ns]?|geänderte[ns]?) {_DE}\b"
        rf"|\b(?:neue|geänderte) (?:bankverbindung(?:en)?|bankdaten|kontoverbindung)\b"
        rf"|\bour {_EN} (?:has|have)(?: recently| now)? changed\b|\bwe have changed (?:our )?bank\b"
        rf"|\bour new (?:{_EN}|account)\b|\bnew (?:bank(?:ing)?|remittance) (?:account )?details\b"
        rf"|\bchange (?:of|in|to)(?: our)? (?:bank(?:ing)? (?:account )?details|bank account)\b"
        rf"|\bnos coordonnées bancaires (?:ont|sont) (?:changé|été modifiées|modifiées)\b"
        rf"|\bnotre {_FR} a (?:changé|été modifiée?)\b|\bchangement de (?:nos )?{_FR}\b"
        rf"|\b(?:notre|nos) nouve(?:au|lles?) {_FR}\b|\bnouvelles coordonnées bancaires\b"
        rf"|\bnouveau rib\b"
        rf"|\b(?:le )?nostr[eo] {_IT} (?:sono|è)(?: stat[eo])? (?:cambiat|modificat|variat)[eo]\b"
        rf"|\b(?:nuove coordinate bancarie|(?:nostro )?nuovo iban|nostro nuovo {_IT})\b"
        rf"|\bnuestr[ao]s? {_ES} (?:han?|ha) cambiado\b"
        rf"|\b(?:nuevos datos bancarios|nuestra nueva {_ES}|nuevo iban)\b"
        rf"|\bons? {_NL} is (?:gewijzigd|veranderd)\b|\bonze {_NL} zijn (?:gewijzigd|veranderd)\b"
        rf"|\b(?:ons )?nieuwe? (?:bankgegevens|(?:bank)?rekeningnummer|iban|bankrekening)\b"
    )
    .replace("[äa]", "(?:ä|ae|a)")
    .replace(" ", r"\s"),
    re.IGNORECASE,
)
#: What stands before words that tell of no change: "If we send you new bank details by email, …".
_NO_CHANGE = re.compile(
    r"\b(?:if|never|not|any|should|wenn|falls|sollten?|niemals|nie|keine|jamais|si|aucune?|mai|se"
    r"|nunca|nooit|als|indien)\b[^.!?]*$|\b(?:ihre[rnm]?|your|votre|vos|vostr[aeo]|sus?|uw)\W*$",
    re.IGNORECASE,
)
_BEHIND_N = 60


def doubt_account(
    document: SourceDocument, understanding: Understanding, settings: Settings
) -> Iterable[Reason]:
    """Why the account of a paper that asks for money is not to be paid to unseen.

    It is another one than before, or was read without enough certainty.
    """
    iban = understanding.fields.get("iban")
    if understanding.doc_type.value not in PAID_BY_READER:
        return
    changed = find_change(document.pages)
    if changed is not None:
        yield Reason(
            code="account_changed",
            message=f"This says that the account to pay to has changed (“{changed}”). Ask the "
            "seller whether that is so, not by what this paper prints, before paying.",
            field="iban" if isinstance(iban, Field) else None,
        )
    elif isinstance(iban, Field) and iban.confidence < settings.accept_confidence:
        yield Reason(
            code="field_unsure",
            message=f"The IBAN was read as “{iban.value}”, but that is not sure "
            f"({iban.confidence:.0%}). Compare it with the paper.",
            field="iban",
        )


def find_change(pages: Sequence[Page]) -> str | None:
    """The words by which a paper says that its sender's account is another one now, or None.

    "Neue Bankverbindung: IBAN DE44 …", "Our bank details have changed", "alt: DE09 …".
    """
    for page in pages:
        text = "\n".join(row.text for row in find_rows(page))
        for found in _CHANGED.finditer(text):
            if not _NO_CHANGE.search(text[max(0, found.start() - _BEHIND_N) : found.start()]):
                return " ".join(found.group().split())
    former = find_former(pages)
    return former[0].raw if former else None
