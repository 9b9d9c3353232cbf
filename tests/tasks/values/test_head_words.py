"""What heads the columns of a table of items."""

import pytest

from tasks.items.table_heads import captions_n
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    "head",
    ["Benennung     Menge     Einzelpreis", "Denominación     Cantidad     Precio",
     "Articolo     Quantità     Prezzo", "Omschrijving     Aantal     Korting"],
)  # fmt: skip
def test_every_word_of_a_head_is_a_caption(head: str) -> None:
    page, _ = draw([head])
    assert captions_n(page, range(len(page.words))) == len(head.split())
