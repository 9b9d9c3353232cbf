"""A sign in large type over several rows is one name; more behind a name makes it doubtful."""

import pytest

from readers.layout import arrange_page
from schemas.document import Page, union
from schemas.record import Field
from tasks.parties.name_bounds import goes_on_behind, is_part_of_sign, join_sign
from tests.tasks.tagged_pages import draw


def _scan(sign: float) -> Page:
    """A scan of a sign over two rows, `sign` times as large as the address below it."""
    words = []
    for number, (row, size) in enumerate(
        [("Scène Ouest", sign), ("Événements SARL", sign), ("15 rue du Port Boyer", 1.0)]
    ):
        at = 0.0
        for text in row.split():
            end = at + len(text) * size
            words.append((text, (at, number * 1.8, end, number * 1.8 + 1.5), 1.0))
            at = end + size / 2
    return arrange_page(words, 100, 60, "ocr")


@pytest.mark.parametrize(
    ("sign", "name"), [(1.4, "Scène Ouest Événements SARL"), (1.0, "Événements SARL")]
)
def test_on_a_scan_a_sign_is_larger_than_the_address_below_it(sign: float, name: str) -> None:
    page = _scan(sign)
    box = union(word.box for word in page.words if word.row == 1)
    known = Field(value="Événements SARL", raw="", confidence=0.5, page=1, box=box, origin="model")
    found = join_sign({"seller_name": known}, [page])["seller_name"]
    assert isinstance(found, Field) and found.value == name


def _sign(rows: list[str], small: str = "Invoice 4711 of today") -> Page:
    """Rows of a sign twice as high as the text below them; a gap of many spaces parts cells."""
    words = []
    for number, row in enumerate(rows):
        at = 0
        for text in row.split(" "):
            if text:
                words.append((text, (at, number * 2.2, at + len(text) * 2, number * 2.2 + 2), 1.0))
            at += 2 * len(text) + 1
    for number in range(10):
        for place, text in enumerate(small.split()):
            top = 20 + number * 1.5
            words.append((text, (place * 10, top, place * 10 + len(text), top + 1), 1.0))
    return arrange_page(words, 100, 60, "text")


def _whole(rows: list[str], known: str, buyer: str = "") -> str:
    page = _sign(rows)
    words = [w for w in page.words if w.text in known.split() and w.box[1] < 0.3]
    box = (
        min(w.box[0] for w in words),
        min(w.box[1] for w in words),
        max(w.box[2] for w in words),
        max(w.box[3] for w in words),
    )
    name = Field(value=known, raw=known, confidence=0.5, page=1, box=box, origin="model")
    other = [w.box for w in page.words if w.text in buyer.split()]
    fields = {"seller_name": name}
    if other:
        update = {"value": buyer, "box": (0.0, other[0][1], 1.0, other[0][3])}
        fields["buyer_name"] = name.model_copy(update=update)
    found = join_sign(dict(fields), [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    ("rows", "known", "name"),
    [
        (["Régie municipale de l'eau", "Castelvieil"], "Castelvieil",
         "Régie municipale de l'eau Castelvieil"),
        (["THORNBECK", "MOTOR", "ENGINEERS"], "MOTOR", "THORNBECK MOTOR ENGINEERS"),
        (["⚡ VAUGIRAULT ÉLECTRICITÉ"], "VAUGIRAULT", "VAUGIRAULT ÉLECTRICITÉ"),
        (["BK  Biokrys"], "Biokrys", "Biokrys"),
        (["ACME", "INVOICE"], "ACME", "ACME"),
        (["ACME", "Customer no."], "ACME", "ACME"),
        (["ACME", "12 High Street"], "ACME", "ACME"),
        (["ACME", "Paid"], "ACME", "ACME"),
        (["ACME", "Telefonrechnung"], "ACME", "ACME"),
        (["Bergluft Wir bauen Zukunft"], "Bergluft", "Bergluft"),
        (["Hahn GmbH", "Dachbau"], "Hahn GmbH", "Hahn GmbH"),
        (["Ridge", "Fence & Deck", "LLC"], "Fence & Deck LLC", "Ridge Fence & Deck LLC"),
        (["Seit 1921", "Hahn GmbH"], "Hahn GmbH", "Hahn GmbH"),
    ],
)  # fmt: skip
def test_all_of_a_sign_is_the_name(rows: list[str], known: str, name: str) -> None:
    assert _whole(rows, known) == name


def test_the_sign_of_an_order_is_the_buyers_name() -> None:
    page = _sign(["CENTRE HOSPITALIER", "DU PAYS DE VAUCELLES"])
    words = [w.box for w in page.words if w.text in ("CENTRE", "HOSPITALIER")]
    box = (words[0][0], words[0][1], words[1][2], words[1][3])
    name = Field(
        value="CENTRE HOSPITALIER", raw="", confidence=0.7, page=1, box=box, origin="model"
    )
    whole = join_sign({"buyer_name": name}, [page], "buyer_name")["buyer_name"]
    assert isinstance(whole, Field)
    assert whole.value == "CENTRE HOSPITALIER DU PAYS DE VAUCELLES"
    assert join_sign({"buyer_name": name}, [page]) == {"buyer_name": name}
    page = _sign(["CENTRE HOSPITALIER", "SERVICE ACHATS"])
    assert join_sign({"buyer_name": name}, [page], "buyer_name") == {"buyer_name": name}


def test_a_scans_boxes_are_as_high_as_their_letters() -> None:
    """Of two rows in one type the lower has letters that reach below its line."""
    page = _sign(["Bluefen", "Systems Ltd"])
    high = tuple(
        w._replace(box=(*w.box[:3], w.box[3] + 0.15 * (w.box[3] - w.box[1]))) if w.row == 1 else w
        for w in page.words
    )
    own = [w.box for w in high if w.row == 1]
    box = (own[0][0], own[0][1], own[-1][2], own[-1][3])
    name = Field(value="Systems Ltd", raw="", confidence=0.9, page=1, box=box, origin="model")
    printed = page.model_copy(update={"words": high})
    assert join_sign({"seller_name": name}, [printed]) == {"seller_name": name}
    scan = printed.model_copy(update={"origin": "ocr"})
    whole = join_sign({"seller_name": name}, [scan])["seller_name"]
    assert isinstance(whole, Field)
    assert whole.value == "Bluefen Systems Ltd"


def test_what_is_another_field_is_no_row_of_the_sign() -> None:
    assert _whole(["Bergluft", "Hans Meier"], "Bergluft") == "Bergluft Hans Meier"
    assert _whole(["Bergluft", "Hans Meier"], "Bergluft", "Hans Meier") == "Bergluft"


def test_a_name_in_the_type_of_the_text_is_no_sign() -> None:
    page, _ = draw(["ACME", "Tools", "Invoice 4711", "of today"])
    box = page.words[0].box
    name = Field(value="ACME", raw="ACME", confidence=0.5, page=1, box=box, origin="model")
    assert join_sign({"seller_name": name}, [page])["seller_name"] == name


def test_more_may_stand_behind_a_name() -> None:
    page, _ = draw(["Goods of Eaux Vives SCA remain ours", "Hahn GmbH Berlin", "Nord · Süd"])
    assert goes_on_behind("Eaux Vives", [page])
    assert not goes_on_behind("Hahn GmbH", [page])
    assert not goes_on_behind("Nord", [page])


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["Vogt & Stein · Uferweg 61 · 70565 Ulm", "Vogt & Stein", "Verlagshaus GmbH"],
         "Vogt & Stein Verlagshaus GmbH"),
        (["Uferweg 61 · 70565 Ulm", "Vogt & Stein", "Verlagshaus GmbH"], "Verlagshaus GmbH"),
        (["Vogt & Stein · Uferweg 61", "Vogt & Stein", "Verlagshaus GmbH", "", "Verlagshaus GmbH"],
         "Verlagshaus GmbH"),
        (["Vogt & Stein", "Verlagshaus GmbH", "", "Vogt & Stein, 3. Mai 2026"], "Verlagshaus GmbH"),
        (["Vogt & Stein", "Verlagshaus GmbH", "", "Kontakt          Vogt & Stein"],
         "Verlagshaus GmbH"),
        (["Vogt & Stein · Uferweg 61", "Vogt & Stein", "", "", "Verlagshaus GmbH"],
         "Verlagshaus GmbH"),
    ],
)  # fmt: skip
def test_a_row_that_stands_for_the_name_elsewhere_begins_it(rows: list[str], name: str) -> None:
    page, _ = draw(rows)
    words = [w for w in page.words if w.text in ("Verlagshaus", "GmbH")][:2]
    box = (words[0].box[0], words[0].box[1], words[1].box[2], words[1].box[3])
    found = Field(
        value="Verlagshaus GmbH", raw="Verlagshaus GmbH", confidence=0.9, page=1, box=box,
        origin="model",
    )  # fmt: skip
    whole = join_sign({"seller_name": found}, [page])["seller_name"]
    assert isinstance(whole, Field) and whole.value == name
    bold = [word._replace(face="b0" if word.text == "Stein" else "0") for word in page.words]
    other = page.model_copy(update={"words": tuple(bold)})
    assert join_sign({"seller_name": found}, [other])["seller_name"] == found
    assert is_part_of_sign(found, [other]) == (name != found.value)


def test_a_sign_at_the_head_may_be_bold_and_a_little_larger() -> None:
    page = _sign(["COMPTOIR", "HORTICOLE"])
    height = page.words[-1].box[3] - page.words[-1].box[1]

    def found(face: str) -> str:
        tops = {"COMPTOIR": 0.0, "HORTICOLE": 1.3 * height}
        words = tuple(
            w._replace(box=(w.box[0], top, w.box[2], top + 1.1 * height), face=face)
            if (top := tops.get(w.text)) is not None
            else w
            for w in page.words
        )
        set_so = page.model_copy(update={"words": words})
        box = next(w.box for w in words if w.text == "HORTICOLE")
        name = Field(
            value="HORTICOLE", raw="HORTICOLE", confidence=0.5, page=1, box=box, origin="model"
        )
        whole = join_sign({"seller_name": name}, [set_so])["seller_name"]
        assert isinstance(whole, Field)
        return whole.value

    assert found("b9") == "COMPTOIR HORTICOLE"
    assert found("9") == "HORTICOLE"
