"""The account that a bill is to be paid to, and its bank's code."""

import pytest

from schemas.record import Field, Fields
from tasks.fields.bank_accounts import settle_account
from tests.tasks.tagged_pages import draw

_OWN, _FACTOR = "DE75350500000200334455", "DE70400501500000912345"
_FACTORED = "IBAN DE70 4005 0150 0000 9123 45, BIC WELADED1MST"


def _settled(rows: list[str], iban: str, bic: str) -> dict[str, str]:
    page, _ = draw(rows)
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in (("iban", iban), ("bic", bic))
    }
    found = settle_account(fields, [page])
    return {name: field.value for name, field in found.items() if isinstance(field, Field)}


def test_the_only_account_that_counts_is_the_factor_s() -> None:
    rows = [
        "Zahlungen können ausschließlich auf folgendes Konto erfolgen:",
        f"Westfalen Factoring AG, {_FACTORED}",
        "",
        "HRB 20417          IBAN DE75 3505 0000 0200 3344 55",
        "GF Miriam Voss     BIC DUISDE33XXX",
    ]
    assert _settled(rows, _OWN, "DUISDE33XXX") == {"iban": _FACTOR, "bic": "WELADED1MST"}
    assert _settled(["", "", *rows[2:]], _OWN, "X") == {"iban": _OWN, "bic": "DUISDE33XXX"}


@pytest.mark.parametrize(
    "rows",
    [
        ["Unsere Bankverbindung hat sich geändert. Alt: {old}, neu: {new}"],
        ["Unsere Bankverbindung hat sich geändert. Alt: {old}, neu: DE70 4005", "{end}"],
        ["Neue Bankverbindung: IBAN {new} (bisherige IBAN {old} nicht mehr verwenden)"],
        ["Neue Bankverbindung: IBAN {new}", "Das Konto {old} nicht mehr verwenden."],
        ["Our bank details have changed. Old account: {old}", "New account: {new}"],
        ["Account {old} is no longer in use, please pay to {new}"],
        ["Ancien compte : {old}, nouveau compte : {new}"],
        ["Cuenta anterior: {old}; cuenta nueva: {new}"],
        ["Il vecchio conto corrente IBAN {old} non è più attivo; nuovo: {new}"],
        ["Oude rekening: {old}, nieuwe rekening: {new}"],
    ],
)
def test_a_former_account_is_none_to_pay_to(rows: list[str]) -> None:
    old, new = "DE75 3505 0000 0200 3344 55", "DE70 4005 0150 0000 9123 45"
    texts = [row.format(old=old, new=new, end="0150 0000 9123 45") for row in rows]
    page, _ = draw([*texts, "", f"Papier GmbH, IBAN {old}"])
    fields: Fields = {
        "iban": Field(value=_OWN, raw=old, confidence=0.99, origin="model"),
        "bic": Field(value="DUISDE33XXX", raw="DUISDE33XXX", confidence=0.99, origin="model"),
    }
    found = settle_account(fields, [page])
    assert isinstance(found["iban"], Field)
    assert (found["iban"].value, found["iban"].confidence) == (_FACTOR, 0.5)
    assert "bic" not in found
    page, _ = draw([f"Bank 1: IBAN {old}", "We are no longer at the old address."])
    assert settle_account(fields, [page]) == fields


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        ("Kontoinhaber: Peter Alt, IBAN: {}", 0.99),
        ("Stadtsparkasse Alten, IBAN {}", 0.99),
        ("Müller & Alt          IBAN {}", 0.99),
        ("Amicale des Anciens : IBAN {}", 0.99),
        ("IBAN {} - Merci de ne plus envoyer de chèques.", 0.99),
        ("IBAN {} - wij accepteren niet langer contant geld", 0.99),
        ("IBAN {} (bitte nicht mehr bar zahlen)", 0.99),
        ("IBAN {} (do not use for deposits)", 0.99),
        ("IBAN {} Non più tardi del 30/04/2026", 0.99),
        ("Alte Bankverbindung: {}", 0.5),
        ("Account {} is no longer in use.", 0.5),
    ],
)
def test_the_only_account_stays(row: str, sure: float) -> None:
    page, _ = draw([row.format("DE75 3505 0000 0200 3344 55")])
    iban = Field(value=_OWN, raw=_OWN, confidence=0.99, origin="model")
    found = settle_account({"iban": iban}, [page])["iban"]
    assert isinstance(found, Field)
    assert (found.value, found.confidence) == (_OWN, sure)


@pytest.mark.parametrize(
    ("row", "is_yours"),
    [
        ("Bonifico su IBAN {}", False),
        ("Versamento su conto {}", False),
        ("Cargo en su IBAN {}", True),
        ("Se cargará en su cuenta {}", True),
        ("Addebito sul vostro IBAN {}", True),
    ],
)
def test_an_account_of_the_reader_is_none_to_pay_to(row: str, is_yours: bool) -> None:
    page, _ = draw([row.format("DE75 3505 0000 0200 3344 55")])
    iban = Field(value=_OWN, raw=_OWN, confidence=0.99, origin="model")
    assert ("iban" not in settle_account({"iban": iban}, [page])) == is_yours


def test_each_bank_stands_with_its_code() -> None:
    rows = [
        "Sparkasse KölnBonn                Deutsche Bank Köln",
        "IBAN DE90 3705 0198 0011 2233 44  IBAN DE69 3707 0060 0987 6543 00",
        "BIC COLSDE33XXX                   BIC DEUTDEDKXXX",
    ]
    iban = "DE69370700600987654300"
    assert _settled(rows, iban, "COLSDE33XXX") == {"iban": iban, "bic": "DEUTDEDKXXX"}


def test_the_reader_s_own_account_is_none_to_pay_to() -> None:
    yours = "Ihre Bankverbindung: IBAN DE35 3005 0110 0077 6655 44"
    own = "DE35300501100077665544"
    assert _settled([yours], own, "X") == {}
    assert _settled([yours, f"Konto: {_FACTORED}"], own, "WELADED1MST")["iban"] == _FACTOR
    unsere = yours.replace("Ihre", "Unsere")
    assert _settled([unsere], own, "X")["iban"] == own
    assert _settled(["Self-billed invoice", yours], own, "X")["iban"] == own


@pytest.mark.parametrize(
    "rows",
    [
        ["Der Betrag wird per Lastschrift von Ihrem", "Konto IBAN {} eingezogen."],
        ["Der Betrag wird von Ihrem Konto IBAN DE35 3005 0110", "0077 6655 44 eingezogen."],
        ["Lastschrifteinzug vom Konto", "IBAN {}"],
        ["Wir buchen von Ihrem Konto ab: IBAN {}"],
        ["To be collected by direct debit from account {}"],
        ["Montant prélevé sur le compte IBAN {}"],
        ["Domiciliación en la cuenta {}"],
    ],
)
def test_what_is_collected_from_is_none_to_pay_to(rows: list[str]) -> None:
    printed = [row.format("DE35 3005 0110 0077 6655 44") for row in rows]
    assert _settled(printed, "DE35300501100077665544", "X") == {}


@pytest.mark.parametrize(
    "rows",
    [
        ["Ohne Lastschrift überweisen Sie bitte von Ihrer Bank auf Konto", "IBAN {}"],
        ["Sans prélèvement, par virement sur le compte IBAN {}"],
        ["Kein Lastschrifteinzug. Zahlung auf unser Konto {}"],
        ["Kunde        Ihr Konto", "Bank         IBAN {}"],
    ],
)
def test_what_is_transferred_to_is(rows: list[str]) -> None:
    own = "DE35300501100077665544"
    printed = [row.format("DE35 3005 0110 0077 6655 44") for row in rows]
    assert _settled(printed, own, "X")["iban"] == own
