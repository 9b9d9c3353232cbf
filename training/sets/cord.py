"""Photographed receipts (CORD, revised boxes, CC BY 4.0): menu rows and totals, by character."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from readers.layout import arrange_page, word_spans
from training import align
from training.sample import LabelledPage, Sample
from training.sets.split import part_of
from training.sets.sroie import ABSENT

#: CORD's kinds under our names; what is missing here is "outside".
ENTITIES = {
    "menu.nm": "line.description",
    "menu.num": "line.code",
    "menu.cnt": "line.quantity",
    "menu.unitprice": "line.unit_price",
    "menu.discountprice": "line.discount",
    "menu.price": "line.net_amount",
    "sub_total.subtotal_price": "lines_net",
    "sub_total.discount_price": "allowances",
    "sub_total.service_price": "charges",
    "sub_total.tax_price": "total_tax",
    "total.total_price": "total_gross",
}
#: Amounts whose entity includes the printed key; only the amount itself is the field.
KEYED = frozenset(
    {"lines_net", "allowances", "charges", "total_tax", "total_gross", "line.discount"}
)
#: Columns that may print a key ("Harga/liter 5.150"): the number alone is labelled.
NUMBERS = frozenset({"line.quantity", "line.unit_price", "line.net_amount"})
#: Keys beside which an amount is a total even where the set labels none.
_KEYS = (
    ("lines_net", re.compile(r"\bsu[bp]\s?-?total", re.IGNORECASE)),
    ("total_gross", re.compile(r"total(?!.*(?:item|qty))", re.IGNORECASE)),
    ("total_tax", re.compile(r"\btax\b|\bpajak\b|\bpb ?1\b|\bppn\b", re.IGNORECASE)),
)
NAMES = [*dict.fromkeys(ENTITIES.values()), "total_net", "prepaid", "amount_due", "line.unit",
         "line.tax_rate", "buyer_name", "buyer_address", "payment_terms", "po_number"]  # fmt: skip


def read_cord(folder: Path) -> Iterator[Sample]:
    """The training receipts; the valid file is never read here."""
    for line in (folder / "train.jsonl").read_text(encoding="utf-8").splitlines():
        yield label_receipt(json.loads(line))


def label_receipt(entry: dict[str, Any]) -> Sample:
    """One receipt: characters carry entities, words take the entity of most of their characters."""
    owners = {
        word_id: (number, ENTITIES[entity["label"]])
        for number, entity in enumerate(entry["entities"])
        if entity["label"] in ENTITIES
        for word_id in entity["word_ids"]
    }
    lines = entry["lines"]
    width = max(line["box"][2] for line in lines) + 1
    height = max(line["box"][3] for line in lines) + 1
    # The confidence slot carries the line's index through the arranging.
    arranged = arrange_page(
        [(line["text"], line["box"], float(i)) for i, line in enumerate(lines)],
        width, height, "given",
    )  # fmt: skip
    word_owners = {i: _owners_of_words(line, owners) for i, line in enumerate(lines)}
    page = LabelledPage.of(arranged)
    members: dict[tuple[int, str], list[int]] = {}
    for index, word in enumerate(arranged.words):
        owner = word_owners[int(word.confidence)].pop(0)
        if owner is not None:
            members.setdefault(owner, []).append(index)
    for (_, name), indices in members.items():
        if name in KEYED:
            indices = _amount_words(indices, page.texts)
        elif name in NUMBERS:
            indices = _without_key(indices, page.texts)
        for position, index in enumerate(indices):
            page.labels[index] = f"{'I' if position else 'B'}-{name}"
    _doubt_unlabelled_totals(page)
    return Sample(
        id=entry["id"],
        source="cord",
        part=part_of(entry["id"]),
        language="id",
        doc_type="receipt",
        names=[*NAMES, *ABSENT],
        pages=[page],
    )


def _amount_words(indices: list[int], texts: list[str]) -> list[int]:
    """The words of a keyed amount that print the amount: of TAX 10 % 4.364 the last one."""
    digits = [i for i in indices if re.search(r"\d", texts[i]) and not texts[i].endswith("%")]
    pure = [i for i in digits if not re.search(r"[^\W\d_]", re.sub(r"(?i)rp\.?", "", texts[i]))]
    return (pure or digits)[-1:]


def _without_key(indices: list[int], texts: list[str]) -> list[int]:
    """The words of a number from the first that holds a digit, where a word stands before it."""
    first = next((n for n, i in enumerate(indices) if re.search(r"\d", texts[i])), 0)
    keyed = any(re.search(r"[^\W\d_]{3}", texts[i]) for i in indices[:first])
    return indices[first:] if keyed else indices


def _doubt_unlabelled_totals(page: LabelledPage) -> None:
    """Amounts on a row of no label that reads TOTAL, SUBTOTAL or TAX: the set left some out."""
    rows: dict[int, list[int]] = {}
    for index, row in enumerate(page.rows):
        rows.setdefault(row, []).append(index)
    for indices in rows.values():
        if any(page.labels[index] != "O" for index in indices):
            continue
        text = " ".join(page.texts[index] for index in indices)
        name = next((name for name, key in _KEYS if key.search(text)), None)
        if name is None:
            continue
        for index in indices:
            if re.search(r"\d{3}", page.texts[index]) and not page.texts[index].endswith("%"):
                align.doubt_run(page.labels, align.Run((index,), 0), name)


def _owners_of_words(
    line: dict[str, Any], owners: dict[int, tuple[int, str]]
) -> list[tuple[int, str] | None]:
    """The entity of each word that the line's text is split into, in order."""
    printed, owned = "", []
    for offset, (text, _) in enumerate(line["words"]):
        for piece in re.findall(r"\S+|\s+", text):
            if piece.isspace():
                piece = " " * bool(printed and not printed.endswith(" "))
            printed += piece
            owned += [owners.get(line["first_word_id"] + offset)] * len(piece)
    members = [owned[start:end] for start, end in word_spans(printed.rstrip())]
    return [max(set(member), key=member.count) for member in members]
