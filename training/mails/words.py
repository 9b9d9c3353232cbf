"""How each language's mails name people, days and sums."""

#: Language → locales its people are named by, usual ones repeated.
LOCALES = {
    "en": ("en_US", "en_US", "en_GB", "en_GB", "en_IE", "en_IN"),
    "de": ("de_DE", "de_DE", "de_DE", "de_AT", "de_CH"),
    "fr": ("fr_FR", "fr_FR", "fr_BE"),
    "es": ("es_ES",),
    "it": ("it_IT",),
    "nl": ("nl_NL", "nl_NL", "nl_BE"),
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
#: Mr and Ms as printed before a last name, and the formal salutation.
TITLES = {
    "en": ("Mr", "Ms"),
    "de": ("Herr", "Frau"),
    "fr": ("Monsieur", "Madame"),
    "es": ("Sr.", "Sra."),
    "it": ("Sig.", "Sig.ra"),
    "nl": ("heer", "mevrouw"),
}
SALUTATIONS = {
    "en": ("Dear Mr {}", "Dear Ms {}"),
    "de": ("Sehr geehrter Herr {}", "Sehr geehrte Frau {}"),
    "fr": ("Monsieur {}", "Madame {}"),
    "es": ("Estimado Sr. {}", "Estimada Sra. {}"),
    "it": ("Gentile Sig. {}", "Gentile Sig.ra {}"),
    "nl": ("Geachte heer {}", "Geachte mevrouw {}"),
}
#: How dates are printed: with the year, and without (only close to the mail's own date).
#: None ends in a full stop, so that a sentence may end on a date.
DATES = {
    "en": (("{d} {M} {y}", "{d} {m} {y}"), ("{d} {M}", "{W} {d} {M}", "{d} {m}")),
    "US": (("{M} {d}, {y}", "{0m}/{0d}/{y}"), ("{M} {d}", "{W}, {M} {d}", "{m} {d}")),
    "de": (("{0d}.{0m}.{y}", "{d}. {M} {y}", "{d}.{n}.{y}"), ("{d}. {M}", "{W}, {0d}.{0m}.{y}")),
    "fr": (("{d} {M} {y}", "{0d}/{0m}/{y}"), ("{d} {M}", "{W} {d} {M}")),
    "es": (("{d} de {M} de {y}", "{0d}/{0m}/{y}"), ("{d} de {M}", "{W} {d} de {M}")),
    "it": (("{d} {M} {y}", "{0d}/{0m}/{y}"), ("{d} {M}", "{W} {d} {M}")),
    "nl": (("{d} {M} {y}", "{0d}-{0m}-{y}"), ("{d} {M}", "{W} {d} {M}")),
}
MONEY = {
    "US": ("${}", "${}", "${}", "USD {}"),
    "GB": ("£{}", "£{}", "£{}", "GBP {}"),
    "EU": ("EUR {}", "€{}", "€{}"),
    "de": ("{} €", "{} €", "{} EUR", "EUR {}", "{} Euro"),
    "CH": ("CHF {}", "Fr. {}"),
    "fr": ("{} €", "{} €", "{} euros", "{} EUR"),
    "es": ("{} €", "{} euros", "{} EUR"),
    "it": ("{} €", "€ {}", "{} euro", "EUR {}"),
    "nl": ("€ {}", "€ {}", "EUR {}", "{} euro"),
}
REFERENCES = ("{999999}", "{AA}-{9999}", "{A}{99}-{9999}", "20{99}/{9999}", "{9999999}", "R{99999}")
