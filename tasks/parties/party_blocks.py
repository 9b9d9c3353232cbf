"""Seller and buyer where the page heads their blocks: "Verkäufer", "Bill to", "Client".

Under such a heading stands one party: its name is the first bare line, or the value of "Name:".
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.fields.caption_words import is_caption
from tasks.fields.claims import Claim
from tasks.parties.address_lines import STATE, is_care_of, is_titled, kind_of_line
from tasks.parties.headed_blocks import LETTERS, PLACES, HeadedBlock, find_headed_blocks
from tasks.parties.name_forms import ends_with_form, is_form, without_form
from tasks.parties.name_words import TRADING, behind_number
from tasks.parties.party_columns import part_columns
from tasks.parties.party_vat_ids import find_party_vat_ids
from tasks.values.cells import Cell, Row
from tasks.values.normalize import letters_of
from tasks.values.title_words import BARE_TITLE

_NAME_KEY = re.compile(
    r"(?:name|firma|firmenname|unternehmen|company(?: name)?|nom|raison sociale|société|nombre|nome"
    r"|naam)[ ]*(?::\s*|\t)",
    re.IGNORECASE,
)
_KEY = re.compile(r"[^\W\d_][^:\t]{1,40}\s?:(?:\s|$)")
#: First lines under a heading that are no names: titles, offices, and captions of numbers.
NO_NAME = re.compile(
    r"[\W\d_]+|(?:vorab )?(?:per|by|par|via) (?:e-?mail|fax|post|courriel|telefax)\W*"
    r"|\S*(?:nr|no|nummer|number|n[°º]|gln|datum|date)\b\W*.*|[^,]* (?:nr\.|n[°º]|nummer|number):?"
    rf"|\W*(?:{BARE_TITLE.pattern})\W*"
    r"|(?:(?:konto|compte|account|conto) ?/ ?)?(?:zahlbar|payable|pagabile)"
    r" (?:an|durch|à|par|to|by|a|da)"
    r"|empfangsschein|zahlteil|récépissé|section paiement|ricevuta|sezione pagamento"
    r"|(?:strictly )?(?:(?:private|personal)(?:(?: and | ?/ ?| & )confidential)?|confidential)"
    r"|(?:streng )?(?:persönlich(?:(?: und | ?/ ?| & )vertraulich)?|vertraulich)"
    r"|(?:strictement )?(?:personnel(?:(?: et | ?/ ?| & )confidentiel)?|confidentiel)"
    r"|büro|kontakt|anschrift|firmensitz|sitz|office|studio|contact|address|head office"
    r"|veranstalter(?:in)?|organi[sz]er|organisateur|organi(?:zzatore|zador|sator)"
    r"|accounts? payable(?: dep(?:artmen)?t\.?)?|(?:kreditoren)?buchhaltung"
    r"|(?:service )?comptabilité(?: fournisseurs)?"
    rf"|{STATE}|{TRADING} (?!.*\b(?:GmbH|AG|Ltd|Inc|LLC)\.?$).*"
    r"|the (?:[^\W\d_]+ ){0,2}(?:director|secretary|treasurer|manager|bursar|controller)s?"
    r"|(?:an )?die geschäfts(?:leitung|führung)"
    r"|(?:(?:madame|monsieur) )?l[ea] direct(?:eur|rice|ion)"
    r"(?: (?:générale?|financi[eè]re?))?"
    r"|p\.? ?o\.? box [0-9]+|postfach [0-9 ]+|bp [0-9]+|casella postale [0-9]+"
    r"|postbus [0-9]+|apartado(?: de correos)? [0-9]+"
    r"|(?:ch(?:er|ère)s? )?(?:madame|monsieur|mesdames|messieurs)(?:,? (?:madame|monsieur))?,"
    r"|(?:sehr geehrter?|guten tag|bonjour|dear (?:mr|mrs|ms|dr|sir|madam|customer|all))\b.*,"
    # Another paper and its day: "BL 88214 du 29/10/2026".
    r"|.*\b(?:du|vom|of|dated|del|van) [0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}){1,2}"
    r"|siège(?: social)?|bureau|adresse|agence|coordonnées|sede(?: legale| social)?|agencia"
    r"|oficina|dirección|contatti|kantoor|adres",
    re.IGNORECASE,
)
#: A party's location number (GS1), which may stand above its name.
_GLN = re.compile(r"[0-9]{13}")
#: A party's number in a line of its own above the name: "Vendor No. V-3307".
_NUMBER_LINE = re.compile(
    r"(?:vendor|supplier|customer|client|account|fournisseur|lieferanten?|kunden?|debitor|kreditor)"
    r"[ -]?(?:no|nr|n[°º]|number|nummer|id|code)\.?:? ?[A-Z]{0,3}-?[0-9]{3,}",
    re.IGNORECASE,
)
#: What stands below a bank's name, no party's.
_ACCOUNT = re.compile(
    r"(?:iban|swift(?=[ /:-]*(?:bic|code|[A-Z]{6}))|bic|sort(?: code|(?=:? ?[0-9]))|routing|blz"
    r"|bankleitzahl)(?!\w)",
    re.IGNORECASE,
)
#: Before a firm through which a person is reached: "vertreten durch Nord Immobilien GmbH".
_THROUGH = re.compile(
    r"(?:p/a|p\.a\.|t\.a\.v\.|chez|bei|presso|via|vertreten|représentée?|represented|insured"
    r"|versichert|assurée?)\s",
    re.IGNORECASE,
)
#: A person without a form of address, a department, a shop: its firm stands below.
_TWO_WORDS = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?: [A-ZÀ-Þ]\.)? [A-ZÀ-Þ][^\W\d_'’-]+")
_SPACE = 0.02  # of the page's width, that parts two columns at least
#: A line of an address: letters and a short number.
_PLACE = re.compile(r"(?=.*(?<!\w)[0-9]{1,6}[A-Za-z]?(?!\w))(?=.*[^\W\d_]{2})[^:]+")


def find_parties(pages: Sequence[Page], doc_type: str) -> list[Claim]:
    """Names by the blocks' headings, VAT ids by the blocks they stand in."""
    claims: list[Claim] = []
    for number, page in enumerate(pages):
        rows = part_columns(page, doc_type)
        blocks = list(find_headed_blocks(rows, doc_type))
        for party in ("seller", "buyer"):
            named = [words for b in blocks if b.party == party and (words := _name_of(page, b))]
            if len(named) == 1:
                claims.append(Claim(f"{party}_name", number, named[0]))
        claims += [
            Claim(name, number, words) for name, words in find_party_vat_ids(rows, blocks, doc_type)
        ]
    return _agreeing(pages, claims)


def _name_of(page: Page, block: HeadedBlock) -> tuple[int, ...] | None:
    """The words of the party's name: behind "Name:", else the first line without a key."""
    for row, cell in block.cells:
        start = row.start_of(cell)
        key = _NAME_KEY.match(row.text, start)
        if key is not None:
            end = row.text.find("\t", key.end())
            words = row.words_at(key.end(), end if end >= 0 else len(row.text))
            return words or None
    numbered = False
    for position, (row, cell) in enumerate(block.cells):
        if _is_above_name(block, position):
            continue
        if _NUMBER_LINE.fullmatch(cell.text):
            numbered = True
            continue
        if _is_no_name(cell.text):
            return None
        # A person's name may stand below "Verkäufer", too: a party has an address.
        below = [c.text for _, c in block.cells[position + 1 : position + 5]]
        if below and _ACCOUNT.match(below[0]):
            return None
        if numbered:  # what stands below a number may be anything
            return cell.words if any(kind_of_line(text) in PLACES for text in below) else None
        # A seller without a number in its address may be one who is billed by its customer.
        places = PLACES if block.party == "buyer" else ()
        if not any(_PLACE.fullmatch(text) or kind_of_line(text) in places for text in below):
            return None
        under = block.cells[position + 1][1]
        more = under.words if _is_broken(page, row, cell, under) else ()
        return behind_number(page, cell.words) + more
    return None


def _is_no_name(text: str) -> bool:
    """Whether a line is no party's name: nor is a street, whose party may stand beside a logo."""
    if NO_NAME.fullmatch(text) or not LETTERS.search(text):
        return True
    return text[0].isdigit() and kind_of_line(text) == "street"


def _is_above_name(block: HeadedBlock, position: int) -> bool:
    """Whether a line is a key, a number or a caption, or whom the firm right below it employs.

    "Ms Ada Hopper" or "Ada Hopper" above "Ardent Sensors Ltd"; "Hopper Sensors" goes on in "Europe
    Ltd".
    """
    row, cell = block.cells[position]
    start = row.start_of(cell)
    if _KEY.match(row.text, start) or _GLN.fullmatch(cell.text) or is_caption(cell.text):
        return True
    below = "".join(one.text for _, one in block.cells[position + 1 : position + 2])
    through = is_care_of(below) or _THROUGH.match(below)
    named = is_titled(cell.text) or (
        _TWO_WORDS.fullmatch(cell.text) and len(without_form(below).split()) > 1
    )
    return bool(named) and not through and ends_with_form(below.split())


def _is_broken(page: Page, row: Row, name: Cell, below: Cell) -> bool:
    """Whether a name has no room in its column for the line below, which ends with a legal form."""
    texts = below.text.split()
    behind = next((cell.x0 for cell in row.cells if cell.x0 > name.x1), None)
    if behind is None or is_form(texts) or not ends_with_form(texts):
        return False
    x0, _, x1, _ = page.words[below.words[0]].box
    return not ends_with_form(name.text.split()) and name.x1 + x1 - x0 > behind - _SPACE


def _agreeing(pages: Sequence[Page], claims: Sequence[Claim]) -> list[Claim]:
    """The claims whose field is named with one value only."""
    values: dict[str, set[str]] = {}
    for claim in claims:
        text = "".join(pages[claim.page].words[i].text for i in claim.words)
        values.setdefault(claim.label, set()).add(letters_of(text))
    return [claim for claim in claims if len(values[claim.label]) == 1]
