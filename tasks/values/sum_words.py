"""What sums of some amounts above are called, in six languages."""

import re

#: The sum of some amounts, a pattern's text.
SUBTOTAL_WORDS = (
    r"(?:sub(?:\s|-|\s-|-\s)?totale?|zwischen(?:summe|total)|sous(?:\s|-|\s-|-\s)?total"
    r"|subtotaal|tussentotaal)"
)
#: What goes from page to page, or from bill to bill; captions in lower case.
CARRIED = re.compile(
    r"\b(?:brought|carried|carry|balance) (?:forward|over)\b|\bübertrag|\bà reporter\b|^report$"
    r"|\briporto\b|\bsuma y sigue\b|\bsuma anterior\b|\btransporteren\b"
)
