"""Leaves out header values that are more likely wrong than right."""

from schemas.record import Field, Fields
from schemas.understanding import Understanding
from tasks.validate import REQUIRED_FIELDS

#: Reporting what is less likely right brings more wrong values than right ones.
_LEAST_REPORTED = 0.4
_LEAST_REQUIRED = 0.2
#: What was fitted on generated papers is too low for these: on papers of others 21 of 27 buyers'
#: names below 0.4 were right, of all other values 26 of 124. A law is named by its clause, but what
#: OCR makes of its letters teaches that rules are wrong about it.
_LEAST_OF = {"buyer_name": 0.15, "governing_law": 0.15}
#: On an order the seller is whom it is for: a rule names him by his caption, "Station: KXQZ-TV".
_LEAST_ORDERED = 0.15


def drop_doubtful(content: Understanding) -> Understanding:
    """The content without doubtful header values, their confidences being calibrated.

    A clerk is shown a doubtful value where the document must have one, and nothing where it need
    not: checking a guess about what is not printed costs more than reading what is.
    """
    required = REQUIRED_FIELDS.get(content.doc_type.value, ())
    kept: Fields = {}
    for name, found in content.fields.items():
        least = _LEAST_OF.get(name, _LEAST_REPORTED)
        least = min(least, _LEAST_REQUIRED) if name in required else least
        if isinstance(found, Field):
            if (name, found.origin, content.doc_type.value) == ("seller_name", "rule", "order"):
                least = min(least, _LEAST_ORDERED)
            if found.confidence >= least:
                kept[name] = found
        elif left := [one for one in found if one.confidence >= least]:
            kept[name] = left
    return content.model_copy(update={"fields": kept})
