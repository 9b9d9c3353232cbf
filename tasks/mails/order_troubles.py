"""Mails about an order that place none: it is withdrawn, or its goods came broken or wrong."""

import re

from schemas.understanding import Sentence
from tasks.mails.actions import is_request

#: That goods came.
CAME = re.compile(
    r"\b(?:(?:we|i) (?:have )?(?:just )?(?:received|got)|(?:has|have|was|were) delivered|arrived"
    r"|(?:wir|ich) haben? [^.!?]{0,80}(?:erhalten|bekommen)|(?:erhielten|bekamen) wir"
    r"|wir (?:erhielten|bekamen)"
    r"|(?:wurden?|habt ihr|haben sie) [^.!?]{0,80}geliefert|(?:kam|kamen|angekommen|eingetroffen)"
    r"|(?:avons|ai) (?:bien )?reçu|(?:est|sont) (?:bien |déjà )?arrivée?s?"
    r"|(?:avez|a été|ont été) livrée?s?"
    r"|recibimos|recibí|(?:hemos|he) recibido|(?:ha|han) llegado|llegó|llegaron"
    r"|(?:abbiamo|ho) ricevuto|(?:è|sono) arrivat[oaie]|ci (?:avete|è stat[oa]) consegnat\w+"
    r"|ontvingen (?:wij|we)|(?:wij|we) ontvingen|ontving ik"
    r"|(?:hebben|heb) [^.!?]{0,80}(?:ontvangen|gekregen)|(?:is|zijn) (?:aangekomen|geleverd))\b",
    re.IGNORECASE,
)
#: What is wrong with them.
_WRONG = re.compile(
    r"\b(?:damaged|broken|missing|scratched|faulty|defective|cracked|dented|instead of|wrong"
    r"|beschädigt\w*|kaputt\w*|defekt\w*|zerbrochen\w*|[vz]erkratzt\w*|fehl(?:t|en)|falsche[nrs]?"
    r"|(?:an)?statt|endommagé\w*|cassée?s?|abîmé\w*|rayée?s?|il manque|manquent|défectueu\w+"
    r"|au lieu d[eu]|dañad[oa]s?|rot[oa]s|faltan?|defectuos[oa]s?|rayad[oa]s?|equivocad[oa]s?"
    r"|en (?:lugar|vez) de|danneggiat[oaie]|rott[oaie]|mancano?|difettos[oaie]|graffiat[oaie]"
    r"|sbagliat[oaie]|(?:invece|al posto) di|beschadigde?|kapotte?|ontbre(?:ekt|ken)|defecte?"
    r"|bekraste?|verkeerde?|in plaats van)\b",
    re.IGNORECASE,
)
#: What is no goods.
_PAPERS = re.compile(
    r"\b(?:invoices?|bills?|payments?|e-?mails?|messages?|documents?|forms?|files?|quot\w+|offers?"
    r"|attachments?|\w*rechnung\w*|zahlung\w*|unterlagen|angebot\w*|anhang|formular\w*|nachricht"
    r"|factures?|paiements?|pièces? jointes?|devis|dossiers?|formulaires?|facturas?|pagos?|ofertas?"
    r"|documentos?|fattur[ae]|pagament[oi]|offert[ae]|document[oi]|allegat[oi]|factu(?:ur|ren)"
    r"|betaling\w*|documenten|bijlagen?|bericht\w*|informations?|details|angaben|price lists?"
    r"|catalogues?|catalogs?|samples?|preislisten?|katalog\w*|muster\w*|catálogos?|muestras?"
    r"|catalog[oh]i?|campion[ei]|listin[oi]|échantillons?|tarifs?|catalogus\w*|prijslijst\w*"
    r"|address|adress[ea]\w*|adres|dirección|indirizzo|\w*termin[es]?|appointment|domicile"
    r"|domicilio|home|neighbou?rs?|nachbar\w*|voisin\w*|vecin[oa]s?|vicin[oi]|buren)\b",
    re.IGNORECASE,
)
#: Who orders in the same breath, or ordered too little, complains of nothing.
_ORDERS = re.compile(
    r"\b(?:(?:to|we|and|now) order|bestellen? (?!w)|commandons|commander|pedir|pedimos|ordiniamo"
    r"|ordinare|(?:too (?:few|little)|zu wenige?|trop peu|demasiado poc[oa]s?|tropp[oi] poc\w+"
    r"|te weinig)\b.{0,30}\b(?:ordered|bestellt|commandé|pedid[oa]s?|ordinat\w+|besteld))\b"
    r"|\b(?:ordered|commandé|pedido|ordinato) (?:too (?:few|little)|trop peu|demasiado poc"
    r"|tropp[oi] poc)",
    re.IGNORECASE,
)
#: What has come for the reader, as a seller says: "Your order 4711 has arrived".
_YOURS_CAME = re.compile(
    r"\b(?:your|ihre?|deine?|eure?|votre|ton|ta|su|tu|il (?:su|vostr)o|uw|je|jouw) "
    r"(?:order|bestell\w+|commande|pedido|ordine)\b[^.!?]{0,40}"
    r"\b(?:arrived|eingetroffen|angekommen|arrivée|llegado|arrivato|aangekomen|binnen)\b",
    re.IGNORECASE,
)
_NOTHING_IS = re.compile(
    r"\b(?:nothing|nichts|rien|nada|niente|niets|niks|not|nicht|no|non|niet|pas|if|falls|wenn"
    r"|sollten?|si|se|als|indien)\b",
    re.IGNORECASE,
)


_ORDERED = (
    r"(?:l['’])?(?:orders?|bookings?|reservations?|subscriptions?|bestellung(?:en)?|aufträge?|auftrag|buchung"
    r"|reservierung|abo(?:nnement)?|commandes?|réservation|abonnement|pedidos?|reservas?"
    r"|suscripción|ordin[ei]|prenotazione|abbonamento|bestelling(?:en)?|boeking|reservering)\b"
)
_LITTLE = (
    r"(?:(?!(?:of|on|for|to|items?|lines?|pos\w*|von|aus|zur|zum|für|de l|pour|para|per|voor|art\w*"
    r"|\w*rechnung|invoices?|cash|holds?)\b)[^\s,;:.!?]+ ){0,3}?"
)
#: Who asks that his order be cancelled, or cancels it.
_CANCELS = re.compile(
    r"\b(?:(?:please|pls|kindly|(?:can|could|would) you|(?:i|we) (?:hereby|want to|wish to"
    r"|need to|have to|would like to|must))(?: please)? (?:cancel|withdraw)"
    r"|bitte stornieren(?: sie)?|hiermit stornieren? (?:ich|wir)|stornieren sie bitte"
    r"|(?:wir|ich) stornieren?|veuillez annuler|merci d['’]annuler|(?:nous annulons|j['’]annule)"
    r"|(?:souhait\w+|voul\w+|voudrais|désir\w+|dois|devons) annuler"
    r"|(?:por favor,? )?(?:anulen|anule|cancelen|cancele)(?: por favor)?|(?:anulamos|cancelamos)"
    r"|(?:rogamos|quer\w+|dese\w+|deb\w+|solicit\w+) (?:anul\w+|cancel\w+|que anulen|que cancelen)"
    r"|(?:si )?(?:prega|preghiamo|chiediamo|chiedo) di annullare|(?:annullate|annulli)"
    r"(?: per favore)?|annulliamo|(?:vogli\w+|vorre\w+|devo|dobbiamo) (?:annullare|disdire)"
    r"|annuleer|annuleert u|(?:wij|we|ik) annuler(?:en|e)|wij annuleren) "
    rf"{_LITTLE}{_ORDERED}"
    rf"|\bbitte {_LITTLE}{_ORDERED} (?:[^\s,;:.!?]+ ){{0,3}}stornieren"
    rf"|\b(?:gelieve|wil(?:t u|len wij)|graag) {_LITTLE}{_ORDERED} (?:[^\s,;:.!?]+ ){{0,3}}"
    r"(?:te )?annuleren"
    r"|\b(?:can|could|would) you (?:please )?(?:cancel|pull|scrap) (?:this|that)(?: one| order)"
    r"(?! (?:[^\s,;:.!?]+ ){0,2}(?:forward|together|up|ahead|in)\b)"
    rf"|\bwe (?:hereby )?cancel {_LITTLE}{_ORDERED}",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|falls|wenn|sofern|sollten?|si|se|als|indien)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|nicht|pas|no|non|niet|geen|sonst|sinon|anders)\b", re.IGNORECASE)

#: The same behind a verb or an order: "die Bestellung 4711 nicht stornieren".
_NOT_BEHIND = re.compile(
    r"(?: (?!(?:da|weil|die|der|das|omdat|want|wegen)\b)[^\s,;:.!?]+){0,4}? (?:nicht|niet)\b"
    r"(?! (?:mehr|länger|meer|langer)\b)",
    re.IGNORECASE,
)

_NEAR_CHARS = 25


def complains_of_goods(sentences: list[str]) -> bool:
    """Whether goods came, something is wrong with them, and the mail asks for something.

    "We received order 45100, but 40 hinges are missing. When can you deliver the rest?"
    """
    return any(map(_came_wrong, sentences)) and any(
        is_request(Sentence(text=one, salience=0.0)) for one in sentences
    )


def _came_wrong(text: str) -> bool:
    wrong = _WRONG.search(text)
    if wrong is None or not CAME.search(text):
        return False
    if any(other.search(text) for other in (_PAPERS, _ORDERS, _YOURS_CAME)):
        return False
    return not _NOTHING_IS.search(text, max(0, wrong.start() - _NEAR_CHARS), wrong.start())


def cancels_order(sentences: list[str]) -> bool:
    """Whether a sentence asks plainly for an order's end: "Anulen por favor el pedido 45120"."""
    return any(map(_cancels, sentences))


def _cancels(text: str) -> bool:
    found = _CANCELS.search(text)
    if found is None:
        return False
    before, behind = text[: found.start()], text[found.end() :]
    denied = _NOT.search(text, 0, found.end()) or _NOT_BEHIND.match(behind)
    return not (denied or _IF.search(before) or _IF.search(behind))
