"""What happens today whatever the reader does, and days that things are so today."""

import re

from tasks.mails.asked_words import ASKED
from tasks.mails.day_finder import FoundDay
from tasks.values.day_words import RELATIVE

#: What was done today by whoever it was: "the second instalment went over this afternoon".
_HAPPENED = re.compile(
    r"\b(?:went|came|arrived|happened|(?:parcel|package|goods|shipment|lorry|truck|van|driver"
    r"|courier|pallets?|order) (?:has |have |had )?left"
    r"|(?:was|were|has been|have been) (?:[^\W\d_]+ly )?"
    r"(?:sent|paid|posted|shipped|delivered|transferred|received|collected|signed|booked))"
    r"(?: (?:out|off|over|through|in|back|down|up|away|to|with|the|you|post|courier))*\s+$"
    r"|\b(?P<german>ist|sind|wurden?) (?:[^\s,;:.!?]+ ){0,2}$|\b(?:est|sont) (?:bien )?"
    r"(?:partie?s?|arrivée?s?|parvenue?s?)\s+$",
    re.IGNORECASE,
)
_DONE_BEHIND = re.compile(
    r"(?: [^\s,;:.!?]+){0,4}? (?:eingegangen|angekommen|eingetroffen|(?:raus|weg|ab)gegangen"
    r"|rausgegangen|versandt|verschickt|überwiesen|bezahlt|geliefert|abgeholt|raus)\b",
    re.IGNORECASE,
)
#: What is to be seen to, or follows if it is not so.
_SEE_TO_IT = re.compile(
    r"\b(?:(?:make|be|making) (?:sure|certain)|ensur\w+|see to|check|insist\w*|sorgen|sicherstellen"
    r"|sicher,? dass|achten|veiller|assur\w+|s['’]assurer|asegur\w+|assicur\w+|zorg\w*)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\b(?:otherwise|or else|sonst|andernfalls|sinon)\b", re.IGNORECASE)
#: What somebody who is named is doing today: "Kit's doing the model tonight".
_DOING = re.compile(
    r"\b(?!(?:It|There|That|This|What|Here|Who)\b)[A-Z][^\W\d_]+(?:['’]s| is)"
    r" (?:doing|making|taking|bringing|coming|leaving|driving|covering"
    r"|running|hosting|flying|travelling|traveling|cooking|painting|picking)\b"
    r"(?: (?!(?:by|before|until|till|for|due)\b)[^\s,;:.!?]+){0,5}\s+$"
)
_READER = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_NEEDS = re.compile(r"\bneed\w*\b", re.IGNORECASE)
#: How French asks for today; what names no day at all: "nous sommes aujourd'hui trois".
_TODAY_FR = re.compile(r"aujourd['’]hui", re.IGNORECASE)
_ASKED_FR = re.compile(
    r"\b(?:avant|d['’]ici|dès|encore|au plus tard|faut|faudrait|doi(?:t|vent|s)|pour|urgent\w*"
    r"|attend\w*|expir\w+|clos|clôture\w*|échéance|dernier|délai|date limite|svp|stp"
    r"|s['’]il (?:vous|te) plaît|pouve[zr]\w*|pou(?:vez|rriez|rrais)|peux|prière|immédiat\w*"
    r"|(?!(?:avez|êtes|chez|assez|nez|allez|aurez|serez|recevrez)\b)[^\W\d_]{3,}(?:ez|ons)"
    r"-(?:moi|nous|le|la|les)"
    r"|(?!(?:avez|chez|assez|aurez|serez|recevrez)\b)[^\W\d_]{2,}ez)\b",
    re.IGNORECASE,
)
_DENIED_FR = re.compile(r"\b(?:pas besoin|inutile|sans urgence|pas urgent)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?]")
_CHARS = 70


def is_done_today(sentence: str, day: FoundDay) -> bool:
    """Whether something was, or is, so today: "the money went over this afternoon"."""
    if RELATIVE.get(sentence[day.start : day.end].lower()) != 0:
        return False
    if _TODAY_FR.fullmatch(sentence, day.start, day.end):
        return not _is_asked_in_french(sentence, day)
    before = sentence[: day.start]
    if _SEE_TO_IT.search(before) or ASKED.search(before) or _OTHERWISE.search(sentence):
        return False
    if _DOING.search(before) and not _is_for_reader(sentence, before):
        return True
    found = _HAPPENED.search(sentence, max(0, day.start - _CHARS), day.start)
    if found is None:
        return False
    return not found["german"] or bool(_DONE_BEHIND.match(sentence, day.end))


def _is_for_reader(sentence: str, before: str) -> bool:
    """Whether what somebody else does is of the reader's concern, or asked about."""
    asks = sentence.rstrip().endswith("?")
    return asks or bool(_READER.search(sentence) or _NEEDS.search(before))


def _is_asked_in_french(sentence: str, day: FoundDay) -> bool:
    """Whether the clause in which "aujourd'hui" stands asks, or names a term."""
    begins = [end.end() for end in _CLAUSE_END.finditer(sentence, 0, day.start)]
    ends = _CLAUSE_END.search(sentence, day.end)
    clause = sentence[begins[-1] if begins else 0 : ends.end() if ends else None]
    if _DENIED_FR.search(clause):
        return False
    return bool(clause.endswith("?") or ASKED.search(clause) or _ASKED_FR.search(clause))
