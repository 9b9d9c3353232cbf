"""The firm that stands with what the seller is entered by is the seller, not its sign."""

import pytest

from schemas.record import Field
from tasks.parties.registered_firms import name_in_full, name_registered_firm
from tests.tasks.tagged_pages import draw

VAT_ID, ENTRY = "GB980780684", "HRB 8126 KI"


def _named(known: str, *rows: str) -> str:
    page, _ = draw([known, "Quai Nord 4", *rows])
    fields = {
        name: Field(value=value, raw=value, confidence=0.9, page=1, origin="model")
        for name, value in (
            ("seller_name", known),
            ("buyer_name", "Hahn & Fils SARL"),
            ("seller_vat_id", VAT_ID),
            ("seller_registration_id", ENTRY),
        )
    }
    named = name_registered_firm(fields, [page])["seller_name"]
    assert isinstance(named, Field)
    return named.value


@pytest.mark.parametrize(
    ("row", "firm"),
    [
        ("Rivage Catering Ltd, VAT No. GB 980 7806 84", "Rivage Catering Ltd"),
        ("SARL Rivage – capital 8 000 € – TVA GB980780684", "SARL Rivage"),
        ("Pay Quais Nord Ltd by 5 May 2026, VAT GB 980 7806 84", "Quais Nord Ltd"),
        ("Please pay Quais Nord Ltd, VAT GB 980 7806 84", "Quais Nord Ltd"),
        ("Pay Point Services Ltd, VAT No. GB 980 7806 84", "Pay Point Services Ltd"),
        ("Pay Point Services Ltd · VAT No. GB 980 7806 84 · by rail", "Pay Point Services Ltd"),
        ("Bitte zahlen Sie an Quais Nord GmbH, USt-IdNr. GB980780684", "Quais Nord GmbH"),
        ("Payez à SARL Quais Nord – TVA GB980780684", "SARL Quais Nord"),
        ("Betalen aan Quais Nord BV, btw GB980780684", "Quais Nord BV"),
        ("Quai Nord 4 · Quais Betriebs GmbH · Amtsgericht Kiel HRB 8126 KI", "Quais Betriebs GmbH"),
    ],
)
def test_the_firm_with_the_seller_s_entry_is_the_seller(row: str, firm: str) -> None:
    assert _named("HÔTEL DES QUAIS", row) == firm


@pytest.mark.parametrize(
    "rows",
    [
        ("SARL AU CAPITAL DE 8 000 € – TVA GB 980 7806 84",),
        ("Quais Betriebs GmbH · Bahnhofstraße 1",),
        ("EINGETRAGENE GENOSSENSCHAFT, AG KIEL GNR 2004 * GB 980 7806 84",),
        ("Hahn & Fils SARL – TVA GB 980 7806 84",),
        ("Volksbank Kiel eG · GB 980 7806 84",),
        ("IBAN FR76 1234 · BIC QUAIFRPP SARL au capital de 8 000 € · GB 980 7806 84",),
        # An entry that is not the seller's, or the entry of a firm that shares no word with it.
        ("Formular Becker GmbH · HRB 81264 · Bestell-Nr. 4471",),
        ("Formular Becker GmbH · HRB 8126 KI",),
        ("Hotel Becker GmbH · HRB 8126 KI",),
        # Whom one pays may be another than the seller.
        ("Pay VetBill Services Ltd, by 20 November 2026. VAT GB 980 7806 84",),
        ("Zahlbar an Inkassohaus Becker GmbH, USt-IdNr. GB 980 7806 84",),
        ("Pagare a Becker Servizi Srl, P. IVA GB 980 7806 84",),
        ("Eurotax B.V. · VAT GB 980 7806 84 (fiscal representative)",),
        ("Quais Betriebs GmbH · HRB 8126 KI", "Quais Verwaltungs GmbH · HRB 8126 KI"),
    ],
)
def test_a_sign_stays_where_no_firm_or_more_than_one_is_so(rows: tuple[str, ...]) -> None:
    assert _named("HÔTEL DES QUAIS", *rows) == "HÔTEL DES QUAIS"


def test_a_firm_s_own_name_and_a_station_s_call_sign_stay() -> None:
    row = "Quais Betriebs GmbH · GB 980 7806 84"
    assert _named("Brandt Logistik GmbH", row) == "Brandt Logistik GmbH"
    assert _named("WQIS-FM", row) == "WQIS-FM"
    row = "Quais Informatique S.à r.l. · GB 980 7806 84"
    assert _named("Quais Informatique S.à r.l.-S", row) == "Quais Informatique S.à r.l.-S"


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (("Hahn & Vogel Steuerberatung mbB", "Quai 4", "AG Kiel HRB 8126 KI"), "whole"),
        (("Hahn & Vogel Steuerberatung mbB · HRB 8126 KI",), "whole"),
        # A parent or a general partner is another firm.
        (("Hahn & Vogel Holding mbB · HRB 8126 KI",), "short"),
        (("Hahn & Vogel Verwaltungs mbB · HRB 8126 KI",), "short"),
        # Not entered there; another form, another firm, or the short name is entered, too.
        (("Hahn & Vogel Steuerberatung mbB", "Quai 4"), "short"),
        (("Hahn & Vogel Steuerberatung GmbH · HRB 8126 KI",), "short"),
        (("Hahn Steuerberatung mbB · HRB 8126 KI",), "short"),
        (("Hahn & Vogel mbB · HRB 8126 KI", "Hahn & Vogel Notare mbB · HRB 8126 KI"), "short"),
    ],
)
def test_the_name_that_the_seller_is_entered_by_is_whole(rows: tuple[str, ...], name: str) -> None:
    short = "Hahn & Vogel mbB"
    page, _ = draw([short, "Quai Nord 4", "", "", "", "", "", "", *rows])
    fields = {
        key: Field(value=value, raw=value, confidence=0.9, page=1, origin="model")
        for key, value in (("seller_name", short), ("seller_registration_id", ENTRY))
    }
    named = name_in_full(fields, [page])["seller_name"]
    assert isinstance(named, Field)
    assert named.value == (short if name == "short" else "Hahn & Vogel Steuerberatung mbB")
