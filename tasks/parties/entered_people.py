"""The person whom a personal tax number names, where a sign above was read as the seller.

"FONTANERÍA OLAIZOLA" above "Xabier Olaizola Etxeberria - NIF 33219874P": in Spain a number of eight
digits and a letter, in Italy a "codice fiscale" of sixteen signs, is a person's own and no firm's.
A seller is called by the name it is registered by (BT-27 of EN 16931).
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.firms_below import cell_below, is_buyers
from tasks.parties.name_forms import has_form
from tasks.parties.name_words import name_as_printed, plain
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.normalize import letters_of

_HEAD = 0.35  # of the first page's height: where a letterhead ends
_NUMBER = (
    r"(?:N\.?I\.?F\.?|D\.?N\.?I\.?|N\.?I\.?E\.?|C\.? ?F\.?|Cod(?:\.|ice) ?[Ff]isc(?:\.|ale)):? ?"
    r"(?:ES ?)?(?:[0-9XYZ][0-9]{7}-?[A-Z]|[A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z])\b"
)
_NAMED = re.compile(
    r"(?P<name>(?:(?:[A-ZÀ-Þ][^\W\d_]+|[A-ZÀ-Þ]\.|de|del|la|los|las|di|da|i|y)"
    rf"(?:[ -]|(?= ?,))){{2,6}}?)[-–—·•|,]?\s?{_NUMBER}"
)
_BEHIND = re.compile(rf"[-–—·•|,]?\s?{_NUMBER}")
#: What someone is, before the name: "Abogada Marta Ruiz", "Titolare Luca Bonetti".
_CALLING = re.compile(
    r"titular|titolare|propietari[oa]|proprietari[oa]|instalador(?:a)?|autorizad[oa]|autónom[oa]"
    r"|abogad[oa]|arquitect[oa]|ingenier[oa]|licenciad[oa]|graduad[oa]|notari[oa]|electricista"
    r"|fontaner[oa]|carpinter[oa]|pintor(?:a)?|gestor(?:a)?|asesor(?:a)?|administrador(?:a)?|perit[oa]"
    r"|economista|veterinari[oa]|dentista|psicólog[oa]|fisioterapeuta|doctor(?:a)?|técnic[oa]|colegiad[oa]"
    r"|don|doña|dña|ingegnere|geometra|avvocat[oa]|architett[oa]|dottor(?:e|essa)|commercialista"
    r"|notaio|medico|signora?|artigian[oa]|elettricista|idraulico",
    re.IGNORECASE,
)
#: Of a business and no person, or of what a row says of its number.
_OF_BUSINESS = re.compile(
    r"fontanería|calefacción|electricidad|carpintería|instalaciones|reformas|construcciones|pinturas?"
    r"|transportes?|talleres|taller|farmacia|bar|restaurante|cafetería|casa|clínica|gestoría|asesoría"
    r"|despacho|estudio|bufete|servicios|comercial|hermanos|hijos|azienda|agricola|ditta|impresa"
    r"|studio|idraulica|elettricità|officina|trattoria|ristorante|pasticceria|panificio|autonoleggio"
    r"|cuenta|nombre|cliente|emisor|emittente|destinatario|spettabile|spett",
    re.IGNORECASE,
)
#: A town: "Alcalá de Henares".
_TOWN = re.compile(r"\w+ (?:de|del|di) \w+")


def name_person(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with such a person for a seller's name of the first page without a legal form.

    The row right below the sign holds what the seller is taxed by, and the sign one of the person's
    names.
    """
    known, tax = fields.get("seller_name"), fields.get("seller_vat_id")
    if not isinstance(known, Field) or known.page != 1 or not isinstance(tax, Field):
        return fields
    if has_form(known.value.split()) or known.box is None:
        return fields
    for row in find_rows(pages[0]):
        if letters_of(tax.value)[-9:] not in letters_of(row.text):
            continue
        for cell in row.cells:
            words = _person(row, cell)
            name = pages[0].text_of(words)
            if words and _is_below(pages[0], cell, known) and _is_another(name, known, fields):
                return {**fields, "seller_name": name_as_printed(known, pages[0], 0, words)}
    return fields


def _person(row: Row, cell: Cell) -> Sequence[int]:
    """The words of a person's name before a personal number, of one cell or the next one's."""
    behind = next((one.text for one in row.cells if one.x0 > cell.x0), "")
    text = f"{cell.text} {behind}" if _BEHIND.match(behind) else cell.text
    found = _NAMED.match(text)
    texts = found["name"].split() if found is not None else []
    if found is not None and _BEHIND.match(behind) and len(texts) > len(cell.words):
        return ()
    first = next((at for at, one in enumerate(texts) if not _CALLING.fullmatch(one)), len(texts))
    return cell.words[first : len(texts)]


def _is_below(page: Page, cell: Cell, sign: Field) -> bool:
    """Whether a cell of the letterhead stands right below the seller's sign."""
    if sign.box is None or page.words[cell.words[0]].box[1] > _HEAD:
        return False
    below = cell_below(page, sign.box)
    return below is not None and below.words == cell.words


def _is_another(name: str, sign: Field, fields: Fields) -> bool:
    """Whether a person is named whom a sign names in part, and neither the buyer nor a town."""
    texts = name.split()
    if len(texts) < 2 or _TOWN.fullmatch(name) or is_buyers(fields, name):
        return False
    if any(_OF_BUSINESS.fullmatch(text) for text in texts):
        return False
    own = {plain(text) for text in sign.value.split()}
    shared = {one for text in texts if len(one := plain(text)) > 2} & own
    return bool(shared) and not own <= {plain(text) for text in texts}
