"""The sign above a firm's row that names but its trade, and is the first of its name.

"Veldkamp" in large letters above "Kantoor & Kantine B.V.", the street below: no firm is called by
its trade alone. "HSB" above "Heizung Sanitär Bau GmbH" is short for the row below it, and a firm
that is printed elsewhere without the sign, "Bad & Heizung GmbH · HRB 4711", is called so.

What stands large above may as well be a stamp ("Kopie", "PAID"), a greeting, a brand that the firm
sells or its town. A sign is proved by the seller's own domain or account; one that is not leaves
the name to be compared with the paper, and words that name nobody are no sign.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.caption_words import is_caption
from tasks.parties.firms_below import cell_below
from tasks.parties.name_forms import ends_with_form, has_form, without_form
from tasks.parties.name_words import find_name, name_as_printed, plain
from tasks.values.cells import Cell, find_cells
from tasks.values.entities import is_inside
from tasks.values.normalize import letters_of
from tasks.values.title_words import ANY_TITLE

_LARGER = 1.25  # than the firm's row: the type of a sign
#: What stands before a domain, and before whose account it is.
_DOMAIN = re.compile(r"(?:@|www\.|https?://)([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
_HOLDER = re.compile(
    r"kontoinhaber(?:in)?|account (?:name|holder)|titulaire|titular|intestat[oa] a|intestatario"
    r"|t\.?n\.?v\.?|ten name van|begünstigter?|beneficiary|bénéficiaire",
    re.IGNORECASE,
)
#: What is stamped or said above a firm's name, or tells what it is: no firm is called so.
_NOBODY = re.compile(
    r"[ck]opi[ea]|copy|original[e]?|origineel|dupli[ck]a(?:t|ta|te|to|do|at)|entwurf|draft|borrador"
    r"|bozza|concept|muster|specimen|storno|storniert|annulée?|annullat[oa]|anulad[oa]|void"
    r"|cancelled|paid|bezahlt|betaald|voldaan|payée?|acquittée?|pagad[oa]|pagat[oa]|saldat[oa]"
    r"|overdue|überfällig|remittance|kunde|customer|client[e]?|klant|office"
    r"|willkommen|welcome|welkom|bienvenue|bienvenid[oa]s?|benvenut[oi]|danke|thanks|merci|gracias"
    r"|grazie|bedankt|(?:meister|fach|innungs|familien|ausbildungs)?betrieb|fachhandel|fachgeschäft"
    r"|artisans?|artigian[oa]|artesan[oa]|ambacht|partner|\w+partner|installateur|maître|meister"
    r"|seit|since|depuis|sinds|desde|dal|ihre?|your|votre|uw|vostro|your|service|kundendienst"
    r"|vertragshändler|vertragswerkstatt|notdienst|urgence|zentrale|filiale?|filiaal|branch|sucursal"
    r"|absender|sender|expéditeur|mittente|remitente|afzender|seite|page|pagina|página",
    re.IGNORECASE,
)
#: One word or two, none of them of letters and figures.
_SIGN = re.compile(r"[A-ZÀ-Þ][^\W\d_]{3,}(?:[ -][^\W\d_]{2,})?")
_TRADE = re.compile(
    r"bad|bäder|heizung(?:s?bau)?|sanitär(?:technik)?|elektro(?:technik|installationen?)?"
    r"|klima(?:technik)?|lüftung|dach|bau|garten(?:bau)?|büro(?:bedarf)?|haus(?:technik)?"
    r"|technik|gebäudetechnik|logistik|transporte?|spedition|handel|druck|werbung|reinigung"
    r"|plumbing|heating|electrical|roofing|building|office|catering|cleaning|logistics?|trading"
    r"|supplies|services?|transport|print(?:ing)?|gardens?|kitchens?|bathrooms?"
    r"|chauffage|plomberie|sanitaires?|électricité|menuiseries?|toitures?|peintures?|travaux"
    r"|bâtiment|bureautique|nettoyage|transports|logistique|traiteur|jardins?|cuisines?|bains?"
    r"|impianti|idraulica|elettricità|servizi|trasporti|logistica|ufficio|pulizie|arredamenti"
    r"|fontanería|calefacción|climatización|electricidad|instalaciones|servicios|transportes"
    r"|limpiezas?|oficinas?|cocinas|baños|suministros"
    r"|kantoor(?:artikelen)?|kantine|verwarming|installaties?|loodgieterswerken|elektra"
    r"|dakwerken|bouw|schoonmaak|diensten|tuinen|keukens|badkamers|techniek|logistiek|handel"
    r"|und|u\.|and|et|e|y|en|&|\+",
    re.IGNORECASE,
)


def join_sign_above(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the seller's sign before its trade and form, which were read as its name."""
    known = fields.get("seller_name")
    if not isinstance(known, Field) or known.page != 1 or known.box is None:
        return fields
    texts = known.value.split()
    if not ends_with_form(texts) or not _is_trade(without_form(known.value).split()):
        return fields
    page = pages[0]
    own = tuple(at for at, word in enumerate(page.words) if is_inside(word.box, known.box))
    name = [plain(text) for text in texts]
    printed_n = sum(1 for one in pages for _ in find_name(one, name))
    sign = _sign_above(page, own) if printed_n == 1 else None
    proved = sign is not None and _is_proved(sign.text, pages)
    if sign is None or not (proved or _may_be_name(sign, page)):
        return fields
    return {**fields, "seller_name": name_as_printed(known, page, 0, (*sign.words, *own))}


def is_sign_unproved(name: Field, pages: Sequence[Page]) -> bool:
    """Whether a seller's name begins with a sign above its trade that nothing else tells."""
    if name.page != 1 or name.box is None or not ends_with_form(name.value.split()):
        return False
    page = pages[0]
    own = tuple(at for at, word in enumerate(page.words) if is_inside(word.box, name.box))
    cells = [cell for cell in find_cells(page) if {*cell.words} <= {*own}]
    trades = [cell for cell in cells if _is_trade(without_form(cell.text).split())]
    signs = [sign for cell in trades if (sign := _sign_above(page, cell.words))]
    return any(sign in cells and not _is_proved(sign.text, pages) for sign in signs)


def _is_proved(sign: str, pages: Sequence[Page]) -> bool:
    """Whether the seller's domain begins with a sign, or its account is held under it."""
    letters = letters_of(sign)
    for text in (row for page in pages for row in page.row_texts()):
        if any(letters_of(one).startswith(letters) for one in _DOMAIN.findall(text)):
            return True
        holder = _HOLDER.search(text)
        if holder and letters_of(text[holder.end() :]).startswith(letters):
            return True
    return False


def _may_be_name(sign: Cell, page: Page) -> bool:
    """Whether a sign that nothing proves is one word, and neither common nor of a place."""
    others = {plain(word.text) for at, word in enumerate(page.words) if at not in sign.words}
    return len(sign.words) == 1 and plain(sign.text) not in others


def _is_trade(texts: Sequence[str]) -> bool:
    """Whether words name a trade, or several, and nobody."""
    return bool(texts) and all(_TRADE.fullmatch(text.rstrip(",")) for text in texts)


def _sign_above(page: Page, own: Sequence[int]) -> Cell | None:
    """The cell with a sign right above the words of a firm's cell, which are all of it."""
    for cell in find_cells(page):
        if not _SIGN.fullmatch(cell.text) or has_form(cell.text.split()):
            continue
        if any(_NOBODY.fullmatch(text) for text in cell.text.replace("-", " ").split()):
            continue
        if is_caption(cell.text) or ANY_TITLE.fullmatch(cell.text) or _is_trade(cell.text.split()):
            continue
        below = cell_below(page, page.box_of(cell.words))
        if below is None or below.words != tuple(own):
            continue
        if _height(page, cell.words) >= _LARGER * _height(page, own):
            return cell
    return None


def _height(page: Page, words: Sequence[int]) -> float:
    """How high the words of one row are."""
    _, top, _, bottom = page.box_of(words)
    return bottom - top
