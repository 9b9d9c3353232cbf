"""What speaks for or against a mail asking something of its reader: names of true statements.

Only the sender's own words are looked at, and that he passes on a mail; what that mail says is left
to the models: on labelled mails, rules over it told nothing more.
"""

import re
from collections.abc import Iterator

from schemas.document import MailMessage
from slm.mail_input import part_mail_text, write_mail_text

_REPLY = re.compile(r"\s*(?:re|aw|antw|sv|ref|rép|réf)\s?:", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(?:fw|fwd|wg|tr|rv|enc|doorst)\s?:", re.IGNORECASE)
#: Words by which mails ask, tell, thank or press: name → pattern.
_CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
    for name, pattern in {
        "please": r"please|pls|plz|kindly|bitte|merci de|veuillez|prière de|por favor|rogamos|"
        r"prego|la preghiamo|graag|gelieve",
        "could you": r"(?:could|can|would|will|do|did|have|are) (?:you|u|we|someone|anyone)|"
        r"(?:könnte|könn|kann|würde|hätte)\w* (?:sie|ihr|du)|kannst du|haben sie|"
        r"(?:pouvez|pourriez|pourrais|peux|avez|souhaitez)[- ](?:vous|tu)|"
        r"(?:puede|podría|potrebbe|può|kunt u|kun je)\w*",
        "let me know": r"let (?:me|us) (?:know|have)|get back to (?:me|us)|give me a (?:call|ring)|"
        r"call me|advise|lassen sie (?:mich|uns)|geben sie (?:mir|uns)|melden sie sich|"
        r"rückmeldung|tenez[- ](?:moi|nous)|dites[- ](?:moi|nous)|(?:votre|ton) (?:retour|réponse)",
        "need": r"(?:i|we|you)(?:'ll| will)? (?:need|must|have to|should|want)|needs? to|asap|"
        r"(?:i|we)(?:'d| would) (?:like|appreciate|be grateful)|"
        r"(?:wir|ich|sie) (?:brauche|benötige|müsse|bitte)\w*|"
        r"(?:il|nous) (?:faut|faudrait|avons besoin)|vous devez|besoin",
        "your view": r"(?:your|any|ihre|votre|vos) (?:thoughts|comments|feedback|input|views?|"
        r"opinion|approval|review|signature|suggestions|confirmation|help|assistance|"
        r"meinung|freigabe|bestätigung|zustimmung|unterschrift|avis|accord|validation)|"
        r"what do you think|for your (?:review|approval|signature|comments?|consideration)",
        "you might": r"you (?:may|might|should|could|will|need|have|must|can|are)(?: also)?"
        r"(?: want)?(?: to)?|let's|let us|i(?:'d| would)? suggest|why don't|how about|what about|"
        r"i think (?:we|you) should|keep (?:me|us)|make sure|"
        r"would be (?:appreciated|helpful|great)",
        "courtesy": r"(?:if you have|should you have|with) any (?:\w+ )?(?:questions?|problems?)|"
        r"feel free|hesitate|hésitez|zögern|zur verfügung|à votre disposition|bei (?:rück)?fragen",
        "fyi": r"fyi|for your information|zur (?:info\w*|kenntnis)|pour (?:info\w*)|of interest|"
        r"(?:thought|might|may) (?:you|be)(?: might| may|'d)?(?: be| find)? ?(?:interest\w*)?|"
        r"as discussed|per (?:your|our|my) (?:request|conversation|discussion)",
        "attached": r"attach(?:ed)?|enclosed|anbei|beigefügt|anhang|ci-joint\w*|pièce jointe",
        "thanks": r"thanks|thank you|thx|danke|vielen dank|merci",
        "agrees": r"(?:looks?|sounds?) (?:good|great|fine|ok)|i agree|agreed|fine with me|"
        r"no problem|will do|good job|great job|congratulations|well done|done",
        "will do": r"(?:i|we)(?:'ll| will| am| are|'m|'re)(?: be)? (?:\w+ing|send|call|let|get|"
        r"see|talk|check|try|follow|have|bring|forward|work)",
        "pressing": r"urgent\w*|asap|as soon as possible|immediately|right away|today|tonight|"
        r"this (?:morning|afternoon)|tomorrow|dringend\w*|sofort\w*|umgehend\w*|heute|morgen|"
        r"urgence|immédiat\w*|au plus vite|aujourd'hui|demain|dans les plus brefs délais",
        "meet": r"meet\w*|conference call|calendar|schedul\w*|available|availability|lunch|dinner|"
        r"termin\w*|besprechung|réunion|rendez-vous",
        "invited": r"rsvp|invit\w*|join us|register|einlad\w*|anmeld\w*|inscri\w*",
        "you": r"you|your|yours|sie|ihnen|ihre?n?|vous|votre|vos|du|dir",
        "i": r"i|me|my|we|us|our|ich|wir|uns|je|nous|notre|mon",
        "unsubscribe": r"unsubscribe|opt.?out|abmelden|désabonner|click here|newsletter",
    }.items()
}
#: Where a sentence begins, or a clause that may hold an order.
_CLAUSE = re.compile(r"(?<=[.!?:;])\s+|\s+-{1,3}\s*|,\s+(?=(?:and|but|so|then|please|und|et)\b)")
_JOINING = re.compile(
    r"(?:and|but|so|then|also|just|yes|no|ok|und|et|please|pls|bitte)[,\s]+", re.IGNORECASE
)
_GREETING = re.compile(
    r"^(?:(?i:hi|hello|hey|dear|good (?:morning|afternoon)|hallo|guten tag|liebe[rs]?|bonjour|"
    r"sehr geehrte[rs]?)\s+)?[A-Z][\w.'-]*(?:[ /&]+(?:and )?[A-Z][\w.'-]*){0,3}\s?(?:,|:|--|-)\s"
)
#: Verbs that open an order in offices.
_ORDER = re.compile(
    r"(?:add|advise|answer|approve|arrange|ask|bring|call|change|check|circulate|come|complete|"
    r"confirm|consider|contact|coordinate|copy|correct|delete|direct|discuss|distribute|do not|"
    r"don't|draft|e-?mail|ensure|fax|file|fill|find|fix|follow|forward|get|give|go|handle|have|"
    r"help|hold|include|inform|investigate|join|keep|leave|let|let's|look|mail|make|mention|move|"
    r"note|notify|order|pass|pay|pick|plan|post|prepare|print|process|provide|pull|put|read|"
    r"remember|remind|remove|reply|respond|return|review|revise|rsvp|run|save|schedule|see|send|"
    r"set|share|show|sign|start|stop|submit|take|talk|tell|touch|try|update|use|verify|wait|work|"
    r"write)\b(?! (?:you|forward|below|attached)\b)|"
    r"(?:\w{3,}en|geben|teilen|rufen|melden) sie\b|\w{3,}ez\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[?!]")
#: How much of a mail is looked at.
_OWN_CHARS, _CLAUSES_N = 1_500, 12
#: Less text is short.
_SHORT_CHARS = 200
#: A mail that thanks in so few words says little else.
_THANKS_WORDS_N = 12
_RECIPIENTS = (0, 1, 2, 4, 9)
_WORDS = (0, 3, 8, 15, 30, 60, 120, 240)
_DAYS_N = 5


def describe_mail(mail: MailMessage) -> frozenset[str]:
    """The statements that are true of a mail's headers and words."""
    return frozenset(_describe(mail))


def describe_hurry(days_left: int | None, pressing: bool) -> frozenset[str]:
    """The statements about when a mail is due: working days left, None without a deadline.

    `pressing`: the mail says itself that it is urgent.
    """
    due = "never" if days_left is None else min(days_left, _DAYS_N)
    return frozenset({f"due:{due}", f"presses:{pressing} due:{due != 'never'}"})


def _describe(mail: MailMessage) -> Iterator[str]:
    subject = mail.subject.strip()
    parts = part_mail_text(write_mail_text(mail))
    kind, own = parts.kind, parts.own.strip()[:_OWN_CHARS]
    how = "re" if _REPLY.match(subject) else "fw" if _FORWARD.match(subject) else "new"
    yield f"how:{how} {'passes on' if parts.passes_on else 'plain'}"
    yield from (f"sender:{kind}", f"how:{how} sender:{kind}")
    words_n = len(_WORD.findall(own))
    yield f"own:{_bucket(words_n, _WORDS)}"
    if _CUES["thanks"].search(own) and words_n <= _THANKS_WORDS_N and "?" not in own:
        yield "thanks alone"
    yield f"to:{_bucket(len(mail.to), _RECIPIENTS)}"
    yield f"cc:{_bucket(len(mail.cc), _RECIPIENTS)}"
    yield from (f"sign:{sign}" for sign in mail.signs)
    if any(not one.shown for one in mail.attachments):
        yield "attachments"
    if _is_to_himself(mail):
        yield "to himself"
    yield f"questions:{min(own.count('?'), 3)}"
    for name, cue in _CUES.items():
        if cue.search(own):
            yield name
        if cue.search(subject):
            yield f"subject {name}"
    yield from _describe_clauses(own)


def _describe_clauses(own: str) -> Iterator[str]:
    orders_n = 0
    clauses = [c.strip() for c in _CLAUSE.split(_GREETING.sub("", own, count=1))]
    for number, clause in enumerate(clauses[:_CLAUSES_N]):
        orders_n += bool(_ORDER.match(_JOINING.sub("", clause, count=1)))
        words = _WORD.findall(clause.lower())[:2]
        if words:
            yield from (f"opens:{words[0]}", "opens:" + " ".join(words))
            if number == 0:
                yield f"first opens:{words[0]}"
    orders = f"orders:{min(orders_n, 3)}"
    yield from (orders, f"{orders} {'short' if len(own) < _SHORT_CHARS else 'long'}")


def _is_to_himself(mail: MailMessage) -> bool:
    """Sent to one address that holds the sender's name."""
    name = mail.sender.lower().partition("@")[0].rpartition(".")[2]
    return len(mail.to) == 1 and len(name) > 3 and name in mail.to[0].lower()


def _bucket(count: int, steps: tuple[int, ...]) -> int:
    return sum(count > step for step in steps)
