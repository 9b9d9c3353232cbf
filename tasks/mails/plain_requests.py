"""Words by which a mail asks in as many words, which models know from English mails alone.

"Fammi sapere se va bene", "Laat even weten wat schikt", "Bitte um Rückruf", "Rogamos su pago".
"""

import re
from collections.abc import Sequence

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
    r"|\b(?:merci de ne (?:pas|rien)|por favor,? no) [^,;.!?]{3,60} (?:avant|antes del?)\b",
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
    found = _ASKS.search(text)
    return bool(found and not _IN_CASE.search(text[: found.start()]) and not _COURTESY.search(text))
