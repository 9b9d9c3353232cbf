"""A mail's gist as a quotation: who says it to whom, about what, and the mail's own words.

A small model that puts a mail in its own words mixes up who does what; of the mail's own sentences
none is wrong. What they lack, the writer, the reader and the matter, the headers say.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from schemas.document import MailMessage
from schemas.understanding import Sentence, Understanding
from slm.mail_source import find_first_name, find_name
from tasks.mails.actions import NO_REQUEST
from tasks.mails.greetings import CLOSING, SALUTATION, SALUTED
from tasks.mails.invitation_words import name_captions, tell_when
from tasks.mails.own_sentences import part_sentences
from tasks.mails.promises import promises
from tasks.values.sentences import join_words, pick_salient

Act = Literal["asks", "sends", "thanks", "forwards", "tells"]

#: Language → what a writer does: with somebody named, and without.
_ACTS: Mapping[str, Mapping[Act, tuple[str, str]]] = {
    "en": {
        "asks": ("asks {}", "asks"),
        "sends": ("sends {}", "sends"),
        "thanks": ("thanks {}", "gives thanks"),
        "forwards": ("forwards to {}", "forwards"),
        "tells": ("tells {}", "says"),
    },
    "de": {
        "asks": ("bittet {}", "bittet"),
        "sends": ("sendet {}", "sendet"),
        "thanks": ("dankt {}", "dankt"),
        "forwards": ("leitet weiter an {}", "leitet weiter"),
        "tells": ("schreibt {}", "schreibt"),
    },
    "fr": {
        "asks": ("demande à {}", "demande"),
        "sends": ("envoie à {}", "envoie"),
        "thanks": ("remercie {}", "remercie"),
        "forwards": ("transfère à {}", "transfère"),
        "tells": ("écrit à {}", "écrit"),
    },
    "es": {
        "asks": ("pide a {}", "pide"),
        "sends": ("envía a {}", "envía"),
        "thanks": ("da las gracias a {}", "da las gracias"),
        "forwards": ("reenvía a {}", "reenvía"),
        "tells": ("escribe a {}", "escribe"),
    },
    "it": {
        "asks": ("chiede a {}", "chiede"),
        "sends": ("invia a {}", "invia"),
        "thanks": ("ringrazia {}", "ringrazia"),
        "forwards": ("inoltra a {}", "inoltra"),
        "tells": ("scrive a {}", "scrive"),
    },
    "nl": {
        "asks": ("vraagt {}", "vraagt"),
        "sends": ("stuurt {}", "stuurt"),
        "thanks": ("bedankt {}", "bedankt"),
        "forwards": ("stuurt door aan {}", "stuurt door"),
        "tells": ("schrijft {}", "schrijft"),
    },
}
#: Where too little is written to tell its language.
_NO_WORDS: Mapping[Act, tuple[str, str]] = dict.fromkeys(_ACTS["en"], ("→ {}", ""))
#: Behind the first of several receivers.
_OTHERS = {"en": "and others", "de": "u. a.", "fr": "et autres", "es": "y otros", "it": "e altri",
           "nl": "e.a.", "und": "…"}  # fmt: skip
_QUOTES = {"de": "„{}“", "fr": "« {} »", "es": "«{}»", "it": "«{}»"}
#: Before what others wrote, which the sender passes on.
_BELOW = {"en": "below", "de": "darunter", "fr": "plus bas", "es": "abajo", "it": "sotto",
          "nl": "eronder", "und": "↓"}  # fmt: skip
_WORDS_N = 36  # of a mail's own
_SIGNED_N = 12  # words at most of who signs, his office and firm
_WITH_REQUEST_N = 42  # the same, where one that asks is told beside what is most salient
_LEAST_LEFT_N = 20  # words that are left, for what is passed on
_ASKS_LEAST = 0.8  # chance of a sentence to ask for something
_REQUEST_LEAST = 0.9  # the same, of one that is told whatever else is
_PLEASE = re.compile(
    r"\?|\bplease\b|\b(?:can|could|would|will) you\b|\bbitte\b|\bs['’]il (?:vous|te) pla[iî]t\b"
    r"|\bveuillez\b|\bmerci de\b|\bpor favor\b|\bper (?:favore|cortesia)\b|\bgelieve\b"
    r"|\balstublieft\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\W*(?:many |vielen |herzlichen |besten |muchas |mille |molte |hartelijk |veel )?"
    r"(?:thanks?\b|danke?\b|merci\b(?! de)|gracias|grazie|bedankt)",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"\b(?:attach(?:ed|ment)|enclosed|here (?:is|are)|anbei|in der anlage|im anhang|beigefügt"
    r"|ci-joint|en pièce jointe|adjunt[oa]s?|in allegato|allegat[oaei]|bijgevoegd|bijlage)\b",
    re.IGNORECASE,
)
#: Kinds of mail that ask nobody in person, whatever they say: "No more invitations?"
_TO_ALL = frozenset({"marketing", "automatic"})
#: A sentence rather than a name: "P.S. Call me!"
_ENDED = re.compile(r"[?!:]|\.$|\bp\.? ?s\b", re.IGNORECASE)
#: A box that is nobody's name: "office", "info".
_BOX = re.compile(r"[a-zà-þ\d-]+")
_RULE = re.compile(r"[-_=*]{5,}")
_PREFIX = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|wg|tr|rv|i|r|vb|sv|antw)\s*:\s*)+", re.IGNORECASE)
_WORDS_OF_SUBJECT_N = 10
_TELLING = re.compile(r"\w{4,}")


def quote_mail(mail: MailMessage, content: Understanding) -> str:
    """Sentences of the mail, with who says them to whom and about what.

    All that the sender wrote, if it is short, else what is most salient of it; then, where that
    is little, of what he passes on. The sentences alone where nobody is known to say them.
    """
    own, passed_on = part_sentences(mail, content.sentences)
    own = _without_closing([one for one in own if not SALUTED.fullmatch(one.text)] or own)
    language = content.language if content.language in _OTHERS else "en"
    quotes = _QUOTES.get(language, "“{}”")
    words_n = sum(len(sentence.text.split()) for sentence in own)
    said = own if words_n <= _WORDS_N else _with_request(pick_salient(own, _WORDS_N), own)
    text = _plain(join_words(said, _WITH_REQUEST_N if said is not own else _WORDS_N))
    text = tell_when(SALUTATION.sub("", text) or text, mail.new_text)
    text = name_captions(text, mail.new_text, language)
    left_n = _WORDS_N - len(text.split())
    more = pick_salient(passed_on, left_n) if left_n >= _LEAST_LEFT_N else []
    below = _plain(join_words(more, left_n)) if more else ""
    writer = find_name(mail.sender_name or mail.sender)
    if not writer or not (text or below):
        return f"{text} {below}".strip()
    named, alone = _ACTS.get(language, _NO_WORDS)[_find_act(content, text, said)]
    receiver = find_first_name(mail)
    receiver = "" if _BOX.fullmatch(receiver) else receiver
    others = f" {_OTHERS[language]}" if len(mail.to) > 1 else ""
    does = named.format(f"{receiver}{others}") if receiver else alone
    quoted = [quotes.format(part) for part in (text, below) if part]
    said_it = f"; {_BELOW[language]}: ".join(quoted)
    frame = f"{writer} {does}".rstrip() + _about(mail.subject, f"{text} {below}")
    return f"{frame}: {said_it}"


def _without_closing(own: list[Sentence]) -> list[Sentence]:
    """The sentences up to the closing, where no more than who signs stands behind it."""
    signed_n = 0
    for at in range(len(own) - 1, 0, -1):
        if CLOSING.fullmatch(own[at].text):
            return _without_closing(own[:at])
        signed_n += len(own[at].text.split())
        if signed_n > _SIGNED_N or _ENDED.search(own[at].text):
            break
    return own


def _with_request(picked: Sequence[Sentence], own: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with the one that most surely asks for something, if none of them does.

    Others make room for it, the least salient first.
    """
    surest = max(own, key=lambda sentence: sentence.asks or 0.0)
    asks = [sentence.asks or 0.0 for sentence in picked]
    if (surest.asks or 0.0) < _REQUEST_LEAST or max(asks, default=0.0) > _ASKS_LEAST:
        return list(picked)
    kept = sorted(picked, key=lambda sentence: -sentence.salience)
    while kept and sum(len(one.text.split()) for one in (*kept, surest)) > _WITH_REQUEST_N:
        kept.pop()
    return [sentence for sentence in own if sentence in kept or sentence is surest]


def _plain(text: str) -> str:
    """Text without ruling lines."""
    return " ".join(_RULE.sub(" ", text).split())


def _find_act(content: Understanding, text: str, said: Sequence[Sentence]) -> Act:
    """What a mail does with its sender's words."""
    if content.mail is not None and content.mail.category.value in _TO_ALL:
        return "tells"
    if not text:
        return "forwards"
    # A chance says so alone only of a mail that is judged to ask, and not of "anbei die Rechnung".
    judged = content.mail is None or content.mail.needs_reply.value
    asks = [one.asks or 0.0 for one in said if judged and not _asks_nothing(one.text)]
    asked = max(asks, default=0.0)
    if _PLEASE.search(NO_REQUEST.sub(" ", text)) or asked > _ASKS_LEAST:
        return "asks"
    if _THANKS.match(text):
        return "thanks"
    return "sends" if _ATTACHED.search(text) else "tells"


def _asks_nothing(text: str) -> bool:
    return bool(_ATTACHED.search(text)) or promises(text)


def _about(subject: str, text: str) -> str:
    """The subject in brackets, where it says more than the words that are quoted.

    One with other letters than ASCII stands encoded in the file, where nobody who checks what is
    told would find it.
    """
    plain = " ".join(_PREFIX.sub("", subject).split())
    if any(letter.isalpha() and not letter.isascii() for letter in plain):
        return ""
    said = {word.lower() for word in _TELLING.findall(text)}
    telling = _TELLING.findall(plain)
    if not plain or (telling and all(word.lower() in said for word in telling)):
        return ""
    words = plain.split()
    cut = " ".join(words[:_WORDS_OF_SUBJECT_N])
    return f" ({cut} …)" if len(words) > _WORDS_OF_SUBJECT_N else f" ({cut})"
