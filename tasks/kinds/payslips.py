"""A payslip takes its deductions off a gross pay, whatever it calls itself."""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.values.cells import cell_texts

#: What is paid out; an invoice's "net à payer" is another thing.
_NET_PAY = re.compile(
    r"\bnet pay\b|\btake.home pay\b|\bauszahlungsbetrag\b|\bauszahlung\b|\bnettoverdienst\b"
    r"|\bnetto-?bezüge?\b|\bnettolohn\b|\bgesetzliches netto\b|\bsalaire net\b"
    r"|\bnet (?:à payer avant|payé|imposable|social)\b"
    r"|\blíquido (?:total )?a percibir\b|\bnetto (?:in busta|a pagare|del mese)\b|\bnettoloon\b",
    re.IGNORECASE,
)
#: Deductions and pay, each pattern one sign.
_PAY_SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bbasic (?:pay|salary)\b|\bsalaire de base\b|\bsalario base\b|\bbrutolo+n\b"
        r"|\bgrundgehalt\b|\bmonatslohn\b|\bstundenlohn\b",
        r"\bgross pay\b|\bsalaire brut\b|\bgesamt-?brutto\b|\bsteuer-?brutto\b|\btotal devengado\b"
        r"|\bretribuzione lorda\b|\bbruto(?:loon| salaris)\b",
        r"\bPAYE\b|\bincome tax\b|\bfederal (?:income|withholding)\b|\blohnsteuer\b"
        r"|\bprélèvement à la source\b|\bI\.?R\.?P\.?F\b|\bIRPEF\b|\bloonheffing\b",
        r"\bnational insurance\b|\bNI number\b|\bsocial security\b|\bmedicare\b|\bFICA\b"
        r"|\brentenvers\w*|\bkrankenvers\w*|\bsozialvers\w*|\bcotisations?\b|\bsécurité sociale\b"
        r"|\bcontingencias comunes\b|\bINPS\b|\bAHV\b|\bAVS\b",
        r"\btotal deductions\b|\bdeductions\b|\babzüge\b|\bdéductions sociales\b"
        r"|\bdeducciones\b|\btrattenute\b|\binhoudingen\b|\bretenues\b",
        r"\btax code\b|\bsteuerklasse\b|\bst\.?-?kl\b|\bkinderfreib\w*|\bwithholding allowances?\b"
        r"|\bheffingskorting\b|\bconvention collective\b",
    )
)
_PAY_SIGNS_N = 3


def is_payslip(pages: Sequence[Page]) -> bool:
    """Whether the first page names a net pay, and several deductions or kinds of pay."""
    text = "\n".join(cell_texts(pages[:1]))
    signs_n = sum(bool(sign.search(text)) for sign in _PAY_SIGNS)
    return signs_n >= _PAY_SIGNS_N and bool(_NET_PAY.search(text))
