"""The line of legal particulars at the foot of a letter, as company law asks for it."""

from random import Random

from training.generate.draft import Draft
from training.generate.identifiers import digits, group_iban, space_vat_id
from training.generate.lexicon import load_table
from training.generate.words import Phrase, joined, plain

#: Country → how the sentence about capital begins; {form} is the company's legal form.
_CAPITAL = {
    "FR": "{form} au capital de {sum} €", "BE": "{form} au capital de {sum} €",
    "IT": "Capitale sociale € {sum} i.v.", "ES": "Capital social {sum} €",
    "DE": "Stammkapital {sum} EUR", "AT": "Stammkapital {sum} EUR",
}  # fmt: skip
_SEAT = {"de": "Sitz der Gesellschaft:", "fr": "Siège social :", "en": "Registered office:",
         "es": "Domicilio social:", "it": "Sede legale:", "nl": "Gevestigd te"}  # fmt: skip


def legal_parts(draft: Draft) -> list[list[Phrase]]:
    """Particulars in threes, in printed order: company, register and tax, bank."""
    rng, party, role = draft.rng, draft.issuer, draft.issuer_role
    language, own = draft.deal.language, draft.issuer_role == "seller"
    company = [draft.name(party, role)]
    if party.country in _CAPITAL and rng.random() < 0.8:
        form = party.name.split()[-1]
        amount = draft.deal.notation.group.join((digits(rng, 2), "000"))
        company.append(plain(_CAPITAL[party.country].format(form=form, sum=amount)))
    if rng.random() < 0.6:
        company.append(joined(draft.address(party, role), "-" if rng.random() < 0.4 else ""))
        _continue_address(company, f"{role}_address")
    else:
        company.append(plain(f"{_SEAT[language]} {party.city}"))
    register: list[Phrase] = []
    if party.registration_id:
        number = party.registration_id
        tagged = draft.tag("seller_registration_id", number) if own else plain(number)
        register.append(plain(party.register) + tagged)
    if party.vat_id:
        printed = space_vat_id(rng, party.vat_id)
        vat = draft.tag(f"{role}_vat_id", printed, party.vat_id)
        register.append(plain(draft.label("seller_vat_id")) + vat)
    if party.country == "FR":
        register.append(plain(f"APE {digits(rng, 4)}{rng.choice('ABCZ')}"))
    else:
        register.append(plain(f"{draft.label('director')} {party.person}"))
    bank: list[Phrase] = [plain(party.bank)]
    if party.iban and rng.random() < 0.75:
        iban = group_iban(party.iban) if rng.random() < 0.6 else party.iban
        words = draft.tag("iban", iban, party.iban) if own else plain(iban)
        bank.append(plain(draft.label("iban")) + words)
        if rng.random() < 0.7:
            bic = draft.tag("bic", party.bic) if own else plain(party.bic)
            bank.append(plain(draft.label("bic")) + bic)
    groups = [company, register, bank]
    return groups if rng.random() < 0.7 else [company, bank, register]


def _continue_address(parts: list[Phrase], entity: str) -> None:
    """A separator inside the address belongs to it."""
    inside = [i for i, (_, label) in enumerate(parts[-1]) if label.endswith(entity)]
    parts[-1] = [
        (text, f"I-{entity}") if label == "O" and inside[0] < i < inside[-1] else (text, label)
        for i, (text, label) in enumerate(parts[-1])
    ]


def column_heads(rng: Random, language: str) -> list[str]:
    """Headings over the four columns of a footer."""
    heads: list[str] = rng.choice(load_table("listing")[language]["footer_heads"])
    return heads
