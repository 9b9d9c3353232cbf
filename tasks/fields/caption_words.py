"""What captions call the numbers, dates and references of a business document, in six languages.

Each caption is a regular expression without flags; case never matters. A caption that names what no
field holds (a customer number, a phone) is listed too: it is never the value of its neighbour.
"""

import re
from typing import NamedTuple

from schemas.vocabulary import INVOICE_TYPES
from tasks.fields.number_words import ANY_NUMBER, FIRST_NO, NO, NUMBER, OF_THE, OWN_NUMBERS
from tasks.values.accents import allow_bare_letters
from tasks.values.caches import kept_by_text
from tasks.values.tax_words import VAT_WORDS
from tasks.values.your_words import CUSTOMER, YOUR, YOURS

#: These and no more, alone in their cell: "N°", "Number".
BARE_DATE = r"datum|dated?|data|fecha|d\.?d\.?"
BARE_NUMBER = r"n[°º]|nr\.?|no\.?|nummer|number|numéro|número|numero"

#: An order, in a strip at the head of the invoice for it.
BARE_ORDER = re.compile(
    r"(?:bestellung|order|commande|ordine|pedido|bestelling)\s?:?", re.IGNORECASE
)
#: What comes before an invoice or a delivery, and has a date of its own.
_EARLIER = (
    r"(?:bestellung|auftrag|purchase order|order|p\.?o\.?|(?:bon de )?commande|cde|ordine|pedido"
    r"|bestelling|angebot|quot(?:e|ation)|offer|devis|offre|preventivo|presupuesto|offerte)"
)

#: Numbers of invoices that a document is about: "zu Rechnung", "Facture d'origine".
PRECEDING = (
    r"bezug(?=[\s:]+(?-i:R[EG])[ -]?[0-9])",
    rf"(?:zu|zur|bezug|betrifft|korrektur zu|storno zu|gutschrift zu"
    rf"|correction zu) rechnung(?:{NO})?",
    rf"(?:ursprungs|original|bezugs|referenz|ref\.?-)\s?(?:rechnungs?|beleg)(?:{NO})?",
    rf"ursprüngliche rechnung(?:{NO})?", rf"vorangegangene rechnung(?:{NO})?",
    rf"(?:orig(?:inal|\.)|related|reference|referenced|reversed|corrected) invoice(?:{NO})?",
    rf"(?:appl(?:ies|ied) to|credit (?:to|for)|corrects|cancels|against|in respect of|for|ref\.?)"
    rf" invoice(?:{NO})?", rf"appliquée? à la facture(?:{NO})?",
    r"invoice ref(?:erence|\.)?", r"source", r"applies-to doc(?:ument|\.)? no\.",
    rf"facture (?:concernée|initiale|origine|d['’]origine|de référence|annulée"
    rf"|rectifiée)(?:{NO})?",
    rf"(?:sur|annule(?: la)?|réf\.?) facture(?:{NO})?",
    rf"(?:factura|fattura|factuur) (?:original|rectificada|di riferimento|originale"
    rf"|origine)(?:{NO})?",
    rf"(?:storno|rif\.?|su) fattura(?:{NO})?", rf"(?:rectifica|ref\.?) (?:a )?factura(?:{NO})?",
    rf"(?:correctie op|betreft|oorspronkelijke|originele) factuur(?:{NO})?",
)  # fmt: skip

#: Field → its captions.
CAPTIONS: dict[str, tuple[str, ...]] = {
    #: Of no field: until when a quote holds, when another paper or what this one answers was
    #: written, when one was born.
    "no_date": (
        r"(?:angebot )?gültig bis(?: zum)?", r"bindefrist(?: bis)?",
        r"(?:quote )?valid (?:until|to)",
        r"(?:offre )?valable jusqu['’]au", r"expir(?:es|y)(?: date)?(?: on)?", r"validité",
        r"válid[ao] hasta", r"valid[ao] fino al", r"geldig tot",
        r"prochaine facture(?: vers)?(?: le)?", r"nächste (?:ab)?rechnung(?: am)?",
        r"next (?:bill|invoice)(?: date)?(?: on)?",
        r"geb(?:urtsdatum|oren am|\. am)", r"date of birth|d\.?o\.?b\.?",
        r"date de naissance|née? le|né\(e\) le", r"data di nascita",
        r"fecha de nacimiento|geboortedatum", r"(?:fecha de )?antigüedad|data (?:di )?assunzione",
        r"(?:ein|bei|aus)tritts?-?(?:datum|tag)?(?: am| zum)?", r"(?:date )?(?:joined|of joining)",
        r"date d['’](?:entrée|embauche|adhésion)|(?:entrée|embauchée?) (?:le|du)",
        r"sort code", r"erstzulassung",
        r"date of first registration|first reg(?:istered|istration|['’]?d|\.)?(?: on| date)?",
        r"(?:date de )?(?:1(?:ère|re)|première) (?:mise en circ(?:ulation|\.)?|immatriculation)",
        r"mise en circulation(?: le| du)?", r"visit(?:ed)?(?: date| on)?",
        r"visite (?:du|le)|date de (?:la )?visite|besuch (?:am|vom)",
        r"(?:rel[è]ve|relevé d['’]index)(?: du compteur)? (?:du|le)(?![^\t]* au )",
        r"meter read(?:ing)?(?: date| on)?", r"date of (?:meter )?reading", r"reading date",
        r"(?:zählerstand|(?:zähler)?ablesung|abgelesen) (?:am|vom)", r"ablese-?datum",
        r"(?:data )?lettura (?:del|contatore)", r"fecha de lectura", r"meteropname(?: op)?",
        r"prima immatricolazione", r"primera matriculación", r"(?:datum )?eerste toelating",
        rf"{YOURS} ?(?:nachricht|schreiben|anfrage|e-?mail|message|letter|(?:e|i)nquiry|courrier"
        r"|lettre|demande|comunicazione|richiesta|escrito|solicitud|brief|bericht|aanvraag)"
        r"(?: (?:vom|of|dated|du|del|d['’]|van))?",
    ),
    #: When a ship or a plane leaves and arrives, on a forwarder's bill.
    "sailing_date": (r"et[da](?: ?/ ?et[da])?",),
    #: When the order or quote was written that came before.
    "other_date": (
        rf"(?:{YOURS} ?)?{_EARLIER}(?:{NO})? (?:vom|of|dated|du|del|de fecha|van|d\.d\.)",
        r"(?:bestellt|beauftragt)(?: am)?", r"leistung bis", r"ordered(?: on)?",
        r"commandée? le", r"ordinato il",
        r"besteld op", r"auftragseingang(?: am)?", r"besteldatum", r"date de (?:la )?commande",
        r"data (?:dell['’])?ordine", r"fecha (?:de |del )?pedido",
    ),
    "issue_date": (
        r"émise? le", r"(?:document )?établie? le", r"faite? le", r"date d['’]établissement",
        r"emitid[ao] el", r"emess[ao] il", r"opgesteld op", r"(?:ausgestellt|erstellt) am",
        r"abrechnung(?:s-?datum| vom(?=\t|$))", r"issued(?: on)?(?=\s?:|\t|$)",
        r"(?:bericht|rapport)s?-?datum", r"report date", r"date du rapport",
        r"fecha del informe", r"data del(?:la)? (?:rapporto|relazione|verbale)",
        r"(?:zahlungs)?avis-?datum", r"date pièce",
        r"date of document", r"tax date",
        r"(?:(?:invoice )?date ?[/&] ?)?tax ?point(?: date)?",
        r"(?:beleg|rechnung) vom(?=\t|$)",
        r"rechnungs-?\s?(?:(?:und |/ ?|= ?)(?:liefer|leistungs)-?\s?)?dat(?:um|\.)",
        r"(?:beleg|dokument|ausstellungs|gutschrifts?)-?datum",
        r"(?:rg|re)[.-]{1,2}\s?dat(?:um|\.)", r"(?:bestell|angebots|auftrags|mahn)-?datum",
        r"(?:invoice|issue|billing|bill|document|order|quote|quotation|statement) date",
        r"credit(?: note)? date",
        r"date (?:of )?(?:issued?|invoice)", r"(?:invoice|bill) (?:dated|issued)(?: on)?",
        r"factuurdatum", r"notadatum",
        r"date (?:de |du |d['’])(?:la |l['’])?"
        r"(?:facture|émission|facturation|document|pièce|devis|avoir|commande)",
        r"data (?:della )?(?:fattura|documento|emissione)", r"emessa il",
        r"fecha (?:de )?(?:la )?(?:factura|fra\.?|emisión|expedición|documento)",
    ),
    #: When a paper was printed, which may be a copy: its date where it bears no other.
    "print_date": (
        r"(?:druck|ausdruck)-?datum", r"(?:aus)?gedruckt am", r"print(?:ed)?(?: date| on)",
        r"printed(?=\s?:|\t|$)",
        r"date printed", r"éditée? le", r"imprimée? le", r"date d['’](?:édition|impression)",
        r"stampat[ao] il", r"data (?:di )?stampa", r"impres[ao] el", r"fecha de impresión",
        r"afgedrukt op|printdatum",
    ),
    "due_date": (
        r"scadenza pagamento", r"vto\.?", r"te betalen (?:voor|vóór)", r"payable (?:avant )?le",
        r"(?:(?:net|montant|somme|solde) )?à (?:régler|payer)(?: avant)?(?: le)?",
        r"settlement date", r"payment deadline",
        r"date limite de règlement", r"latest payment date", r"zahlungseingang bis", r"zahlbar am",
        r"fecha límite de pago", r"pagar antes del?", r"uiterlijk te betalen(?: op)?",
        r"(?:montant )?prélevé le", r"(?:wird )?abgebucht am", r"(?:direct )?debit date",
        r"prélèvement(?: automatique| sepa)? (?:le|au)", r"(?:payment )?(?:by )?direct debit on",
        r"(?:konto|bank)?(?:abbuchung|einzug)(?:s-?datum|s-?termin| am| zum)",
        r"(?:sepa-?)?lastschrift (?:am|zum)", r"(?:(?:to|will) be )?debited on",
        r"addebit(?:o|ato) (?:il|in data)", r"(?:cargo|adeudo)(?: en cuenta)? el",
        r"fecha de(?:l)? (?:cargo|adeudo|domiciliación)(?: en cuenta)?",
        r"data (?:di |dell['’])?addebito(?: in conto)?|(?:incasso|afschrijf)datum",
        r"(?:automatische )?(?:incasso|afschrijving) op",
        r"(?:direct debit|payment) collection date", r"date de prélèvement", r"einzug (?:am|zum)",
        r"lastschrifteinzug(?: am| zum)?|(?:lastschrift)?einzugstermin",
        r"(?:der |den )?(?:[a-zäöüß]+)?betrag (?:wird|(?:überweisen|buchen|ziehen) wir) (?:am|zum)",
        r"fälligkeits?(?:datum|termin)?", r"fällig(?:keit| am)?",
        r"(?:zu )?(?:be)?(?:zahl(?:bar|en|ung)|begleichen) bis(?: zum)?", r"zahlungsfrist",
        r"zahlbar innerhalb (?:von )?\d+ tagen netto bis(?: zum)?",
        r"(?:net )?due(?: date)?", r"date due", r"payment due(?: date)?",
        r"(?:(?:balance|amount|total|payment) )?due (?:by|on|before)",
        r"(?:please )?pay(?:able)? (?:by|before)", r"exigible (?:le|au|avant le)",
        r"(?:date (?:limite|d['’]) ?)?échéance",
        r"date limite de paiement", r"à payer (?:avant|pour) le", r"payable jusqu['’]au",
        r"valuta(?:datum)?", r"(?:verval|uiterste betaal)datum",
        r"te betalen vóór", r"(?:data di )?scadenza", r"(?:fecha de )?vencimiento",
    ),
    "delivery_date": (
        r"(?:liefer-?\s?(?:und |/ ?))?leistungs-?(?:dat(?:um|\.)|tag)", r"lieferungs?datum",
        r"liefer(?:dat(?:um|\.)|termin|tag)", r"(?:gewünschter|bestätigter) liefertermin",
        r"lieferung (?:am|ca\.|zum|vom(?=\t|$)|voraussichtlich(?: am)?)",
        r"lieferung vom(?= [0-9.]{8,10} (?:laut|lt\.|gemäß|gem\.|mit|per) (?:lieferschein|ls)\b)",
        r"(?:reparatur|montage|wartung|einsatz) (?:am|vom)(?=\s?:|\t|$| [0-9.]{8,10}$)",
        r"wunschtermin",
        r"geliefert(?: am)?(?=\s?:|\t|$)", r"versanddatum",
        r"(?:delivery|supply|ship(?:ping|ment)?|service|required|d[ei]spatch) date", r"required by",
        r"(?:expected|requested|confirmed) delivery(?: date)?", r"prestation (?:du|le)(?=\s?:)",
        r"date of (?:supply|delivery)", r"fecha (?:de )?expedición (?:de )?(?:la )?mercanc[ií]as?",
        r"date (?:shipped|d[ei]spatched)", r"(?:d[ei]spatch(?:ed)?|collected)(?: on)?",
        r"(?:event|treatment|shoot(?:ing)?|course|workshop) date",
        r"date of (?:event|treatment|(?:the )?(?:shoot(?:ing)?|course|workshop))|event(?=\s?:)",
        r"(?:schulungs|seminar|kurs|veranstaltungs|einsatz|shooting)(?:datum|termin|tag)",
        r"date d(?:e (?:la )?(?:formation|prise de vues?)|['’](?:intervention|événement))",
        # Of works, no bank's: "Virement SEPA, date d'exécution".
        r"(?<![^\t])(?<!virement\t)(?<!paiement\t)(?<!sepa\t)date d['’]exécution",
        r"behandlung(?:s(?:datum|tag)| am)|ausgeliefert am|(?-i:Gestimmt|Ausgeführt|Durchgeführt"
        r"|Erbracht|Montiert|Repariert|Gereinigt|Behandelt|Gewartet|Gekehrt|Abgeholt) am"
        r"|(?<=[/·|–—] )abgeholt am",
        r"(?:für )?(?:meine|unsere|die) (?:arbeit|leistung|lieferung)(?:en)? am(?= [0-9])",
        r"(?:date de )?livraison (?:(?:prévue|souhaitée|demandée)(?: le| pour le)?|le)|livré le",
        r"(?:livraison|intervention) du(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi))?",
        r"goods (?:del(?:ivered|\.)?|d[ei]spatched|supplied)(?: on)?",
        r"date (?:de (?:la )?)?(?:prestation|livraison)", r"(?:gewenste )?lever(?:ings)?datum",
        r"works? (?:carried out|done|performed|completed) on(?=\s?:|\t|$| [0-9])",
        r"delivered (?:on|to(?: \w+){1,4}?(?: on)?(?= [0-9]{1,2}[/. ]))",
        r"(?:entrega|consegna) prevista", r"(?:verwachte|geplande) levering",
        r"data (?:di )?consegna(?: prevista)?",
        r"fecha (?:prevista )?(?:de )?(?:entrega|envío|operación)",
    ),
    "po_number": (
        rf"{YOURS} ?(?:purchase |inkoop)?(?:order|p\.?\s?o\.?|p/o|pedido|bestel(?:ling|bon)"
        rf"|commande|cde)(?:{NO}| client(?:{NO})?)?",
        rf"(?:(?:purchase|sub-?contract) )?order(?:{NO})", rf"p\.?\s?o\.?{NO}", r"p/o",
        r"(?:purchase|sub-?contract) order",
        r"(?:customer|client) p\.?\s?o\.?",
        r"bc(?=\s?:\s?(?-i:[A-Z]{1,4}[/-])\S*[0-9]{3})",
        r"order ref(?:erence|\.)?", r"ref\.? po", r"p\.o\.(?=\s?(?::|\t|$))",
        rf"{YOURS} ?ref(?:erence|\.)? ?/ ?(?:purchase order|p\.?o\.?)(?:{NO})?",
        rf"(?:{YOURS} ?)?bestell(?:ung)?s?(?:{NO}|referenz|zeichen)(?: (?:des )?kunden?)?",
        rf"{YOURS} ?(?:bestellung|auftrag(?:s-?(?:nr|nummer))?|best\.?)(?:{NO})?",
        rf"{YOURS} ?vergabe{NO}", r"referenz \(bestellung\)", r"auftrags-?nr\.? kunde",
        rf"(?:{FIRST_NO} ?{OF_THE})?(?:votre (?:bon de )?|bon de )commande(?:{NO}| client)?",
        rf"(?:votre )?(?:commande|cde)(?:{NO}| client(?:{NO})?)",
        rf"{FIRST_NO} ?{OF_THE}commande(?: client)?", r"n° doc\. externe",
        r"ext(?:ernal|\.)? doc(?:ument|\.)? no\.", r"externe belegn(?:umme)?r\.",
        rf"{YOURS} ?réf(?:érence|\.)? (?:de )?(?:commande|cde)(?:{NO})?",
        r"réf(?:érence|\.)? (?:du )?client ?/ ?date",
        r"engagement(?=\s?:?\s(?-i:EJ) [0-9])",
        rf"{FIRST_NO} ?{OF_THE}engagement(?: juridique)?", rf"engagement(?: juridique)?{NO}",
        rf"pedido(?:{NO}| cliente)",
        rf"{FIRST_NO} ?{OF_THE}pedido", rf"(?:orden de compra|o\.?c\.?)(?:{NO})?",
        rf"(?:{YOURS} )?(?:{FIRST_NO} ?{OF_THE})?ordine(?:{NO}| cliente(?:{NO})?| d['’]acquisto)",
        rf"{FIRST_NO} ?{OF_THE}ordine(?: cliente)?", rf"{YOURS} (?:{FIRST_NO} )?ordine(?:{NO})?",
        rf"(?:{YOURS} )?(?:inkoop)?(?:order|bestelling|bestelbon|bestel){NO}(?: klant)?",
        r"inkooporder", r"bestelbon(?=\s?(?::|\t|$))", r"p\.?o\.?(?= (?-i:[A-Z]{1,6})-[0-9]{3,})",
    ),
    "contract_number": (
        rf"(?:frame(?:work)?|service|call-off|maintenance)?\s?(?:contract|agreement){NO}",
        r"(?:framework|service|call-off|maintenance) (?:contract|agreement)",
        rf"framework(?=\s?(?::|\t|$))|sub-?contract(?:{NO}|(?=\s?(?::|\t|$)))",
        rf"(?:ihr )?(?:rahmen|wartungs|abruf|service|(?:nach|sub)unternehmer)?-?vertrags?"
        rf"(?:{NO}|referenz)",
        r"(?:ihr )?(?:rahmen|wartungs|abruf|miet|leasing|pacht|liefer|aü-"
        r"|(?:arbeitnehmer)?überlassungs)vertrag",
        rf"(?:contrat|accord)(?:-cadre)?{NO}", r"contrat|accord-cadre|contratto|contrato",
        rf"{FIRST_NO} ?{OF_THE}(?:contrat(?:o|to)?|abonnement|accord-cadre|marché)",
        rf"marché(?: public)?(?:{NO}|(?=\s?(?::|$|\t)))", rf"abonnement{NO}",
        rf"(?:contrato|contratto){NO}",
        rf"versicherungs(?:schein|police|vertrag)s?{NO}", rf"polic(?:en?|y){NO}",
        rf"(?:opdrachtbrief|lettre de mission|engagement letter|lettera d['’]incarico)(?:{NO})?",
        r"polic(?:e|y)(?= [A-Z]{0,4}-?[0-9]{4})", r"rahmenvereinbarung",
        r"bail(?= (?:n[°º] ?)?[A-Z]{0,3}-?[0-9]{2,})",
        rf"{FIRST_NO} ?{OF_THE}police", rf"(?:polizza|póliza|polis){NO}", r"ihr vertrag",
        r"vertrag(?=\s?(?:\t|:\s|$))", r"cig ?/ ?contratto",
        rf"(?:raam)?(?:contract|overeenkomst)(?:{NO})?",
    ),
    "contract_account": (rf"(?:ihr )?vertragskonto(?:{NO})?",),  # if nothing else names one
    "buyer_reference": (
        rf"{YOURS} ?(?:réf(?:éren(?:ces?|z|cia|tie)|s?\.)?|zeichen|zch\.?|sign|kostenstelle"
        r"|az\.?|riferimento|rif\.|kenmerk)",
        # Of a purchase the words that name who ordered; a number is the order's.
        rf"{YOURS} ?purchase ref(?:erence|\.)?(?=\s?: [^\t0-9]+(?:\t|$))",
        r"leitweg-?id", r"s/ ?ref\.?", r"référence acheteur",
        r"code service(?: exécutant)?(?: \(?chorus(?: pro)?\)?)?",
        rf"{YOUR} (?:dossier|aktenzeichen)(?=\s?[:\t])",
        # A sign with its year, no name or number of the customer's: "DIR-ACH/26", not "ROC-001".
        r"réf(?:érence|\.)? client"
        r"(?=[\s:]+(?!cl[it]?-)(?:[^\W\d_]{2,}[/-]){2}(?:20)?[0-9]{2}(?!\S))",
        r"codice destinatario", r"cost cent(?:er|re)", r"centre de coûts?", r"kostenstelle",
        r"centro (?:di costo|de coste)",
        r"kostenplaats", r"requisitioner", r"attn ?/ ?ref", r"ihr zeichen ?/ ?ihre nachricht",
        r"besteller",
    ),
    "payment_reference": (
        r"verwendungszweck(?: \([^)]*\))?", r"zahlungs(?:referenz|zweck)(?: ?/ ?verwendungszweck)?",
        r"kassenzeichen", r"buchungszeichen", r"überweisungstext", r"referenz \(zahlung\)",
        r"(?:bei zahlung )?bitte angeben", r"bei zahlung angeben",
        r"pay(?:ment)? ref(?:erence|\.)?", r"payment (?:id|communication)",
        r"remittance ref(?:erence|\.)?",
        r"reference for payment", r"structured reference",
        r"(?:please )?(?:use|quote)(?: the)? payment ref(?:erence|\.)?",
        r"please use(?: the)? reference",
        r"reference to (?:quote|use)", r"référence à rappeler", r"te vermelden(?: referentie)?",
        r"quote with payment",
        r"référence (?:de |du |à rappeler pour le )?(?:paiement|virement|règlement)",
        r"réf\.? (?:de )?(?:paiement|virement)", r"communication(?: structurée)?",
        r"libellé du virement", r"(?:codice|numero|n\.) avviso(?: pagopa)?", r"i\.?u\.?v\.?",
        r"causale(?: (?:bonifico|pagamento))?", r"concepto(?: de pago)?", r"referencia de pago",
        r"betalings(?:kenmerk|referentie)", r"gestructureerde mededeling",
    ),
    "seller_registration_id": (
        r"(?:n° ?)?siret", rf"k\.?v\.?k\.?(?:-?{NO})?",
        rf"company (?:reg(?:istration|\.)? ?)?{NUMBER}\.?",
        rf"(?:company )?registered (?:in england(?: (?:and|&) wales)? )?(?:under )?{NUMBER}\.?",
        r"registered in (?:england(?: (?:and|&) wales)?|scotland|wales|northern ireland)(?=\t|$)",
    ),
    "buyer_vat_id": (
        rf"(?:{FIRST_NO} ?{OF_THE})?(?:p(?:art(?:ita)?)?\.? ?)?{VAT_WORDS}(?:{NO})? {CUSTOMER}",
        rf"[nc]\.?i\.?f\.? (?:del )?{CUSTOMER}",
        rf"{CUSTOMER} ?{VAT_WORDS}(?:{NO})?",
    ),
    "iban": (r"(?:[\w-]+[- ])?iban(?:-nr\.?)?",),
    "bic": (r"(?:bic|swift)(?: ?/ ?(?:swift|bic))?(?:[- ]code)?",),
}  # fmt: skip

#: Who speaks for the seller.
SELLERS_PERSON = (
    r"(?:verkäufer|vertreter)(?:in)?|sales ?person|sales rep(?:resentative|\.)?|représentant",
    # Whoever signs as "our reference" is the seller's.
    r"(?:unser zeichen|our ref(?:erence|s?\.)?|n(?:otre|os|/) ?réf(?:érences?|s?\.)?"
    r"|(?:nostro|ns\.?) rif(?:erimento|\.)?|ons kenmerk)",
    rf"(?:{YOUR} )?interlocut(?:eur|rice)|{YOUR} (?:contact|conseill(?:er|ère)|commercial)",
    rf"{YOUR} (?:ansprechpartner|berater|betreuer)(?:in)?|{YOUR} (?:referente|contactpersoon)",
)
#: Captions of what no field holds.
_OTHER = (
    rf"(?:kunden?|kd|debitoren?|lieferanten?|lief|kreditoren?|personal|artikel|steuer"
    rf"|konto)[.-]{{0,2}}\s?{NO}",
    rf"(?:customer|client|vendor|supplier|account|acct|a/c|job|project|tax|company"
    rf"|cust)\.?(?: {NUMBER}\.?|\s?#|°)?",
    rf"(?:n[°º]|code|réf\.?|cod\.?|nº) ?{OF_THE}(?:client|cliente|fournisseur|proveedor|dossier"
    rf"|fornitore|cli\.)",
    rf"(?:klant|leverancier|project|dossier|debiteur)s?{NO}", r"kunde|debitor|lieferant|kreditor",
    r"bestellung|auftrag|lieferung|order|delivery|commande|livraison|ordine|consegna|pedido"
    r"|entrega|bestelling|levering",
    r"(?:unsere? (?:auftrag|bestellung)|our order|n(?:otre|os) commandes?|nostro ordine|onze order)"
    rf"(?:s?{NO})?",
    *SELLERS_PERSON,
    r"(?:ansprechpartner|bearbeiter|sachbearbeiter|kontakt|einkäufer)(?:in)?",
    r"(?:contact|handled by|contacto|contatto)",
    r"(?:tel|telefon|phone|fax|téléphone|tél|mobil|e-?mail|web|internet)\.?",
    r"(?:zahlungs(?:bedingung(?:en)?|ziel|art|weise|vereinbarung|konditionen)|zahlung"
    r"|zahl\.-bed\.)",
    r"(?:payment )?terms(?: of payment)?|payment (?:terms|method|conditions)",
    r"(?:conditions|modalités|mode|délai) de (?:paiement|règlement)", r"pagamento|forma de pago",
    r"betalings(?:voorwaarden|conditie|termijn)", r"condizioni di pagamento",
    r"(?:versand|liefer)(?:art|bedingung(?:en)?)",
    rf"{YOURS} (?:angebot|offerte|quot(?:e|ation)|offer|offre|devis|oferta|offerta|preventivo)",
    r"versand|shipping|ship via|delivery terms|incoterms?",
    r"d[ei]spatched through|destination|mode ?/ ?terms of payment|other references"
    r"|bill of lading(?: ?/ ?lr-rr)? no\.?|motor vehicle no\.?|terms of delivery",
    r"projekt|project|bauvorhaben|objekt|kommission|chantier|affaire|progetto|proyecto",
    r"währung|currency|devise|valuta|moneda|divisa", r"datum|date|data|fecha|page|seite|valuta",
    r"(?:ust|u?st)\.?-?\s?(?:id|ident)\.?-?\s?(?:nr|nummer)?\.?"
    r"|vat(?: reg(?:istration|\.)?)?(?: id| no| number)?\.?"
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
    starts = {name: _compile(rf"(?:{'|'.join(words)})(?!\w)") for name, words in named.items()}
    alone = [word for words in named.values() for word in words]
    whole = _compile(rf"(?:{'|'.join((*alone, *_OTHER, BARE_NUMBER))})\s?:?")
    return Vocabulary(starts, whole)


def _compile(pattern: str) -> re.Pattern[str]:
    """The pattern, which also fits where accents are left out, as capitals often do."""
    return re.compile(allow_bare_letters(pattern), re.IGNORECASE)


#: The captions, compiled once.
WORDS = compile_captions()


#: A number in groups of digits, and no number before a date, no telephone's.
GROUPED = (
    r"(?!(?:[0-9]{1,4} )?[0-3]?[0-9] [01]?[0-9] (?:19|20)[0-9]{2}(?=\t|$| \D)"
    r"|0[1-9](?: [0-9]{2}){4})"
    r"[0-9]{1,4}(?: [0-9]{2,4}){2,4}(?: [0-9](?! of [0-9]))?"
)


#: What a strip at a letter's head says of the two parties' signs.
REFERS = re.compile(
    rf"(?:{YOURS}|s/|unsere?|our|n(?:otre|os|/)|nostro|ons|nuestra)\s?"
    r"(?:zeichen|(?:purchase )?ref(?:erence|erenz|erentie|erencia|s?\.)?|réf(?:érences?|s?\.)?|sign"
    r"|rif\.?|kenmerk)",
    re.IGNORECASE,
)
#: The hour behind a day: "05.06.2025 vor 7 Uhr", "avant 7 h"; or the half of the day, "vorm."
HOUR = re.compile(
    r",?\s(?:(?:vor|nach)m(?:\.|ittags?)?|(?:le )?matin|(?:l['’])?après-midi"
    r"|morning|afternoon|[ap]\.?m\.?)\s*(?=\t|$)"
    r"|,?\s(?:(?:vor|nach|ab|bis|um|before|by|after|from|at|avant|après|dès|à|antes de|voor)\s"
    r"[0-9]{1,2}|[0-9]{1,2}(?=[:.h ]?(?:[0-9]{2}|h|uhr|[ap]\.?m|uur)))"
    r"(?:[:.h][0-9]{2})?\s?(?:h|uhr|[ap]\.?m\.?|uur)?\s*(?=\t|$)",
    re.IGNORECASE,
)


OF_ORDER = re.compile(r"bestell|auftrag|order|commande", re.IGNORECASE)
#: Whose date a caption names, and the types that are such papers.
OF_PAPER = (
    (OF_ORDER, frozenset({"order", "order_confirmation", "receipt"})),
    (re.compile(r"angebot|quot|devis", re.IGNORECASE), frozenset({"quote"})),
)
#: A laboratory's or surveyor's report, for which an invoice is made.
_REPORTED = re.compile(r"bericht|report|rapport|informe|relazione|verbale", re.IGNORECASE)


@kept_by_text
def is_caption(text: str) -> bool:
    """Whether a cell is a caption and nothing else."""
    return text.endswith(":") or bool(WORDS.whole.fullmatch(text))


def is_of_another_paper(caption: str, doc_type: str) -> bool:
    """Whether a date is that of the order, quote or report that came before."""
    if doc_type in INVOICE_TYPES and _REPORTED.search(caption):
        return True
    return any(paper.search(caption) and doc_type not in types for paper, types in OF_PAPER)
