"""What the captions of totals may mean, in six languages; the first that fits counts."""

import re

from tasks.values.caches import kept_by_text
from tasks.values.notation import CURRENCY
from tasks.values.paid_words import DISCOUNTS
from tasks.values.sum_words import SUBTOTAL_WORDS
from tasks.values.tax_words import TAX_WORDS

#: Captions that are no more than a sentence's beginning elsewhere.
ASKS = frozenset({"please pay", "pay this amount"})
_READINGS: tuple[tuple[str, str], ...] = (
    (
        "total_tax",
        rf"^(?:total |amount |price )?includes (?:sales )?{TAX_WORDS} of$"
        rf"|^(?:sales )?{TAX_WORDS} included"
        r"(?: in (?:the )?(?:total|price|above|amount|(?:(?:new|total) )?charge)\w*)?$"
        rf"|^(?:darin )?enthaltene? {TAX_WORDS}\b",
    ),
    ("amount_due|total_gross", r"^noch zu zahlen\b"),
    ("amount_due|total_gross|prepaid", r"^zahl(?:ungs)?betrag\b(?=.*\babschlag)"),
    ("rounding",
    r"\bround|\brundung|\bauf-?/abrundung|\barrondi|\bredondeo|\barrotond|\bafronding"),
    (
        "prepaid",
        r"\banzahlung|\bbereits (?:ge|be)zahlt|\babschlag(?:s|$)|zahlten? abschläge"
        r"|\bakonto|\bvorauszahl"
        r"|\bteilzahlung|\bvorsch[uü]ss"
        r"|\b(?:erhaltene|bisherige|ihre) zahlung|\bprepaid|\bprepayment|\bdeposits?\b|\b(?:already"
        r"|amount"
        r"|less) paid|\bpaid\b|\bpayments? (?:received|to date)|\badvance|\bacompte"
        r"|\bdéjà (?:pay|rég"
        r"|vers)|(?<!ritenuta d['’])\bacconto|\bgià (?:pag|vers)|\banticip[oi]|\bpagado"
        r"|\baanbetaling|\btermijnbedrag|\bvoldaan"
        r"|\breeds betaald"
        r"|(?!.*\b(?:due|owed|owing|balance)\b)(?:\bco-?pay"
        r"|\b(?:insurance|insurer|plan|patient)\b.{0,12}\bpayments?\b)"
        r"|\bdown payment|\bpreviously invoiced"
        r"|\b(?:abzüglich|abzgl\.?) (?:ihres )?guthaben|\bless credit\b(?! card)",
    ),
    (
        "amount_due|total_gross",
        r"\bdue\b|\bzu (?:be)?zahlen|\bzahl(?:ungs)?betrag|\brest(?:betrag|zahl|forderung)"
        r"|\bnachzahlung\b|\bverbleib|\bbleibt (?:noch|ein|zu)\b"
        r"|\boffener? "
        r"|\bforderung|\bbalance\b|\boutstanding|\bpayable|\bnet [àa] payer|\breste\b|\bsolde"
        r"|\b[àa] (?:payer|régler)"
        r"|\bda (?:pagare|versare)|\bdovuto|\ba pagar|\bte (?:betalen|voldoen)|\bopenstaand"
        r"|\bto pay\b|überweis"
        r"|\bpendiente|\b(?:gesamt|konto|end|schluss)?saldo\b|\bremain|\bowing|\bresta(?!ur)",
    ),
    (
        "total_net|lines_net",  # also "before tax and freight", which then is no freight
        r"\btotal charges\b.*\b(?:before|excl|ex\b)"
        rf"|^(?:order |sub-?)?total (?:before|without|excluding|excl\.?|hors|ohne|sin) {TAX_WORDS}"
        r" (?:and|et|und) (?:freight|shipping|delivery|port|transport|fracht|versand)\W*$",
    ),
    ("total_gross", r"\btotal charges\b.*\binc"),
    (
        "total_gross|total_net|lines_net|charges",
        r"\b(?:total|new|current|monthly) charges\b|\bnouveaux frais\b",
    ),
    (
        "lines_net|total_net",
        r"\bvor rabatt\b|\bbefore discounts?\b|\bavant (?:remise|rabais)\b"
        r"|\bprima dello sconto|\bantes de descuento|\bvoor korting",
    ),
    (
        "allowances",
        rf"\bdto\b|\b(?!skonto|escompte){DISCOUNTS}|\w+rabatt\b|\breductions|\bsondernachlass"
        r"|(?<!outside )(?<!over )(?<!beyond )(?<!outside your )(?<!over your )"
        r"(?<!beyond your )\ballowance|\babschläge"
        r"|\bless (?:agency )?commission|\babz(?:ü|ue)gl\w* agenturprovision",
    ),
    (
        # A haulier's own work, or what it costs to send goods.
        "charges|lines_net",
        r"^(?:total|summe|sous-total|sub-?total|totale|totaal) (?:des |of )?"
        r"(?:transports?|fracht(?:en)?|trasporti|vrachten)(?: (?:ht|h\.t\.?|netto?))?$",
    ),
    (
        "charges",
        r"\bversand|\bfracht|\bporto|\bverpackung|\bzuschl|\w+zuschlag|\blieferkosten|\bmaut"
        r"|\banfahrt|\bimball[oi]\b|\bemballage"
        r"|\bshipping|\bfreight|\bdelivery\b|\bhandling|\bpostage|\bpacking|\binsurance|\bsurcharge"
        r"|(?<!reverse )(?<!reverse-)\bcharges?\b|\btransport|\bfrais\b|\bport\b"
        r"|^(?:cassa|rivalsa|contributo)\b.{0,12}\b(?:previdenz|forense|inps|inarcassa|integrativ)"
        r"|\bspedizione|\bspese|\benvío|\bportes"
        r"|\bgastos"
        r"|\bverzend|\bvracht|\btoeslag|\bcarriage"
        r"|\b(?:contribution|indexation) (?:gazole|carburant)",
    ),
    (
        "total_tax",
        r"^(?:inkl\.? )?(?:total |summe |sum |montant |totale |totaal |zzgl\.? |plus |\+ ?"
        r"|zuzüglich |output |of which |davon |dont |darin (?:enthaltene? )?)*"
        rf"(?:de la |des |di |de |la )?(?:(?!taxes .){TAX_WORDS}"
        r"|(?:(?!ex |no |of |on )[a-z]{2} |state |county |city |local )?sales tax(?! return)"
        r"|steuerbetrag)(?:\W|$)(?!.*\b(?:net"
        r"|brutto|e[xs]cl\w*"
        r"|incl|inkl|ohne|total|comprise?)\b)"
        rf"|\b{TAX_WORDS}[ -.]*(?:amount|total|betrag|gesamt)"
        r"|\bsteuersumme",
    ),
    ("total_gross", r"\bttc\b|\bt\.t\.c"),
    (
        "total_net|lines_net",
        r"\bnet\b|\b(?:gesamt)?nett"
        rf"|\bexcl|\b(?:ex\.?|without|before|ohne|sin) {TAX_WORDS}|\bexkl|\bescl|\bht\b|\bh\.t"
        r"|\bhtva|\bhors t|\bimponib|\buntaxed"
        r"|\btaxable|\bmaatstaf|\bbase imposable|\btotal base\b",
    ),
    (
        "total_gross|amount_due",
        r"\brechnungs(?:end)?(?:betrag|summe)",
    ),
    (
        "total_gross",
        rf"\bbrutto|\bgross|\btva comprise|\b(?:inc\.?|with|con) {TAX_WORDS}\b|\bincl|\binkl"
        r"|\bgrand total|\btvac|\blordo|\bivato|\bend(?:betrag|summe)"
        r"|\btotale? (?:fattura|documento|ordine|factura|facture|commande)\b"
        r"|\bgutschrifts?betrag|\b(?:invoice|order) (?:total|value|amount)|\bfinal amount"
        r"|\bmontant (?:total )?de (?:la|cette) (?:présente )?facture|\bfactuurbedrag\b"
        r"|\bimporto (?:totale )?(?:della )?fattura|\bimporte (?:total )?(?:de )?(?:la )?factura"
        r"|\bbestell(?:wert|summe)\b|\bauftrags(?:wert|summe)\b|\bvorschreibungs(?:betrag|summe)",
    ),
    (
        "total_net|lines_net",
        rf"\b{SUBTOTAL_WORDS}"
        r"|\bwarenwert|\bpositionssumme|\bsumme (?:der )?(?:positionen|artikel)|\bmerchandise"
        r"|\bgoods|\bmerce\b|\b(?:totale|valore|importo) merci\b|^merci$"
        r"|\bmarchandises?|\bimporte bruto|\bgoederen"
        r"|\bline items?|\bsum of lines|\btotal lines|\bitems? total"
        r"|\btotal (?:des )?lignes|\bpositions",
    ),
    (
        "total_gross|total_net|lines_net",
        r"^(?:total|summe|gesamt(?:betrag|summe)?|totale|totaal|importe(?: total)?"
        r"|montant(?: total)?|total (?:\w+ ){0,2}(?:cost|price)"
        r"|total amount|sum|totals?|betrag|amount|gesamt)$"
        r"|^total (?:(?:of|for) )?this (?:invoice|bill|month|period)$"
        r"|^(?:total|summe|gesamtbetrag) (?:dieser rechnung|de (?:cette|la présente) facture"
        r"|de esta factura|di questa fattura|(?:van )?deze factuur)$",
    ),
)  # fmt: skip
_PATTERNS = tuple((tuple(names.split("|")), re.compile(words, re.I)) for names, words in _READINGS)

_FIGURES = re.compile(rf"[€$£]?\s?-?[0-9][0-9.,'’\s]*%?|(?<!\w){CURRENCY}(?!\w)")


@kept_by_text
def fields_named(text: str) -> tuple[str, ...]:
    """The fields that a caption, or a text with one in it, may mean, the likeliest first."""
    return next((names for names, words in _PATTERNS if words.search(text)), ())


def names_net(caption: str) -> bool:
    """Whether a caption surely names an amount before tax."""
    named = fields_named(caption)
    return "total_net" in named and "total_gross" not in named


def may_name_net(caption: str) -> bool:
    """Whether a caption and the amount behind it may be those before tax."""
    return "total_net" in fields_named(_words_of(caption))


def may_name_total(caption: str) -> bool:
    """Whether a caption and the amount behind it may be the total with tax: "Total 119.00"."""
    return "total_gross" in fields_named(_words_of(caption))


def names_sum(caption: str) -> bool:
    """Whether a caption and the amount behind it may be any sum of a paper: "TOTAL € 33,00"."""
    return bool(fields_named(_words_of(caption)))


def names_owed(caption: str) -> bool:
    """Whether a caption names what is to be paid."""
    return fields_named(caption)[:1] == ("amount_due",)


def is_asking(caption: str) -> bool:
    """Whether a caption asks for what is due: no more than a sentence's beginning elsewhere."""
    return caption.lower().strip(" :") in ASKS


def names_tax(caption: str) -> bool:
    """Whether a caption names a tax, with or without its rate: "TPS 5 %"."""
    return fields_named(_words_of(caption)) == ("total_tax",)


def is_bare_amount(text: str) -> bool:
    """Whether a text is amounts and currencies alone: "€646.15"."""
    return not _words_of(text)


def _words_of(caption: str) -> str:
    """A caption without amounts, rates and currencies."""
    return _FIGURES.sub("", caption).strip(" :.")
