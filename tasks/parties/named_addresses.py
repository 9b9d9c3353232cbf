"""Addresses that small print sets right behind a name: the name is no part of them."""

import re

from schemas.record import Field, Fields
from tasks.parties.legal_forms import ends_with_form


def drop_name_before_address(fields: Fields) -> Fields:
    """Addresses without the name that small print sets right before: "Acme Ltd 9 High Street"."""
    kept = dict(fields)
    for party in ("seller", "buyer"):
        name, address = fields.get(f"{party}_name"), fields.get(f"{party}_address")
        if not isinstance(name, Field) or not isinstance(address, Field):
            continue
        if not ends_with_form(name.value.split()):
            continue  # a mill or an estate may be named by its street
        own = re.compile(rf"^{re.escape(name.value)}[\s,·|-]+(?=\S)", re.IGNORECASE)
        rest = {"value": own.sub("", address.value, 1), "raw": own.sub("", address.raw, 1)}
        if own.match(address.value) and re.search(r"[0-9]", rest["value"]):
            kept[f"{party}_address"] = address.model_copy(update=rest)
    return kept
