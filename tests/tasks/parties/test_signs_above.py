"""A sign above a firm's row that names but its trade is the first of its name."""

import pytest

from schemas.document import Page, union
from schemas.record import Field
from tasks.parties.signs_above import is_sign_unproved, join_sign_above
from tests.tasks.tagged_pages import draw


def _large(page: Page, row: int) -> Page:
    words = tuple(
        w._replace(box=(w.box[0], w.box[1] - 0.6 * (w.box[3] - w.box[1]), *w.box[2:]))
        if w.row == row
        else w
        for w in page.words
    )
    return page.model_copy(update={"words": words})


def _named(sign: str, firm: str, *below: str, large: bool = True) -> str:
    page, _ = draw(["", f"    {sign}", f"    {firm}", "    Hafenstraat 4", *below])
    page = _large(page, 0) if large else page
    own = [word for word in page.words if word.row == 1]
    box = union(word.box for word in own)
    known = Field(value=firm, raw=firm, confidence=0.98, page=1, box=box, origin="model")
    found = join_sign_above({"seller_name": known}, [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    "firm",
    [
        "Kantoor & Kantine B.V.",
        "Sanitär und Heizung GmbH",
        "Heating & Plumbing Ltd",
        "Plomberie Chauffage SARL",
        "Impianti Elettricità S.r.l.",
        "Fontanería y Calefacción, S.L.",
    ],
)
def test_a_trade_with_a_form_goes_on_behind_the_sign_above(firm: str) -> None:
    assert _named("Veldkamp", firm) == f"Veldkamp {firm}"


@pytest.mark.parametrize(
    ("sign", "firm", "below", "large"),
    [
        ("Nordnetz", "Hahn & Söhne GmbH", (), True),  # named by itself
        ("KKV", "Kantoor & Kantine B.V.", (), True),  # short for something
        ("Factuur", "Kantoor & Kantine B.V.", (), True),
        ("Veldkamp", "Kantoor & Kantine B.V.", ("Kantoor & Kantine B.V.  KvK 38094417",), True),
        ("Veldkamp", "Kantoor & Kantine B.V.", (), False),  # no sign, but a row
        ("Hahn GmbH", "Kantoor & Kantine B.V.", (), True),
        ("Kopie", "Haustechnik GmbH", (), True),
        ("Duplicata", "Menuiserie SARL", (), True),
        ("PAID", "Plumbing & Heating Ltd", (), True),
        ("Thank you", "Catering Services Ltd", (), True),
        ("Willkommen", "Bad & Heizung GmbH", (), True),
        ("Meisterbetrieb", "Heizung & Sanitär GmbH", (), True),
        ("Artisan", "Peinture Travaux SARL", (), True),
        ("Vaillant Partner", "Heizung Sanitär GmbH", (), True),
        ("Veldkamp Holst", "Kantoor & Kantine B.V.", (), True),  # two words that nothing proves
        ("Utrecht", "Bouw & Techniek B.V.", ("3511 AB Utrecht",), True),
    ],
)
def test_no_other_row_does(sign: str, firm: str, below: tuple[str, ...], large: bool) -> None:
    assert _named(sign, firm, *below, large=large) == firm


@pytest.mark.parametrize(
    ("below", "proved"),
    [
        (("info@veldkamp.example",), True),
        (("www.veldkamp-kantoor.example",), True),
        (("IBAN NL91ABNA0417164300 t.n.v. Veldkamp",), True),
        (("KvK 38094417",), False),
        (("info@kantoor.example",), False),
    ],
)
def test_what_nothing_proves_is_a_doubtful_name(below: tuple[str, ...], proved: bool) -> None:
    firm = "Kantoor & Kantine B.V."
    assert _named("Veldkamp", firm, *below) == f"Veldkamp {firm}"
    page, _ = draw(["", "    Veldkamp", f"    {firm}", "    Hafenstraat 4", *below])
    page = _large(page, 0)
    box = union(word.box for word in page.words if word.row < 2)
    value = f"Veldkamp {firm}"
    known = Field(value=value, raw=value, confidence=0.98, page=1, box=box, origin="model")
    assert is_sign_unproved(known, [page]) is not proved
