"""The sentence of a mail that says what its reader has to do."""

import math
import re
from collections.abc import Sequence

from schemas.understanding import Sentence
from tasks.mails.greetings import SALUTED
from tasks.mails.plain_requests import DEMANDS, asks_plainly
from tasks.mails.promises import promises

_ACTION_WORDS_N = 25
#: A sentence of fewer words says nothing of what to do.
_LEAST_WORDS_N = 3
#: What a request's words, or all salience, count beside the log odds that a sentence asks.
_REQUEST_ODDS = 2.0
#: What counts besides where a duty or a demand is named: it goes before the complaint beside it.
_INSISTING_ODDS = 2.0
#: From what chance to ask a sentence without a request's words may be the action; one that is a
#: courtesy as well.
_LEAST_ASKS, _LIKELY_ASKS = 0.2, 0.5
_LEAST_CHANCE = 1e-6
_REQUEST = re.compile(
    r"\b(?:please|kindly|could you|can you|would you|let me know|let us know|need you to|"
    r"bitte|könnten sie|können sie|könntest|wir bitten|ich bitte|geben sie|"
    r"merci de|veuillez|pouvez-vous|pourriez-vous|nous vous prions|je vous prie|"
    r"por favor|le ruego|les ruego|rogamos|podría|podrían|puede|agradecería|"
    r"prego|si prega|la preghiamo|vi preghiamo|vi chiedo|le chiedo|potete|potrebbe|può|"
    r"graag|gelieve|kunt u|kun je|wilt u|verzoek)\b",
    re.IGNORECASE,
)
#: What somebody has to do, which is the reader more often than not: "You are required to submit".
_DUTY = re.compile(
    r"\byou (?:are (?:required|obliged|asked|requested) to|must)\b"
    r"|\b(?:sie sind|sind sie|ihr seid|du bist) (?:dazu )?verpflichtet\b"
    r"|\bmuss (?:jede[rs]?|alle)\b|\bmüssen (?:alle|sie|wir sie)\b"
    r"|\b(?:ist|sind)\b[^,;:!?]* (?:einzureichen|abzugeben|vorzulegen|zurückzusenden"
    r"|zu begleichen)\b"
    r"|\bvous (?:êtes (?:tenue?s?|priée?s?) de|devez)\b"
    r"|\b(?:usted(?:es)? )?(?:deberá[ns]?|debe[ns]? (?:presentar|enviar|pagar|entregar|firmar))\b"
    r"|\b(?:è|siete|sei) (?:tenut[oaie]|pregat[oaie]) (?:a|di)\b|\b(?:deve|dovete) (?:presentare"
    r"|inviare|pagare|consegnare|firmare)\b"
    r"|\bu (?:dient|moet|bent verplicht)\b|\b(?:dient|moet) u\b",
    re.IGNORECASE,
)
#: Courtesies that sound like requests.
_COURTESY = re.compile(
    r"\b(?:agréer|salutations|hesitate|hésitez|zögern|dude[ns]? en|esit(?:i|ate)|aarzel)\b",
    re.IGNORECASE,
)
#: What asks for no answer.
_NO_ANSWER = re.compile(
    r"\b(?:antworten sie (?:bitte )?nicht|nicht (?:auf \w+ [\w-]+ )?(?:zu )?antworten"
    r"|(?:do not|don['’]t) (?:reply|respond)|ne (?:pas )?répond\w*|no respond\w*|non rispond\w*"
    r"|niet (?:te )?(?:be)?antwoord\w*)\b",
    re.IGNORECASE,
)
#: Before such words, what makes them no ban, or behind them, what is to be done instead.
_NO_BAN = re.compile(
    r"\b(?:if|unless|when|why|wenn|falls|sofern|warum|wieso|weshalb|si|pourquoi|por qué|se|perché"
    r"|als|indien|wanneer|waarom)\b[^,;:.!?]*$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:but|sondern|mais|sino|ma|bensì|maar)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?]| (?:and|und|et|y|e|en) ", re.IGNORECASE)
#: Links, and phrases that ask for nothing: "Please find attached".
NO_REQUEST = re.compile(
    r"(?<!\S)\S+://\S+|\bplease (?:find|note|see)\b|\bveuillez (?:trouver|noter)\b"
    r"|\bfinden sie bitte\b|\bbitte (?:finden|beachten)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[-*•–]\s")
#: What somebody named is to do: "- Anna: send the list to Karin".
_TASK = re.compile(r"[-*•–]\s+[A-ZÀ-Þ][^\W\d_]+(?: [A-ZÀ-Þ][^\W\d_]+)?\s*[:–-]\s+[^\W\d_]")
#: What a program writes of a call by video: "Microsoft Teams meeting", "Join: https://…".
_CALL = re.compile(
    r"(?:microsoft teams|zoom|google meet|webex)[- ](?:meeting|besprechung|réunion|reunión|riunione"
    r"|vergadering)[^\w?]*"
    r"|(?:join|beitreten|rejoindre|participer|unirse|partecipa|deelnemen)\W+https?\S+"
    r"|(?:(?:meeting|besprechungs|réunion)[- ]?id|(?:pass|kenn|meeting )code)"
    r": [^?\s]+.{0,40}(?<!\?)",
    re.IGNORECASE,
)


def choose_action(own: Sequence[Sentence], passed_on: Sequence[Sentence]) -> str | None:
    """What the sender asks himself, else what most asks of all that he writes or passes on.

    "Please pay by Friday." goes before "Please pay by 25 November 2026." of the bill below it.
    """
    if not passed_on:
        return find_action(own)
    told = [one for one in own if not _is_small_talk(one)]
    asks = list(filter(_likely_asks, told))
    return find_action(asks) or find_action([*told, *passed_on]) or find_action(own)


def seems_asked(one: Sentence) -> bool:
    """Whether a sentence asks for something, by its words or most likely."""
    return not _is_small_talk(one) and _likely_asks(one)


def asks_by(phrase: str, sentences: Sequence[Sentence]) -> bool:
    """Whether a sentence that names a day so asks for something: "Please pay it by Friday"."""
    return any(
        is_request(one) or _seems_to_ask(one, _LEAST_ASKS)
        for one in sentences
        if phrase in one.text
    )


def only_promises(sentences: Sequence[Sentence]) -> bool:
    """Whether a mail says what its sender will do, and no sentence asks for anything."""
    promised = any(promises(one.text) for one in sentences)
    return promised and not any(map(_likely_asks, sentences))


def find_action(sentences: Sequence[Sentence]) -> str | None:
    """The sentence that asks most, and is salient, verbatim and cut to its first words.

    Where no model tells which sentences ask, one that has a request's words.
    """
    sentences = [s for s in sentences if not _asks_nothing(s.text)]
    told = [s for s in sentences if not _COURTESY.search(s.text)]
    asking = [s for s in told if is_request(s) or _seems_to_ask(s, _LEAST_ASKS)]
    # "Please send it by Friday, and do not hesitate to call": a request with a courtesy behind it.
    asking = asking or [s for s in sentences if _seems_to_ask(s, _LIKELY_ASKS)]
    if not asking:
        return None
    words = max(asking, key=_weigh_request).text.split()
    return " ".join(words[:_ACTION_WORDS_N]) + (" …" if len(words) > _ACTION_WORDS_N else "")


def _asks_nothing(text: str) -> bool:
    """Whether a sentence is a salutation, tells of a call, or says that nobody should answer."""
    told = SALUTED.fullmatch(text) or _CALL.fullmatch(text)
    return bool(told) or _bans_answers(text)


def _bans_answers(text: str) -> bool:
    """Whether a sentence says that nobody should answer, and asks for nothing else.

    "Please do not reply", but not "Please do not reply but sign the form", nor "Please send us the
    form, as we close the case if you do not respond".
    """
    found = _NO_ANSWER.search(text)
    if found is None or text.rstrip().endswith("?"):
        return False
    before = text[: found.start()]
    clauses = _CLAUSE_END.split(before)[:-1]
    asks = any(map(_REQUEST.search, clauses)) or _INSTEAD.search(text, found.end())
    return not asks and not _NO_BAN.search(before)


def is_request(sentence: Sentence) -> bool:
    """Whether a sentence asks for something in as many words."""
    text = NO_REQUEST.sub(" ", sentence.text)
    asks = _REQUEST.search(text) or text.rstrip().endswith("?") or _insists(text)
    return bool(asks) or asks_plainly([text])


def _likely_asks(sentence: Sentence) -> bool:
    return is_request(sentence) or _seems_to_ask(sentence, _LIKELY_ASKS)


def _insists(text: str) -> bool:
    """Whether a sentence names a duty, or demands what a seller owes."""
    return bool(_DUTY.search(text) or DEMANDS.search(text))


def _is_small_talk(sentence: Sentence) -> bool:
    """Whether a sentence is a question like "How are you?"."""
    text = sentence.text.rstrip()
    short = len(text.split()) <= _LEAST_WORDS_N
    return short and text.endswith("?") and not _REQUEST.search(text)


def _seems_to_ask(sentence: Sentence, least: float) -> bool:
    # "- 5 kg of coffee" is what is asked for, and no request
    if _ITEM.match(sentence.text):
        if not _TASK.match(sentence.text):
            return False
        least = max(least, _LIKELY_ASKS)
    if promises(sentence.text):
        return False
    long = len(sentence.text.split()) >= _LEAST_WORDS_N
    return long and sentence.asks is not None and sentence.asks >= least


def _weigh_request(sentence: Sentence) -> float:
    if sentence.asks is None:
        return sentence.salience + 0.1 * bool(_REQUEST.search(sentence.text))
    asks = min(1 - _LEAST_CHANCE, max(_LEAST_CHANCE, sentence.asks))
    odds = math.log(asks / (1 - asks))
    insists = _INSISTING_ODDS * _insists(sentence.text)
    return odds + insists + _REQUEST_ODDS * (is_request(sentence) + sentence.salience)
