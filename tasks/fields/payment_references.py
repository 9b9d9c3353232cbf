"""A payment's reference as papers print it: whole by its own marks, bare of its sentence."""

import re
from collections.abc import Iterator

from stdnum import iso11649
from stdnum.ch import esr

from schemas.record import Field, Fields

#: The structured communication of Belgian banks needs no caption.
_STRUCTURED = re.compile(r"(?<!\S)(\+{3}|\*{3})\s?[0-9]{3}/[0-9]{4}/[0-9]{5}\s?\1(?![^\s.,;)])")
_RF = re.compile(r"(?<!\w)RF[0-9]{2}(?: ?[0-9A-Z]{1,4}){1,6}(?!\w)")
#: That of a Swiss payment slip, its last digit a check: "21 00000 00003 13947 14300 09017".
_SWISS = re.compile(r"(?<![0-9])[0-9]{2}(?: ?[0-9]{5}){5}(?![0-9])")
_RF_LEAST_N = 10  # characters of such a reference that are believed
_REFERENCE_START = re.compile(r"^[«»\"„“”\s]+")
#: The end of a quotation that has no beginning but the reference's, and the next sentence.
_QUOTED_END = re.compile(r"^([^«»\"„“”]+)[«»\"“”][\s.,;)].*$")
_REFERENCE_END = re.compile(
    r"(?<=[0-9]) (?:an|(?:bitte )?an(?:zu)?geben)\W*$|[«»\"“”.,;:\s]+$|(?<=\+{3}|\*{3})\W*\)\W*$"
)


def find_references(text: str) -> Iterator[tuple[int, int]]:
    """Where a text prints references that need no caption: a bank's marks or a check tell them."""
    yield from (match.span() for match in _STRUCTURED.finditer(text))
    yield from (found.span() for found in _SWISS.finditer(text) if esr.is_valid(found.group()))
    yield from _rf(text)


def bare_reference(fields: Fields) -> Fields:
    """With a payment's reference without quotes, a sentence's end and its verb's: "4711 an."."""
    found = fields.get("payment_reference")
    if not isinstance(found, Field):
        return fields
    value = _REFERENCE_START.sub("", found.value)
    value = _REFERENCE_END.sub("", _QUOTED_END.sub(r"\1", value))
    return {**fields, "payment_reference": found.model_copy(update={"value": value or found.value})}


def _rf(text: str) -> Iterator[tuple[int, int]]:
    """Where a text prints creditor references of ISO 11649, whole: "RF76 4827 2215 52".

    The pattern may run into what stands behind; a few digits check by chance.
    """
    for match in _RF.finditer(text):
        ends = [match.start() + end.end() for end in re.finditer(r"\S+", match.group())]
        whole = [
            end
            for end in ends
            if len(text[match.start() : end].replace(" ", "")) >= _RF_LEAST_N
            and iso11649.is_valid(text[match.start() : end])
        ]
        if whole:
            yield match.start(), whole[-1]
