"""Days before which nothing may be done, and days that a mail takes back for others."""

import re

from tasks.mails.day_finder import FoundDay

_NOT = re.compile(
    r"\b(?:not(?! only\b)|cannot|never|no(?!\.|:|\s?\d|\s+later\b)|nichts?(?! nur\b)|kein\w*"
    r"|niemals|pas|rien|jamais|aucune?|nunca|non(?! solo\b)|mai|niets?(?! alleen\b)|geen|nooit)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
#: What is done all the same, or in another case, or is only asked about: "If you do not answer
#: before Friday", "do not forget to answer before Friday".
_DONE = re.compile(
    r"\bs(?:i (?:vous|tu|nous|on|les?|la|ils?|elles?|usted|su|el)|['’]ils?)\b"
    r"|\b(?:if|unless|wenn|falls|sofern|sollte[nt]?|s[ie](?= non?\b)|als|indien|mocht(?:en)?"
    r"|whether|ob|wait|warten|attend\w+|esper\w+|aspett\w+|wacht\w*|forget|fail|miss|hesitate|delay|later"
    r"|ver(?:giss|gess|säum|pass)\w*|zögern|oubli\w+|manqu\w+|hésit\w+|tard\w+|olvid\w+|dud\w+"
    r"|dej\w+|dimentic\w+|esit\w+|manc\w+|vergeet|vergeten|aarzel\w*)\b",
    re.IGNORECASE,
)
#: What parts the words that forbid something from those that ask for another thing.
_CLAUSE_END = re.compile(
    r"[,;:!?]|\b(?:but|and|sondern|aber|und|mais|et|sino|pero|y|ma|e|maar"
    r"|en(?= (?:(?:stuur|antwoord|betaal|lever|bevestig|geef|laat|bel|graag|hebben)\b"
    r"|moet|wil|verwacht|vra)))\b",
    re.IGNORECASE,
)
#: Whom or what a denial is of: "nothing that does not arrive", "nichts an, was nicht".
_WHICH = re.compile(
    r"\b(?:that|which|who(?:ever)?|qui|que|che)\b|,\s+(?:der|die|das|den|was|wer|dat|wat)\b",
    re.IGNORECASE,
)
_ARTICLE = r"(?:\s+(?:the|dem|le|la|el|il|de))?"
_BEFORE = re.compile(
    rf"\b(?:before|prior to|earlier than|vor|avant|antes del?|prima del?|voor|vóór){_ARTICLE}\s+$",
    re.IGNORECASE,
)
_EARLIEST = re.compile(
    r"\b(?:frühestens(?: am| ab| zum)?|at the earliest(?: on)?|not? (?:earlier|sooner) than"
    r"|au plus tôt|como muy pronto|op zijn vroegst(?: op)?)(?:\s+(?:dem|den|the|le|el))?\s+$",
    re.IGNORECASE,
)
#: "by Friday but", "bis Freitag, sondern": behind what is denied, what holds instead.
_INSTEAD = re.compile(r",?\s+(?:but|sondern|mais|sino|ma|bensì|maar)\b", re.IGNORECASE)
#: Before a day at the end of a sentence: "…, not this Thursday."
_NOT_THIS = re.compile(
    r",\s*(?:and |und |et |y |e |en )?(?:not|nicht|pas|no|non|niet)"
    r"(?: (?:by|on|until|bis|am|zum|den|le|el|il|para|per|op|this|the|this coming)){0,2}\s+$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\s*(?:[.!)]|$)")
#: That a term was moved, and the day from which it was: "moved from 27 November".
MOVED = re.compile(
    r"\b(?:extend(?:ed)?|moved?|postponed?|changed|pushed|brought forward|shifted|prolonged"
    r"|verlängert|verschoben|verlegt|vorverlegt|vorgezogen|geändert|(?:re)?poussée?s?|reportée?s?"
    r"|prolongée?s?|décalée?s?|avancée?s?|prorrog\w+|ampli(?:ad|am)\w*|aplaz\w+|pospuest\w+"
    r"|adelantad\w+|prorogat\w+|spostat\w+|posticipat\w+|rinviat\w+|anticipat\w+|verlengd"
    r"|verschoven|verplaatst|verzet|uitgesteld|vervroegd)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|vom|von|du|del|dal|van)(?: the| dem)?\s+$", re.IGNORECASE)
_LEAD_CHARS = 40
_CLAUSE_CHARS = 160
#: The writer himself.
_MINE = re.compile(
    r"\b(?:i|we|ich|wir|je|j['’]|nous|on|ik|wij)\b|\b\w+(?:ar|er|ir)(?:é|emos)\b"
    r"|\b\w+[ei]r(?:ò|emo)\b",
    re.IGNORECASE,
)
#: So many words at most stand between "not" and what it denies.
_NEAR_WORDS_N = 9


def is_barred(sentence: str, day: FoundDay) -> bool:
    """Whether nothing is due by a day: "Do not ship before 4 December", "not by Friday but …"."""
    if sentence.rstrip().endswith("?"):
        return False
    if day.kind == "clock":
        return _is_away_before(sentence, day.start)
    lead = max(0, day.start - _LEAD_CHARS)
    if _EARLIEST.search(sentence, lead, day.start) or _is_left(sentence, day, lead):
        return True
    before = _BEFORE.search(sentence, lead, day.start)
    if before is None:
        return bool(_INSTEAD.match(sentence, day.end)) and _is_denied(sentence, day.start)
    return _is_denied(sentence, before.start()) or _begins_a_ban(sentence, before.start(), day.end)


def _is_away_before(sentence: str, start: int) -> bool:
    """Whether the writer says what he does not do before an hour: "I won't be in before 11".

    What the reader is not to do before it says when it is to be done: "Not before 8 am, please".
    """
    before = _BEFORE.search(sentence, max(0, start - _LEAD_CHARS), start)
    if before is None or not _is_denied(sentence, before.start()):
        return False
    clause = _CLAUSE_END.split(sentence[max(0, start - _CLAUSE_CHARS) : before.start()])[-1]
    return bool(_MINE.search(clause))


def _is_left(sentence: str, day: FoundDay, lead: int) -> bool:
    """Whether a term was moved from the day, or a sentence ends by saying "not this Thursday"."""
    if _FROM.search(sentence, lead, day.start) and MOVED.search(sentence):
        return True
    denied = _NOT_THIS.search(sentence, lead, day.start)
    return bool(denied and denied.start() and _ENDED.match(sentence, day.end))


def _is_denied(sentence: str, end: int) -> bool:
    """Whether "not" stands in the clause that ends there, not too far from its end."""
    before = sentence[max(0, end - _CLAUSE_CHARS) : end]
    clause = _CLAUSE_END.split(before)[-1]
    near = " ".join(clause.split()[-_NEAR_WORDS_N:])
    return bool(_NOT.search(near) and not _DONE.search(clause) and not _is_denied_twice(before))


def _is_denied_twice(text: str) -> bool:
    """Whether what is not done before a day is not accepted: the day is the last one for it.

    "No permit is given to anybody who has not applied before 4 December".
    """
    first = _NOT.search(text)
    which = first and _WHICH.search(text, first.end())
    return bool(which and _NOT.search(text, which.end()))


def _begins_a_ban(sentence: str, start: int, end: int) -> bool:
    """Whether "before 4 December" begins a clause that denies: "… we cannot accept anything"."""
    begun = _CLAUSE_END.split(sentence[max(0, start - _CLAUSE_CHARS) : start])[-1]
    clause = _CLAUSE_END.split(sentence[end : end + _CLAUSE_CHARS])[0]
    near = " ".join(clause.split()[:4])
    return not begun.strip() and bool(_NOT.search(near) and not _DONE.search(near))
