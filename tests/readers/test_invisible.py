"""What nobody sees in a document is in no word that is read of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_documents import UBL

from readers.einvoice import parse_einvoice
from readers.html import html_to_rows
from readers.invisible import drop_invisible
from readers.layout import arrange_page
from readers.mail_headers import decode_header_text
from readers.mail_text import clean_body

SEEN = "RE-2026-0417"
#: Of no width, isolated, with marks of direction, a soft hyphen, tags, a variation selector.
HIDING = [
    "R\u200bE-\u200d2026-0417\ufeff", "\u2066\u200eRE-2026-0417\u2069\u200f", "RE-\u00ad2026-0417",
    "RE-20\U000e0031\U000e003226-0417", "RE\ufe0f-2026-0417", "\u202dRE-2026-0417\u202c",
]  # fmt: skip


@pytest.mark.parametrize("hiding", HIDING)
def test_a_number_is_read_as_it_is_seen(hiding: str) -> None:
    page = arrange_page([(hiding, [10, 10, 90, 20], 1.0)], 100, 100, "text")
    assert page.row_texts() == [SEEN]
    assert html_to_rows(f"<p>{hiding}</p>")[0] == SEEN
    assert decode_header_text(f"Bill {hiding}") == f"Bill {SEEN}"
    assert clean_body(f"Bill {hiding}") == f"Bill {SEEN}"
    invoice = parse_einvoice(UBL.format(number=hiding).encode())
    assert invoice.fields["invoice_number"] == SEEN


def test_what_has_no_width_is_no_word() -> None:
    assert arrange_page([("\u200b\ufeff", [10, 10, 90, 20], 1.0)], 100, 100, "text").words == ()


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_what_is_seen_stays(text: str) -> None:
    fillers = "\u115f\u1160\u3164\uffa0"  # blank, though Unicode calls them letters
    assert drop_invisible(text) == "".join(sign for sign in text if sign not in fillers)
