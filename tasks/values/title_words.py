"""The titles of business documents, in six languages."""

import re

from schemas.vocabulary import DocType
from tasks.values.accents import allow_bare_letters

#: Of work that was done, which craftsmen and garages bill on the same sheet.
_WORK_SHEETS = (
    r"(?:werk|arbeids)bon|parte de trabajo|ordre de réparation|rapportino(?: di lavoro)?"
    r"|(?:arbeits|stunden|rapport)zettel|aufmaß|job ?sheet|time ?sheet"
)
_TITLES: dict[DocType, str] = {
    "credit_note": (
        r"(?:sales |tax )?credit (?:note|memo|memorandum|invoice)|(?:rechnungs|wert)?gutschrift"
        r"|(?:invoice|billing) correction|(?:reversal|correction|correcting|corrected) invoice"
        r"|invoice (?:reversal|cancellation)|annulation de facture|correctiefactuur"
        r"|(?:rechnungs)?korrektur(?:rechnung|beleg)?|storno(?:rechnung|beleg)?"
        r"|(?:facture d['’])?avoir|note de crédit|facture rectificative"
        r"|facture d['’]annulation(?: ?\(avoir\))?"
        r"|nota (?:(?:di )?credito|di accredito|de crédito)(?: cliente)?|abono"
        r"|(?:factura|nota) (?:de )?abono"
        r"|factura rectificativa|credit-?(?:nota|factuur)"
    ),
    "payment_reminder": (
        r"(?:(?:friendly|payment|invoice|final|first|second|third|\d(?:st|nd|rd)) )*reminder"
        r"(?: notice| letter)?|(?:past due|overdue|outstanding|unpaid)(?: (?:invoice|payment"
        r"|account))?(?: notice"
        r"| reminder)?"
        r"|(?:first|second|third|last|final) (?:warning|notice)"
        r"(?: before (?:\w+ )?(?:legal|court|collection|litigation|disconnection|enforcement) ?.*)"
        r"|(?:premier|second|deuxième|troisième|dernier|ultime) avis"
        r"(?: avant .*(?:contentieux|poursuites|huissier|coupure|recouvrement|mise en demeure).*)?"
        r"|(?:primo|secondo|ultimo) avviso"
        r"|(?:primer|segundo|último) aviso"
        r"|laatste waarschuwing"
        r"|(?:final|late payment) (?:demand|notice)|dunning (?:letter|notice)|letter before action"
        r"|(?:\d\. |erste |zweite |dritte |letzte )?(?:mahnung|zahlungserinnerung"
        r"|zahlungsaufforderung)"
        r"|(?:offene|überfällige) (?:rechnung|forderung)|facture (?:impayée|échue)|arrears notice"
        r"|fattura (?:insoluta|scaduta)|factura (?:impagada|vencida)|openstaande factuur"
        r"|freundliche (?:zahlungs)?erinnerung|erinnerung|mahnschreiben"
        r"|(?:(?:première|deuxième|dernière|seconde|1ère|2ème|2e) )?(?:lettre de )?"
        r"relance(?: (?:de paiement|client|n°\s?\d))?"
        r"|(?:(?:\d\w*|premier|deuxième|second|troisième|dernier) )?rappel(?: de (?:paiement"
        r"|facture))?"
        r"|mise en demeure|(?:recordatorio|reclamación)(?: de pago)?|requerimiento de pago"
        r"|(?:primo |secondo |\d° )?sollecito(?: di pagamento)?|(?:\w+ )?(?:aan|in)maning"
        r"|(?:betalings)?herinnering"
    ),
    "invoice": (
        r"(?:(?:tax|sales|order|commercial|vat|final|interim|service|monthly|valuation) )?invoice"
        r"(?: ?\((?:copy|original)\))?"
        r"|(?:vat |tax )?bill|facture(?: (?:de (?:vente|solde|situation)|d['’]acompte|finale"
        r"|client))?"
        r"|factura(?: (?:de venta|comercial|simplificada))?|fattura(?: (?:commerciale"
        r"|di vendita|differita"
        r"|accompagnatoria|immediata))?|(?:verkoop)?factuur|nota(?! di variazione)"
        r"|(?:handels|miet|schluss|teil|abschlags|anzahlungs|vorkasse|sammel|monats|jahres|ausgangs|honorar"
        r"|handwerker|dauer|liefer)?rechnung(?: \((?:\d{3}|original|kopie|duplikat)\))?|faktura"
        r"|(?:honorar|kosten)note|fee note|note (?:d['’]honoraires|de séjour|d['’]hôtel)"
        r"|notes? de frais et (?:d['’] ?)?honoraires|avis d['’]échéance"
        r"|parcella|minuta de honorarios"
        r"|debit (?:note|memo)|note de débit|nota (?:di debito|de débito|de cargo)"
        r"|belastungsanzeige|debetnota"
    ),
    "order_confirmation": (
        r"(?:sales )?order (?:confirmation|acknowledge?ment)|a\.?r\.? (?:de )?commande"
        r"|confirmation of (?:your )?order"
        r"|acknowledge?ment of order|sales order|auftragsbestätigung|bestellbestätigung"
        r"|pedido confirmado|ordine confermato|commande confirmée"
        r"|your order is confirmed|we confirm your order|ihr auftrag|uw (?:bestelling"
        r"|order)(?: is)? bevestigd|votre commande(?: est)? confirmée|su pedido confirmado"
        r"|bestätigung ihre[rs] (?:bestellung|auftrags)"
        r"|confirmation de (?:votre )?(?:commande|réservation)"
        r"|(?:buchungs|reservierungs)bestätigung|(?:booking|reservation) confirmation"
        r"|conferma (?:di|della) prenotazione"
        r"|confirmación de (?:la )?reserva|boekingsbevestiging"
        r"|accusé de réception de (?:votre )?commande|conferma (?:d['’]|dell['’])?\s?ordine"
        r"|confirmación de(?:l| su)? pedido|(?:order|opdracht)?bevestiging"
    ),
    "order": (
        r"(?:purchase|work|electronic) order(?: form)?|order form|order"
        r"|(?:einkaufs|kauf)?bestell(?:ung|schein)"
        r"|auftrag(?:serteilung)?|commande"
        r"|(?:bon|commande|ordre) (?:de commande|d['’]achat|fournisseur)"
        r"|orden de compra|(?:hoja de )?pedido(?: de compra)?|ordine(?: d['’]acquisto"
        r"| di acquisto)?"
        r"|(?:inkoop)?bestelling|inkooporder|bestelbon"
    ),
    "quote": (
        r"(?:price |sales )?quot(?:e|ation)|offer|(?:cost )?estimate|(?:commercial )?proposal"
        r"|pro-?\s?forma(?:[ -]?(?:invoice|rechnung|factuur))?"
        r"|(?:facture|fattura|factura) pro-?\s?forma|proposal"
        r"|(?:unverbindliches )?angebot|kosten(?:vor)?anschlag"
        r"|preisangebot|offerte|devis(?: estimatif)?|offre(?: de prix| commerciale)?"
        r"|proposition commerciale|proposta(?: commerciale)?|presupuesto|oferta|cotización"
        r"|preventivo|offerta"
        r"|prijsopgave|prijsofferte|tender"
    ),
    "delivery_note": (
        r"(?:priced )?delivery (?:note|slip|docket|ticket|receipt)|packing (?:slip|list)"
        r"|(?:dispatch|despatch|goods|collection|shipping) note|waybill"
        r"|(?:kommissions|wiege-? ?(?:und|u\.|&|/)? ?)?lieferschein"
        r"|wiegeschein|lieferanzeige|packzettel|packliste|(?:abhol|leih|miet)schein"
        r"|weigh(?:bridge|ing)? ticket|wiegekarte|(?:bon|ticket) de pesée"
        r"|bon d['’]enlèvement|bon de sortie"
        r"|warenbegleitschein|(?:bon|bordereau|note) de livraison"
        r"(?: (?:non )?(?:valorisée?|chiffrée?))?|bon d['’]expédition"
        r"|liste de colisage|lista de (?:contenido|empaque|bultos)|distinta (?:dei )?colli"
        r"|lista (?:di imballaggio|d['’]imballo)|paklijst|albarán(?: de entrega)?(?: valorado)?"
        r"|nota de entrega|documento di trasporto(?: \(d\.?d\.?t\.?\))?|d\.?d\.?t\.?"
        r"|bolla (?:di consegna|di accompagnamento)|pakbon|(?:leverings?|aflever|vracht)bon"
        r"|leverbon|retourbon|(?:vracht|fracht)brief|consignment note|lettre de voiture"
        r"|lettera di vettura|carta de porte"
    ),
    "statement": (
        r"(?:customer |account |monthly |client )?statement(?: of accounts?)?"
        r"|(?:debitoren)?kontoauszug|kontoübersicht|offene-posten-liste|saldenbestätigung"
        r"|saldenmitteilung|op-liste|relevé(?: (?:de compte(?: client)?|client|mensuel"
        r"|de factures))?"
        r"|extrait de compte|situation de compte|(?:estado|extracto) de (?:la )?cuenta"
        r"|estratto conto|(?:rekening|debiteuren|klant)?overzicht|scheda cliente|kundenkonto"
    ),
    "remittance_advice": (
        r"(?:(?:payment|ach|eft|bacs|wire) )?remittance(?: (?:advice|slip|notice))?"
        r"|payment (?:advice|notification)"
        r"|advice of payment|zahlungs(?:avis|mitteilung|ankündigung|anzeige)|avis(?! d['’])"
        r"|überweisungsavis"
        r"|avis de (?:paiement|virement|règlement)|bordereau de (?:paiement|règlement)"
        r"|relación de pagos|aviso de (?:pago|transferencia)"
        r"|avviso di (?:pagamento|bonifico)|distinta di pagamento"
        r"|betaal(?:specificatie|advies)|betalings(?:advies|specificatie)"
    ),
    "payslip": (
        r"(?:lohn|gehalts|entgelt|verdienst|bezüge)-?(?:(?: und"
        r"|/) ?(?:gehalts)?)?-?(?:abrechnung|zettel"
        r"|nachweis)|lohnausweis|abrechnung der brutto-?/?netto-?bezüge|pay\s?slip|pay ?stub"
        r"|(?:salary|earnings|payroll|wage) (?:slip|statement)|(?:bulletin|fiche"
        r"|décompte) de (?:paie|salaire)"
        r"|nómina|recibo de (?:nómina|salarios)|busta paga|cedolino(?: paga)?|loonstrook(?:je)?"
        r"|(?:salaris|loon)(?:specificatie|strook)"
    ),
    "contract": (
        r"(?:[^\W\d_]+-? ?){0,2}vertrag(?: über .*)?|(?:[^\W\d_]+ ){0,4}agreement"
        r"|(?:[^\W\d_]+ ){0,3}contract|contrat(?: d(?:e|['’]).*)?|contratto(?: d(?:i|['’]).*)?"
        r"|contrato(?: de .*)?|(?:[^\W\d_]+)?overeenkomst(?: .*)?|huurcontract"
    ),
    "form": (
        r"antrag(?: auf .*)?|(?:[^\W\d_]+-?)?(?:antrag|formular|fragebogen)|(?:[^\W\d_]+ ){1,3}form"
        r"|(?:sepa-?\s?)?(?:basis-?|firmen-?)?lastschriftmandat|einzugsermächtigung"
        r"|(?:sepa )?direct debit (?:mandate|instruction)|mandat de prélèvement(?: sepa)?"
        r"|fiche (?:fournisseur|client|(?:de )?renseignements?|d['’]inscription)(?: .*)?"
        r"|(?:lieferanten-?)?selbstauskunft|(?:lieferanten|kunden)?-?stammdatenblatt"
        r"|questionnaire|formulaire(?: .*)?|bulletin d['’](?:inscription|adhésion)"
        r"|demande (?:de remboursement|de prise en charge)(?: .*)?"
        r"|demande d['’](?:ouverture|adhésion|inscription|admission|agrément|aide)(?: .*)?"
        r"|solicitud de (?:apertura|alta|inscripción|admisión)(?: .*)?"
        r"|(?:domanda|richiesta) di (?:apertura|adesione|iscrizione|ammissione)(?: .*)?"
        r"|notes? de frais(?! et )|nota spese|(?:nota|hoja) de gastos"
        r"|(?:formulario|modulo)(?: .*)?|(?:[^\W\d_]+)?formulier"
    ),
    "receipt": (
        r"(?:sales |cash |payment )?receipt|quittung|kassenbon|kassenbeleg"
        r"|reçu(?: de (?:paiement|péage|caisse|stationnement))?"
        r"|justificatif (?:de paiement|d['’]achat)"
        r"|ticket de caisse|recibo|ricevuta|scontrino|kassabon|kwitantie"
    ),
    "report": (
        r"(?:[^\W\d_]+ ){0,2}report|(?:arbeits|leistungs)nachweis|bon d['’]intervention"
        r"|rapport(?: d(?:e|['’]).*)?|compte[ -]rendu(?: d(?:e|['’]).*)?"
        r"|(?:[^\W\d_]+-?)?(?:bericht|protokoll)|(?:informe|acta)(?: de .*)?"
        r"|(?:relazione|verbale)(?: d(?:i|['’]).*)?|verslag"
        rf"|{_WORK_SHEETS}"
    ),
    "other": (
        r"certificate(?: of [^\W\d_]+)?|zertifikat|(?:teilnahme|konformitäts)bescheinigung"
        r"|(?:certificat|attestation)(?: (?:de |d['’])[^\W\d_]+)?|certificaat"
        r"|certificado(?: de [^\W\d_]+)?"
        r"|(?:certificato|attestato)(?: di [^\W\d_]+)?|verklaring van overeenstemming"
        r"|declaration of conformity|konformitätserklärung"
        r"|(?:konzert|fest|abend|tagungs)?programm(?:heft)?|(?:concert |event )?program(?:me)?"
        r"|procès-verbal(?: d.*)?|minutes(?: of .*meeting.*)?"
        r"|(?:sitzungs|versammlungs)niederschrift|protokoll (?:der|über) .*versammlung"
        r"|(?:public|legal|official) notice|(?:amtliche |öffentliche )?bekanntmachung"
        r"|avis (?:au )?public"
        r"|(?:fixed )?penalty (?:charge )?notice|notice of (?:penalty|fine)|parking charge notice"
        r"|(?:bußgeld|strafgeld|einfuhrabgaben|zoll)bescheid|strafverfügung|bußenverfügung"
        r"|verwarnung(?:sgeldangebot| mit verwarnungsgeld)|avis de contravention|forfait post-?"
        r"stationnement|notificación de (?:sanción|multa)|boletín de denuncia"
        r"|avviso di accertamento(?: .*)?|bolletta doganale"
        r"|boetebeschikking|(?:cbp|import) duty notice|customs duty (?:notice|assessment)"
        r"|programme (?:du|de la) (?:concert|soirée|fête|journée)|(?:speise|getränke|wein)karte"
    ),
}

#: The department that a trade system puts before its papers' names: "Sales - Credit Memo".
_DEPARTMENT = r"(?:(?:sales|verkauf|vente|ventas|vendita|verkoop) ?[-–—] ?)?"
#: Type → regular expressions of the titles that name it; neither case nor, in capitals, accents
#: matter. Where two fit, the earlier counts.
TITLES: dict[DocType, str] = {
    kind: rf"{_DEPARTMENT}(?:{allow_bare_letters(words)})" for kind, words in _TITLES.items()
}
WORK_SHEETS = allow_bare_letters(_WORK_SHEETS)
ANY_TITLE = re.compile("|".join(TITLES.values()), re.IGNORECASE)
#: Those that no firm is called by.
BARE_TITLE = re.compile(
    "|".join(
        words
        for kind, words in TITLES.items()
        if kind not in ("contract", "form", "report", "other", "remittance_advice")
    ),
    re.IGNORECASE,
)
