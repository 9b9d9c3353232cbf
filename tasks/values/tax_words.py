"""What taxes on what is sold are called, in six languages and abroad: patterns' texts."""

import re

#: Value-added tax in Europe, which VAT ids are named after.
VAT_WORDS = (
    r"(?:v\.?a\.?t|t\.?v\.?a|i\.?v\.?a|btw|moms|u\.?st|m\.?w\.?st"
    r"|(?:umsatz|mehrwert)st(?:euer)?)"
)
#: All such taxes, but no excise ("Energiesteuer"): that is an item.
TAX_WORDS = (
    rf"(?:{VAT_WORDS}|tax(?:es)?|steuer|(?:[csi]|ut)?gst|[hpqrs]st|t\.?p\.?s|t\.?v\.?q|imposta|ppn|ipt"
    r"|pb\s?1|pajak)"
)
TAX = re.compile(rf"\b{TAX_WORDS}(?:betrag)?\b", re.IGNORECASE)
