"""Headings of parties' blocks, "Verkäufer", "Bill to", "Client": which party each names."""

import re

from tasks.values.accents import allow_bare_letters
from tasks.values.caches import kept_by_text

#: Where a bill wants its payments sent.
REMIT_TO = (
    r"(?:please )?remit(?:tance)?(?: payments?)? (?:to|address)|(?:send|mail) payments? to"
    r"|make (?:checks|cheques) payable to"
)
_SELLER = (
    r"auftragnehmer|vendor address|lieferantenanschrift|lieferantenadresse|an den lieferanten"
    r"|creditor|pay to|paid to|payable to|vendu par|sold by"
    rf"|{REMIT_TO}"
    r"|zahlung an|supplier address|ship(?:ped)? from|expédié par|versandt? (?:von|durch)"
    r"|order to|exporter|seller address|verkäufer(?:in)?|rechnungs(?:aus)?steller(?:in)?"
    r"|rechnungsersteller(?:in)?"
    r"|lieferant(?:in)?|leistungserbringer(?:in)?|vendeur|fournisseur|prestataire|seller"
    r"|titulaire|attributaire|sub-?contractor|(?:nach|sub)unternehmer(?:in)?|sous-?traitante?"
    r"|subcontratista|subappaltatore|onderaannemer"
    r"|supplier|proveedor(?:a)?|cedente|vendor|vendedor|venditore|fornitore|verkoper|leverancier"
)
_BUYER = (
    r"käufer(?:in)?|kunde(?:nanschrift)?|doit|client facturé|donneur d['’]ordre|auftraggeber"
    r"|maître d['’]ouvrage|bauherr(?:in|schaft)?"
    r"|sell-to(?: address)?|bill-to(?: address)?|invoice (?:to|address)|invoiced party"
    r"|customer address|purchaser|facturar a|factuuradres|factuur aan|fatturare a|klant|cessionario"
    r"|leistungsempfänger(?:in)?|rechnungsempfänger(?:in)?|rechnung an"
    r"|rechnungsadresse|rechnungsanschrift|acheteur|client|factur(?:é|er) à|adresse de facturation"
    r"|quot(?:e|ation|ed) (?:for|to)|prepared for|angebot für|devis pour|account of|receptora?"
    r"|(?:bill(?:ed)?|invoiced?|sold)(?: to)?(?:and|&|/|\+)(?:deliver(?:ed|y)?|ship(?:ped)?)"
    r"(?: to| address)"
    r"|rechnungs-(?:und|&|/|\+)liefer(?:adresse|anschrift)|facturé et livré à"
    r"|adresse de facturation et (?:de )?livraison"
    r"|buyer|customer|bill(?:ed)? to(?:[–-]third party)?|invoiced? to|sold to|vendu à"
    r"|comprador|cliente|acquirente"
    r"|koper|afnemer"
)
#: Who sends the paper and who gets it; on orders the buyer sends.
_SENDER = (
    r"de|from|von|van|da|absender(?:in)?|émis par|émetteur|emisora?|emittente|expéditeur"
    r"|expéditrice|sender|mittente|remitente|afzender"
)
_RECEIVER = (
    r"à|to|an(?: (?:die|das|den))?|a|aan|voor|für|empfänger(?:in)?|destinataire|adressé à"
    r"|spett\.?le|recipient|addressee|destinatario|ontvanger|geadresseerde|herrn/frau/firma|firma"
)
_SHIP = (
    r"(?:abw\.?|abweichender?)(?:liefer\w+|waren?empfänger)"
    r"|liefer(?:adresse|anschrift|ort|empfänger)|lief\. an adresse"
    r"|lieferung an|liefern an|anlieferadresse|versandadresse|waren?empfänger|leistungsort"
    r"|baustelle"
    r"|ship-to(?: address)?|(?:please )?deliver(?:y|ed)? (?:to|address)"
    r"|ship(?:ping)?(?:ped)? (?:to|address)|consignee"
    r"|place of delivery|goods to"
    r"|deliver-to address|(?:site |delivery )?address for delivery|site address"
    r"|adresse de livraison|livr(?:é|er) à|livraison|lieu de livraison|client livré(?::[0-9]+)?"
    r"|lieferung"
    r"|dirección de (?:entrega|envío)|entregar a|enviar a|indirizzo di (?:consegna|spedizione)"
    r"|consegna a|luogo di consegna"
    r"|destinazione(?: merce)?|(?:aflever|lever(?:ings)?|verzend)adres|werkadres|leveren aan"
    r"|(?:consignee|exporter) ?/ ?ship to"
)
#: What an order heads a site with, not whom it goes to.
_FOR = ("für", "voor")
#: What a bill or a quote heads whom it is for with, and as often what: "Pour : Rénovation".
_FOR_WHOM = re.compile(r"(?:para|pour) ?:", re.IGNORECASE)
#: Who is paid: by a bank's words on a bill, by the paper itself on a remittance advice.
_PAYEE = (
    r"zahlungsempfänger(?:in)?|begünstigter?|payee|beneficiary|bénéficiaire|beneficiari[ao]"
    r"|begunstigde"
)
#: Who pays, which only a remittance advice calls the buyer.
_PAYER = r"payer|payor|zahler|payeur|pagador|pagatore|betaler"
_OTHER = (
    r"abweichende\w+"
    r"|(?:abrechnung|inkasso) (?:über|durch)|(?:collected|accounts handled) by|recouvrement par"
    r"|bemerkung(?:en)?|hinweise?|positionsdaten|rechnungsdaten|zahlungsinformationen"
)
#: Documents whose letterhead is the buyer's.
SENT_BY_BUYER = frozenset({"order", "remittance_advice"})
#: Compared without spaces: text layers at times tear a word in two. "Buyer (Bill to)" is one, too;
#: "A/C" is an account.
HEADINGS = {
    party: re.compile(
        rf"(?!a/c)(?:{allow_bare_letters(heads).replace(' ', '')})(?:/[\w/]+)?(?:\(\w+\))?:?",
        re.IGNORECASE,
    )
    for party, heads in (
        ("ship_to", _SHIP),
        ("seller", _SELLER),
        ("buyer", _BUYER),
        ("sender", _SENDER),
        ("receiver", _RECEIVER),
        ("payee", _PAYEE),
        ("payer", _PAYER),
        ("other", _OTHER),
    )
}
#: Above whoever had the goods, where others say whither they are to go: "Lieferadresse".
_RECEIVED = re.compile(
    rf"(?:{allow_bare_letters('livré(?:e|s|es)? à')}|delivered to|waren?empfänger|geliefert an"
    r"|consegnato a|entregado a|geleverd aan)\s?:?",
    re.IGNORECASE,
)
#: The two parties of a payslip.
_PAID = re.compile(
    r"arbeitnehmer(?:[/:*]?in|\(in\))?|mitarbeiter(?:[/:*]?in|\(in\))?|employee|salarié(?:[.·]?e|\(e\))?"
    r"|dipendente|lavoratore|lavoratrice|trabajador(?:/?a|\(a\))?|empleado|werknemer|medewerker",
    re.IGNORECASE,
)
_PAYING = re.compile(
    r"arbeitgeber(?:[/:*]?in|\(in\))?|employer|employeur|datoredilavoro|empresa|werkgever",
    re.IGNORECASE,
)
#: A heading's own number: "Client 004418", "Fournisseur n° 004417", "CLIENTE 430.00187".
PARTY_NUMBER = re.compile(
    r"(?<=[^\W\d_]):? (?:(?:n[°ºor]\.?|no\.?|#) ?)?(?:[0-9]{4,}|[0-9]{3}[.][0-9]{4,})$",
    re.IGNORECASE,
)
#: The same with letters: "Fournisseur F00418".
_PARTY_CODE = re.compile(
    r"(?<=[^\W\d_]) (?:(?:n[°ºor]\.?|no\.?|#):? ?)?[A-Z]{1,2}-?[0-9]{4,}$", re.IGNORECASE
)
#: Parties whose headings are no small words: "To:" may stand before anything.
PLAIN_PARTIES = ("ship_to", "seller", "buyer")


@kept_by_text
def party_of(text: str, doc_type: str) -> str | None:
    """The party that a heading names: seller, buyer, ship_to, other; None if it is no heading.

    On papers that the buyer sends, "from" is the buyer.
    """
    plain = PARTY_NUMBER.sub("", text).replace(" ", "")
    party = next((party for party, head in HEADINGS.items() if head.fullmatch(plain)), None)
    if doc_type == "payslip" and (staff := _party_of_payslip(plain)):
        return staff
    if party is None:
        coded = _PARTY_CODE.sub("", text).replace(" ", "")
        party = next((one for one in PLAIN_PARTIES if HEADINGS[one].fullmatch(coded)), None)
    if party in ("sender", "receiver"):
        if plain.strip(" :").lower() in _FOR and doc_type in SENT_BY_BUYER:
            return None
        return "buyer" if (party == "sender") == (doc_type in SENT_BY_BUYER) else "seller"
    if party in ("payee", "payer"):
        paid = "seller" if party == "payee" else "buyer"
        return paid if doc_type == "remittance_advice" else "other"
    return party


def may_head_reader(text: str, doc_type: str) -> bool:
    """Whether a heading names whom a paper is for, where a whole address stands below it.

    >>> may_head_reader("Para:", "quote"), may_head_reader("Pour :", "order")
    (True, False)
    """
    return doc_type not in SENT_BY_BUYER and bool(_FOR_WHOM.fullmatch(text))


def _party_of_payslip(plain: str) -> str | None:
    """Who is paid by a payslip, "Arbeitnehmer/in", or who pays it; None if it heads neither."""
    head = plain.rstrip(":")
    return "buyer" if _PAID.fullmatch(head) else "seller" if _PAYING.fullmatch(head) else None


def is_received(text: str) -> bool:
    """Whether a heading says who had the goods: "Livré à", not "Adresse de livraison"."""
    return bool(_RECEIVED.fullmatch(text))
