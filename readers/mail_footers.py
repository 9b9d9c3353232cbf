"""What programs, servers and lists append to a mail: nothing that its sender says to its reader.

"This e-mail is confidential. If you are not the intended recipient, please notify the sender": a
mail that says so asks for nothing, and a term that stands in it is nobody's.
"""

import re
from collections.abc import Sequence

from readers.mail_quotes import SIGNATURE

#: How a row begins that says whom the mail is for, in six languages.
_OPENING = re.compile(
    r"\W*+(?:this|diese|die in dieser|der inhalt dieser|cet?|les? (?:contenu|informations?)|este"
    r"|la información|quest[oa]|il (?:presente|contenuto)|le informazioni|dit|deze"
    r"|de (?:informatie|inhoud)|the (?:contents?|information)|confidentiality|disclaimer"
    r"|(?:important |wichtiger )?(?:notice|hinweis)\s?:|vertraulichkeit|avis|aviso|avviso"
    r"|if you|wenn sie|falls sie|sollten sie|si vous|si (?:usted|no|ha)|se (?:non|ha|avete)"
    r"|indien u|als u)(?!\w)",
    re.IGNORECASE,
)
#: That it speaks of the mail that bears it.
_OF_THIS_MAIL = re.compile(
    r"\bthis (?:electronic )?(?:e-?mail|message|communication|transmission)"
    r"|\bintended recipient|\bdiese[rns]? (?:e-?mail|mail|nachricht)|\bcet? (?:message|courriel"
    r"|e-?mail|mail)|\beste (?:mensaje|correo|e-?mail)|\bquest[oa] (?:messaggio|e-?mail|mail"
    r"|comunicazione)|\bpresente (?:messaggio|e-?mail)|\b(?:dit|deze) (?:bericht|e-?mail|mail)",
    re.IGNORECASE,
)
#: What it says: it is confidential, for somebody only, came to another, who has to delete it, ….
_TELLS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bconfidential|\bprivileged|\bvertraulich|\bconfidentiel|\bconfidencial|\briservat"
        r"|\bconfidenzial|\bvertrouwelijk",
        r"\b(?:intended|named) (?:recipient|addressee)|\bintended (?:only|solely|exclusively)"
        r"|\b(?:richtige|vorgesehene|beabsichtigte|angegebene)[rn]? (?:adressat|empfänger)"
        r"|\b(?:ausschließlich|nur) für den|\bdestinataire|\bdestinatari|\bgeadresseerde"
        r"|\buitsluitend bestemd",
        r"\b(?:in|by) (?:error|mistake)\b|\birrtümlich|\bpar erreur|\bpor error|\bper errore"
        r"|\bten onrechte|\babusievelijk",
        r"\bnotify\b|\b(?:delete|destroy) (?:it|this|the)|\binformieren sie"
        r"|\b(?:vernichten|löschen)|\bdétruire|\bsupprimer|\bdestru[iy]|\beliminar|\bborrar|\bcancellar|\bdistrugger"
        r"|\bavvis|\bverwijderen|\bvernietigen",
        r"\bunauthori[sz]ed|\b(?:strictly )?prohibited|\bunbefugt|\bnicht gestattet|\binterdit"
        r"|\bprohibid|\bvietat|\bverboden|\bniet toegestaan",
    )
)
#: What a sender has to say about a bill, a parcel, … that went wrong, in the same words.
_PAPER = re.compile(
    r"\b(?:invoice|rechnung|gutschrift|bestellung|lieferung|facture|commande|colis|factura|pedido"
    r"|fattura|ordine n|factuur|bestelling|parcel|shipment|(?:your|our|the|this) order)(?:en|s)?\b",
    re.IGNORECASE,
)
#: It speaks to those whom it is not meant for.
_STRANGER = re.compile(
    r"\bnot (?:the|an?) (?:intended|named|addressee|recipient)|\bnicht (?:der|die) "
    r"|\bn['’]êtes pas|\bno es (?:usted )?(?:el )?(?:destinatari|persona)|\bnon (?:è|siete) "
    r"|\bniet (?:de|voor u) ",
    re.IGNORECASE,
)
#: Days and numbers, which what is appended by rule to every mail seldom has.
_DAY = re.compile(
    r"[0-9]|\b(?:mon|tues|wednes|thurs|fri)day|\b(?:mon|diens|donners|frei)tag|\bmittwoch"
    r"|\b(?:lun|mar|mercre|jeu|vendre)di\b|\b(?:lunes|martes|miércoles|jueves|viernes)\b"
    r"|\b(?:lune|marte|mercole|giove|vener)dì|\b(?:maan|dins|woens|donder|vrij)dag"
    r"|\b(?:today|tomorrow|heute|morgen|demain|mañana|domani|vandaag)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)")
_SENTENCE_WORDS_N = 30
#: Who got another's mail says so himself: "diese Nachricht haben wir irrtümlich erhalten".
_GOT_IT = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)? (?:received|got)|\b(?:haben wir|habe ich|wir haben|ich habe)\b"
    r"|\b(?:nous avons|j['’]ai|hemos|abbiamo|hebben wij?|wij? hebben|heb ik|ik heb)\b",
    re.IGNORECASE,
)
_LIST_RULE = re.compile(r"\s*[-_]{5,}\s*$")
_LIST = re.compile(
    r"\bmailing list\b|\bmailingliste|/listinfo/|\bliste de diffusion|\blista de correo"
    r"|\bto unsubscribe\b|\byou received this message because you are subscribed",
    re.IGNORECASE,
)
_LIST_PLACE = re.compile(r"https?:|/listinfo/|\bunsubscribe@", re.IGNORECASE)
_LIST_ROWS_N = 4
#: A row of its own: "Please consider the environment before printing this email."
_PRINTING = re.compile(
    r"\W*+(?:please (?:consider|think of) (?:the|our) environment|(?:bitte )?(?:denken|prüfen) sie"
    r"\b.*\b(?:umwelt|ausdruck|drucken)|(?:merci de )?pense[rz] à l['’]environnement"
    r"|antes de imprimir|prima di stampare|denk(?:t u)? aan het milieu)",
    re.IGNORECASE,
)
_NATURE = re.compile(
    r"umwelt|ambiente|environnement|milieu|environment|\b(?:diese[rns]?|este|quest[ao]) "
    r"(?:e-?mail|mail|nachricht|mensaje|correo|messaggio)",
    re.IGNORECASE,
)
#: What stands below a footer and is none: another mail's header, or its mark, a quotation, a
#: sender's last word.
_OTHER = re.compile(
    r"\s*(?:-{3,}|_{3,}|>|(?:from|von|de|da|van)\s?:|p\.?\s?s\b|n\.?b\b)", re.IGNORECASE
)
#: How many short rows a sender's card may have.
_CARD_ROWS_N, _CARD_ROW_CHARS = 10, 90
#: Rows of a footer, its characters, those of a row; rows of a mail in which footers are looked for.
_MOST_CHARS, _MOST_ROWS_N, _ROW_CHARS, _LOOKED_ROWS_N = 3_000, 40, 500, 300
#: Rows at least so long go on below where no sentence ends.
_LONG_ROW_CHARS = 55


def cut_footers(text: str) -> str:
    """The text without what was appended by rule; whole where that is all of it."""
    rows = text.split("\n")
    kept: list[str] = []
    at = 0
    while at < len(rows):
        looked = at < _LOOKED_ROWS_N and any(kept)
        end = _end_of_footer(rows, at) if looked else at
        if end == at:
            kept.append(rows[at])
        at = max(end, at + 1)
    if len(kept) == len(rows):
        return text
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _end_of_footer(rows: Sequence[str], at: int) -> int:
    """The row behind a footer that begins at a row; the row itself where none does."""
    row = rows[at][:_ROW_CHARS]
    if _PRINTING.match(row):
        return at + (_NATURE.search(row) is not None and not _DAY.search(row))
    if SIGNATURE.fullmatch(row) and _is_card(rows[at + 1 :]):
        return len(rows)
    listed = _LIST_RULE.match(row) is not None
    if not listed and not _OPENING.match(row):
        return at
    end = at + 1
    while end < min(len(rows), at + _MOST_ROWS_N) and rows[end].strip():
        if _OTHER.match(rows[end]):
            break
        end += 1
    if listed:
        return end if _is_of_list("\n".join(rows[at + 1 : end][:_LIST_ROWS_N])) else at
    if not _OF_THIS_MAIL.search(" ".join(rows[at:end])[:_MOST_CHARS]):
        return at
    end = _end_of_telling(rows, at, end)
    return end if _is_disclaimer(" ".join(rows[at:end])[:_MOST_CHARS]) else at


def _end_of_telling(rows: Sequence[str], at: int, end: int) -> int:
    """The row behind the last that a footer's words stand in, and behind what it was wrapped to.

    HTML may have no blank rows between a footer and what its sender says below.
    """
    last = end
    while last > at + 1 and not any(one.search(rows[last - 1][:_ROW_CHARS]) for one in _TELLS):
        last -= 1
    while last < end and len(rows[last - 1]) >= _LONG_ROW_CHARS and not _ends(rows[last - 1]):
        last += 1
    return last


def _ends(row: str) -> bool:
    return row.rstrip()[-1:] in ".!?"


def _is_of_list(text: str) -> bool:
    return all(sign.search(text) for sign in (_LIST, _LIST_PLACE))


def _is_card(rows: Sequence[str]) -> bool:
    """Whether rows are a sender's name and address to the end of a mail, and ask for nothing."""
    told = [row for row in rows if row.strip()]
    return len(told) <= _CARD_ROWS_N and not any(
        len(row) > _CARD_ROW_CHARS or row.rstrip().endswith("?") or _OTHER.match(row)
        for row in told
    )


def _is_disclaimer(text: str) -> bool:
    """Whether a paragraph says what lawyers add to every mail, and nothing of its sender's matter.

    "This e-mail is confidential. If you are not the intended recipient, delete it" is one.
    """
    secret, meant, error, _, forbidden = told = [bool(tells.search(text)) for tells in _TELLS]
    if sum(told) < 2 or not _OF_THIS_MAIL.search(text):
        return False
    if _GOT_IT.search(text) or _PAPER.search(text):
        return False
    strangers = error or _STRANGER.search(text) is not None
    if sum(told) > 2 and strangers:
        return True
    if not (secret or meant) or _DAY.search(text):
        return False
    return strangers or forbidden or _is_short(text)


def _is_short(text: str) -> bool:
    """Whether it is one sentence, of words that a footer has place for."""
    return len(_SENTENCE_END.findall(text)) <= 1 and len(text.split()) <= _SENTENCE_WORDS_N
