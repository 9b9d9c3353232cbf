"""Words by which a mail asks in as many words, which models know from English mails alone.

"Fammi sapere se va bene", "Laat even weten wat schikt", "Bitte um Rückruf", "Rogamos su pago".
"""

import re
from collections.abc import Sequence

from tasks.mails.soft_requests import asks_for_missing, asks_in_good_time

#: What a buyer wants of a seller who did not do well.
_AMENDS = (
    r"(?:money back|refund|replacement|credit note|(?:mein|unser|das) geld|(?:rück)?erstattung"
    r"|ersatz|ersatzlieferung|nachlieferung|nachbesserung|gutschrift|umtausch|austausch"
    r"|remplacement|remboursement|avoir|reembolso|devolución|sustitución|dinero|abono"
    r"|rimborso|sostituzione|nota di credito|vervanging|creditnota|terugbetaling"
    r"|(?:mijn|ons) geld)\b"
)
DEMANDS = re.compile(
    r"\b(?:(?:i|we) (?:want|demand|request|insist on)|(?:ich|wir) (?:möchten?|will|wollen"
    r"|verlangen?|fordern?|fordere)|(?:je|nous) (?:demand(?:e|ons)|exig(?:e|eons)|veux|voulons)"
    r"|exig(?:imos|o)|pedimos|pido|quiero|queremos|solicit(?:o|amos)|voglio|vogliamo|chied(?:o|iamo)"
    r"|esig(?:o|iamo)|pretend(?:o|iamo)|(?:ik|wij|we) (?:eisen|eis|wil|willen|verlang|verlangen))"
    rf" (?:[^\s,;:.!?]+ ){{0,2}}?{_AMENDS}",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\bplease (?:confirm|reply|respond|answer|acknowledge)\b(?! (?:only|to this))"
    # No "Ihre Bitte um Rückruf haben wir erhalten".
    r"|(?<![rn]e )(?<!re[nr] )(?<!ine[nr] )(?<!\bdie )(?<!\bder )"
    r"\bbitten?(?: sie| dich| euch)? um (?:[\w-]+ ){0,2}(?:antwort|rückmeldung|rückruf|bestätigung"
    r"|zahlung|überweisung|ausgleich|stellungnahme|zusendung)\b"
    r"|\bbitte (?:zahlen|überweisen|begleichen|bestätigen|antworten) sie\b(?! nicht)"
    r"|\bsag(?:en sie)? (?:mir|uns|einfach|bitte|kurz|bescheid)\b"
    r"|\bsagt (?:bitte|(?:mir |uns )?(?:bitte |kurz )*bescheid)\b"  # no "sagt uns zu"
    r"|\bg(?:eben sie|ib|ebt) (?:mir|uns) (?:bitte |kurz )*bescheid\b"
    r"|\bdi(?:tes|s)[- ](?:moi|nous)\b|\bfai(?:tes|s)[- ](?:moi|nous) (?:le )?savoir\b"
    r"|\bd(?:ime|inos|ígame|íganos|íganme)\b|\b(?:haz|hága)(?:me|nos) saber\b"
    r"|\bavís(?:a|e|en)(?:me|nos)\b"
    r"|\b(?:rogamos|ruego|agradecer(?:ía|íamos|emos)) (?:su|el|la|una) (?:[^\W\d_]+ )?"
    r"(?:pago|respuesta|confirmación|transferencia)\b"
    r"|\b(?:fammi|facci|fate(?:mi|ci)|(?:mi|ci) faccia(?:no)?) sapere\b"
    r"|\blaat (?:u )?(?:het )?(?:me |mij |ons |even )(?:het )?(?:even |graag )*weten\b"
    r"|\b(?:wil|kun|zou)t? (?:u|je|jullie) (?:[^\W\d_]+ ){0,4}laten weten\b"
    r"|\bgelieve (?:[^\W\d_]+ ){0,3}te laten weten\b"
    # What is not to be done before a day is asked, too.
    r"|\b(?:merci de ne (?:pas|rien)|por favor,? no) [^,;.!?]{3,60} (?:avant|antes del?)\b"
    r"|\bkindly (?:return|send|confirm|sign|hand|provide|submit|forward|advise|let|arrange|pay"
    r"|remit|complete|reply|respond|review|approve|acknowledge|settle)\b"
    r"|\bthanks?(?: you)? in advance for (?:sending|returning|confirming|paying|signing|letting"
    r"|submitting|providing|forwarding)\b"
    # Who waits for an answer: "Attendiamo vostra conferma", "Graag ontvangen wij uw bevestiging".
    r"|\b(?:nous attendons|j['’]attends) (?:votre|ta) (?:réponse|confirmation|retour|accord)\b"
    r"|\besper(?:o|amos) (?:su|tu|vuestra) (?:respuesta|confirmación|pago)\b"
    r"|\b(?:attend(?:o|iamo)|aspett(?:o|iamo)) (?:una |la )?(?:vostra |sua |tua )?"
    r"(?:conferma|risposta)\b"
    r"|\bgraag ontvang(?:en)? (?:wij|we|ik)\b|\bontvang(?:en)? (?:wij|we|ik) graag\b"
    # Who needs a thing by a day.
    r"|\bnecesit(?:o|amos) (?:[^\s,;:.!?]+ ){1,5}(?:para|antes)\b"
    r"|\b(?:mi|ci) serv(?:e|ono) (?:[^\s,;:.!?]+ ){1,5}(?:per|entro)\b"
    r"|\b(?:ik|wij|we) heb(?:ben)? (?:(?!(?:geen|niets?|wat|die|dat|gekregen)\b)[^\s,;:.!?]+ ){1,6}"
    r"nodig\b(?! (?:hadden|had|gehad)\b| en die heb)"
    # Which day, what would suit: a question to whoever reads it.
    r"|\b(?:which|what|when|welche[rsn]?|wann|quel(?:le)?s?|quand|cuándo|qué|quando|quale|welke|wanneer)"
    r"\b[^.;:!?]{0,40}\b(?:suits? you|works? for you|(?:passt|passen|ginge|gehen) [^.;:!?]{0,20}"
    r"\b(?:ihnen|dir|euch)|(?:ihnen|dir|euch) (?:[^\W\d_]+ )?(?:passt|passen|recht|gehen|ginge)"
    r"|bei ihnen gehen|vous (?:conv\w+|arrange\w*)|te (?:convien\w+|arrange)|le (?:viene|conviene)"
    r"|(?:le|ti|vi) (?:andrebbe|va bene)|(?:u|je) (?:uit|schikt))[^.;:!?]{0,30}\?"
    r"|\blet (?:me|us) know (?:which|how many|your|what (?:you (?:think|want|need|prefer|decide)"
    r"|(?:day|time|date|works|suits)))\b"
    r"|\bplease (?:stop|cease|refrain from|correct|remove (?=(?:me|us|my|our)\b))"
    r" ?(?!(?:here|by|worry\w*|apologi\w+|thanking|thinking|being)\b)\w"
    # An order that is put as a question.
    r"|(?:^|[.!?] )(?:bring|send|mail|fax|forward|print|grab|pick up|call) (?:me|us|him|her|them"
    r"|the|my|your|it|an?|over)\b[^.;:!?]{0,50}\?"
    rf"|{DEMANDS.pattern}",
    re.IGNORECASE,
)
#: "Merci de nous envoyer les documents"; "Merci d'ignorer ce message" and thanks to those who buy
#: ("Merci de nous faire confiance") ask for nothing.
POLITE_ORDER = re.compile(
    r"\bmerci (?:de |d['’])(?:bien vouloir )?"
    r"(?!(?:(?:nous|me) |m['’])(?:suivre|lire|croire|faire confiance)\b"
    r"|faire (?:confiance|partie)\b|prendre soin de no)"
    r"(?:(?:nous|me|lui|leur|les?|la|en|y) |[lm]['’])*"
    r"(?!avoir|être|notre|votre|autre|noter|ignorer|considérer)[^\W\d_]+(?:er|ir|re)\b",
    re.IGNORECASE,
)
#: Before it, what makes a request none, or one for a case that may never come; beside it, a
#: courtesy.
_IN_CASE = re.compile(
    r"\b(?:if|should you|wenn|falls|sollten?|si|se|als|mocht|indien|en caso|in caso|en cas"
    r"|not ask|never ask)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:questions?|(?:rück)?fragen|vragen|domand[ae]|preguntas?|dudas?|dubbi)\b", re.IGNORECASE
)


def asks_plainly(texts: Sequence[str]) -> bool:
    """Whether one of the sentences asks its reader for an answer, or for money, in plain words."""
    return any(map(_asks, texts))


def _asks(text: str) -> bool:
    if asks_for_missing(text) or asks_in_good_time(text):
        return True
    found = _ASKS.search(text) or POLITE_ORDER.search(text)
    return bool(found and not _IN_CASE.search(text[: found.start()]) and not _COURTESY.search(text))
