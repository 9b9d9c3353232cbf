"""Fixed business cases of invented companies, for the samples and the tests' documents."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.generate.business import Layout, draw_business
from training.generate.deal import Deal, Item, make_deal, sum_up
from training.generate.draft import Draft
from training.generate.notation import Notation, to_cents
from training.generate.parties import Party, make_party
from training.generate.receipts import finish_receipt
from training.generate.till import Receipt

Company = tuple[str, str, str, str, str]  # name, street, postcode, city, country
LINDNER: Company = ("Papierhaus Lindner GmbH", "Speicherstraße 14", "20457", "Hamburg", "DE")
AMSEL: Company = ("Buchhandlung Amsel e.K.", "Domgasse 3", "50667", "Köln", "DE")
HARTLEY: Company = ("Hartley & Rowe Ltd", "27 Mill Lane", "LS1 4PR", "Leeds", "GB")
BRACKEN: Company = ("Bracken Design LLP", "5 Harbour Row", "BS1 6XN", "Bristol", "GB")
VALMONT: Company = ("Valmont Menuiserie SARL", "12 rue des Tilleuls", "69003", "Lyon", "FR")
SOLANE: Company = ("Librairie Solane SAS", "4 place du Marché", "44000", "Nantes", "FR")
KETTLE: Company = ("The Copper Kettle Ltd", "8 Green Street", "BA1 2JY", "Bath", "GB")

GERMAN = Layout("left", "window_left", "colon", "ruled", "right", "columns3")
ENGLISH = Layout("split", "headed_left", "table", "dark_head", "boxed", "columns2")
FRENCH = Layout("centre", "headed_left", "aligned", "zebra", "right", "line")


def make_fixed_party(seed: int, company: Company) -> Party:
    """A company with a fixed name and address; the rest follows from the seed."""
    name, street, postcode, city, country = company
    slug = "".join(c for c in name.split()[0].lower() if "a" <= c <= "z")
    base = make_party(Random(seed), country)
    return replace(
        base, name=name, street=street, postcode=postcode, city=city, web=f"www.{slug}.example",
        email=f"office@{slug}.example",
    )  # fmt: skip


def make_item(
    code: str, text: str, quantity: str, unit: str, kind: str, price: str, rate: str
) -> Item:
    """A line item without a discount."""
    net = to_cents(Decimal(quantity) * Decimal(price))
    return Item(
        code,
        text,
        (),
        Decimal(quantity),
        unit,
        kind,
        Decimal(price),
        Decimal(0),
        net,
        Decimal(rate),
    )


def make_case(
    seed: int,
    doc_type: str,
    language: str,
    parties: tuple[Party, Party],
    items: list[Item],
    number: str,
    issued: date,
    **changes: object,
) -> Deal:
    """A deal whose every fact is known beforehand; sums follow from the items."""
    rng = Random(seed)
    deal = make_deal(rng, doc_type, language, parties[0], lines_n=1)
    deal.buyer, deal.ship_to, deal.items, deal.number = parties[1], None, items, number
    deal.issued, deal.due = issued, issued + timedelta(days=30)
    deal.delivered = issued - timedelta(days=3)
    deal.period = (issued - timedelta(days=33), issued - timedelta(days=3))
    deal.exempt = False
    deal.allowance_percent = deal.allowance = deal.charge = deal.prepaid = deal.rounding = Decimal(
        0
    )
    sum_up(rng, deal, extras=False)
    deal.notation = choose_plain_notation(deal.language, deal.notation)
    deal.terms = {
        "de": "Zahlbar innerhalb von 30 Tagen ohne Abzug", "fr": "Paiement à 30 jours",
    }.get(language, "Net 30 days")  # fmt: skip
    for key, value in changes.items():
        setattr(deal, key, value)
    return deal


def choose_plain_notation(language: str, note: Notation) -> Notation:
    """The most usual notation of a language."""
    if language == "de":
        return replace(
            note,
            decimal=",",
            group=".",
            currency_text="€",
            currency_place="after",
            glue_currency=False,
            date_pattern="{dd}.{mm}.{yyyy}",
        )
    if language == "fr":
        return replace(
            note,
            decimal=",",
            group=" ",
            currency_text="€",
            currency_place="after",
            glue_currency=False,
            date_pattern="{dd}/{mm}/{yyyy}",
        )
    return replace(
        note,
        decimal=".",
        group=",",
        currency_text="£",
        currency_place="before",
        glue_currency=True,
        date_pattern="{d} {month} {yyyy}",
    )


def office_items(language: str) -> list[Item]:
    """Four everyday lines in German, English or French."""
    if language == "de":
        return [
            make_item("10421", "Kopierpapier A4 80 g weiß", "40", "Pack", "box", "4.35", "19"),
            make_item("10877", "Aktenordner 80 mm schwarz", "25", "Stk", "piece", "2.90", "19"),
            make_item("20110", "Fachbuch Rechnungswesen", "3", "Stk", "piece", "39.90", "7"),
            make_item("90001", "Lieferung frei Haus", "1", "psch.", "flat", "12.50", "19"),
        ]
    if language == "fr":
        return [
            make_item("P-220", "Porte en chêne massif", "1", "pce", "piece", "640.00", "20"),
            make_item("Q-014", "Quincaillerie inox", "2", "pce", "piece", "38.50", "20"),
        ]
    return [
        make_item("D-100", "Brochure design, 12 pages", "1", "flat", "flat", "1450.00", "20"),
        make_item("D-205", "Copy editing", "16", "hrs", "hour", "48.00", "20"),
        make_item("P-310", "Printing, 500 copies", "500", "pcs", "piece", "1.85", "20"),
    ]


def german_deal(
    number: str,
    doc_type: str = "invoice",
    seed: int = 1,
    issued: date = date(2026, 3, 9),
    items_n: int = 4,
) -> Deal:
    """A stationer's delivery to a bookshop, two VAT rates."""
    parties = (make_fixed_party(1, LINDNER), make_fixed_party(2, AMSEL))
    return make_case(seed, doc_type, "de", parties, office_items("de")[:items_n], number, issued)


def german_invoice(number: str = "RE-2026-0412", seed: int = 1, items_n: int = 4) -> Draft:
    """The stationer's invoice, drawn."""
    return draw_business(Random(seed), german_deal(number, seed=seed, items_n=items_n), GERMAN)


def wrong_invoice() -> Draft:
    """An English invoice whose total does not follow from its lines."""
    parties = (make_fixed_party(3, BRACKEN), make_fixed_party(4, HARTLEY))
    issued = date(2026, 3, 12)
    deal = make_case(3, "invoice", "en", parties, office_items("en"), "BD-1087", issued)
    deal.gross += Decimal("90.00")
    deal.due_amount = deal.gross
    return draw_business(Random(5), deal, ENGLISH)


def french_credit_note() -> Draft:
    """A credit note for a returned door."""
    parties = (make_fixed_party(5, VALMONT), make_fixed_party(6, SOLANE))
    issued = date(2026, 2, 18)
    deal = make_case(6, "credit_note", "fr", parties, office_items("fr"), "AV-2026-031", issued)
    deal.numbers["preceding"] = "F-2026-118"
    return draw_business(Random(8), deal, FRENCH)


def cafe_receipt() -> Draft:
    """A till receipt of a café."""
    goods = (("2", "FLAT WHITE", "3.40"), ("1", "TOMATO SOUP", "6.80"), ("3", "SCONE", "2.75"))
    items = [make_item("", text, count, "", "piece", price, "20") for count, text, price in goods]
    shop = make_fixed_party(8, KETTLE)
    receipt = Receipt(Random(4), "GB", "en", "qty_below", shop)
    receipt.deal.items, receipt.deal.issued = items, date(2026, 3, 6)
    return finish_receipt(receipt)


def key_facts(deal: Deal) -> dict[str, object]:
    """The golden twin of an e-invoice: what its XML must give, however it is printed."""
    sign = -1 if deal.doc_type == "credit_note" else 1
    return {
        "doc_type": deal.doc_type,
        "fields": {
            "invoice_number": deal.number,
            "issue_date": deal.issued.isoformat(),
            "currency": deal.notation.currency,
            "seller_name": deal.seller.name,
            "seller_vat_id": deal.seller.vat_id,
            "buyer_name": deal.buyer.name,
            "iban": deal.seller.iban,
            "total_net": f"{sign * deal.net:.2f}",
            "total_tax": f"{sign * deal.tax:.2f}",
            "total_gross": f"{sign * deal.gross:.2f}",
        },
    }


def truth_of(draft: Draft, outcome: str | None = None) -> dict[str, object]:
    """The golden twin: type, language and normalised values of all that is printed."""
    printed = {word.label[2:] for page in draft.sheet.pages for word in page.words}
    twin: dict[str, object] = {
        "doc_type": draft.deal.doc_type,
        "language": draft.deal.language,
        "fields": {key: value for key, value in draft.fields.items() if key in printed},
        "lines": draft.lines,
        "taxes": draft.taxes,
    }
    return twin | ({"outcome": outcome} if outcome else {})
