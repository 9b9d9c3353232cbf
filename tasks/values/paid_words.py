"""What discounts and payments are called, in six languages: patterns' texts, without anchors."""

import re

DISCOUNTS = (
    r"(?:rabatt|nachl[aä](?:ss|ß)|skonto|discount|rebate|remise|rabais|ristourne|réduction|escompte"
    r"|sconto|descuento|korting)"
)
#: For paying early, which no total knows of.
EARLY_DISCOUNT = r"(?:skonto|discount|escompte|sconto|descuento|pronto pago|korting)"
#: Paid before the bill, for a part of it.
ADVANCE = (
    r"(?:anzahlung|abschl[aä]g|akonto|vorauszahlung|vorauskasse|vorsch[uü]ss|teilzahlung|acompte"
    r"|arrhes|deposit(?!o\b)|prepay|advance|down[ -]payment|acconto|anticip|voorschot|aanbetaling"
    r"|termijnbedrag)"
)
#: How one pays at a till.
MEANS = (
    r"(?:visa|master\s?card|maestro|amex|american express|girocard|(?:ec|kredit)[- ]?karte"
    r"|ec[- ]cash|(?:credit|debit) card|card payment|kartenzahlung|paypal"
    r"|carte (?:bancaire|bleue|de crédit)|cb(?=\W*(?:[0-9]|$))|carta di credito|bancomat"
    r"|tarjeta(?: de crédito)?|pinpas"
    r"|cash|bar(?:geld|zahlung)?|espèces|efectivo|contanti)"
)
#: That something was paid, or how.
PAYMENT = (
    rf"(?:{ADVANCE}|\b{MEANS}\b|zahlung|(?:be|ge)zahlt|déjà (?:réglé|payé|versé)|già versat"
    r"|paiement|règlement|versement|carte|chèque|virement"
    r"|payments?\b|paid|card\b|che(?:que|ck)\b|received|pago|pagad"
    r"|(?<!scissione dei )pagament|betaling|betaald)"
)
#: What was paid for the buyer, who owes it.
LAID_OUT = (
    r"(?:(?:bar)?auslagen|verauslagte?|durchlaufend|disbursements?|outlays?|débours|suplidos?"
    r"|anticipazioni|spese (?:esenti|anticipate)"
    r"|(?:esent[ei]|esclus[aeio]|non imponibil[ei]|ex) (?:ex )?art(?:\.|icolo) ?15\b"
    r"|verschotten)"
)
#: What a town asks of its guests, which bears no tax.
TOURIST_TAX = (
    r"(?:taxe de séjour|(?:tassa|imposta|contributo) di soggiorno|(?:tasa|impuesto) tur[ií]stic[ao]"
    r"|toeristenbelasting|city[ -]?tax\b|tourist tax|kurtaxe|kur(?:abgabe|beitrag)|gästebeitrag"
    r"|(?:beherbergungs|übernachtungs|betten)(?:steuer|abgabe)|ortstaxe|nächtigungsabgabe)"
)
#: What a guest gives to who served him.
TIP = r"\b(?:tips?|gratuity|trinkgeld|pourboire|propina|mancia|fooi)\b"
_EARLY_DISCOUNT, _PAYMENT = (re.compile(text, re.IGNORECASE) for text in (EARLY_DISCOUNT, PAYMENT))


def names_early_discount(text: str) -> bool:
    """Whether a text speaks of what is let off for paying early: "3 % Skonto bis 16.03."."""
    return bool(_EARLY_DISCOUNT.search(text))


def names_payment(text: str) -> bool:
    """Whether a text says that something was paid, or how: "Deposit received", "VISA"."""
    return bool(_PAYMENT.search(text))
