"""The currency of where a seller is at home, on a paper that prints none."""

import re

from tasks.values.currency import STATES

#: At the end of an address: a state of America with its postcode, which Italian towns may look like
#: ("Milano, MI 20121"), a British and a Canadian postcode.
_ENDS_ADDRESS = r"(?=,|\s*$| USA\b| United)"
_AMERICA = re.compile(
    rf"(?<![\w-])(?!ID,? (?!83)|MA,? (?!0))(?:{STATES}),? [0-9]{{5}}(?:-[0-9]{{4}})?"
    rf"{_ENDS_ADDRESS}",  # but no "Customer ID 10482"
    re.MULTILINE,
)
_POSTCODES = (
    (r"(?:[BEGLMNSW]|[A-Z]{2})[0-9][A-Z0-9]? [0-9][A-Z]{2}", "GBP"),
    (r"[A-Z][0-9][A-Z] [0-9][A-Z][0-9]", "CAD"),
)
#: What a tax or who pays it is called in one country alone.
_OWN_TAXES = (
    (re.compile(r"\bCHE-?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}(?![0-9])"), "CHF"),
    (re.compile(r"\bR\.?F\.?C\.?:? [A-ZÑ&]{3,4}-?[0-9]{6}-?[A-Z0-9]{3}\b"), "MXN"),
    (re.compile(r"\bT\.?V\.?Q\b"), "CAD"),
)


def currency_of_home(text: str, address: str, *, has_vat: bool) -> str | None:
    """The currency of where a seller surely is at home, by its tax or by how its address ends.

    >>> currency_of_home("Total 4.19", "909 Pine Ave, Modesto CA 95350", has_vat=False)
    'USD'
    >>> currency_of_home("CHE-107.787.577 MWST", "Marktgasse 17, 3011 Bern", has_vat=True)
    'CHF'

    Args:
        has_vat: whether the paper names a value-added tax, of which America has none.
    """
    codes = {code for tax, code in _OWN_TAXES if tax.search(text)}
    if not codes:
        codes = {
            code
            for postcode, code in _POSTCODES
            if re.search(rf"(?<![^\s,]){postcode}{_ENDS_ADDRESS}", address, re.MULTILINE)
        }
        codes |= {"USD"} if not has_vat and _AMERICA.search(address) else set()
    return codes.pop() if len(codes) == 1 else None
