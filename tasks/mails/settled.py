"""Whether a mail's sender says that nothing is left to do for its reader.

He has dealt with what he passes on, or says in as many words that nobody has to do anything.
"""

import re
from collections.abc import Sequence

from schemas.understanding import Sentence
from tasks.mails.actions import asks_by, is_request, seems_asked
from tasks.mails.due_days import FETCHED

_SETTLED = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)?(?: already| just)* (?:answered|replied|responded|accepted"
    r"|declined|paid|signed|confirmed|settled|handled|dealt with|taken care of|took care of)\b"
    r"|\b(?:(?:is|was|has|have|been|are|already) )+(?:done|dealt with|settled|taken care of"
    r"|answered|handled|sorted)\b"
    r"|\b(?:ist|sind|hat sich|wurde|schon|bereits) (?:schon |bereits |längst )?(?:erledigt"
    r"|beantwortet|bezahlt)\b"
    r"|\b(?:haben? (?:ich|wir)|(?:ich|wir) haben?) (?:[^\W\d_]+ ){0,4}(?:angenommen|beantwortet"
    r"|geantwortet|erledigt|bezahlt|bestätigt|abgelehnt|unterschrieben)\b"
    r"|\bvon (?:mir|uns) (?:[^\W\d_]+ ){0,3}(?:angenommen|beantwortet|erledigt|bezahlt|bestätigt"
    r"|abgelehnt|unterschrieben)\b"
    r"|\b(?:j['’]ai|nous avons|(?:c['’]|est) ?(?:est)?) ?(?:déjà |bien |y )*(?:répondu|accepté|payé"
    r"|réglé|confirmé|refusé|signé|fait)\b"
    r"|\b(?:ya |lo |la |le )*(?:he|hemos) (?:respondido|contestado|aceptado|pagado|confirmado"
    r"|rechazado|firmado|resuelto)\b|\bya está (?:hecho|resuelto|contestado|pagado)\b"
    r"|\b(?:ho|abbiamo) già (?:risposto|accettato|pagato|confermato|rifiutato|firmato|fatto)\b"
    r"|\b(?:è|già) (?:già )?(?:fatto|risolto|sistemato)\b"
    r"|\b(?:heb(?: ik)?|hebben(?: we| wij)?) (?:[^\W\d_]+ ){0,3}(?:beantwoord|geantwoord"
    r"|geaccepteerd|betaald|bevestigd|afgewezen|ondertekend|afgehandeld)\b"
    r"|\bis (?:al |reeds |inmiddels )*(?:afgehandeld|geregeld|gedaan|beantwoord)\b",
    re.IGNORECASE,
)
#: "Nur zur Information", "Solo para tu información".
_FYI = re.compile(
    r"^\W*(?:nur|only|just|seulement|solo|alleen) (?:zur?|for|pour|para|per|ter)\b", re.IGNORECASE
)
#: What leaves something to be done, or says that it is not.
_OPEN = re.compile(
    r"\b(?:not|if|once|when|only|partly|except|rest|but|nicht|wenn|sobald|nur|teil\w*|außer|aber"
    r"|pas|si|quand|seulement|sauf|mais|no|cuando|solo|salvo|pero|non|se|quando|tranne|ma|niet"
    r"|als|zodra|alleen|behalve|maar|todo|offen|need\w*"
    # What is left for the reader.
    r"|your turn|yours|over to you|für (?:dich|euch|sie)|(?:du bist|sie sind) dran|à (?:toi|vous)"
    r"|à (?:ton|votre) tour|(?:te|le) toca|tocca a|jij|aan (?:jou|u)|second"
    r"|zweite\w*)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
#: That the reader has nothing to do.
_NEEDLESS = re.compile(
    r"\bno (?:need|reason) (?:for you )?to (?:reply|respond|answer|write back|confirm|do anything"
    r"|act|call)\b"
    r"|\bno (?:reply|response|answer|action|confirmation) (?:is )?(?:needed|required|necessary)\b"
    r"|\bnothing (?:(?:is )?(?:needed|required) (?:from|of) you|(?:for )?you (?:need )?to do"
    r"|to do(?: (?:on|at) your (?:side|end))?(?=\W*$))(?!\w)"
    r"|\byou (?:don['’]t|do not) (?:need|have) to do anything\b"
    r"|\b(?:sie|ihr|du) (?:müssen|müsst|musst|brauch(?:en|t|st)) (?:mich (?:für )?)?"
    r"(?:nichts|nix)(?: (?:weiter|mehr|zu))*(?: (?:tun|veranlassen|unternehmen|machen"
    r"|vor(?:zu)?bereiten))?(?=\W*$)"
    r"|\bnichts (?:weiter |mehr )?zu (?:tun|veranlassen|unternehmen)\b"
    r"|\b(?:eine )?(?:antwort|rückmeldung|bestätigung|rückantwort) (?:ist )?(?:ist )?nicht (?:nötig"
    r"|erforderlich|notwendig)\b|\bkeine (?:antwort|rückmeldung|aktion) (?:nötig|erforderlich"
    r"|notwendig)\b|\bkein handlungsbedarf\b"
    r"|\b(?:antwort|rückmeldung|bestätigung) (?:brauch|benötig|erwart)(?:e|en) (?:ich|wir)"
    r"(?: dafür| dazu| hierzu| aber)? nicht\b"
    r"|\b(?:ich brauche|wir brauchen|ich benötige|wir benötigen) (?:dafür |dazu )?keine (?:antwort"
    r"|rückmeldung|bestätigung)\b(?! (?:de[rs]|von|vom|heute|mehr|bis)\b)"
    r"|\bmüssen (?:mir|uns) nicht antworten\b"
    r"|\b(?:i|we) (?:don['’]t|do not) need (?:a|any) (?:reply|answer|confirmation|response)\b"
    r"(?! (?:from|of|by|today|right|until|before)\b)"
    r"|\b(?:je n['’]ai|nous n['’]avons) pas besoin (?:de|d['’]une) (?:réponse|confirmation)\b"
    r"(?! (?:de|du|avant|écrite|aujourd))"
    r"|\binutile d['’]en accuser réception\b"
    r"|\binutile de (?:(?:nous|me|m['’]) ?)?(?:répondre|(?:r[ée]?)?(?:envoyer|confirmer)"
    r"(?: une (?:confirmation|réponse))?(?=\W*$))"
    r"|\baucune (?:démarche|action|réponse|intervention) (?:n['’]est |à )?(?:nécessaire|requise"
    r"|attendue|entreprendre|faire)\b"
    r"|\brien à faire(?: de (?:ton|votre) (?:côté|part))?(?=\W*$)"
    r"|\bpas besoin de (?:me |nous )?(?:répondre|confirmer)\b"
    r"|\bno (?:hace falta|es necesario|tienes? que|hay que) (?:hacer )?(?:nada|responder|contestar"
    r"|confirmar)\b|\bnada que hacer(?: por (?:tu|su) parte)?(?=\W*$)"
    r"|\bniente da fare(?: da parte (?:tua|sua|vostra))?(?=\W*$)|\bnon (?:occorre|serve"
    r"|è necessari[oa]) (?:rispondere|confermare|(?:fare )?(?:nulla|niente)|alcuna azione)\b"
    r"|\b(?:u|je|jullie) hoef(?:t|en)? (?:verder )?(?:niets|niks) (?:meer )?te doen\b"
    r"|\bhoef(?:t|en)? (?:u|je|jullie) (?:verder )?(?:niets|niks) (?:meer )?te doen\b"
    r"|\b(?:reactie|antwoord|bevestiging) (?:is )?niet nodig\b|\bgeen actie (?:nodig|vereist)\b",
    re.IGNORECASE,
)
#: What says so of deeds, and not of an answer alone.
_NO_DEED = re.compile(
    r"\bno (?:need|reason) (?:for you )?to (?:do anything|act)\b|\bno action\b|\bnothing\b"
    r"|\banything\b|\bnichts\b|\bnix\b|\bkeine aktion\b|\bhandlungsbedarf\b|\brien\b"
    r"|\baucune (?:démarche|action|intervention)\b|\bnada\b|\bniente\b|\bnulla\b|\balcuna azione\b"
    r"|\bniets\b|\bniks\b|\bgeen actie\b",
    re.IGNORECASE,
)
#: What names a day by which something is due all the same.
_TERM = re.compile(
    r"\b(?:due|payable|deadline|no later than|fällig|zahlbar|\w*frist|\w*schluss|spätestens"
    r"|échéance|exigible|payer|régler|au plus tard|date limite|venc\w+|pagar|plazo|scad\w+"
    r"|pagare|entro|verval\w*|uiterlijk|betaald|betalen|has to|have to|must|muss|müssen)\b",
    re.IGNORECASE,
)
#: Before it, what makes that so in one case alone: "If you agree, there is nothing to do".
_ONLY_IF = re.compile(
    r"\b(?:if|unless|until|once|when|wenn|falls|sofern|solange|bis|si|tant que|jusqu\w*|cuando"
    r"|hasta|se|finché|fino|als|indien|tot)\b",
    re.IGNORECASE,
)
#: What is to be done all the same: "No need to reply, only sign it".
_ONLY_THAT = re.compile(
    r"\b(?:but|only|just|aber|nur|jedoch|mais|seulement|juste|pero|solo|ma|soltanto|basta|maar"
    r"|alleen)\b",
    re.IGNORECASE,
)
#: What the sender still expects: "We are waiting for your payment".
_WAITS = re.compile(
    r"\b(?:wait\w* for|expect\w*|erwarten?|warten? auf|attend(?:s|ons)|esper(?:o|amos)"
    r"|aspett(?:o|iamo)|attend(?:o|iamo)|verwacht(?:en)?|wacht(?:en)? op) (?:still |noch |nog )?"
    r"(?:la |il |l['’])?(?:your|ihre?n?|votre|ton|ta|su|tu|vostr[oa]|sua|tua|uw|je|jouw)\b",
    re.IGNORECASE,
)
#: What comes with a mail, and what stands below any: nobody is asked by it.
_NO_MATTER = re.compile(
    r"^\W*(?:please find|attached|enclosed|anbei|im anhang|vous trouverez|veuillez trouver|ci-joint"
    r"|adjunt[oa]|in allegato|bijgevoegd|bijgaand)\b"
    r"|\b(?:intended recipient|(?:irrtümlich|versehentlich) erhalten|(?:reçu|recibido|ricevuto)"
    r" (?:ce message |este mensaje |questo messaggio )?(?:par|por|per) err(?:eur|or|ore))\b",
    re.IGNORECASE,
)
#: Who has more to say than that has more to do as well.
_WORDS_N = 30


def is_settled(above: str, own: Sequence[Sentence]) -> bool:
    """Whether what stands above a mail that is passed on ends the matter, and asks for nothing.

    "FYI, I answered this yesterday", but not "I have accepted, please send them the order".
    """
    words = above.split()
    text = " ".join(words)
    if len(words) > _WORDS_N or _OPEN.search(_FYI.sub("", text)):
        return False
    return bool(_SETTLED.search(text)) and not any(map(seems_asked, own))


def needs_nothing(own: Sequence[Sentence]) -> bool:
    """Whether one of the sender's sentences says that nothing is to be done, and none asks.

    "U hoeft niets te doen", but not "Nothing to do for you, only sign it please".
    """
    needless = [one for one in own if _is_needless(one.text)]
    others = [one for one in own if one not in needless and not _is_no_matter(one)]
    rests = [Sentence(text=_NEEDLESS.sub(" ", one.text), salience=0.0) for one in needless]
    asks = any(map(seems_asked, others)) or any(map(_is_open, rests))
    return bool(needless) and not asks and not any(_WAITS.search(one.text) for one in own)


def does_nothing_by(phrase: str, own: Sequence[Sentence]) -> bool:
    """Whether nobody has to do anything by a day that is named so, as the sender says.

    Not where he wants no answer alone: "Payment is due on 12 December. No reply is needed", nor
    where he names a term.
    """
    if not needs_nothing(own) or not any(_NO_DEED.search(one.text) for one in own):
        return False
    named = [one for one in own if phrase in one.text]
    return not any(
        _TERM.search(one.text) and not FETCHED.search(one.text) for one in named
    ) and not asks_by(phrase, own)


def _is_no_matter(one: Sentence) -> bool:
    """Whether a sentence names what is attached and asks for nothing, or stands below any mail."""
    found = _NO_MATTER.search(one.text)
    return found is not None and (found.start() > 0 or not is_request(one))


def _is_open(rest: Sentence) -> bool:
    """Whether what else a sentence says asks for something, or takes back that nobody need act."""
    return is_request(rest) or bool(_ONLY_THAT.search(rest.text))


def _is_needless(text: str) -> bool:
    found = _NEEDLESS.search(text)
    return bool(found) and "?" not in text and not _ONLY_IF.search(text)
