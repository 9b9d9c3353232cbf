"""How papers call the days on which bought time is on air: "Flight", "First air date", "Starts".

Some captions say so anywhere; others only where time on air is sold: elsewhere a lease, a loan or
a warranty begins and ends so.
"""

import re

#: When what is billed was broadcast.
FLIGHT = re.compile(
    r"(?:^|\t)flight(?: dates?)?(?: range)?(?!\w)|(?<=\s)flight(?: dates?)?(?: range)?(?=:)",
    re.IGNORECASE,
)
#: The same where time on air is sold; elsewhere a plan or a loan runs so.
SCHEDULE = re.compile(
    r"(?:^|\t)(?:flight(?: dates?)?(?: range)?|(?:schedule|run|air) dates)(?!\w)"
    r"|(?<=[\s/])flight(?: dates?)?(?: range)?(?=:)",
    re.IGNORECASE,
)
#: Both ends of what is broadcast, on forms in one row: "Date of first broadcast", "Last air date".
BROADCASTS = tuple(
    re.compile(
        rf"(?:^|\t|(?<=[0-9])\s)(?:(?:date of )?{word} broadcast|{word} air)(?: date)?"
        r"\s?:?(?=\s|$)",
        re.IGNORECASE,
    )
    for word in ("first", "last")
)
#: The same where time on air is sold: "Start date", "Campaign end", "Schedule begins", "Ends:".
RUN_DATES = tuple(
    re.compile(
        rf"(?:^|\t)(?:(?:{words})(?:ing)? date|(?:campaign|contract|schedule) (?:{words})s?"
        rf"|(?:{words})s(?=\s?:|\t|$))\s?:?(?=\s|$)",
        re.IGNORECASE,
    )
    for words in ("start|begin", "end")
)
#: The same with a day in the next column: "START  10/10/16", "END  11/06/16". Who says how long
#: something is covered writes a colon.
RUN = tuple(
    re.compile(rf"(?:^|\t){word}(?: date)?(?=\t[0-9])", re.IGNORECASE) for word in ("start", "end")
)
#: In a sentence: "announcements to be broadcast from September 3, 2026 through November 5, 2026",
#: "starting April 30, 2026 and ending May 14, 2026".
RUNNING = re.compile(
    r"\b(?:broadcast from|starting(?= [^\t]{6,20} and ending ))(?= [0-9A-Z])", re.IGNORECASE
)
