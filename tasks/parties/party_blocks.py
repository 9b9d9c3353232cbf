"""Seller and buyer where the page heads their blocks: "Verkäufer", "Bill to", "Client".

Under such a heading stands one party: its name is the first bare line, or the value of "Name:". A
VAT id belongs to the block it stands in.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from schemas.document import Page
from schemas.vocabulary import INVOICE_TYPES
from tasks.fields.caption_words import is_caption
from tasks.fields.claims import Claim
from tasks.parties.address_lines import kind_of_line
from tasks.parties.legal_forms import ends_with_form
from tasks.values.cells import Cell, Row, find_rows, make_cell, make_row
from tasks.values.identifiers import compact, find_national_vat_ids
from tasks.values.normalize import letters_of

_SELLER = (
    r"auftragnehmer|vendor address|lieferantenanschrift|lieferantenadresse|an den lieferanten"
    r"|creditor|pay to|paid to|payable to|vendu par|sold by"
    r"|(?:please )?remit(?: payments?)? to|remit(?:tance)? address|(?:send|mail) payments? to"
    r"|zahlung an|supplier address|ship(?:ped)? from|expédié par|versandt? (?:von|durch)"
    r"|order to|exporter|seller address|verkäufer(?:in)?|rechnungs(?:aus)?steller(?:in)?"
    r"|rechnungsersteller(?:in)?"
    r"|lieferant(?:in)?|leistungserbringer(?:in)?|vendeur|fournisseur|prestataire|seller"
    r"|supplier|proveedor(?:a)?|cedente|vendor|vendedor|venditore|fornitore|verkoper|leverancier"
)
_BUYER = (
    r"käufer(?:in)?|kunde(?:nanschrift)?|doit|client facturé|donneur d['’]ordre|auftraggeber"
    r"|sell-to(?: address)?|bill-to(?: address)?|invoice (?:to|address)|invoiced party"
    r"|customer address|purchaser|facturar a|factuuradres|factuur aan|fatturare a|klant|cessionario"
    r"|leistungsempfänger(?:in)?|rechnungsempfänger(?:in)?|rechnung an"
    r"|rechnungsadresse|rechnungsanschrift|acheteur|client|factur(?:é|er) à|adresse de facturation"
    r"|quot(?:e|ation|ed) (?:for|to)|prepared for|angebot für|devis pour|account of|receptor"
    r"|buyer|customer|bill(?:ed)? to|invoiced? to|sold to|comprador|cliente|acquirente|koper"
    r"|afnemer"
)
#: Who sends the paper and who gets it; on orders the buyer sends.
_SENDER = (
    r"de|from|von|van|da|absender(?:in)?|émis par|émetteur|emisora?|emittente|expéditeur"
    r"|expéditrice|sender|mittente|remitente|afzender"
)
_RECEIVER = (
    r"à|to|an|a|aan|voor|für|empfänger(?:in)?|destinataire|adressé à|spett\.?le|recipient|addressee"
    r"|destinatario|ontvanger|geadresseerde|herrn/frau/firma|firma"
)
_SHIP = (
    r"(?:abw\.?|abweichender?)(?:liefer\w+|waren?empfänger)"
    r"|liefer(?:adresse|anschrift|ort|empfänger)"
    r"|lieferung an|liefern an|anlieferadresse|versandadresse|waren?empfänger|leistungsort"
    r"|baustelle"
    r"|ship-to(?: address)?|(?:please )?deliver(?:y|ed)? (?:to|address)"
    r"|ship(?:ping)?(?:ped)? (?:to|address)|consignee"
    r"|place of delivery|goods to"
    r"|deliver-to address|(?:site |delivery )?address for delivery|site address"
    r"|adresse de livraison|livr(?:é|er) à|livraison|lieu de livraison"
    r"|lieferung"
    r"|dirección de (?:entrega|envío)|entregar a|enviar a|indirizzo di (?:consegna|spedizione)"
    r"|consegna a|luogo di consegna"
    r"|destinazione(?: merce)?|(?:aflever|lever|verzend)adres|werkadres|leveren aan"
    r"|(?:consignee|exporter) ?/ ?ship to"
)
#: What an order heads a site with, not whom it goes to.
_FOR = ("für", "voor")
#: Who is paid: by a bank's words on a bill, by the paper itself on a remittance advice.
_PAYEE = (
    r"zahlungsempfänger(?:in)?|begünstigter?|payee|beneficiary|bénéficiaire|beneficiari[ao]"
    r"|begunstigde"
)
#: Who pays, which only a remittance advice calls the buyer.
_PAYER = r"payer|payor|zahler|payeur|pagador|pagatore|betaler"
_OTHER = (
    r"abweichende\w+"
    r"|bemerkung(?:en)?|hinweise?|positionsdaten|rechnungsdaten|zahlungsinformationen"
)
#: Documents whose letterhead is the buyer's.
SENT_BY_BUYER = frozenset({"order", "remittance_advice"})
#: Compared without spaces: text layers at times tear a word in two. "Buyer (Bill to)" is one, too.
_HEAD = {
    party: re.compile(rf"(?:{heads.replace(' ', '')})(?:/[\w/]+)?(?:\(\w+\))?:?", re.IGNORECASE)
    for party, heads in (
        ("ship_to", _SHIP),
        ("seller", _SELLER),
        ("buyer", _BUYER),
        ("sender", _SENDER),
        ("receiver", _RECEIVER),
        ("payee", _PAYEE),
        ("payer", _PAYER),
        ("other", _OTHER),
    )
}
_NAME_KEY = re.compile(
    r"(?:name|firma|firmenname|unternehmen|company(?: name)?|nom|raison sociale|société|nombre|nome"
    r"|naam)[ ]*(?::\s*|\t)",
    re.IGNORECASE,
)
_KEY = re.compile(r"[^\W\d_][^:\t]{1,40}\s?:(?:\s|$)")
#: First lines under a heading that are no names: titles, and captions of numbers.
NO_NAME = re.compile(
    r"[\W\d_]+|(?:vorab )?(?:per|by|par|via) (?:e-?mail|fax|post|courriel|telefax)\W*"
    r"|\S*(?:nr|no|nummer|number|n[°º]|gln|datum|date)\b\W*.*"
    r"|\W*(?:rechnung|gutschrift|angebot|bestellung|lieferschein|invoice|credit note|quote"
    r"|quotation|order|facture|devis|avoir|commande|factura|presupuesto|pedido|fattura"
    r"|preventivo|ordine"
    r"|factuur|offerte|bestelling|pakbon)\W*"
    r"|(?:(?:konto|compte|account|conto) ?/ ?)?(?:zahlbar|payable|pagabile)"
    r" (?:an|durch|à|par|to|by|a|da)"
    r"|empfangsschein|zahlteil|récépissé|section paiement|ricevuta|sezione pagamento"
    r"|büro|kontakt|anschrift|firmensitz|sitz|office|studio|contact|address|head office"
    r"|accounts? payable(?: dep(?:artmen)?t\.?)?|(?:kreditoren)?buchhaltung"
    r"|(?:service )?comptabilité(?: fournisseurs)?"
    r"|p\.? ?o\.? box [0-9]+|postfach [0-9 ]+|bp [0-9]+|casella postale [0-9]+"
    r"|postbus [0-9]+|apartado(?: de correos)? [0-9]+"
    r"|(?:ch(?:er|ère)s? )?(?:madame|monsieur|mesdames|messieurs)(?:,? (?:madame|monsieur))?,"
    r"|(?:sehr geehrter?|guten tag|bonjour|dear (?:mr|mrs|ms|dr|sir|madam|customer|all))\b.*,"
    r"|siège(?: social)?|bureau|adresse|agence|coordonnées|sede(?: legale| social)?|agencia"
    r"|oficina|dirección|contatti|kantoor|adres",
    re.IGNORECASE,
)
#: A party's location number (GS1), which may stand above its name.
_GLN = re.compile(r"[0-9]{13}")
#: A heading's own number: "Client 004418", "Fournisseur n° 004417".
_PARTY_NUMBER = re.compile(r"(?<=[^\W\d_]) (?:(?:n[°ºor]\.?|no\.?|#) ?)?[0-9]{4,}$", re.IGNORECASE)
#: The same with letters: "Fournisseur F00418".
_PARTY_CODE = re.compile(
    r"(?<=[^\W\d_]) (?:(?:n[°ºor]\.?|no\.?|#):? ?)?[A-Z]{1,2}-?[0-9]{4,}$", re.IGNORECASE
)
#: The same in a line of its own above the name: "Vendor No. V-3307".
_NUMBER_LINE = re.compile(
    r"(?:vendor|supplier|customer|client|account|fournisseur|lieferanten?|kunden?|debitor|kreditor)"
    r"[ -]?(?:no|nr|n[°º]|number|nummer|id|code)\.?:? ?[A-Z]{0,3}-?[0-9]{3,}",
    re.IGNORECASE,
)
#: A word of two letters that is no part of a code: "QD-33104".
LETTERS = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?![\w-]*[0-9])")
#: A line of an address: letters and a short number.
_PLACE = re.compile(r"(?=.*(?<!\w)[0-9]{1,6}[A-Za-z]?(?!\w))(?=.*[^\W\d_]{2})[^:]+")
_VAT_KEY = r"(?:u?st\.?-?\s?-?(?:id|ident)|umsatzsteuer-?id|uid|vat|t\.?v\.?a\.?|p\.? ?iva|btw)"
_COUNTRY = (
    r"(?:AT ?U|BE|BG|CHE-?|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE"
    r"|SI|SK|XI)"
)
VAT = re.compile(
    rf"{_VAT_KEY}[^\t:0-9]{{0,20}}:?[\s:]*"
    r"((?:(?<!\w)|(?<=vat)|(?<=id)|(?<=nr))"
    rf"{_COUNTRY} ?[A-Z0-9]{{0,2}}[0-9][0-9. ]{{5,13}}[0-9](?:B[0-9]{{2}})?)(?!\w)",
    re.IGNORECASE,
)
_YOURS = re.compile(
    r"\b(?:ihre?|kunde\w*|mandant\w*|auftraggebers?|your|customer|votre|client\w*|su|vostra|uw|klant)"
    r"\b",
    re.IGNORECASE,
)
#: Parties whose headings are no small words: "To:" may stand before anything.
_PLAIN = ("ship_to", "seller", "buyer")
_ADDRESS = ("street", "whole", "place")
_PLACES = ("whole", "place")
#: A heading with the party's name behind it.
_HEADED = re.compile(r"(?P<head>[^:]{2,40}):\s+(?P<name>[^\W\d_][^:0-9]{2,60})")
_CODE = re.compile(r"[A-Z]{1,3}-?[0-9]{3,}")
_LINES_N = 4  # of a block up to its street, at most
_STRIP_N = 2  # captions beside a heading that make it but one of them
_PAGES_N = 32
_ROWS_N = 12
_HEADED_ROWS_N = 5  # below two headings side by side, in which their blocks may touch
_SAME_EDGE = 0.006  # of the page's width: how far left edges of one column differ
_EDGE = 0.03  # of the page's width: how far from its heading's left edge a block's line begins


class _Block(NamedTuple):
    party: str
    cells: list[tuple[Row, Cell]]


def find_parties(pages: Sequence[Page], doc_type: str) -> list[Claim]:
    """Names by the blocks' headings, VAT ids by the blocks they stand in."""
    claims: list[Claim] = []
    for number, page in enumerate(pages):
        rows = part_columns(page, doc_type)
        blocks = list(_find_blocks(rows, doc_type))
        for party in ("seller", "buyer"):
            named = [words for b in blocks if b.party == party and (words := _name_of(b))]
            if len(named) == 1:
                claims.append(Claim(f"{party}_name", number, named[0]))
        claims += [
            Claim(name, number, words) for name, words in _find_vat_ids(rows, blocks, doc_type)
        ]
    return _agreeing(pages, claims)


@lru_cache(maxsize=_PAGES_N)
def part_columns(page: Page, doc_type: str) -> tuple[Row, ...]:
    """The page's rows with blocks that touch parted where the second one's heading begins.

    "From | To" heads two columns, though a long name may reach up to the next: "Ada Lovelace
    Translations Babbage Engines Ltd". Headings are parted from what stands behind them, too.
    """
    rows = list(find_rows(page))
    rows[:-2] = [_part_heads(page, row, rows[at + 1 : at + 3]) for at, row in enumerate(rows[:-2])]
    for at, row in enumerate(rows):
        heads = [cell for cell in row.cells if party_of(cell.text, doc_type) is not None]
        for left, right in pairwise(heads):
            for below in range(at + 1, min(at + 1 + _HEADED_ROWS_N, len(rows))):
                rows[below] = _part_row(page, rows[below], left, right)
    return tuple(rows)


def _part_heads(page: Page, row: Row, below: Sequence[Row]) -> Row:
    """A row with headings parted from what stands behind them where the rows below go on there.

    "Ship To: Stockroom" above "410 Laurel Street", which begins below the "S" of Stockroom.
    """
    cells: list[Cell] = []
    for cell in row.cells:
        ends = (n for n, i in enumerate(cell.words[:-1], start=1) if page.words[i].text[-1] == ":")
        end = next(ends, 0)
        head = make_cell(page, cell.words[:end]) if end else cell
        rest = page.words[cell.words[end]].box[0]
        plain = head.text.replace(" ", "")
        goes_on = all(
            any(abs(other.x0 - rest) < _SAME_EDGE for other in under.cells) for under in below
        )
        if end and goes_on and any(_HEAD[party].fullmatch(plain) for party in _PLAIN):
            cells += [head, make_cell(page, cell.words[end:])]
        else:
            cells.append(cell)
    return make_row(page, cells) if len(cells) > len(row.cells) else row


def _part_row(page: Page, row: Row, left: Cell, right: Cell) -> Row:
    """A row with the cell below one heading ended where a word begins right below the next."""
    for place, cell in enumerate(row.cells):
        if abs(cell.x0 - left.x0) > _SAME_EDGE or cell.x1 <= right.x0:
            continue
        begin = next(
            (
                n
                for n, i in enumerate(cell.words)
                if abs(page.words[i].box[0] - right.x0) < _SAME_EDGE
            ),
            0,
        )
        if begin:
            parts = (make_cell(page, cell.words[:begin]), make_cell(page, cell.words[begin:]))
            return make_row(page, (*row.cells[:place], *parts, *row.cells[place + 1 :]))
    return row


def _find_blocks(rows: Sequence[Row], doc_type: str) -> Iterator[_Block]:
    for at, row in enumerate(rows):
        for cell in row.cells:
            party = party_of(cell.text, doc_type)
            named = _name_behind(row, cell, rows[at + 1 : at + 2])
            below = rows[at + 1 : at + 1 + _ROWS_N]
            if named is not None:
                yield named
            elif party is not None and _has_value(row, cell):
                number = _number_above_name(row, cell, below)
                if number is not None:
                    yield _Block(party, [*_cells_below(below, number, doc_type)])
            elif party is not None and _has_code(row, cell, below, doc_type):
                continue
            elif (
                party is not None and not _is_in_strip(row, cell) and not _is_listed(rows, at, cell)
            ):
                beside = _text_beside(row, cell, below, doc_type)
                own = [] if beside is None else [(row, beside)]
                yield _Block(party, [*own, *_cells_below(below, beside or cell, doc_type)])


def _name_behind(row: Row, cell: Cell, below: Sequence[Row]) -> _Block | None:
    """A party behind its heading, in one cell, above its street: "Vendor: North Shore Supply"."""
    head = _HEADED.fullmatch(cell.text)
    plain = head["head"].replace(" ", "") if head else ""
    party = next((p for p in ("seller", "buyer") if _HEAD[p].fullmatch(plain)), None)
    if head is None or party is None:
        return None
    words = cell.words[-len(head["name"].split()) :]
    street = next(
        (
            (other, one)
            for other in below
            for one in other.cells
            if cell.x0 - _EDGE < one.x0 < cell.x1 and kind_of_line(one.text) in _ADDRESS
        ),
        None,
    )
    name = cell._replace(words=words, text=head["name"])
    return _Block(party, [(row, name), street]) if street else None


def party_of(text: str, doc_type: str) -> str | None:
    """The party that a heading names: seller, buyer, ship_to, other; None if it is no heading.

    On papers that the buyer sends, "from" is the buyer.
    """
    plain = _PARTY_NUMBER.sub("", text).replace(" ", "")
    party = next((party for party, head in _HEAD.items() if head.fullmatch(plain)), None)
    if party is None:
        coded = _PARTY_CODE.sub("", text).replace(" ", "")
        party = next((one for one in _PLAIN if _HEAD[one].fullmatch(coded)), None)
    if party in ("sender", "receiver"):
        if plain.strip(" :").lower() in _FOR and doc_type in SENT_BY_BUYER:
            return None
        return "buyer" if (party == "sender") == (doc_type in SENT_BY_BUYER) else "seller"
    if party in ("payee", "payer"):
        paid = "seller" if party == "payee" else "buyer"
        return paid if doc_type == "remittance_advice" else "other"
    return party


def _cell_behind(row: Row, head: Cell) -> Cell | None:
    return next((cell for cell in row.cells if cell.x0 > head.x0), None)


def _has_value(row: Row, head: Cell) -> bool:
    """Whether a heading is a caption whose value stands beside it: "Lieferant | 700123"."""
    behind = _cell_behind(row, head)
    return behind is not None and bool(re.fullmatch(r"[\W\d]*\d[\W\d]*", behind.text))


def _has_code(row: Row, head: Cell, below: Sequence[Row], doc_type: str) -> bool:
    """Whether a party's code stands beside its heading and no address below: "Client | C02917"."""
    behind = _cell_behind(row, head)
    if behind is None or not _CODE.fullmatch(behind.text):
        return False
    lines = [cell.text for _, cell in islice(_cells_below(below, head, doc_type), _LINES_N)]
    return not any(kind_of_line(line) in _PLACES for line in lines)


def _number_above_name(row: Row, head: Cell, below: Sequence[Row]) -> Cell | None:
    """The party's number beside its heading if the block goes on below it: "Vendor: | 45312"."""
    number = _cell_behind(row, head)
    if number is None or not below:
        return None
    cells = below[0].cells
    under = next((cell for cell in cells if abs(cell.x0 - number.x0) < _SAME_EDGE), None)
    if under is None or not LETTERS.search(under.text) or is_caption(under.text):
        return None
    lines = [c.text for one in below[1:4] for c in one.cells if abs(c.x0 - number.x0) < _SAME_EDGE]
    if not any(kind_of_line(line) in _ADDRESS for line in lines):
        return None
    return None if any(abs(cell.x0 - head.x0) < _EDGE for cell in cells) else number


def _is_in_strip(row: Row, head: Cell) -> bool:
    """Whether a heading stands in a row of captions, whose values stand below: a salesperson's."""
    others = [cell for cell in row.cells if cell is not head]
    return len(others) >= _STRIP_N and all(is_caption(cell.text) for cell in others)


def _is_listed(rows: Sequence[Row], at: int, head: Cell) -> bool:
    """Whether a heading with its number stands in a list, captions above and below it.

    "Datum 27.03.2025", "Kunde 1774", "Bearbeiter P. Hoffmann".
    """
    near = [*rows[max(0, at - 1) : at], *rows[at + 1 : at + 2]]
    beside = [c for row in near for c in row.cells if abs(c.x0 - head.x0) < _SAME_EDGE]
    captioned_n = sum(is_caption(cell.text.split()[0]) for cell in beside)
    return bool(_PARTY_NUMBER.search(head.text)) and captioned_n == len(near)


def _text_beside(row: Row, head: Cell, below: Sequence[Row], doc_type: str) -> Cell | None:
    """The first line of a block that stands beside its heading: "Acheteur | Rivemont SAS"."""
    behind = _cell_behind(row, head)
    if behind is None or not below or party_of(behind.text, doc_type) is not None:
        return None
    columns = [cell.x0 for cell in below[0].cells]
    is_block = any(abs(x0 - behind.x0) < _EDGE for x0 in columns)
    return behind if is_block and all(abs(x0 - head.x0) >= _EDGE for x0 in columns) else None


def _cells_below(rows: Sequence[Row], head: Cell, doc_type: str) -> Iterator[tuple[Row, Cell]]:
    """The cells in the heading's column, up to the next heading of any party."""
    for row in rows:
        for cell in row.cells:
            if abs(cell.x0 - head.x0) < _EDGE:
                if party_of(cell.text, doc_type) is not None or _is_heading(row, cell):
                    return
                if not re.search(r"\w", cell.text):  # a ruler of a typewriter
                    return
                yield row, cell


def _is_heading(row: Row, cell: Cell) -> bool:
    """Whether a cell is a caption with nothing behind it: "Hinweise:"."""
    return cell.text.endswith(":") and cell is row.cells[-1]


def _name_of(block: _Block) -> tuple[int, ...] | None:
    """The words of the party's name: behind "Name:", else the first line without a key."""
    for row, cell in block.cells:
        start = next(a for a, _, word in row.spans if word == cell.words[0])
        key = _NAME_KEY.match(row.text, start)
        if key is not None:
            end = row.text.find("\t", key.end())
            words = row.words_at(key.end(), end if end >= 0 else len(row.text))
            return words or None
    numbered = False
    for position, (row, cell) in enumerate(block.cells):
        start = next(a for a, _, word in row.spans if word == cell.words[0])
        if _KEY.match(row.text, start) or _GLN.fullmatch(cell.text) or is_caption(cell.text):
            continue
        if _NUMBER_LINE.fullmatch(cell.text):
            numbered = True
            continue
        if NO_NAME.fullmatch(cell.text) or not LETTERS.search(cell.text):
            return None
        # A person's name may stand below "Verkäufer", too: a party has an address.
        below = [c.text for _, c in block.cells[position + 1 : position + 5]]
        if numbered:  # what stands below a number may be anything
            return cell.words if any(kind_of_line(text) in _PLACES for text in below) else None
        return cell.words if any(map(_PLACE.fullmatch, below)) else None
    return None


def _find_vat_ids(
    rows: Sequence[Row], blocks: Sequence[_Block], doc_type: str
) -> Iterator[tuple[str, tuple[int, ...]]]:
    inside = {cell.words[0]: b.party for b in blocks for _, cell in b.cells}
    first_cells = {b.cells[0][1].words[0] for b in blocks if b.cells}
    signed = [compact(match[1]) for row in rows for match in VAT.finditer(row.text)]
    for row in rows:
        called = [(match.start(), match.span(1)) for match in VAT.finditer(row.text)]
        called += [
            (at, (one.start, one.end))
            for at, one in find_national_vat_ids(row.text)
            if not any(value.endswith(one.value) for value in signed)
        ]
        for at, (start, end) in called:
            words = row.words_at(start, end)
            cell = next(c for c in row.cells if words[0] in c.words)
            first = row.words_at(at, at + 1)
            party = next((inside[w] for w in (cell.words[0], *first) if w in inside), None)
            before = row.text[row.text.rfind("\t", 0, at) + 1 : start]
            if cell.words[0] not in first_cells and _names_firm(
                before
            ):  # small print, which names its own firm: the sender
                party = "buyer" if doc_type in SENT_BY_BUYER else None
            if _YOURS.search(before):
                party = "buyer"
            if party is None and doc_type in INVOICE_TYPES:
                party = "seller"
            if party in ("seller", "buyer"):
                yield f"{party}_vat_id", words


def _names_firm(text: str) -> bool:
    """Whether a text holds a firm's name with its legal form."""
    return any(ends_with_form([word]) for word in text.split()[1:])


def _agreeing(pages: Sequence[Page], claims: Sequence[Claim]) -> list[Claim]:
    """The claims whose field is named with one value only."""
    values: dict[str, set[str]] = {}
    for claim in claims:
        text = "".join(pages[claim.page].words[i].text for i in claim.words)
        values.setdefault(claim.label, set()).add(letters_of(text))
    return [claim for claim in claims if len(values[claim.label]) == 1]
