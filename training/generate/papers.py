"""Which text documents there are, and in which variants."""

from collections.abc import Callable
from random import Random

from training.generate.contracts import draw_contract
from training.generate.deal import Deal
from training.generate.draft import Draft
from training.generate.footers import number_pages
from training.generate.forms import draw_form
from training.generate.other_papers import draw_other
from training.generate.paper import Paper
from training.generate.payslips import draw_payslip
from training.generate.prose_papers import draw_letter, draw_report

#: Layout variants of each type; the last of each is never met in training.
VARIANTS: dict[str, tuple[str, ...]] = {
    "contract": ("centred", "numbered", "cover", "party_table", "left"),
    "letter": ("window_left", "window_right", "head_right", "plain", "date_line"),
    "payslip": ("table", "two_tables", "boxed", "wide"),
    "form": ("lines", "boxes", "columns", "grid"),
    "other": ("terms", "prices", "notice", "certificate"),
    "report": ("plain", "centred", "table_first", "two_level"),
}


def draw_paper(rng: Random, deal: Deal, variant: str) -> Draft:
    """Draws a document of the deal's type."""
    paper = Paper(rng, deal, variant)
    drawers: dict[str, Callable[[Paper], None]] = {
        "contract": draw_contract, "letter": draw_letter, "payslip": draw_payslip,
        "form": draw_form, "report": draw_report,
        "other": draw_other,
    }  # fmt: skip
    drawers[deal.doc_type](paper)
    if len(paper.draft.sheet.pages) > 1:
        number_pages(paper.draft, rng.choice(("centre", "right")))
    return paper.draft
