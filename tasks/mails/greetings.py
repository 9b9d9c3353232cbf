"""What a mail begins and ends with before and after it says anything."""

import re

_NAMED = (
    r"all|both|everyone|there|team|und|and|et|y|e|en|or|oder|ou|van|de|der|den|zusammen|à tous"
    r"|a todos|a tutti|allemaal|heer|mevrouw|mijnheer|dames|heren|cliente?|customer|klant"
)
_GREETED = (
    r"(?i:sehr geehrte|liebe|dear|hi|hello|hallo|moin|guten (?:tag|morgen)|good (?:day|morning"
    r"|afternoon)|bonjour|chère|cher|madame|monsieur|mesdames|messieurs|estimad[oa]|hola"
    r"|buenos días|buenas tardes|gentile|egregio|spettabile|ciao|buongiorno|geachte|beste|hoi"
    r"|goede(?:n|r)?(?:morgen|middag|dag))[rs]?"
    rf"(?:[ /](?:{_NAMED}|[A-ZÀ-Þ][\w.'’-]*|&)){{0,6}}"
)
SALUTATION = re.compile(rf"^(?:{_GREETED}[,!:]\s+)+")
#: The same alone in its row, as the Swiss write it: without a comma.
SALUTED = re.compile(rf"{_GREETED}(?:, (?:{_GREETED}|{_NAMED}))*[,!.:]?")
#: What a mail ends with, all of a sentence.
CLOSING = re.compile(
    r"(?i:(?:(?:mit )?(?:(?:beste|freundliche|herzliche|liebe|viele|schöne)[rn]? )?"
    r"gr(?:ü|ue)(?:ß|ss)en?|(?:vielen )?dank(?:e)? und (?:viele |beste )?gr(?:ü|ue)(?:ß|ss)e?n?"
    r"|gru(?:ß|ss)|(?:(?:best|kind|kindest|warm|many) )?regards|best(?: wishes)?"
    r"|(?:many |with )?thanks|thx|cheers|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?"
    r"|(?:bien )?cordialement"
    r"|bien à vous|(?:meilleures |sincères )?salutations|(?:un )?(?:cordial )?saludos?"
    r"(?: cordiales)?|atentamente|(?:cordiali|distinti) saluti"
    r"|(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|lg|mfg|vg)(?: (?:aus|from|de) \w+)?)"
    r"[\s,.!]*"
)
