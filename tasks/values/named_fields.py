"""What a header or an item holds, by name."""

from collections.abc import Mapping
from typing import TypeVar

from schemas.record import Field, Fields

Found = TypeVar("Found")


def without(found: Mapping[str, Found], *names: str) -> dict[str, Found]:
    """The fields of a header, or of an item, but those of these names."""
    return {name: one for name, one in found.items() if name not in names}


def one_field(fields: Fields, name: str) -> Field | None:
    """The field of a name; None where there is none, or a list of them."""
    found = fields.get(name)
    return found if isinstance(found, Field) else None


def as_list(found: Field | list[Field] | None) -> list[Field]:
    """A field's values: one, several where it repeats, or none."""
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def find_fields(fields: Fields, *names: str) -> dict[str, Field]:
    """Those of the names that are there and single, in the order of the names."""
    return {name: found for name in names if (found := one_field(fields, name)) is not None}
