"""What stands in a text and is not seen: no word that is read has any of it."""

import re

#: Turns the writing that follows: "\u202e08,241" is seen as 142,80. It alone is kept, for a person
#: has to look.
TURNS_WRITING = "\N{RIGHT-TO-LEFT OVERRIDE}"
#: Default_Ignorable_Code_Point of Unicode: of no width, or direction and shape of what is beside.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202d"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


def drop_invisible(text: str) -> str:
    """The text as it is seen: "RE\u200b-7" is "RE-7"."""
    return _INVISIBLE.sub("", text)
