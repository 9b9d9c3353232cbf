"""The legal form belongs to the name before it."""

import pytest
from tagged_pages import draw

from tasks.legal_forms import complete_names


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("[buyer_name:Maplewood Property] LLC", "Maplewood Property LLC"),
        ("[seller_name:Nord Bau] GmbH & Co. KG Husum", "Nord Bau GmbH & Co. KG"),
        ("[seller_name:Condipack] SRL, Liège", "Condipack SRL,"),
        ("[buyer_name:Nord Bau] & Söhne", "Nord Bau"),
        ("[buyer_name:Nord Bau]          AG", "Nord Bau"),
        ("[total_net:17] SE", ""),
    ],
)
def test_a_name_ends_with_its_form(row: str, name: str) -> None:
    page, tags = draw([row])
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label[-4:] == "name"]
    assert " ".join(words) == name
    assert sum(tag.begins for tag in completed if tag.label[-4:] == "name") == bool(name)


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["[seller_name:Hahn &]", "Vollbrecht GmbH     Rechnung"], "Hahn & Vollbrecht GmbH"),
        (["[seller_name:Hahn &]", "[seller_name:Vollbrecht]"], "Hahn & Vollbrecht"),
        (["[seller_name:Scheuermann Handel]", "e.K."], "Scheuermann Handel e.K."),
        (["[seller_name:Nord Bau]", "AG Straße 5"], "Nord Bau"),
        (["[seller_name:Nord Bau]", "        AG"], "Nord Bau"),
        (["[seller_name:Nord Bau]", "Hafen 3"], "Nord Bau"),
    ],
)
def test_a_name_goes_on_in_the_row_below(rows: list[str], name: str) -> None:
    page, tags = draw(rows)
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label[-4:] == "name"]
    assert " ".join(words) == name
