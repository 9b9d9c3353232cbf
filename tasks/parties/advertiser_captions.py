"""What stands before an advertiser's name on papers of time on air, and what does not.

Each system of a station, a cable network or an agency has a word of its own for him, and a paper
may use two: "Client" for the committee and "Brand" for the candidate. The first of the list counts.
"""

import re
from collections.abc import Sequence

#: Words that captions of such papers are made of, besides the advertiser's.
_CAPTION_WORD = (
    r"(?:account|advertiser|agency|alt|bill to|billing|brand|broadcast|buyer|by|calendar|client"
    r"|code|contract|cycle|dates?|demo|desc(?:ription)?|end|entered|estimate|executive|external|flight"
    r"|id|invoice|market|month|n(?:o|umber|ame)|office|order|ori[gq]inal|page|period|product|property"
    r"|range|ref|region|rep(?:resentative)?|rev(?:ision)?|sales|start|station|total|type)"
)
#: The same, and others that name no advertiser alone, as heads of columns do: "Campaign", "Status".
_HEAD_WORD = (
    rf"(?:{_CAPTION_WORD}|address|buy(?:ing)?|campaign|candidate|category|class|contact|customer"
    r"|cust|daypart|days|discount|due|fcc|format|io|issue|len(?:gth)?|network|of record"
    r"|office sought|package|priority|program|rates?|remit to"
    r"|salesperson|salesman|schedule|separation|spots?|sponsor|status|stop|submitted|target|terms|time"
    r"|title|treasurer)"
)
#: A cell made of nothing but what captions are made of: "Original Date / Revision", or of one and
#: its number or day: "Order Number 4711", "Invoice # 4711-1".
CAPTIONS = re.compile(
    rf"(?:{_HEAD_WORD}\b\W*)+|(?:{_CAPTION_WORD}\b\W*){{2,}}[0-9][0-9/-]*"
    rf"|{_CAPTION_WORD}\b\s?(?:#|no\.?)\s?[0-9][0-9A-Z/-]*",
    re.IGNORECASE,
)
#: Such a word, and what it says: "Rep: N. N."
CAPTIONED = re.compile(rf"{_HEAD_WORD}\b[\w .#]{{0,12}}:", re.IGNORECASE)
#: The caption of the next column, or of a running line, where it touches the name: "Nord AG Invoice
#: Date"; where it overlaps it, a word of the name may stand in between.
GLUED = re.compile(
    r"\s(?:Alt |Original )?(?:Invoice|Order|Contract|Estimate|Product|Agency|Account)\s"
    r"(?:(?P<torn>[A-Z]\w+) )?(?:#|/|(?:No|Num|Number|Date|Dates|Period|Month|Code|Executive)\b)"
    r"|\s(?:Invoice|Order|Contract)(?=\t[0-9])"
    r"|\s(?:PRODUCT|AGENCY|STATION|FLIGHT|ESTIMATE|MARKET)(?=\t)"
    rf"|\s(?=[A-Z])(?i:(?:{_CAPTION_WORD}\s){{0,2}}{_CAPTION_WORD})\s?:"  # "Flight Dates:"
)
#: Who is one on any paper.
_WHO = (
    "advertiser",
    "annonceur",
    "anunciante",
    "inserzionista",
    "adverteerder",
    "werbekunde",
    "werbetreibender?",
)
#: Words of a sentence that follow such a word in capitals: "ADVERTISER AGREES TO PAY".
_SAYS = (
    r"(?:ACCEPT|ACKNOWLEDG|AGREE|AND|ARE|AUTHORI[SZ]|CODE|DID|HAS|HEREBY|IS|MAY|MUST|OR|SHALL|TYPE"
    r"|UNDERSTAND|WARRANT|WILL)"
)
#: A name that runs on behind its caption in one cell: no words but such small ones.
_RUNS_ON = (
    rf"(?P<run>[ ](?!{_SAYS}|(?i:legal|{_CAPTION_WORD})\b)(?:\([A-Z]+\) |[0-9]{{3,}} )?[A-Z][^\s]*"
    r"(?: (?:[A-Z0-9(/&-][^\s:]*|for|of|to|the|and|against|on|in|de|la|y)){1,9})(?=\t|$)"
)


def _captions_of(who: Sequence[str], *, runs_on: bool = False) -> re.Pattern[str]:
    """Captions of such words, in titles only: "the advertiser warrants" names nobody.

    Where columns touch or overlap, the caption is glued to the cell before it; then a gap follows
    it, or a torn-off word. `runs_on`: the name goes on in its cell, as reports of fixed width have
    it: "ADVERTISER NORD AG     FLIGHT".
    """
    words = "|".join(f"{w.capitalize()}|{w.title()}|{w.upper()}" for w in who)
    no_caption = rf"(?!(?i:{_CAPTION_WORD})\b)"
    pattern = (
        rf"(?:(?:^|\t)(?P<own>(?:Political )?(?:{words}))(?:\s[Nn](?:ame|AME|om|OM))?[\s.]*:?"
        r"(?=\t|$|(?<=:)\s)"
        rf"|(?<=[^\t]\s)(?:{words})(?:\s{no_caption}[A-Z]\w*\.?)?:?(?=\t)"
    )
    led = rf"|(?:^|\t)(?:{words})(?={_RUNS_ON})" if runs_on else ""
    return re.compile(f"{pattern}{led})")


ANYWHERE = _captions_of(_WHO)
#: The same where time on air is sold, and what else a paper calls him there: a timesheet has a
#: client, too, and a course a sponsor, who do not pay it.
ON_AIR = (
    _captions_of((*_WHO, "advert", "advtsr", "adv"), runs_on=True),
    _captions_of(("client", "sponsor"), runs_on=True),
    _captions_of(("customer", "account name", "on behalf of", "for account of", "fbo")),
    _captions_of(("committee",)),
    _captions_of(("account",)),
    _captions_of(("brand", "candidate")),
)
#: A row below an agency's name that says for whom it orders: "FOR NORD AG".
FOR_WHOM = re.compile(rf"(?:^|\t)(?:FOR|For|for|FBO:?)(?={_RUNS_ON})")
#: How a sentence says it: "confirms your order for Nord AG as below", "PAID FOR BY NORD AG."
IN_WORDS = (
    re.compile(
        r"\border(?:ed)? for (?P<name>[A-Z][^,\t]{3,60}?)(?=,|\.?$| as (?:below|follows)\b)"
    ),
    re.compile(r"\b(?i:(?:paid for|authori[sz]ed) by):?\s(?P<name>[A-Z][^\t\".”]{3,60})"),
)
