"""Whoever an agent sells for is the seller."""

import pytest

from schemas.record import Field
from tasks.parties.principal_words import find_words_for, name_length
from tasks.parties.principals import is_seller_unread
from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw

_AGENT = "[seller_name:Direkt24 GmbH], [seller_address:Speicherstr. 3, 20457 Hamburg]"


def _seller(*rows: str, doc_type: str = "invoice") -> dict[str, str]:
    page, tags = draw([_AGENT, "", *rows])
    fields = understand(document(page), FakeModel((tags,), doc_type)).fields
    return {
        name: field.value
        for name, field in fields.items()
        if name.startswith(("seller", "buyer")) and isinstance(field, Field)
    }


def test_the_firm_below_such_words_is_the_seller() -> None:
    assert _seller(
        "Rechnung im Namen und für Rechnung von:",
        "Yogaschule Morgenlicht UG",
        "Marktplatz 4, 78462 Konstanz",
        "USt-IdNr.: [buyer_vat_id:DE136695976]",
    ) == {
        "seller_name": "Yogaschule Morgenlicht UG",
        "seller_address": "Marktplatz 4, 78462 Konstanz",
        "seller_vat_id": "DE136695976",
    }


def test_so_is_the_one_behind_them() -> None:
    row = "Verkauft von: Sonnenkind GmbH, Weinstr. 14, 96515 Sonneberg, USt-IdNr. DE136695976"
    assert _seller(row) == {
        "seller_name": "Sonnenkind GmbH",
        "seller_address": "Weinstr. 14, 96515 Sonneberg",
        "seller_vat_id": "DE136695976",
    }
    assert _seller(row, "Verkauft von: Mond AG")["seller_name"] == "Direkt24 GmbH"
    assert _seller("Issued on behalf of the seller above.")["seller_name"] == "Direkt24 GmbH"
    assert _seller(row, doc_type="order").get("seller_name") != "Sonnenkind GmbH"


def test_a_sentence_that_goes_on_below_is_no_address() -> None:
    told = "Namens und für Rechnung des Vermieters"
    firm = "Schadow Grundbesitz GbR, Rheinallee 12, 40549 Düsseldorf"
    for rows, whole in (
        ([firm, "berechnen wir für November 2026:"], "Rheinallee 12, 40549 Düsseldorf"),
        ([firm, "Deutschland"], "Rheinallee 12, 40549 Düsseldorf Deutschland"),
    ):
        assert _seller(told, *rows)["seller_address"] == whole


@pytest.mark.parametrize(
    "lines",
    [
        ("Keizersgracht 4, 1015 CJ", "Amsterdam", "Netherlands"),
        ("4 Quay Road, Leeds LS1 2AF", "West Yorkshire", "United Kingdom"),
        ("Via Po 4, 10100 Torino", "(TO)", "Italia"),
        ("Marktplatz 4, 80687 München", "Hinterhaus 2. OG"),
    ],
)
def test_lines_below_a_whole_address_may_be_its_end(lines: tuple[str, ...]) -> None:
    told = "ausgestellt im Namen und für Rechnung von:"
    assert _seller(told, "Hahn GmbH", *lines)["seller_address"] == " ".join(lines)


def test_a_frame_parts_the_firm_from_such_words() -> None:
    told = "ausgestellt im Namen und für Rechnung von:"
    firm = [" Frantoio Vertriebs GmbH", " Marktplatz 4", " 80687 München"]
    assert _seller(told, "", *firm)["seller_name"] == "Frantoio Vertriebs GmbH"
    assert _seller(told, "", "", *firm)["seller_name"] == "Direkt24 GmbH"


def test_the_landlord_who_is_called_supplier_is_the_seller() -> None:
    found = _seller(
        "Landlord (supplier): Marlow Estates Ltd, Regent House, 12 Park Row, Sheffield,",
        "S1 2FJ. VAT number GB 169 7633 58. Direkt24 GmbH acts as agent only.",
    )
    assert found["seller_name"] == "Marlow Estates Ltd"
    assert found["seller_address"].startswith("Regent House, 12 Park Row, Sheffield, S1 2FJ")
    assert "VAT" not in found["seller_address"]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (
            "Wir rechnen namens und in Vollmacht des Vermieters Herrn Günter Salz, ab:",
            "Günter Salz",
        ),
        ("Für Rechnung und im Namen des Eigentümers, Herrn Dr. Bernd Aver:", "Dr. Bernd Aver"),
        ("Facture établie au nom et pour le compte de Mme Aïcha Benali, artiste", "Aïcha Benali"),
        (
            "Émise au nom et pour le compte du bailleur : SCI Mercière 18, TVA FR60",
            "SCI Mercière 18",
        ),
        (
            "As managing agents for and on behalf of Raven (Kent) Freehold Limited we demand:",
            "Raven (Kent) Freehold Limited",
        ),
        ("Raised by Us LLP as agent for and on behalf of Ms Orla Devlin (not VAT", "Orla Devlin"),
    ],
)
def test_a_sentence_names_whoever_it_bills_for(row: str, name: str) -> None:
    assert _seller(row)["seller_name"] == name


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Vermieterin: Aver Grund GmbH & Co. KG, Ulm – vertreten", "Aver Grund GmbH & Co. KG"),
        ("Rechnungssteller: Erbengemeinschaft Aver, c/o Nord", "Erbengemeinschaft Aver"),
        ("Vermieter und Vertragspartner: Karin und Uwe Petersen, Ulm", "Karin und Uwe Petersen"),
        ("pour le compte du propriétaire Fondation de prévoyance Helvia", "Fondation de pré"),
        ("Honorarrechnung im Namen unseres Künstlers Tom Wiegand, StNr. 34", "Tom Wiegand"),
        ("Landlord: Wharf (Bristol) Management Company Limited", "Wharf (Bristol)"),
    ],
)
def test_of_an_agent_by_trade_captions_name_the_owner(row: str, name: str) -> None:
    agent = "[seller_name:Nord Immobilienverwaltung GmbH]"
    buyer = "[buyer_name:Modehaus Ellen KG]"
    assert _seller(agent, buyer, row)["seller_name"].startswith(name)
    assert _seller(buyer, row)["seller_name"] == "Direkt24 GmbH"  # a craftsman names it, too
    assert _seller(agent, buyer, row, "Maklercourtage 3,57 %")["seller_name"] != name


def test_the_one_who_is_addressed_is_no_seller() -> None:
    sellers = _seller(
        "[buyer_name:WEG Musterstr. 5]",
        "Wir rechnen im Namen und für Rechnung der Eigentümergemeinschaft Musterstraße 5 ab:",
    )
    assert sellers["seller_name"] == "Direkt24 GmbH"


@pytest.mark.parametrize(
    "row",
    [
        "Montage im Auftrag und für Rechnung der Krause Bau GmbH am 3.3.",
        "Travaux effectués au nom et pour le compte de la SCI Dupont, Lyon",
        "Signed for and on behalf of Nord Bau Limited",
        "Eigentümer: 0417",
    ],
)
def test_whoever_is_worked_for_is_no_seller(row: str) -> None:
    assert _seller(row)["seller_name"] == "Direkt24 GmbH"


def test_a_role_above_the_name_is_no_name() -> None:
    sellers = _seller(
        "im Namen und für Rechnung der Eigentümerin",
        "Pestalozzi 9 Grundbesitz GbR, USt-IdNr. DE136695976",
    )
    assert sellers["seller_name"] == "Pestalozzi 9 Grundbesitz GbR"
    assert sellers["seller_vat_id"] == "DE136695976"


def test_a_town_s_tax_is_not_billed_for_the_town() -> None:
    row = "Die Kurabgabe wird im Namen und für Rechnung der Stadt Rostock erhoben."
    assert _seller(row)["seller_name"] == "Direkt24 GmbH"
    assert find_words_for(row, by_agent=False) is None


@pytest.mark.parametrize(
    ("row", "unread"),
    [
        ("Wir rechnen im Namen und für Rechnung der jeweiligen Leistungsträger ab.", True),
        ("Issued for and on behalf of the seller", False),
        ("Die Kurabgabe wird im Namen und für Rechnung der Stadt Rostock erhoben.", False),
        ("Wir rechnen im Namen und für Rechnung der Grundbesitz Ehrenfeld GbR ab.", False),
        ("Verkauft von: 0042", False),
    ],
)
def test_a_principal_without_a_name_leaves_the_seller_unread(row: str, unread: bool) -> None:
    page, tags = draw([_AGENT, "", row])
    assert is_seller_unread([page], [tags]) is unread


@pytest.mark.parametrize(
    ("text", "name_n"),
    [
        ("Teeladen Hagen e.K., Elbestr. 9", 3),
        ("Stadtwerke Rau vertreten durch Nord GmbH", 2),
        ("Hahn & Sohn GmbH & Co. KG wir", 7),
        ("Tom Wiegand für seinen Auftritt", 2),
        ("Fondation de prévoyance Helvia", 4),
        ("jeweiligen Verkäufer", 0),
        ("Bureautique Hahn SA – ZI", 3),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text: str, name_n: int) -> None:
    assert name_length(text.split()) == name_n
