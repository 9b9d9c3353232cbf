"""A paper's own number where its cell prints two."""

import pytest

from schemas.document import Page, union
from schemas.record import Field
from tasks.fields.shared_cells import goes_on_in_digits, is_unparted, take_own_part
from tests.tasks.tagged_pages import draw


def _printed(raw: str, rows: list[str]) -> tuple[Page, Field]:
    """A page of rows of cells divided by " ¦ ", and the number as the model read it there."""
    page = draw([row.replace(" ¦ ", 20 * " ") for row in rows])[0]
    texts, wanted = [word.text for word in page.words], raw.split()
    at = next(i for i in range(len(texts)) if texts[i : i + len(wanted)] == wanted)
    box = union(word.box for word in page.words[at : at + len(wanted)])
    number = Field(value=raw, raw=raw, confidence=0.9, page=1, box=box, origin="model")
    return page, number


def _own(doc_type: str, name: str, raw: str, rows: list[str]) -> tuple[str, bool]:
    """The number that is taken, and whether it stays doubtful."""
    page, number = _printed(raw, rows)
    taken = take_own_part({name: number}, [page], doc_type)[name]
    assert isinstance(taken, Field)
    return taken.value, is_unparted(taken, [page], doc_type)


@pytest.mark.parametrize(
    ("raw", "rows", "own"),
    [
        (
            "10442 / 260317",
            ["Kd.-Nr. / Rechn.-Nr. / Datum", "10442 / 260317 / 16.03.2026"],
            "260317",
        ),
        (
            "10442 / 260317",
            ["Kd.-Nr. / Rechn.-Nr. / ¦ 10442 / 260317 /", "Datum ¦ 12.03.2026"],
            "260317",
        ),
        ("70441 / 118802", ["Account / Invoice 70441 / 118802"], "118802"),
        ("4417", ["N° client – N° facture 4417 – F26-0771"], "F26-0771"),
        ("260317/10442", ["Rechn.-Nr./Kd.-Nr. 260317/10442"], "260317"),
        ("4711/10442", ["Rechnungs-/Kundennummer ¦ 4711/10442"], "4711"),
        ("41044 / 77120", ["Compte / Facture 41044 / 77120"], "77120"),
        ("OAK/22", ["Ref / Invoice ¦ OAK/22 – RPC118802"], "RPC118802"),
        ("A-4418 / 118802", ["N° affaire / facture ¦ A-4418 / 118802"], "118802"),
        ("2291/26 / 10442", ["Rechnungs-Nr. / Kunden-Nr. ¦ 2291/26 / 10442"], "2291/26"),
        ("2291/Job 44180", ["Invoice No. 2291/Job 44180"], "2291"),
        ("4711", ["Rechnung/Datum ¦ 4711 / 12.03.2026"], "4711"),
        ("F-118", ["Facture / Commande ¦ F-118 / C-77"], "F-118"),
        ("2291/26", ["Rechnungs-Nr. ¦ 2291/26"], "2291/26"),
        ("R 12 / 26", ["Rechnungs-Nr. ¦ R 12 / 26"], "R 12 / 26"),
        ("R 12 / 26", ["Rechnungsnummer R 12 / 26"], "R 12 / 26"),
        ("R 12 / 26", ["Ihre Rechnungsnummer ¦ R 12 / 26"], "R 12 / 26"),
        ("2291/26", ["Rechnung Nr. / Invoice No. ¦ 2291/26"], "2291/26"),
        ("4711", ["Rechnung/Datum ¦ 4711 12.03.2026"], "4711"),
        ("2025-118073", ["Statement / Invoice No. 2025-118073"], "2025-118073"),
        ("2025/1/0884", ["Lastschriftanzeige / Rechnung 2025/1/0884"], "2025/1/0884"),
    ],
)
def test_the_part_that_the_caption_names_is_the_number(raw: str, rows: list[str], own: str) -> None:
    assert _own("invoice", "invoice_number", raw, rows) == (own, False)


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        ("10442 / 260317", "Kd.-Nr. / Rechn.-Nr. / Tour ¦ 10442 / 260317"),
        ("10442", "Kd.-Nr. / Rechn.-Nr. ¦ 10442 260317"),
        ("10442 4418802", "Kunde Rechnung 10442 4418802"),
        ("118/26", "Rechnung / Auftrag ¦ 118/26"),
        ("10442 / 260317", "Abrechnungskreis ¦ 10442 / 260317"),
        ("10442 / 260317", "10442 / 260317"),
    ],
)
def test_what_does_not_fit_stays_and_is_doubtful(raw: str, row: str) -> None:
    assert _own("invoice", "invoice_number", raw, [row]) == (raw, True)


@pytest.mark.parametrize(
    ("doc_type", "raw", "row"),
    [
        ("order", "4500 183 627", "Order No. 4500 183 627"),
        ("order", "4500 / 2", "Order / Rev ¦ 4500 / 2"),
        ("order_confirmation", "12 345", "Auftrag Nr. 12 345"),
        ("contract", "77 / 26", "Vertrag ¦ 77 / 26"),
    ],
)
def test_numbers_of_other_papers_stay(doc_type: str, raw: str, row: str) -> None:
    assert _own(doc_type, "document_number", raw, [row]) == (raw, False)


def test_the_box_is_that_of_the_part() -> None:
    page, number = _printed("4417", ["N° client – N° facture 4417 – F26-0771"])
    taken = take_own_part({"invoice_number": number}, [page], "invoice")["invoice_number"]
    assert isinstance(taken, Field)
    assert taken.box == page.words[-1].box


@pytest.mark.parametrize(
    ("raw", "row", "goes_on"),
    [
        ("RG 4471", "Rechnung RG 4471 083/26", True),
        ("RG 4471", "Rechnung RG 4471 ¦ 08.03.2026", False),
        ("RG 4471", "Rechnung RG 4471 vom", False),
        ("083/26", "Rechnung RG 4471 083/26", False),
    ],
)
def test_digits_right_behind_a_number_may_be_more_of_it(raw: str, row: str, goes_on: bool) -> None:
    page, number = _printed(raw, [row])
    assert goes_on_in_digits(number, [page]) is goes_on
