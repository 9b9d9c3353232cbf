"""Persons whose time is billed: their surnames in capitals are no codes."""

from tasks.items.surnames import join_surnames
from tests.tasks.tagged_pages import draw, names_of


def _read(*names: str) -> list[str]:
    rows = []
    for name in names:
        code, _, rest = name.partition(" ")
        tagged = f"[line.code:{code}] [line.description:{rest}]"
        rows.append(f"{tagged}          [line.quantity:10]      [line.net_amount:73,00]")
    page, tags = draw(rows)
    return names_of(page, join_surnames([page], [tags])[0])


def test_surnames_begin_the_names_of_what_persons_did() -> None:
    names = ["ROTHEN Karim - Cariste", "ROTHEN Karim - Panier", "LEMEUR Solène - Prime"]
    assert _read(*names) == names


def test_codes_stay() -> None:
    for names in (
        ["ROTHEN Karim - Cariste", "LEMEUR Solène - Prime"],  # of one item each
        ["TRNS Transport - aller", "TRNS Transport - retour"],
        ["MISC Schrauben", "MISC Muttern"],
        ["ROTHEN Karim - Cariste", "ROTHEN Karim - Panier", "A12 Solène - Prime"],
    ):
        assert _read(*names) == [name.partition(" ")[2] for name in names]
