"""The table of compression, as Markdown: what each step costs and what it saves."""

from collections.abc import Sequence

from training.compress.gate import losses, main_figures
from training.compress.measure import LATENCY_TOKENS, Variant

#: Fields that a business lives by, in the table's order.
FIELDS = (
    "seller_name", "buyer_name", "invoice_number", "document_number", "issue_date", "due_date",
    "total_net", "total_tax", "total_gross", "iban", "seller_vat_id",
)  # fmt: skip
_RATIOS = ("smaller", "faster")


def write_table(variants: Sequence[Variant], facts: Sequence[str]) -> str:
    """Both tables under facts on how they were made; ratios are against the first variant."""
    sets = list(main_figures(variants[0].scores))
    lines = [
        "# Compression", "",
        "Made by `python -m training compare`; do not edit.", "",
        *(f"- {fact}" for fact in facts), "",
        "F1 in percent: micro F1 of field values where a set gives them, of word tags elsewhere."
        " Milliseconds: least / median of interleaved runs of one window. Times smaller and faster"
        " are against the first row, faster by the least time at 512 tokens.", "",
        *_rows(
            ["step", *sets, "MB", *(f"ms {n}" for n in LATENCY_TOKENS), *_RATIOS, "gate"],
            [_main_row(variant, variants, sets) for variant in variants],
        ), "",
        "## F1 by field", "",
        *_rows(
            ["set", "field", *(variant.name for variant in variants)], _field_rows(variants)
        ), "",
    ]  # fmt: skip
    return "\n".join(lines)


def verdict(variant: Variant, variants: Sequence[Variant]) -> str:
    """ "teacher", "passes", or "refused" with what was lost where."""
    if variant.teacher is None:
        return "teacher"
    teacher = next(other for other in variants if other.name == variant.teacher)
    lost = losses(main_figures(teacher.scores), main_figures(variant.scores))
    if not lost:
        return "passes"
    return "refused: " + ", ".join(f"{name} −{100 * loss:.1f}" for name, loss in lost.items())


def _main_row(variant: Variant, variants: Sequence[Variant], sets: Sequence[str]) -> list[str]:
    figures, first, longest = main_figures(variant.scores), variants[0], LATENCY_TOKENS[-1]
    return [
        variant.name,
        *(f"{100 * figures[name]:.1f}" for name in sets),
        f"{variant.megabytes:.1f}",
        *(f"{least:.0f} / {median:.0f}" for least, median in variant.ms.values()),
        f"{first.megabytes / variant.megabytes:.1f}×",
        f"{first.ms[longest][0] / variant.ms[longest][0]:.1f}×",
        verdict(variant, variants),
    ]


def _field_rows(variants: Sequence[Variant]) -> list[list[str]]:
    rows = []
    for source, by_name in variants[0].scores["fields"].items():
        for name in FIELDS:
            if name in by_name:
                figures = [variant.scores["fields"][source][name] for variant in variants]
                rows.append([source, name, *(f"{100 * figure:.0f}" for figure in figures)])
    return rows


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows)]
