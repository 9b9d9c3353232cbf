"""Counts what the documents of a seed show: layouts, languages, fields, decoys, page lengths."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from training.generate.produce import GeneratedDocument, draw_document
from training.generate.split import Split

Shows = Callable[[GeneratedDocument, str], bool]


def _part(name: str) -> Shows:
    return lambda document, text: name in document.layout.split(".")


def _starts(name: str) -> Shows:
    return lambda document, text: document.layout.startswith(name)


def _field(*names: str) -> Shows:
    return lambda document, text: any(name in document.fields for name in names)


def _says(pattern: str) -> Shows:
    compiled = re.compile(pattern)
    return lambda document, text: bool(compiled.search(text))


#: What must occur, and how it shows.
FEATURES: dict[str, Shows] = {
    "letterhead left": _part("left"), "letterhead right": _part("right"),
    "letterhead centred": _part("centre"), "sender at the foot only": _part("bare"),
    "dark header": lambda d, t: any(p.startswith("band") for p in d.layout.split(".")),
    "side bar": lambda d, t: "sidebar" in d.layout,
    "address window": lambda d, t: ".window_" in d.layout,
    "references as table": _part("table"), "references in two columns": _part("two_columns"),
    "references as running text": _part("running"), "references stacked": _part("stacked"),
    "borderless table": _part("open"), "dark table head": _part("dark_head"),
    "data sheet of an e-invoice": _starts("listing"), "form of boxes": _starts("ruled_form"),
    "legal footer": _part("legal"),
    "multi-line description": lambda d, t: any(len(x["description"]) > 45 for x in d.lines),
    "line discount": lambda d, t: any("discount" in line for line in d.lines),
    "discount on the sum": _field("allowances"), "freight": _field("charges"),
    "several tax rates": lambda d, t: len({tax["rate"] for tax in d.taxes}) > 1,
    "carried forward": _says(r"Übertrag|[Cc]arried forw|C/F|reporter|Suma y sigue|[Rr]iport"),
    "three pages or more": lambda d, t: len(d.pages) > 2,
    "QR-bill": _says(r"Zahlteil|Section paiement|Sezione pagamento|Payment part"),
    "reverse charge": _says(r"[Rr]everse|Steuerschuld|[Aa]utoliquid|[Ii]nversi|[Vv]erlegd|262 ter"),
    "IBAN": _field("iban"), "seller's VAT id": _field("seller_vat_id"),
    "credit note": lambda d, t: d.doc_type == "credit_note",
    **{
        name: _field(*name.split("/"))
        for name in (
            "po_number", "delivery_date", "amount_due", "buyer_reference", "rounding",
            "contract_number", "prepaid", "payment_reference", "preceding_invoice",
            "ship_to_address", "seller_registration_id", "period_start", "payment_terms",
        )
    },
}  # fmt: skip


def count_coverage(n: int, seed: int, split: Split = "train") -> dict[str, Counter[str]]:
    """Section → what occurs → in how many of `n` documents."""
    counts = {name: Counter[str]() for name in ("type", "language", "feature", "layout")}
    for index in range(n):
        document = draw_document(seed, index, split)
        text = " ".join(word.text for page in document.pages for word in page.words)
        counts["type"][document.doc_type] += 1
        counts["language"][document.language] += 1
        counts["layout"][document.layout] += 1
        counts["feature"].update(
            {name: int(shows(document, text)) for name, shows in FEATURES.items()}
        )
    return counts


def coverage_lines(counts: dict[str, Counter[str]]) -> Iterator[str]:
    """The counts as a table in Markdown."""
    yield "| what | documents |"
    yield "|---|---:|"
    yield f"| documents | {sum(counts['type'].values())} |"
    yield f"| different layouts | {len(counts['layout'])} |"
    for section in ("type", "language", "feature"):
        for name, count in sorted(counts[section].items(), key=lambda pair: -pair[1]):
            yield f"| {section}: {name} | {count} |"
