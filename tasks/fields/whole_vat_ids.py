"""VAT ids that were read in part, or are printed without their country's sign, made whole."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.values.broken_numbers import with_lacking
from tasks.values.cells import find_rows
from tasks.values.found_fields import find_printed, take_found
from tasks.values.identifiers import find_national_vat_ids, find_vat_ids, is_vat_id
from tasks.values.your_words import YOURS

_SAME_EDGE = 0.006  # of the page's width
_SENTENCE_N = 6  # words of a row of running text
#: Captions of what a paper says of its reader.
_OF_CUSTOMER = re.compile(rf"\b(?:{YOURS}|account|acct)\b", re.IGNORECASE)


def make_whole(cut: Field, printed: Sequence[Field], pages: Sequence[Page]) -> Field:
    """A VAT id as it is printed, where the model cut it short, or took the words behind it along.

    "CHE-107.787.577" of "… MWST", "752906131" of "… RT0001", and one without its country.
    """
    whole = _find_whole(cut.value, printed, pages)
    if whole is None or whole.value == cut.value:
        return with_lacking(cut, pages)
    place = {"raw": whole.raw, "page": whole.page, "box": whole.box}
    return cut.model_copy(update={"value": whole.value, **place})


def _find_whole(value: str, printed: Sequence[Field], pages: Sequence[Page]) -> Field | None:
    """The first printed VAT id that a value is part of; else, that it is made of and of words."""
    whole = [one for one in printed if one.value.startswith(value)]
    whole = whole or [one for one in printed if one.value[2:] == value]
    whole = whole or [one for one in find_at_home(pages) if one.value.startswith(value)]
    if not whole and not is_vat_id(value):  # ran into what stands behind
        whole = [one for one in printed if _runs_on(value, one.value)]
        whole = whole or list(_find_wrapped(value, pages))
    return whole[0] if whole else None


def _find_wrapped(value: str, pages: Sequence[Page]) -> Iterator[Field]:
    """A VAT id that goes on in the next row: "N° TVA FR62 438" above "190 662"."""
    for number, page in enumerate(pages, start=1):
        for row, below in pairwise(find_rows(page)):
            head, cell = row.cells[-1], below.cells[0]
            for found in find_vat_ids(f"{head.text} {cell.text}"):
                if found.value.startswith(value) and found.start < len(head.text) < found.end:
                    yield take_found(page, number, found, head.words)


def name_belgium(fields: Fields) -> None:
    """Puts "BE" before a number of a Belgian firm: "BE TVA 0441882708", or bare in its register.

    The paper's account or other VAT id has to be Belgian, too.
    """
    ids = {name: fields.get(name) for name in ("iban", "seller_vat_id", "buyer_vat_id")}
    values = {name: found.value for name, found in ids.items() if isinstance(found, Field)}
    if not any(value.startswith("BE") for value in values.values()):
        return
    for name in {"seller_vat_id", "buyer_vat_id"} & values.keys():
        found = ids[name]
        if isinstance(found, Field) and re.fullmatch(r"[01][0-9]{9}", found.value):
            whole = f"BE{found.value}"
            if is_vat_id(whole):
                fields[name] = found.model_copy(update={"value": whole})


def find_at_home(pages: Sequence[Page]) -> list[Field]:
    """The VAT ids that lack their country's sign, beside what they are called or below it."""
    beside = find_printed(pages, lambda row: [one for _, one in find_national_vat_ids(row)])
    return [*beside, *_find_below_names(pages), *_find_behind_row(pages)]


def _find_behind_row(pages: Sequence[Page]) -> Iterator[Field]:
    """VAT ids that begin the next row of a sentence: "Empoli. C.F. e P.IVA" above "05173300483"."""
    for number, page in enumerate(pages, start=1):
        for row, below in pairwise(find_rows(page)):
            if _OF_CUSTOMER.search(row.text):
                continue
            for head, cell in product(row.cells[-1:], below.cells):
                if abs(head.x0 - cell.x0) < _SAME_EDGE and len(head.words) >= _SENTENCE_N:
                    for _, found in find_national_vat_ids(f"{head.text} {cell.text}"):
                        if found.start == len(head.text) + 1 and found.raw != cell.text:
                            yield take_found(page, number, found, cell.words[:1])


def _find_below_names(pages: Sequence[Page]) -> Iterator[Field]:
    """VAT ids in cells of their own, right below one that calls them so: "VAT Number"."""
    for number, page in enumerate(pages, start=1):
        for row, below in pairwise(find_rows(page)):
            if _OF_CUSTOMER.search(row.text):
                continue
            for name, cell in product(row.cells, below.cells):
                if abs(name.x0 - cell.x0) >= _SAME_EDGE:
                    continue
                for _, found in find_national_vat_ids(f"{name.text} {cell.text}"):
                    if found.raw == cell.text:
                        yield take_found(page, number, found, cell.words)


def _runs_on(value: str, vat_id: str) -> bool:
    """Whether a value is a VAT id and then words: with more digits it would be misread."""
    return value.startswith(vat_id) and value[len(vat_id) :][:1].isalpha()
