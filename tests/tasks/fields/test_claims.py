"""Claims made whole by what the model is sure of beside them."""

from tasks.fields.claims import Claim, apply_claims, make_whole, without_doubtful
from tests.tasks.tagged_pages import draw


def test_a_claim_does_not_go_on_into_the_next_column() -> None:
    page, tags = draw(["Lüchow               [ship_to_address+:29432 Lüchow]"])
    claim = Claim("ship_to_address", 0, (0,))
    assert make_whole([claim], [page], [tags]) == [claim]
    page, tags = draw(["Lüchow [ship_to_address+:29432 Lüchow]"])
    assert make_whole([claim], [page], [tags])[0].words == (0, 1, 2)


def test_a_name_that_begins_with_its_legal_form_stays_whole() -> None:
    page, tags = draw(["[buyer_name:SARL] Jégo Irrigation", "[buyer_name:Hoek BV] Depot Zele"])
    french, dutch = Claim("buyer_name", 0, (0, 1, 2)), Claim("buyer_name", 0, (3, 4, 5, 6))
    assert [c.words for c in make_whole([french, dutch], [page], [tags])] == [(0, 1, 2), (3, 4)]


def test_the_number_of_a_corporation_of_owners_is_of_its_name() -> None:
    page, tags = draw(["[buyer_name:Lakeview Condominium Corp.] No. 17"])
    claim = Claim("buyer_name", 0, (0, 1, 2, 3, 4))
    assert make_whole([claim], [page], [tags]) == [claim]


def test_what_repeats_a_claim_without_its_comma_stays_as_sure() -> None:
    page, tags = draw(["Sonnweg 21,", "[seller_address:Sonnweg 21]", "[seller_address:Tor 9]"])
    (row,) = apply_claims([page], [tags], [Claim("seller_address", 0, (0, 1))])
    assert [tag.label for tag in row] == ["seller_address"] * 4 + ["O", "O"]


def test_what_repeats_a_claimed_name_in_other_letters_stays_as_sure() -> None:
    page, tags = draw(["[seller_name:acme Werke AG]", "[seller_name:Acme Werke AG.] Bern"])
    (row,) = apply_claims([page], [tags], [Claim("seller_name", 0, (0, 1, 2))])
    assert [tag.label for tag in row] == ["seller_name"] * 6 + ["O"]


def test_an_ampersand_that_ocr_glued_to_its_name_makes_no_other_of_it() -> None:
    page, tags = draw(["[seller_name:Hahn &Maier SA]", "[seller_name:Hahn & Maier SA]"])
    (row,) = apply_claims([page], [tags], [Claim("seller_name", 0, (0, 1, 2))])
    assert [tag.label for tag in row] == ["seller_name"] * 7


def test_a_department_below_a_legal_form_is_no_more_of_the_name() -> None:
    rows = ["[buyer_name:CONSERVERIE SAS]", "[buyer_name+:SERVICE FOURNISSEURS]"]
    page, tags = draw(rows)
    claim = Claim("buyer_name", 0, (0, 1))
    assert make_whole([claim], [page], [tags]) == [claim]
    page, tags = draw([rows[0], "[buyer_name+:& FILS]"])
    assert make_whole([claim], [page], [tags])[0].words == (0, 1, 2, 3)


def test_a_name_ends_where_the_other_party_s_begins_beside_it() -> None:
    page, tags = draw(["[seller_name:Vault & Fils SARL] [buyer_name:OPAC des Terres]"])
    claim = Claim("seller_name", 0, tuple(range(7)))
    assert make_whole([claim], [page], [tags])[0].words == (0, 1, 2, 3)


def test_a_number_goes_on_with_the_groups_that_the_model_gives_it() -> None:
    row = "M26 0305 8820 [invoice_number+?0.7:4]"
    page, tags = draw([row])
    claim = Claim("invoice_number", 0, (0, 1, 2))
    assert make_whole([claim], [page], [tags])[0].words == (0, 1, 2, 3)
    for other in (row.replace("0.7:4", "0.7:May"), row.replace("0.7", "0.4")):
        page, tags = draw([other])
        assert make_whole([claim], [page], [tags]) == [claim]


def test_what_a_caption_numbers_is_no_day_however_sure_the_model_is() -> None:
    _, tags = draw(["[issue_date:26-10-0417] [po_number:26-10-0417]"])
    claims = [Claim("invoice_number", 0, (word,)) for word in (0, 1)]
    assert without_doubtful(claims, [tags]) == claims[:1]
