"""What a document prints of the one who wrote it, by the model's tags."""

from collections.abc import Callable, Iterator, Sequence

from schemas.document import Page
from schemas.prediction import Tags
from tasks.parties.party_headings import SENT_BY_BUYER


def find_issuer_texts(
    pages: Sequence[Page], tags: Tags, doc_type: str
) -> tuple[list[str], list[str]]:
    """The rows with the issuer's words alone, and those without the other party's words."""
    own, other = ("seller_", "buyer_") if doc_type not in SENT_BY_BUYER else ("buyer_", "seller_")
    return (
        list(_rows(pages, tags, lambda label: label.startswith(own))),
        list(_rows(pages, tags, lambda label: not label.startswith((other, "ship_to_")))),
    )


def _rows(pages: Sequence[Page], tags: Tags, takes: Callable[[str], bool]) -> Iterator[str]:
    for page, page_tags in zip(pages, tags, strict=True):
        words = tuple(
            word for word, tag in zip(page.words, page_tags, strict=True) if takes(tag.label)
        )
        yield from page.model_copy(update={"words": words}).row_texts()
