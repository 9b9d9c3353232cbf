"""How a paper speaks of its reader, in six languages: patterns' texts."""

YOUR = r"(?:ihr(?:e[mnrs]?)?|your|votre|vos|v\.?/|vs\.?|su|vuestr[oa]|vostr[oa]|uw)"
#: What the seller calls him, also within a word: "Kundennummer".
CUSTOMER = (
    r"(?:customer(?:['’]?s)?|cust\b\.?|client(?:['’]s|\w*)|buyer(?:['’]s)?|recipient|kunden?-?"
    r"|klant|mandant\w*|auftraggebers?|leistungsempfängers|erwerbers|käufer|afnemer|preneur"
    r"|acquéreur|acheteur|cessionario)"
)
YOURS = rf"(?:{YOUR}|{CUSTOMER})"
#: "su IBAN" is the reader's in Spanish alone; "Bonifico su IBAN" says to which one to pay.
YOUR_ACCOUNT = (
    rf"(?:(?!su (?:iban|conto)\b){YOUR} (?:(?:bank )?account|compte(?: bancaire)?"
    r"|(?:bank)?(?:konto|verbindung)|iban|cuenta|conto|(?:bank)?rekening)"
    r"|(?:(?<=\ben )|(?<=\bde )|(?<=\ba ))su iban)"
)
