"""The Swiss QR-bill: receipt and payment part at the foot of a page of its own."""

from training.generate.draft import Draft
from training.generate.identifiers import digits, group_iban
from training.generate.sheet import Style
from training.generate.words import Phrase, plain, tagged

_WORDS = {
    "de": (
        "Empfangsschein",
        "Zahlteil",
        "Konto / Zahlbar an",
        "Referenz",
        "Zahlbar durch",
        "Währung",
        "Betrag",
    ),
    "fr": (
        "Récépissé",
        "Section paiement",
        "Compte / Payable à",
        "Référence",
        "Payable par",
        "Monnaie",
        "Montant",
    ),
    "it": (
        "Ricevuta",
        "Sezione pagamento",
        "Conto / Pagabile a",
        "Riferimento",
        "Pagabile da",
        "Valuta",
        "Importo",
    ),
    "en": (
        "Receipt",
        "Payment part",
        "Account / Payable to",
        "Reference",
        "Payable by",
        "Currency",
        "Amount",
    ),
}


def make_qr_reference(seed: str) -> str:
    """A 27-digit QR reference with its recursive mod 10 check digit, in the printed groups."""
    table = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)
    carry = 0
    for digit in seed:
        carry = table[(carry + int(digit)) % 10]
    whole = seed + str((10 - carry) % 10)
    return f"{whole[:2]} " + " ".join(whole[i : i + 5] for i in range(2, 27, 5))


def draw_payment_slip(draft: Draft) -> None:
    """Draws both parts over the page's lowest 298 points (105 mm)."""
    sheet, deal, rng = draft.sheet, draft.deal, draft.rng
    draft.labels["slip"] = "yes"  # no page number there
    words = _WORDS.get(deal.language, _WORDS["en"])
    width, height = sheet.size
    top, parted = height - 298, width * 0.295
    sheet.rule(0, top, width, top, 0.4)
    sheet.rule(parted, top, parted, height, 0.4)
    reference = make_qr_reference(digits(rng, 26))
    seller, buyer = deal.seller, deal.buyer
    settled = bool(deal.prepaid or deal.rounding)
    entity, amount = ("amount_due", deal.due_amount) if settled else ("total_gross", deal.gross)
    head, label, text = (
        Style("Helvetica-Bold", 11),
        Style("Helvetica-Bold", 7),
        Style("Helvetica", 8.5),
    )

    def parts(x: float, y: float, room: float) -> None:
        payee = [
            draft.tag("iban", group_iban(seller.iban), seller.iban),
            draft.name(seller, "seller"),
            *draft.address(seller, "seller"),
        ]
        payer = [draft.name(buyer, "buyer"), *draft.address(buyer, "buyer")]
        blocks: list[tuple[str, list[Phrase]]] = [
            (words[2], payee),
            (words[3], [draft.tag("payment_reference", reference)]),
            (words[4], payer),
        ]
        for title, phrases in blocks:
            sheet.text(x, y, plain(title), label)
            y = sheet.block(x, y + 11, phrases, text, room) + 8

    def sums(x: float) -> None:
        y = height - 78
        sheet.text(x, y, plain(words[5]), label)
        sheet.text(x + 60, y, plain(words[6]), label)
        draft.fields["currency"] = deal.notation.currency
        sheet.text(x, y + 12, tagged("currency", deal.notation.currency), text)
        draft.fields[entity] = f"{amount:.2f}"
        sheet.text(x + 60, y + 12, tagged(entity, f"{amount:,.2f}".replace(",", " ")), text)

    sheet.text(14, top + 22, plain(words[0]), head)
    parts(14, top + 40, parted - 24)
    sums(14)
    sheet.text(parted + 14, top + 22, plain(words[1]), head)
    sheet.area(parted + 14, top + 40, parted + 144, top + 170, stroke=(0, 0, 0))
    for _ in range(220):
        column, row = rng.randint(0, 24), rng.randint(0, 24)
        sheet.area(
            parted + 16 + column * 5,
            top + 42 + row * 5,
            parted + 21 + column * 5,
            top + 47 + row * 5,
            fill=(0, 0, 0),
        )
    parts(parted + 190, top + 22, width - parted - 205)
    sums(parted + 14)
