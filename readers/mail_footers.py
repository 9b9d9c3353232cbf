"""What programs, servers and lists append to a mail: nothing that its sender says to its reader.

"This e-mail is confidential. If you are not the intended recipient, please notify the sender": a
mail that says so asks for nothing, and a term that stands in it is nobody's.
"""

import re
from collections.abc import Sequence

#: How a row begins that says whom the mail is for, in six languages.
_OPENING = re.compile(
    r"\W*(?:this|diese|die in dieser|der inhalt dieser|cet?|les? (?:contenu|informations?)|este"
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
#: What it says, two of which it has to: it is confidential, for somebody only, ….
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
_LEAST_TOLD_N = 2
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
_LIST_ROWS_N = 4
#: A row of its own: "Please consider the environment before printing this email."
_PAPER = re.compile(
    r"\W*(?:please (?:consider|think of) (?:the|our) environment|(?:bitte )?(?:denken|prüfen) sie"
    r"\b.*\b(?:umwelt|ausdruck|drucken)|(?:merci de )?pense[rz] à l['’]environnement"
    r"|antes de imprimir|prima di stampare|denk(?:t u)? aan het milieu)",
    re.IGNORECASE,
)
#: What stands below a footer and is none: another mail's header, or its mark, or a quotation.
_OTHER = re.compile(r"\s*(?:-{3,}|_{3,}|>|(?:from|von|de|da|van)\s?:)", re.IGNORECASE)
#: What parts a sender's card off (RFC 3676), and how many short rows the card may have.
_SIGNATURE = re.compile(r"-- ?")
_CARD_ROWS_N, _CARD_ROW_CHARS = 10, 90
_MOST_CHARS, _MOST_ROWS_N, _ROW_CHARS = 3_000, 40, 500


def cut_footers(text: str) -> str:
    """The text without what was appended by rule; whole where that is all of it."""
    rows = text.split("\n")
    kept: list[str] = []
    at = 0
    while at < len(rows):
        end = _end_of_footer(rows, at) if any(kept) else at
        if end == at:
            kept.append(rows[at])
        at = max(end, at + 1)
    if len(kept) == len(rows):
        return text
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _end_of_footer(rows: Sequence[str], at: int) -> int:
    """The row behind a footer that begins at a row; the row itself where none does."""
    row = rows[at][:_ROW_CHARS]
    if _PAPER.match(row):
        return at + 1
    if _SIGNATURE.fullmatch(row) and _is_card(rows[at + 1 :]):
        return len(rows)
    listed = _LIST_RULE.match(row) and _LIST.search("\n".join(rows[at + 1 : at + _LIST_ROWS_N]))
    if not listed and not _OPENING.match(row):
        return at
    end = at + 1
    while end < min(len(rows), at + _MOST_ROWS_N) and rows[end].strip():
        if _OTHER.match(rows[end]):
            break
        end += 1
    told = " ".join(rows[at:end])[:_MOST_CHARS]
    return end if listed or _is_disclaimer(told) else at


def _is_card(rows: Sequence[str]) -> bool:
    """Whether rows are a sender's name and address to the end of a mail, and ask for nothing."""
    told = [row for row in rows if row.strip()]
    return len(told) <= _CARD_ROWS_N and not any(
        len(row) > _CARD_ROW_CHARS or row.rstrip().endswith("?") or _OTHER.match(row)
        for row in told
    )


def _is_disclaimer(text: str) -> bool:
    if _GOT_IT.search(text) or not _OF_THIS_MAIL.search(text):
        return False
    return sum(bool(tells.search(text)) for tells in _TELLS) >= _LEAST_TOLD_N
