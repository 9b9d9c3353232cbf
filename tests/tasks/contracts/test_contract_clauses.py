"""The terms that contracts say in sentences, in six languages, each with its place."""

from typing import Literal

import pytest

from schemas.document import Page, Word
from schemas.record import Field
from tasks.contracts.clauses import (
    Fields,
    add_contract_terms,
    find_contract_terms,
    find_renewals,
    make_contract,
)

ENGLISH = """MUTUAL NON-DISCLOSURE AGREEMENT
This Agreement is made as of the 3rd day of March, 2021 by and between Brightwater Foods, Inc.,
a Delaware corporation (“Brightwater”), and Harrow & Finch Limited, with its principal office in
Leeds (“Harrow”). This Agreement shall remain in effect for a period of two (2) years. Either party
may end it upon thirty (30) days' written notice. It shall be governed by and construed in
accordance with the laws of the State of New York. Venue lies there."""
GERMAN = """Dienstleistungsvertrag
geschlossen am 1. Februar 2024 zwischen der Nordlicht Logistik GmbH, Hafenstraße 3, Kiel,
und der Almtal Käserei AG, mit Sitz in Linz. Die Laufzeit beträgt drei Jahre. Die Kündigungsfrist
beträgt drei Monate zum Quartalsende. Es gilt ausschließlich deutsches Recht."""
FRENCH = """CONTRAT DE MAINTENANCE
conclu le 15 mars 2023 entre la société Ateliers Morvan SAS, dont le siège est à Dijon, et
Clinique Bellevue SARL, ayant son siège à Beaune. La durée du contrat est de douze mois. Il prend
fin avec un préavis de deux mois. Il est régi par le droit français."""


def _page(text: str) -> Page:
    words = []
    for row, line in enumerate(text.splitlines()):
        for at, word in enumerate(line.split()):
            box = (0.05 * at, 0.05 * row, 0.05 * at + 0.04, 0.05 * row + 0.03)
            words.append(Word(word, box, row))
    return Page(width=600, height=800, words=tuple(words))


def _values(fields: Fields) -> dict[str, object]:
    return {
        name: [f.value for f in found] if isinstance(found, list) else found.value
        for name, found in fields.items()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ENGLISH,
            {
                "title": "MUTUAL NON-DISCLOSURE AGREEMENT",
                "effective_date": "2021-03-03",
                "party": ["Brightwater Foods, Inc.", "Harrow & Finch Limited"],
                "term": "2 years",
                "notice_period": "30 days",
                "governing_law": "New York",
            },
        ),
        (
            GERMAN,
            {
                "title": "Dienstleistungsvertrag",
                "effective_date": "2024-02-01",
                "party": ["Nordlicht Logistik GmbH", "Almtal Käserei AG"],
                "term": "3 Jahre",
                "notice_period": "3 Monate",
                "governing_law": "deutsches Recht",
            },
        ),
        (
            FRENCH,
            {
                "title": "CONTRAT DE MAINTENANCE",
                "effective_date": "2023-03-15",
                "party": ["Ateliers Morvan SAS", "Clinique Bellevue SARL"],
                "term": "12 mois",
                "notice_period": "2 mois",
                "governing_law": "droit français",
            },
        ),
    ],
)
def test_the_terms_of_a_contract_are_found(text: str, expected: dict[str, object]) -> None:
    assert _values(find_contract_terms([_page(text)], "dmy")) == expected


def test_a_term_is_printed_where_its_box_says() -> None:
    law = find_contract_terms([_page(ENGLISH)], "dmy")["governing_law"]
    assert isinstance(law, Field)
    assert law.raw == "New York"
    assert law.page == 1
    assert law.box is not None and law.box[1] == pytest.approx(0.25)


def test_what_the_model_tagged_stays_but_for_the_parties() -> None:
    date = Field(value="2021-04-01", raw="1 April 2021", confidence=0.9, origin="model")
    party = Field(value="Foods", raw="Foods", confidence=0.9, origin="model")
    fields = add_contract_terms(
        {"effective_date": date, "party": [party]}, find_contract_terms([_page(ENGLISH)], "dmy")
    )
    assert fields["effective_date"] == date
    values = _values(fields)
    assert values["governing_law"] == "New York"
    assert values["party"] == ["Brightwater Foods, Inc.", "Harrow & Finch Limited"]


def test_one_party_in_the_text_does_not_replace_two_tagged_ones() -> None:
    def field(value: str) -> Field:
        return Field(value=value, raw=value, confidence=0.9, origin="model")

    two: Fields = {"party": [field("Musterbau GmbH"), field("Anna Klein")]}
    said: Fields = {"party": [field("Musterbau GmbH")]}
    assert add_contract_terms(two, said) == two
    assert add_contract_terms({"party": [field("Bau")]}, said) == said


def test_scraps_among_many_tagged_parties_are_left_out() -> None:
    names = ("Employer", "Evaluation Material", "Energy Group", "Energy Group, Inc.", "Wynn Ltd")
    tagged: Fields = {
        "party": [Field(value=n, raw=n, confidence=0.7, origin="model") for n in names]
    }
    assert _values(add_contract_terms(tagged, {}))["party"] == ["Energy Group, Inc.", "Wynn Ltd"]


@pytest.mark.parametrize("cut", ["England and", "England"])
def test_a_law_that_the_model_cut_short_is_made_whole(cut: str) -> None:
    tagged = Field(value=cut, raw=cut, confidence=0.9, origin="model")
    said = find_contract_terms([_page("Governed by the laws of England and Wales.")], "dmy")
    assert _values(add_contract_terms({"governing_law": tagged}, said)) == {
        "governing_law": "England and Wales"
    }


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("All obligations hereunder shall expire eighteen (18) months from the date hereof.", "18"),
        ("This letter shall terminate two years after the date first entered.", "2"),
        ("The initial term of this Agreement shall be three (3) years.", "3"),
        ("It remains confidential for a period of five years.", None),
        ("Payment term: 30 days. Each renewal term shall be one year.", None),
        ("Die Dauer der Probezeit beträgt 6 Monate.", None),
        ("Let for a term of two years commencing on 1 March 2026.", "2"),
        (
            "This Agreement shall commence on 1 July 2026 (the “Start”) and, unless terminated"
            " earlier, shall continue for a period of three (3) years and expire on 30 June 2029.",
            "3",
        ),
        (
            "The pilot phase shall continue for a period of two (2) years and end on 1 May 2028."
            " This Agreement shall remain in force for a period of five (5) years.",
            "5",
        ),
        ("These duties shall continue for a period of five (5) years.", None),
        ("This Agreement shall terminate on the second (2nd) anniversary of the date hereof.", "2"),
        ("The plan ends before the third anniversary of the company's founding.", None),
        ("This contract is valid for a period of two years from the effective date.", "2"),
        ("The price is valid for 30 days from the date of issue. Term: 2 years", "2"),
        ("Each warranty expires on the first anniversary of the date of this contract.", None),
        (
            "The initial term is three years. The option shall terminate on the fifth anniversary"
            " of the effective date.",
            "3",
        ),
        (
            "No rent is due for a period of three months beginning on the first day. Term: 5 years",
            "5",
        ),
        ("It stays away for a period of two years commencing on the date of leaving.", None),
        ("This salary shall in no event continue beyond two years after the employment.", None),
    ],
)
def test_a_term_is_what_ends_the_contract(text: str, term: str | None) -> None:
    found = find_contract_terms([_page(text)], "mdy").get("term")
    assert (found.value.split()[0] if isinstance(found, Field) else None) == term


def test_a_day_that_is_defined_as_the_first_is_when_a_contract_takes_effect() -> None:
    made = "This Agreement is made as of September 14, 2026. The charter begins on"
    for defined in ('the "Effective Date"', "“Effective Date”", "the Effective Date"):
        found = find_contract_terms([_page(f"{made} December 5, 2026 ({defined}).")], "mdy")
        assert _values(found)["effective_date"] == "2026-12-05"
    for other in (
        "December 5, 2026 (the “Start”).",
        "it replaces that dated May 4, 2020 (the “Effective Date”).",
    ):
        found = find_contract_terms([_page(f"{made} {other}")], "mdy")
        assert _values(found)["effective_date"] != "2020-05-04"
    assert _values(found)["effective_date"] == "2026-09-14"


def test_a_span_of_a_ban_is_no_term() -> None:
    text = (
        "This Agreement: the Employee shall not compete during its term for a period of one year."
    )
    assert "term" not in find_contract_terms([_page(text)], "mdy")


def test_terms_make_a_contract_of_a_text() -> None:
    assert all(
        make_contract(find_contract_terms([_page(text)], "dmy"))
        for text in (ENGLISH, GERMAN, FRENCH)
    )
    headed = "Confidentiality agreement\nDear Sirs: this is governed by the laws of Ohio."
    assert make_contract(find_contract_terms([_page(headed)], "mdy"))
    cover = "Re: Confidentiality agreement\nDear Ms Hall, it is governed by the laws of Ohio."
    assert not make_contract(find_contract_terms([_page(cover)], "mdy"))
    notice = "Hiermit kündige ich mit einer Frist von 3 Monaten. Es gilt deutsches Recht."
    assert not make_contract(find_contract_terms([_page(notice)], "dmy"))
    letter = "Your contract\nDear Ms Hall, thank you for signing the agreement of 3 March 2021."
    assert not make_contract(find_contract_terms([_page(letter)], "dmy"))


def test_a_whole_period_wins_over_half_of_one_and_a_named_law_over_none() -> None:
    def field(value: str, origin: Literal["model", "rule"]) -> Field:
        return Field(value=value, raw=value, confidence=0.6, origin=origin)

    said: Fields = {
        "notice_period": field("two weeks", "rule"), "governing_law": field("Oregon", "rule")
    }  # fmt: skip
    tagged = {"notice_period": field("weeks", "model"), "governing_law": field("States.", "model")}
    assert add_contract_terms({**tagged}, said) == said
    tagged = {
        "notice_period": field("three (3) weeks", "model"),
        "governing_law": field("the State of Oregon", "model"),
    }
    found = add_contract_terms({**tagged}, said)
    values = {name: f.value for name, f in found.items() if isinstance(f, Field)}
    assert values == {"notice_period": "3 weeks", "governing_law": "Oregon"}
    half: Fields = {"notice_period": field("(30)", "model")}
    assert add_contract_terms(half, {}) == {}


def _said(value: str, origin: Literal["model", "rule"] = "model") -> Field:
    return Field(value=value, raw=value, confidence=0.95, origin=origin)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Made on 19 May 2026. This Agreement takes effect on 1 June 2026.", "2026-06-01"),
        ("Geschlossen am 22.05.2026. Das Mietverhältnis beginnt am 01.07.2026.", "2026-07-01"),
        ("Signé le 3 mai 2026. Le contrat prend effet le 15 mai 2026.", "2026-05-15"),
        ("It is dated 19 May 2026 and takes effect on 1 June 2026.", "2026-06-01"),
        ("Dated 19 May 2026. The agreement takes effect on signature of 1 June 2026.", None),
        ("Vermietet an Anna Klein, geboren am 03.08.1994, wohnhaft in Kiel.", None),
    ],
)
def test_the_day_on_which_a_contract_says_it_begins_wins(text: str, date: str | None) -> None:
    fields = add_contract_terms(
        {"effective_date": _said("2020-01-01")}, find_contract_terms([_page(text)], "dmy")
    )
    assert _values(fields)["effective_date"] == (date or "2020-01-01")


def test_a_date_is_not_cut_where_its_lead_ends() -> None:
    text = f"Vereinbart am heutigen Tage, ab dem {'x' * 80} 03.08.1994 geschlossen."
    assert "2019" not in str(_values(find_contract_terms([_page(text)], "dmy")))


def test_the_period_of_a_renewal_is_not_the_term() -> None:
    page = _page("Die Laufzeit beträgt drei Jahre. Er verlängert sich um jeweils ein Jahr.")
    said, tagged = find_contract_terms([page], "dmy"), {"term": _said("1 Jahr")}
    assert _values(add_contract_terms({**tagged}, said, find_renewals([page])))["term"] == "3 Jahre"
    assert _values(add_contract_terms({**tagged}, said))["term"] == "1 Jahr"


def test_the_caption_of_a_contract_s_number_is_no_title() -> None:
    found = find_contract_terms([_page("Vertragsnummer WV-17\nWartungsvertrag")], "dmy")
    assert _values(found)["title"] == "Wartungsvertrag"


def test_a_title_that_the_tags_cut_short_is_whole() -> None:
    said = find_contract_terms([_page("Wartungsvertrag für Heizungen und Lüftungen")], "dmy")
    fields = add_contract_terms({"title": _said("Wartungsvertrag für Heizungen und")}, said)
    assert _values(fields)["title"] == "Wartungsvertrag für Heizungen und Lüftungen"
    fields = add_contract_terms({"title": _said("Wartungsvertrag")}, said)
    assert _values(fields)["title"] == "Wartungsvertrag"


def test_a_title_of_capitals_that_the_tags_begin_within_is_whole() -> None:
    said = find_contract_terms([_page("SOFTWARE LICENCE AND SUPPORT AGREEMENT")], "dmy")
    fields = add_contract_terms({"title": _said("LICENCE AND SUPPORT AGREEMENT")}, said)
    assert _values(fields)["title"] == "SOFTWARE LICENCE AND SUPPORT AGREEMENT"
    fields = add_contract_terms({"title": _said("AND SUPPORT")}, said)
    assert _values(fields)["title"] == "SOFTWARE LICENCE AND SUPPORT AGREEMENT"


def test_a_title_of_which_the_tags_leave_out_words_is_whole() -> None:
    said = find_contract_terms([_page("WARTUNGSVERTRAG FÜR HEIZUNGEN UND LÜFTUNGEN")], "dmy")
    fields = add_contract_terms({"title": _said("WARTUNGSVERTRAG FÜR LÜFTUNGEN")}, said)
    assert _values(fields)["title"] == "WARTUNGSVERTRAG FÜR HEIZUNGEN UND LÜFTUNGEN"


def test_a_law_is_named_with_its_word_where_the_tags_leave_it_out() -> None:
    said = find_contract_terms([_page("Es gilt das Recht der Bundesrepublik Deutschland.")], "dmy")
    fields = add_contract_terms({"governing_law": _said("Bundesrepublik Deutschland")}, said)
    assert _values(fields)["governing_law"] == "Recht der Bundesrepublik Deutschland"


def test_a_counted_number_without_unit_is_half_a_period() -> None:
    said = find_contract_terms([_page("giving not less than thirty (30) days’ notice")], "dmy")
    fields = add_contract_terms({"notice_period": _said("thirty (30)")}, said)
    assert _values(fields)["notice_period"] == "30 days"


def test_the_notice_of_one_side_is_found() -> None:
    found = find_contract_terms(
        [_page("Die Kündigungsfrist für die Mieterin beträgt drei Monate.")], "dmy"
    )
    assert _values(found)["notice_period"] == "3 Monate"


@pytest.mark.parametrize(
    ("clause", "law"),
    [
        ("English law applies and the courts of Rye decide.", "English law"),
        ("Irish law shall govern this agreement.", "Irish law"),
        ("Texas law shall govern. State law applies to the rest.", "Texas"),
    ],
)
def test_a_law_is_said_to_govern_or_to_apply(clause: str, law: str) -> None:
    assert _values(find_contract_terms([_page(clause)], "dmy"))["governing_law"] == law
    assert "governing_law" not in find_contract_terms([_page("Labour law applies.")], "dmy")


def test_a_law_is_named_without_what_leads_to_its_country() -> None:
    fields = add_contract_terms({"governing_law": _said("of Ireland.")}, {})
    assert _values(fields)["governing_law"] == "Ireland"


ITALIAN = """CONTRATTO DI NOLEGGIO
Tra la società Ombra Gru S.r.l., con sede in Lecco, in persona del Sig. Ugo Riva (di seguito
«Noleggiante»), e la Fondazione Casa del Sole, con sede in Como (di seguito «Cliente»), si conviene:
Il contratto decorre dal 1° marzo 2025 e scade il 28 febbraio 2027. La durata è di due anni, con
rinnovo tacito per un anno. Le parti possono recedere con un preavviso scritto di sei mesi.
Il contratto è regolato dalla legge italiana."""
SPANISH = """CONTRATO DE SUMINISTRO
De una parte, Aceites La Loma, S.L., con domicilio en Jaén, y de otra parte, Hotel Bahía, S.A., con
domicilio en Cádiz, acuerdan: el contrato entrará en vigor el 1 de junio de 2025, con una duración
de tres años. Cualquiera podrá resolverlo con un preaviso mínimo de dos meses. El contrato se rige
por la ley española."""
DUTCH = """SERVICEOVEREENKOMST
Tussen de ondergetekenden: 1. Polder Pompen B.V., gevestigd te Edam, hierna "Opdrachtnemer", en
2. Stichting Het Huis van de Wijk, gevestigd te Hoorn, wordt overeengekomen: deze overeenkomst gaat
in op 1 mei 2025 voor de duur van vier jaar, tot en met 30 april 2029. De opzegtermijn bedraagt drie
maanden. Op deze overeenkomst is Nederlands recht van toepassing."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ITALIAN,
            {
                "title": "CONTRATTO DI NOLEGGIO",
                "party": ["Ombra Gru S.r.l.", "Fondazione Casa del Sole"],
                "effective_date": "2025-03-01",
                "expiration_date": "2027-02-28",
                "term": "2 anni",
                "notice_period": "6 mesi",
                "governing_law": "legge italiana",
            },
        ),
        (
            SPANISH,
            {
                "title": "CONTRATO DE SUMINISTRO",
                "party": ["Aceites La Loma, S.L.", "Hotel Bahía, S.A."],
                "effective_date": "2025-06-01",
                "term": "3 años",
                "notice_period": "2 meses",
                "governing_law": "ley española",
            },
        ),
        (
            DUTCH,
            {
                "title": "SERVICEOVEREENKOMST",
                "party": ["Polder Pompen B.V.", "Stichting Het Huis van de Wijk"],
                "effective_date": "2025-05-01",
                "expiration_date": "2029-04-30",
                "term": "4 jaar",
                "notice_period": "3 maanden",
                "governing_law": "Nederlands recht",
            },
        ),
    ],
)
def test_contracts_of_the_south_and_the_low_countries(
    text: str, expected: dict[str, object]
) -> None:
    found = find_contract_terms([_page(text)], "dmy")
    assert _values(found) == expected
    assert make_contract(found)


def test_a_notice_during_the_trial_is_not_the_contract_s() -> None:
    text = """Während der Probezeit kann mit einer Frist von zwei Wochen gekündigt werden.
    Nach Ablauf der Probezeit beträgt die Kündigungsfrist drei Monate."""
    assert _values(find_contract_terms([_page(text)], "dmy"))["notice_period"] == "3 Monate"


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("After the probationary period either side gives three months' notice.", "3 months"),
        ("Après la période d'essai, un préavis de deux mois est dû.", "2 mois"),
        ("Dopo il periodo di prova è dovuto un preavviso di due mesi.", "2 mesi"),
        ("Transcurrido el período de prueba, con preaviso de un mes.", "1 mes"),
        ("Na afloop van de proeftijd geldt een opzegtermijn van twee maanden.", "2 maanden"),
        ("During the probationary period one week's notice is enough.", None),
    ],
)
def test_a_notice_after_the_trial_is_the_contract_s(text: str, notice: str | None) -> None:
    found = _values(find_contract_terms([_page(text)], "dmy"))
    assert found.get("notice_period") == notice


def test_a_law_to_be_heeded_does_not_govern() -> None:
    text = "Data is subject to duties under German law. It is governed by English law."
    assert _values(find_contract_terms([_page(text)], "dmy"))["governing_law"] == "English law"


@pytest.mark.parametrize(
    ("clause", "law"),
    [
        ("Es findet das Recht des Kantons Zug Anwendung.", "Recht des Kantons Zug"),
        ("Der Vertrag unterliegt deutschem Recht.", "deutsches Recht"),
        ("This Agreement is governed by Scots law.", "Scots law"),
        ("La loi belge est applicable au présent bail.", "loi belge"),
    ],
)
def test_a_law_is_named_without_what_is_said_of_it(clause: str, law: str) -> None:
    assert _values(find_contract_terms([_page(clause)], "dmy"))["governing_law"] == law
    fields = add_contract_terms({"governing_law": _said(f"{law} Anwendung")}, {})
    assert _values(fields)["governing_law"] == law


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Der Vertrag beginnt am 01.05.2025.", None),
        ("Der Vertrag beginnt am 01.05.2025 und endet am 30.04.2027.", "2027-04-30"),
    ],
)
def test_a_contract_does_not_end_before_its_second_day(text: str, end: str | None) -> None:
    said = find_contract_terms([_page(text)], "dmy")
    for tagged in ("2025-05-01", "2025-03-09"):
        fields = add_contract_terms({"expiration_date": _said(tagged)}, said)
        assert _values(fields).get("expiration_date") == end


def test_a_table_of_basic_terms_names_the_days() -> None:
    rows = "COMMERCIAL LEASE\nmade as of April 14, 2026\nCommencement Date May 1, 2026\n"
    terms = find_contract_terms([_page(f"{rows}Expiry Date April 30, 2031")], "mdy")
    days = [terms[name] for name in ("effective_date", "expiration_date")]
    assert [f.value for f in days if isinstance(f, Field)] == ["2026-05-01", "2031-04-30"]


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Il devra aviser le Bailleur au moins six mois à l’avance.", "6 mois"),
        ("upon thirty (30) days’ prior written notice", "30 days"),
    ],
)
def test_a_notice_may_be_worded_otherwise(sentence: str, period: str) -> None:
    found = find_contract_terms([_page(sentence)], "dmy")["notice_period"]
    assert isinstance(found, Field) and found.value == period


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Miete ist jeweils drei Monate im Voraus zu zahlen.",
        "Le loyer est payable un mois à l’avance.",
        "Orders must be placed 10 days in advance of the end of the month.",
    ],
)
def test_what_is_paid_in_advance_is_no_notice(sentence: str) -> None:
    assert "notice_period" not in find_contract_terms([_page(sentence)], "dmy")


def test_the_days_of_something_else_are_not_the_contract_s() -> None:
    text = "The Project Start Date is 1 March 2025.\nInsurance expiry date 31 December 2024"
    terms = find_contract_terms([_page(text)], "dmy")
    assert "expiration_date" not in terms


def test_a_tagged_period_loses_its_apostrophe() -> None:
    page = _page("eighty (180) days’")
    box = page.words[0].box
    tagged = Field(
        value="eighty (180) days’", raw="", confidence=0.7, page=1, box=box, origin="model"
    )
    period = add_contract_terms({"notice_period": tagged}, {})["notice_period"]
    assert isinstance(period, Field) and period.value == "180 days"


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        (
            "If the event continues for more than 90 days, either may end it by 14 days' notice. "
            "The Buyer may end it by three months' notice.",
            "3 months",
        ),
        (
            "Dauert die höhere Gewalt an, kann mit einer Frist von 14 Tagen gekündigt werden. "
            "Sonst gilt: Kündigungsfrist drei Monate.",
            "3 Monate",
        ),
        ("Each party may end it by 14 days' notice. The event continues.", "14 days"),
    ],
)
def test_a_notice_of_an_event_that_goes_on_is_not_the_contract_s(text: str, notice: str) -> None:
    assert _values(find_contract_terms([_page(text)], "dmy"))["notice_period"] == notice


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Zins fest bis 30.11.2031, ausgezahlt am 01.12.2026.", "2026-12-01"),
        ("Das Verhältnis endet mit Ablauf des 31.03.2027. Iserlohn, 01.12.2026", "2026-12-01"),
        ("Das am 01.04.2015 begründete Arbeitsverhältnis. Iserlohn, 01.12.2026", "2026-12-01"),
        ("Dura cinco años, comenzando el 1 de diciembre de 2026.", "2026-12-01"),
        ("Iserlohn, 01.12.2026", "2026-12-01"),
    ],
)
def test_a_day_on_which_something_ends_is_no_beginning(text: str, date: str) -> None:
    assert _values(find_contract_terms([_page(text)], "dmy"))["effective_date"] == date
