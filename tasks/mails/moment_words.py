"""Words beside a day that make it a last moment: what closes, prints, leaves or is lost then."""

import re
from typing import NamedTuple

_THE = r"(?: (?:on|am|zum|le|el|il|op|de|the|der|den)){0,2}\s+$"
#: How somebody's signature, or approval, is named.
_SIGNS = (
    r"\b(?:signs?|approves?|unterschreib\w*|unterzeichn\w*|freigib\w*|freigeben|signe|valide|firma"
    r"|approva|tekent)\b"
)


class Moment(NamedTuple):
    """What stands before a day, and behind it, where that is a last moment.

    `mail`: a sentence of the mail says so as well; `asking`: one asks for something.
    """

    before: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None
    mail: re.Pattern[str] | None = None
    asking: bool = False


def fold(pattern: str) -> re.Pattern[str]:
    """The pattern in any case of letters."""
    return re.compile(pattern, re.IGNORECASE)


#: The manners in which mails name a last moment.
MOMENTS = (
    # What is there on that day goes on: "was bis dahin da ist", and what has to be there by then.
    Moment(
        behind=fold(
            r"\.?[^.;!?]{0,30}(?:,|\b(?:and|und|et))(?: pay| zahlen)? (?:what(?:ever)?"
            r"|anything|was|alles,? was|ce qui|tout ce qui) [^.;!?]{0,30}?"
            r"\b(?:by then|bis dahin|d['’]ici là)\b"
            r"|[^.;!?]{0,20}, bis dahin ist [^.;!?]{0,30} da\b"
        ),
        asking=True,
    ),
    Moment(
        behind=fold(
            r"\.?(?![^;!?]{0,80}\b(?:if|nichts?|kein\w*|not|nothing|wenn|falls|rien|ne|si)\b)"
            r"(?=[^;!?]*\b(?:need\w*|got to|must|ha(?:s|ve) to|please|(?:could|can) you|muss|müssen"
            r"|bitte|bräuchten?|brauchen?|benötigen?|faut|faudra(?:it)?|merci de"
            r"|pouve[zr]\w*|necesit\w+|serve|moet(?:en)?|nodig)\b)"
            r"[^.;!?]{0,40}?(?:,| and| so| und| et)(?: [^.;!?]{0,60})? (?:vorher|davor|bis dahin"
            r"|by then|before (?:then|that|(?:i|we|they|he|she|it)"
            r" (?:go(?:es)?|leaves?|fly|flies|starts?))"
            r"|beforehand|d['’]ici là|avant(?=\W*(?:[.,;!?]|$))|antes de eso|prima di allora"
            r"|daarvoor)\b"
        )
    ),
    # What is due from the reader's side, where he is asked for his part of it.
    Moment(
        before=fold(r"\b(?:am|zum)\s+$"), behind=fold(r"\.? (?:zur abgabe )?fällig\b"), asking=True
    ),
    # What closes then.
    Moment(
        before=fold(
            r"\b(?:(?:portal|platform|(?:tender|bid|mail|ballot) ?box|(?:[^\W\d_]+ )?window|desk)"
            rf" (?:will )?(?:closes?|shuts?)(?: at [0-9][^\s]*(?: ?[ap]\.?m\.?)?)?{_THE}"
            r"|\b(?:portal|plattform|ausschreibung|anmeldung|annahme|bewerbung|einreichung"
            rf"|abstimmung) (?:schließt|endet){_THE}"
            r"|\b(?:portail|plate-?forme|guichet|inscriptions|candidatures|dépôts?|commandes|appel"
            rf" d['’]offres) (?:ferme(?:nt|ra)?|clôturent?|se termine(?:nt)?){_THE}"
            rf"|\b(?:portal|plazo|inscripción) (?:se )?cierra{_THE}"
            rf"|\b(?:portale|bando|iscrizioni) (?:si )?chiud(?:e|ono){_THE}"
            rf"|\b(?:portaal|inschrijving|loket) sluit{_THE})"
        ),
        asking=True,
    ),
    # A print day.
    Moment(
        before=fold(
            r"\b(?:go(?:es|ing)? to (?:print|press)|(?:we|they) print(?: it| them)?|wir drucken"
            r"|gedruckt wird|(?:on|nous) imprim(?:e|ons)|(?:part(?:ira|ent)?|va)"
            r" (?:à l['’]impr(?:ession|imeur|imerie)|chez l['’]imprimeur|sous presse)"
            rf"|(?:entra|va) (?:en|a la) imprenta|(?:va|andrà) in stampa){_THE}"
        ),
        asking=True,
    ),
    Moment(
        before=fold(r"\b(?:geht|gehen|gaat|gaan) (?:am |op )?(?:[^\W\d_]+, (?:den |de )?)?$"),
        behind=fold(
            r"\.? (?:in (?:den )?druck|in die druckerei|an die druckerei|zur druckerei"
            r"|naar de drukker|in druk)\b"
        ),
        asking=True,
    ),
    # What is in the way then.
    Moment(
        before=fold(r"\b(?:still|remaining|noch|encore|todavía|ancora|nog)\b[^.;!?]{0,40}?" + _THE),
        behind=fold(
            r"(?: [^\s,;:.!?]+){0,5}?,? (?:(?:will be|get|are) (?:towed|removed|disposed of|deleted"
            r"|thrown (?:out|away)|discarded)|werden [^.;!?]{0,40}?\b(?:abgeschleppt|entfernt"
            r"|entsorgt|gelöscht|weggeworfen)|ser(?:a|ont) (?:enlevée?s?|mise?s? en fourrière"
            r"|retirée?s?|jetée?s?|supprimée?s?|détruite?s?)|serán (?:retirad|eliminad)[oa]s"
            r"|saranno (?:rimoss|eliminat)[ieao]|worden [^.;!?]{0,30}?(?:weggesleept|verwijderd))\b"
        ),
    ),
    # When it renews by itself, and shall not.
    Moment(
        before=fold(
            r"\b(?:(?:auto-?)?renews?(?: (?:itself|automatically))?|verlängert sich"
            r"(?: automatisch)?|se renouvelle(?: (?:automatiquement|tacitement))?"
            rf"|se renueva(?: automáticamente)?|si rinnova(?: automaticamente)?){_THE}"
        ),
        mail=fold(
            r"\b(?:do not|don['’]t|not to) (?:auto-?)?renew\b|\bnicht (?:zu )?verlänger\w*"
            r"|\bne (?:pas (?:le |la )?renouvel\w+|(?:le |la )?renouvelez pas)\b"
            r"|\bno (?:lo |la )?renueven?\b|\bnon (?:lo |la )?rinnov\w+"
            r"|\bplease (?:cancel|stop)\b"
        ),
    ),
    # Who signs is away from then on.
    Moment(
        before=fold(
            r"\b(?:goes|is going|is off|leaves|geht|ist|part|s['’]en va)"
            r"(?: (?:(?:away )?on (?:holiday|leave|vacation)|away|off|in urlaub|en (?:congés?"
            rf"|vacances)|ab|from)){{0,2}}{_THE}"
        ),
        behind=fold(
            r"[^.;!?]{0,20}\b(?:and|und|et)\b[^.;!?]{0,30}"
            + _SIGNS
            + r"|(?: in (?:den )?urlaub)[^.;!?]{0,30}"
            + _SIGNS
        ),
    ),
    # When its writer has to tell, or hand on, what he asks for.
    Moment(
        before=fold(
            r"\b(?:i|we) (?:have to|need to|must) (?:report|tell|answer|submit|hand|present|file)"
            rf"\b[^.;!?]{{0,70}}{_THE}"
            r"|\b(?:je dois|nous devons) (?:rendre (?:compte|réponse)|répondre|transmettre"
            rf"|communiquer|remettre)\b[^.;!?]{{0,70}}{_THE}"
        ),
        asking=True,
    ),
    Moment(
        before=fold(
            rf"\b(?:(?:ich|wir) (?:muss|müssen)|(?:muss|müssen) (?:ich|wir))\b[^.;!?]{{0,60}}{_THE}"
        ),
        behind=fold(
            r"\.?(?: [^\s,;:.!?]+){0,6}? (?:(?:weiter)?melden|berichten|weitergeben|abgeben"
            r"|einreichen|vorlegen|übermitteln|bescheid geben)\b"
        ),
        asking=True,
    ),
    # What ends by itself, and is to be renewed.
    Moment(
        before=fold(
            r"\b(?:expir(?:es?|ing)|runs out|läuft|caduca|vence|scade|verloopt)"
            r" (?:in|dans|en|fra|tra|over)\s+$"
        ),
        mail=fold(
            r"\b(?:certificates?|\w*zertifikat\w*|certificat\w*|domain(?:e|s)?|licen[cs]es?"
            r"|lizenz\w*|passwor[dt]\w*|mot de passe|token|renewal|erneuer\w*|renouvel\w*"
            r"|renovación|rinnovo)\b"
        ),
        asking=True,
    ),
    # A sum that the mail does itself: "Terms 14 days so that'd be the 20th".
    Moment(
        before=fold(
            r"\b(?:terms?|net|due|payable|ziel|zahlungsziel|zahlbar|frist|payable|délai|sous|plazo"
            r"|termijn)\b[^.;!?]{0,20}?\b[0-9]{1,3} (?:(?:days|tagen?|jours|días|giorni|dagen)\b)?"
            r"[^.;!?]{0,40}?\b(?:(?:that|which)(?:['’]d| would| will|['’]s| is| makes)(?: be| it)?"
            r"|(?:das|also|wäre(?: das)?|macht|ist)(?: (?:wäre|ist|also|dann|das))*"
            rf"|i\.e\.|soit(?: jusqu['’]au)?|c['’]est-à-dire|es decir|cioè|dus|oftewel){_THE}"
        )
    ),
    # What is lost where it is not there then.
    Moment(
        before=fold(
            r"\b(?:if (?:we|i) (?:don['’]t|do not) (?:have|get) (?:it|them|that|this"
            r"|your [^\W\d_]+)|si (?:on|nous) (?:ne )?(?:l['’]|les |en )?(?:a|ai|avons) pas"
            r"|wenn (?:wir|ich) (?:es|das|sie|ihn|die [^\W\d_]+) nicht)"
            rf"(?: (?:by|until|before|bis|avant|d['’]ici))?{_THE}"
        ),
        behind=fold(
            r"[^.;!?]{0,25}\b(?:lose|miss|forfeit|verlieren|verpassen|verfällt|perd(?:ons)?"
            r"|rat(?:e|ons)|manqu(?:e|ons))\b"
        ),
    ),
    # What is planned from then on, and waits for a paper.
    Moment(
        before=fold(
            r"\b(?:prévue?s?|planned|scheduled|(?:ein)?geplant)(?: (?:à (?:partir|compter) d[eu]"
            rf"|for|from|ab|für|dès|pour))?{_THE}"
        ),
        behind=fold(
            r"[^.;!?]{0,10}\b(?:and|et|und)\b[^.;!?]{0,40}\b(?:nothing|not|rien|pas|nichts?)\b"
            r"[^.;!?]{0,20}\b(?:before (?:(?:we|they|he|she) (?:have|has) (?:it|them)|having it)"
            r"|avant de l['’]avoir|bevor (?:[^\s,;:.!?]+ ){1,6}(?:hat|haben|habe)\b)"
        ),
    ),
    # What is changed of the next order: "24 instead of 16 tomorrow".
    Moment(
        before=fold(
            r"\b(?:can|could) (?:we|you|i) (?:please )?(?:go|make|change|send|have|do|add|knock)\b"
            r"[^.;!?]{0,50}$|\b(?:könn(?:en|t|ten)|kannst) (?:wir|sie|ihr|du|ich)\b[^.;!?]{0,40}$"
            r"|\b(?:peut-on|pou(?:vez|rriez)-vous|on peut)\b[^.;!?]{0,50}$"
        ),
        behind=fold(r"[^.;!?]{0,30}\b(?:instead of|rather than|(?:an)?statt|au lieu d[eu])\b"),
    ),
)
