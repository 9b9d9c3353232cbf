"""What captions call the numbers, dates and references of a business document, in six languages.

Each caption is a regular expression without flags; case never matters. A caption that names what no
field holds (a customer number, a phone) is listed too: it is never the value of its neighbour.
"""

import re
from typing import NamedTuple

_N = r"(?:nr|nummer|no|num|number|numéro|número|numero|n|id|code|ref|reference|referenz|réf|rif)"
#: "number" behind or before the thing it numbers.
NUMBER_SIGN = _NO = rf"(?:\s?[-/]?(?:n\.?[°º]|{_N}\b(?!\.?[°º])\.?)|\s?[#°])"
_FIRST_NO = r"(?:n\.?[°º]|no|nr\.?|n\.|num\.|numéro|número|numero|réf\.?|ref\.?|rif\.?)"
_OF = r"(?:(?:de|du|del|della|di|d['’]|la|votre|su|vostro)\s?){0,2}"
YOUR = _YOUR = (
    r"(?:ihre?|your|votre|vos|v/|su|vs\.?|vostr[oa]|uw|customer(?:['’]s)?|client|cust\.?"
    r"|buyer(?:['’]s)?|kunden-?|cliente)"
)
_KINDS = r"(?:handels|miet|schluss|teil|abschlags|sammel|honorar|ausgangs|monats|jahres)?"
_CODE = r"(?:\s\([^)\t]*\))*"

#: Type of document → what its number is called there.
OWN_NUMBERS: dict[str, tuple[str, ...]] = {
    "invoice": (
        rf"{_KINDS}rechnungs?{_CODE}{_NO}", r"(?:rechn|rg|re)[.-]{1,2}\s?(?:nr|nummer)\b\.?",
        rf"fakturas?{_NO}", rf"(?:tax |our )?inv(?:oice|\.)?{_NO}",
        rf"(?:facture|factuur|fattura|factura|nota){_NO}",
        rf"{_FIRST_NO} ?{_OF}(?:facture|factura|fattura)",
    ),
    "credit_note": (
        rf"gutschrifts?{_CODE}{_NO}", rf"(?:rechnungs)?korrektur{_NO}",
        rf"storno(?:rechnungs?)?{_NO}",
        rf"credit (?:note|memo){_NO}", rf"(?:note d['’])?avoir{_NO}", rf"{_FIRST_NO} ?{_OF}avoir",
        rf"(?:creditnota|creditfactuur|nota di credito|nota de crédito|abono){_NO}",
        rf"{_FIRST_NO} ?{_OF}(?:nota di credito|nota de crédito|abono)",
    ),
    "order": (
        rf"(?:purchase |our |unsere )?order{_NO}", rf"p\.?\s?o\.?{_NO}",
        rf"(?:unsere )?bestell(?:ung)?s?{_NO}", rf"(?:bon de )?commande{_NO}",
        rf"{_FIRST_NO} ?{_OF}(?:bon de )?commande", rf"(?:pedido|orden de compra|oc){_NO}",
        rf"{_FIRST_NO} ?{_OF}(?:pedido|orden de compra)", rf"ordine(?: d['’]acquisto)?{_NO}",
        rf"{_FIRST_NO} ?{_OF}ordine", rf"(?:inkoop)?(?:order|bestelling|bestel){_NO}",
    ),
    "order_confirmation": (
        rf"auftrags?(?:bestätigungs?|best\.?)?{_NO}", rf"ab{_NO}", rf"unser auftrag(?:{_NO})?",
        rf"(?:order )?(?:confirmation|acknowledge?ment){_NO}", rf"(?:sales order|so)(?:{_NO})?",
        rf"order{_NO}", rf"commande{_NO}", rf"{_FIRST_NO} ?{_OF}(?:confirmation|commande)",
        rf"confirmation(?: de commande)?{_NO}", rf"(?:conferma(?: d['’]ordine)?|ordine){_NO}",
        rf"{_FIRST_NO} ?{_OF}(?:conferma|ordine)", rf"(?:confirmación|pedido){_NO}",
        rf"{_FIRST_NO} ?{_OF}(?:confirmación|pedido)", rf"(?:verkoop|klant)?order{_NO}",
        rf"orderbevestiging{_NO}",
    ),
    "quote": (
        rf"(?:angebots?|offerten?|kostenvoranschlags?|offerts?)(?:{_NO})",
        rf"(?:quot(?:e|ation)|offer|estimate|proposal){_NO}",
        rf"(?:devis|offre|proposition|presupuesto|oferta|cotización|preventivo|offerta){_NO}",
        rf"{_FIRST_NO} ?{_OF}(?:devis|offre|presupuesto|oferta|preventivo|offerta)",
    ),
    "delivery_note": (
        rf"lieferscheins?{_NO}", rf"ls{_NO}", rf"(?:delivery note|packing (?:slip|list)){_NO}",
        rf"(?:delivery|dispatch|shipment){_NO}", rf"(?:bon de livraison|b\.?l\.?){_NO}",
        rf"{_FIRST_NO} ?{_OF}(?:bon de livraison|bl|albarán|ddt|bolla)",
        rf"(?:albarán|ddt|d\.d\.t\.|bolla|pakbon|leverbon|leveringsbon){_NO}",
    ),
    "payment_reminder": (rf"mahnungs?{_NO}", rf"mahn{_NO}",
    rf"(?:reminder|notice|sollecito|aanmaning|herinnering){_NO}", rf"relance{_NO}"),
    "statement": (
        rf"(?:konto)?auszugs?{_NO}", rf"statement{_NO}", rf"relevé{_NO}",
        rf"{_FIRST_NO} ?{_OF}relevé",
        rf"(?:extracto|estratto){_NO}",
    ),
    "remittance_advice": (
        rf"(?:zahlungs)?avis{_NO}", rf"avviso{_NO}", rf"zahlungs(?:beleg)?{_NO}",
        rf"(?:remittance|payment){_NO}",
        rf"(?:remittance|payment) advice{_NO}",
        rf"{_FIRST_NO} ?{_OF}(?:avis|paiement|virement|pago)",
    ),
}  # fmt: skip
#: Names of the own number on any document.
ANY_NUMBER = (
    rf"(?:beleg|dokument(?:en)?|document|documento|pièce|voucher){_NO}",
    rf"{_FIRST_NO} ?{_OF}(?:document|pièce|documento)",
)
#: These and no more, alone in their cell: "N°", "Number".
BARE_DATE = r"datum|date|data|fecha|d\.?d\.?"
BARE_NUMBER = r"n[°º]|nr\.?|no\.?|nummer|number|numéro|número|numero"

#: Numbers of invoices that a document is about: "zu Rechnung", "Facture d'origine".
PRECEDING = (
    rf"(?:zu|zur|bezug|betrifft|korrektur zu|storno zu|gutschrift zu"
    rf"|correction zu) rechnung(?:{_NO})?",
    rf"(?:ursprungs|original|bezugs|referenz|ref\.?-)\s?(?:rechnungs?|beleg)(?:{_NO})?",
    rf"ursprüngliche rechnung(?:{_NO})?", rf"vorangegangene rechnung(?:{_NO})?",
    rf"(?:original|related|reference|referenced|reversed|corrected) invoice(?:{_NO})?",
    rf"(?:credit (?:to|for)|corrects|cancels|against|in respect of|for|ref\.?) invoice(?:{_NO})?",
    r"invoice ref(?:erence|\.)?",
    rf"facture (?:concernée|initiale|origine|d['’]origine|de référence|annulée"
    rf"|rectifiée)(?:{_NO})?",
    rf"(?:sur|annule(?: la)?|réf\.?) facture(?:{_NO})?",
    rf"(?:factura|fattura|factuur) (?:original|rectificada|di riferimento|originale"
    rf"|origine)(?:{_NO})?",
    rf"(?:storno|rif\.?|su) fattura(?:{_NO})?", rf"(?:rectifica|ref\.?) (?:a )?factura(?:{_NO})?",
    rf"(?:correctie op|betreft|oorspronkelijke|originele) factuur(?:{_NO})?",
)  # fmt: skip

#: Field → its captions.
CAPTIONS: dict[str, tuple[str, ...]] = {
    #: Of no field: until when a quote holds, when another paper was written.
    "no_date": (
        r"(?:angebot )?gültig bis(?: zum)?", r"bindefrist(?: bis)?",
        r"(?:quote )?valid (?:until|to)",
        r"(?:offre )?valable jusqu['’]au", r"expir(?:es|y)(?: date)?(?: on)?", r"validité",
        r"válid[ao] hasta", r"valid[ao] fino al", r"geldig tot",
    ),
    "issue_date": (
        r"émise? le", r"établie? le", r"faite? le", r"date d['’]établissement", r"dated",
        r"emitid[ao] el", r"emess[ao] il", r"opgesteld op", r"(?:ausgestellt|erstellt) am",
        r"druckdatum", r"print date", r"date pièce", r"date of document", r"tax date",
        r"rechnungs-?\s?dat(?:um|\.)", r"(?:beleg|dokument|ausstellungs|gutschrifts?)-?datum",
        r"(?:rg|re)[.-]{1,2}\s?dat(?:um|\.)", r"(?:bestell|angebots|auftrags|mahn)-?datum",
        r"(?:invoice|issue|billing|bill|document|order|quote|quotation|statement|credit note) date",
        r"date (?:of )?(?:issued?|invoice)", r"invoice dated", r"factuurdatum", r"notadatum",
        r"date (?:de |du |d['’])(?:la |l['’])?"
        r"(?:facture|émission|facturation|document|pièce|devis|avoir|commande)",
        r"data (?:della )?(?:fattura|documento|emissione)", r"emessa il",
        r"fecha (?:de )?(?:la )?(?:factura|emisión|expedición|documento)",
    ),
    "due_date": (
        r"scadenza pagamento", r"vto\.?", r"te betalen (?:voor|vóór)", r"payable (?:avant )?le",
        r"(?:net )?à (?:régler|payer)(?: avant)?(?: le)?", r"settlement date", r"payment deadline",
        r"date limite de règlement", r"latest payment date", r"zahlungseingang bis", r"zahlbar am",
        r"fecha límite de pago", r"pagar antes del?", r"uiterlijk te betalen(?: op)?",
        r"fälligkeits?(?:datum|termin)?", r"fällig(?:keit| am)?",
        r"(?:zu )?(?:be)?(?:zahl(?:bar|en|ung)|begleichen) bis(?: zum)?", r"zahlungsfrist",
        r"zahlbar innerhalb (?:von )?\d+ tagen netto bis(?: zum)?",
        r"(?:net )?due(?: date)?", r"date due", r"payment due(?: date)?", r"due (?:by|on)",
        r"pay(?:able)? (?:by|before)", r"(?:date (?:limite|d['’]) ?)?échéance",
        r"date limite de paiement", r"à payer (?:avant|pour) le",
        r"(?:verval|uiterste betaal)datum",
        r"te betalen vóór", r"(?:data di )?scadenza", r"(?:fecha de )?vencimiento",
    ),
    "delivery_date": (
        r"(?:liefer-?\s?(?:und |/ ?))?leistungs-?(?:dat(?:um|\.)|tag)", r"lieferungs?datum",
        r"liefer(?:dat(?:um|\.)|termin|tag)", r"(?:gewünschter|bestätigter) liefertermin",
        r"wunschtermin", r"ausgeliefert am", r"versanddatum", r"liefertermin",
        r"(?:delivery|supply|ship(?:ping|ment)?|service|required|dispatch) date", r"required by",
        r"(?:expected|requested) delivery(?: date)?", r"date of (?:supply|delivery)",
        r"date shipped", r"(?:date de )?livraison (?:prévue|le|souhaitée)",
        r"date de (?:la )?livraison",
        r"date (?:de (?:la )?)?prestation", r"livré le", r"(?:gewenste )?lever(?:ings)?datum",
        r"data (?:di )?consegna", r"fecha (?:de )?(?:entrega|envío|operación)",
    ),
    "po_number": (
        rf"{_YOUR}\s?(?:purchase |inkoop)?(?:order|p\.?\s?o\.?|p/o)(?:{_NO})?",
        rf"(?:purchase )?order(?:{_NO})", rf"p\.?\s?o\.?{_NO}", r"p/o", r"purchase order",
        r"order ref(?:erence|\.)?", r"ref\.? po",
        rf"(?:{_YOUR}\s?)?bestell(?:ung)?s?(?:{_NO}|referenz|zeichen)(?: (?:des )?kunden?)?",
        rf"{_YOUR}\s?(?:bestellung|auftrag(?:s-?(?:nr|nummer))?|best\.?)(?:{_NO})?",
        r"referenz \(bestellung\)", r"auftrags-?nr\.? kunde",
        rf"(?:{_FIRST_NO} ?{_OF})?(?:votre |bon de )commande(?:{_NO}| client)?",
        rf"(?:votre )?(?:commande|cde)(?:{_NO}| client(?:{_NO})?)", rf"{_FIRST_NO} ?{_OF}commande",
        rf"{_YOUR} réf\.? commande", rf"(?:su )?pedido(?:{_NO}| cliente)", r"su pedido",
        rf"{_FIRST_NO} ?{_OF}pedido", rf"(?:orden de compra|o\.?c\.?)(?:{_NO})?",
        rf"(?:{_YOUR} )?(?:{_FIRST_NO} ?{_OF})?ordine(?:{_NO}| cliente(?:{_NO})?| d['’]acquisto)",
        rf"{_FIRST_NO} ?{_OF}ordine(?: cliente)?", rf"{_YOUR} (?:{_FIRST_NO} )?ordine(?:{_NO})?",
        rf"(?:{_YOUR} )?(?:inkoop)?(?:order|bestelling|bestelbon|bestel){_NO}(?: klant)?",
        rf"{_YOUR} (?:bestelling|bestelbon)", r"inkooporder", r"klantorder",
    ),
    "contract_number": (
        rf"(?:frame(?:work)?|service|call-off|maintenance)?\s?(?:contract|agreement){_NO}",
        r"(?:framework|service|call-off|maintenance) (?:contract|agreement)",
        rf"(?:ihr )?(?:rahmen|wartungs|abruf|service)?-?vertrags?(?:konto)?(?:{_NO})",
        r"(?:ihr )?(?:rahmen|wartungs|abruf)vertrag", r"ihr vertrag",
        r"vertrags(?:referenz|konto)",
        rf"(?:contrat|accord)(?:-cadre)?{_NO}", r"contrat|accord-cadre|contratto|contrato",
        rf"{_FIRST_NO} ?{_OF}(?:contrat(?:o|to)?|abonnement|accord-cadre|marché)",
        rf"marché{_NO}", rf"abonnement{_NO}", rf"(?:contrato|contratto){_NO}",
        r"cig ?/ ?contratto", rf"(?:raam)?(?:contract|overeenkomst)(?:{_NO})?",
    ),
    "buyer_reference": (
        rf"{_YOUR}\s?(?:ref(?:erence|\.)?|zeichen|zch\.?|referenz|sign|kostenstelle|az\.?)",
        r"(?:buyer|customer|client)['’]?s? reference", r"leitweg-?id",
        rf"{_YOUR}\s?réf(?:érences?|s?\.)?", r"v/\s?réf\.?",
        rf"{_YOUR} (?:riferimento|rif\.)", r"su ref(?:erencia|\.)",
        r"uw (?:referentie|kenmerk|ref\.?)", r"code service(?: exécutant)?", r"référence acheteur",
        r"codice destinatario",
        r"cost cent(?:er|re)", r"centre de coûts?", r"kostenstelle",
        r"centro (?:di costo|de coste)",
        r"kostenplaats", r"requisitioner", r"attn ?/ ?ref", r"ihr zeichen ?/ ?ihre nachricht",
        r"käuferreferenz",
        r"kundenreferenz", r"besteller",
    ),
    "payment_reference": (
        r"verwendungszweck(?: \([^)]*\))?", r"zahlungs(?:referenz|zweck)(?: ?/ ?verwendungszweck)?",
        r"kassenzeichen", r"buchungszeichen", r"überweisungstext", r"referenz \(zahlung\)",
        r"(?:bei zahlung )?bitte angeben", r"bei zahlung angeben",
        r"payment (?:ref(?:erence|\.)?|id|communication)", r"remittance ref(?:erence|\.)?",
        r"reference for payment", r"structured reference", r"quote with payment",
        r"référence (?:de |du |à rappeler pour le )?(?:paiement|virement|règlement)",
        r"réf\.? (?:de )?(?:paiement|virement)", r"communication(?: structurée)?",
        r"libellé du virement",
        r"causale(?: (?:bonifico|pagamento))?", r"concepto(?: de pago)?", r"referencia de pago",
        r"betalings(?:kenmerk|referentie)", r"gestructureerde mededeling",
    ),
    "seller_registration_id": (r"(?:n° ?)?siret",),
    "iban": (r"(?:[\w-]+[- ])?iban(?:-nr\.?)?",),
}  # fmt: skip

#: Captions of what no field holds.
_OTHER = (
    rf"(?:kunden?|kd|debitoren?|lieferanten?|lief|kreditoren?|personal|artikel|steuer"
    rf"|konto)[.-]{{0,2}}\s?{_NO}",
    rf"(?:customer|client|vendor|supplier|account|acct|a/c|job|project|tax|company"
    rf"|cust)\.?(?: {_N}\.?|\s?#|°)?",
    rf"(?:n[°º]|code|réf\.?|cod\.?|nº) ?{_OF}(?:client|cliente|fournisseur|proveedor|dossier"
    rf"|fornitore|cli\.)",
    rf"(?:klant|leverancier|project|dossier|debiteur)s?{_NO}", r"kunde|debitor|lieferant|kreditor",
    r"(?:unser zeichen|our ref(?:erence|\.)?|notre réf(?:érence|\.)?|nostro rif\.?|ons kenmerk)",
    r"(?:ansprechpartner|bearbeiter|sachbearbeiter|verkäufer|vertreter|kontakt|einkäufer)(?:in)?",
    r"(?:contact|sales ?person|sales rep|handled by|votre contact|interlocuteur|contacto|contatto)",
    r"(?:tel|telefon|phone|fax|téléphone|tél|mobil|e-?mail|web|internet)\.?",
    r"(?:zahlungs(?:bedingung(?:en)?|ziel|art|weise|vereinbarung|konditionen)|zahlung"
    r"|zahl\.-bed\.)",
    r"(?:payment )?terms(?: of payment)?|payment (?:terms|method|conditions)",
    r"(?:conditions|modalités|mode|délai) de (?:paiement|règlement)", r"pagamento|forma de pago",
    r"betalings(?:voorwaarden|conditie|termijn)", r"condizioni di pagamento",
    r"(?:versand|liefer)(?:art|bedingung(?:en)?)",
    r"versand|shipping|ship via|delivery terms|incoterms?",
    r"projekt|project|bauvorhaben|objekt|kommission|chantier|affaire|progetto|proyecto",
    r"währung|currency|devise|valuta|moneda|divisa", r"datum|date|data|fecha|page|seite|valuta",
    r"(?:ust|u?st)\.?-?\s?(?:id|ident)\.?-?\s?(?:nr|nummer)?\.?|vat(?: id| no| number| reg)?\.?"
    r"|uid",
    r"(?:leistungs|abrechnungs|liefer)?zeitraum|(?:billing )?period|période|periodo|periode",
    r"source|menge|quantity|betrag|amount|montant|total|summe",
    r"(?:gültig|valid|valable|valido|válido|geldig)\b[^\t]{0,16}",
)  # fmt: skip


class Vocabulary(NamedTuple):
    """All captions as one pattern each: at a cell's beginning, and as a whole cell."""

    starts: dict[str, re.Pattern[str]]
    whole: re.Pattern[str]


def compile_captions() -> Vocabulary:
    """Every field's captions, own numbers under "TYPE.number" and "any.number"."""
    named: dict[str, tuple[str, ...]] = {
        **{f"{kind}.number": words for kind, words in OWN_NUMBERS.items()},
        "any.number": ANY_NUMBER,
        "preceding_invoice": PRECEDING,
        **CAPTIONS,
    }
    starts = {
        name: re.compile(rf"(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
        for name, words in named.items()
    }
    alone = [word for words in named.values() for word in words]
    whole = re.compile(rf"(?:{'|'.join((*alone, *_OTHER, BARE_NUMBER))})\s?:?", re.IGNORECASE)
    return Vocabulary(starts, whole)
