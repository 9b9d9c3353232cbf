"""How captions say "number", and what a document of each type calls its own, in six languages."""

NUMBER = (
    r"(?:nr|nummer|no|num|number|numéro|número|numero|n|id|code|ref|reference|referenz|réf|rif)"
)
#: How a caption says "number", behind the thing it numbers.
NO = rf"(?:\s?[-/]?(?:n\.?[°º]|{NUMBER}\b(?!\.?[°º])\.?)|\s?[#°]\ufe0e?)"
FIRST_NO = r"(?:n\.?[°º]|no|nr\.?|n\.|num\.|numéro|número|numero|réf\.?|ref\.?|rif\.?)"
OF_THE = r"(?:(?:de|du|del|della|di|d['’]|la|votre|su|vostro)\s?){0,2}"
_KINDS = r"(?:handels|miet|schluss|teil|abschlags|sammel|honorar|ausgangs|monats|jahres)?"
_CODE = r"(?:\s\([^)\t]*\))*"

#: Type of document → what its number is called there.
OWN_NUMBERS: dict[str, tuple[str, ...]] = {
    "invoice": (
        rf"{_KINDS}rechnungs?{_CODE}{NO}", r"(?:rechn|rg|re)[.-]{1,2}\s?(?:nr|nummer)\b\.?",
        rf"fakturas?{NO}", rf"(?:tax |our )?inv(?:oice|\.)?{NO}", rf"bill{NO}",
        rf"fee note(?:{NO})?", rf"honorarnoten?{NO}", rf"liquidations?{NO}", rf"kostennoten?{NO}",
        rf"(?:état (?:de )?frais(?: et honoraires)?|note (?:d['’]honoraires|de séjour)){NO}",
        rf"(?:facture|factuur|factura|nota){NO}",
        rf"fattura(?: (?:immediata|differita|accompagnatoria|commerciale))?{NO}",
        rf"{FIRST_NO} ?{OF_THE}(?:facture|factura|fattura)", r"serie(?: ?/ ?| y )(?:número|folio)",
    ),
    "credit_note": (
        rf"gutschrifts?{_CODE}{NO}", rf"(?:rechnungs)?korrektur{NO}",
        rf"storno(?:rechnungs?)?{NO}",
        rf"credit (?:note|memo){NO}", r"credit (?:no|number|nr)\b\.?",
        rf"(?:note d['’])?avoir{NO}", rf"{FIRST_NO} ?{OF_THE}avoir",
        rf"(?:creditnota|creditfactuur|nota di credito|nota de crédito|abono){NO}",
        rf"{FIRST_NO} ?{OF_THE}(?:nota di credito|nota de crédito|abono)",
    ),
    "order": (
        rf"(?:purchase |our |unsere )?order{NO}", rf"p\.?\s?o\.?{NO}",
        rf"(?:unsere )?bestell(?:ung)?s?{NO}", rf"(?:bon de )?commande{NO}",
        rf"{FIRST_NO} ?{OF_THE}(?:bon de )?commande", rf"(?:pedido|orden de compra|oc){NO}",
        rf"{FIRST_NO} ?{OF_THE}(?:pedido|orden de compra)", rf"ordine(?: d['’]acquisto)?{NO}",
        rf"{FIRST_NO} ?{OF_THE}ordine", rf"(?:inkoop)?(?:order|bestelling|bestel){NO}",
    ),
    "order_confirmation": (
        rf"auftrags?(?:bestätigungs?|best\.?)?{NO}", rf"ab(?!n\s[0-9]){NO}",
        rf"unser auftrag(?:{NO})?",
        rf"(?:order )?(?:confirmation|acknowledge?ment){NO}", rf"(?:sales order|so)(?:{NO})?",
        rf"(?:our )?order{NO}", rf"commande{NO}",
        rf"{FIRST_NO} ?{OF_THE}(?:confirmation|commande)",
        rf"confirmation(?: de commande)?{NO}", rf"(?:conferma(?: d['’]ordine)?|ordine){NO}",
        rf"{FIRST_NO} ?{OF_THE}(?:conferma|ordine)", rf"(?:confirmación|pedido){NO}",
        rf"{FIRST_NO} ?{OF_THE}(?:confirmación|pedido)", rf"(?:verkoop|klant)?order{NO}",
        rf"orderbevestiging{NO}", rf"(?:arc|accusé(?: de (?:réception|commande))?){NO}",
    ),
    "quote": (
        rf"(?:angebots?|offerten?|kostenvoranschlags?|offerts?)(?:{NO})",
        rf"(?:quot(?:e|ation)|offer|estimate|proposal){NO}",
        rf"(?:devis|offre|proposition|presupuesto|oferta|cotización|preventivo|offerta){NO}",
        rf"{FIRST_NO} ?{OF_THE}(?:devis|offre|presupuesto|oferta|preventivo|offerta)",
    ),
    "delivery_note": (
        rf"lieferscheins?{NO}", rf"ls{NO}",
        rf"(?:(?:delivery|d[ei]spatch|advice) (?:note|advice|ticket|docket)"
        rf"|packing (?:slip|list)){NO}",
        rf"(?:delivery|d[ei]spatch|shipment){NO}", rf"(?:bon de livraison|b\.?l\.?){NO}",
        rf"{FIRST_NO} ?{OF_THE}(?:bon de livraison|bl|albarán|ddt|bolla)",
        rf"documento di trasporto(?: \(d\.?d\.?t\.?\))?{NO}",
        rf"(?:albarán|ddt|d\.d\.t\.|bolla|pakbon|leverbon|leveringsbon){NO}",
    ),
    "payment_reminder": (rf"mahnungs?{NO}", rf"mahn{NO}",
    rf"(?:reminder|notice|sollecito|aanmaning|herinnering){NO}", rf"relance{NO}"),
    "statement": (
        rf"(?:konto)?auszugs?{NO}", rf"statement{NO}", rf"relevé{NO}",
        rf"{FIRST_NO} ?{OF_THE}relevé",
        rf"(?:extracto|estratto){NO}",
    ),
    "remittance_advice": (
        rf"(?:zahlungs)?avis{NO}", rf"avviso{NO}", rf"zahlungs(?:beleg)?{NO}",
        rf"(?:remittance|payment){NO}",
        rf"(?:remittance|payment) advice(?:{NO}|(?= [0-9]{{5,}}(?:\t|$)))",
        rf"payment document(?:{NO})?",
        rf"{FIRST_NO} ?{OF_THE}(?:avis|paiement|virement|pago)",
    ),
}  # fmt: skip
#: Names of the own number on any document.
ANY_NUMBER = (
    rf"(?:(?:our|unsere?|notre|nuestro|nostro|ons) )?"
    rf"(?:beleg|dokument(?:en)?|document|documento|pièce|voucher){NO}",
    rf"{FIRST_NO} ?{OF_THE}(?:document|pièce|documento)",
)
