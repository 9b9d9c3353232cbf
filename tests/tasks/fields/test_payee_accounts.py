"""Whose the accounts of a paper are whose sender pays."""

from schemas.record import Field, Fields
from tasks.fields.payee_accounts import drop_payers_accounts
from tests.tasks.tagged_pages import draw


def _field(value: str, origin: str = "model") -> Field:
    return Field.model_validate({"value": value, "raw": value, "confidence": 0.9, "origin": origin})


def test_the_account_of_a_sender_who_pays_is_not_the_payees() -> None:
    found = {"iban": _field("DE1", "rule"), "bic": _field("X", "rule"), "po_number": _field("7")}
    assert set(drop_payers_accounts(found, [], "order")) == {"po_number"}
    assert drop_payers_accounts(found, [], "invoice") == found
    printed = {"iban": _field("DE1")}
    assert drop_payers_accounts(printed, [], "remittance_advice") == printed


def test_all_accounts_of_an_order_are_the_buyers() -> None:
    printed = {"iban": _field("DE1"), "bic": _field("X"), "po_number": _field("7")}
    assert set(drop_payers_accounts(printed, [], "order")) == {"po_number"}


def test_the_register_on_an_order_is_the_buyers() -> None:
    found = {"seller_registration_id": _field("NI 031774"), "po_number": _field("7")}
    assert set(drop_payers_accounts(found, [], "order")) == {"po_number"}
    assert drop_payers_accounts(found, [], "invoice") == found


def test_the_code_behind_the_payees_account_is_the_payees() -> None:
    account = _field("DE1").model_copy(update={"page": 1, "box": (0.1, 0.1, 0.4, 0.12)})
    code = _field("X", "rule").model_copy(update={"page": 1, "box": (0.5, 0.1, 0.6, 0.12)})
    found: Fields = {"iban": account, "bic": code}
    assert drop_payers_accounts(found, [], "remittance_advice") == found
    apart = code.model_copy(update={"box": (0.5, 0.9, 0.6, 0.92)})
    page, _ = draw(["Supplier"])
    parted = drop_payers_accounts({**found, "bic": apart}, [page], "remittance_advice")
    assert set(parted) == {"iban"}
    assert drop_payers_accounts(found, [], "order") == {}


def test_the_reader_s_account_is_the_payees() -> None:
    for caption, known in (
        ("votre compte", True),
        ("compte crédité :", True),
        ("Ihre Bankverbindung", True),
        ("votre IBAN", True),
        ("Gutschrift auf IBAN", True),
        ("notre compte", False),
    ):
        page, _ = draw([f"par virement sur {caption} FR7614505000030877144092668"])
        account = _field("FR7614505000030877144092668", "rule")
        account = account.model_copy(update={"page": 1, "box": page.words[-1].box})
        found = drop_payers_accounts({"iban": account}, [page], "remittance_advice")
        assert ("iban" in found) == known


def test_the_only_account_of_a_payslip_is_the_employees() -> None:
    own, other = "DE89 3704 0044 0532 0130 00", "FR76 3000 6000 0112 3456 7890 189"
    found: Fields = {"iban": _field(own.replace(" ", ""), "rule")}
    page, _ = draw(["Employer Ltd", f"Bank: Sparkasse     IBAN {own}"])
    assert drop_payers_accounts(found, [page], "payslip") == found
    page, _ = draw([f"Employer Ltd, IBAN {other}", f"Bank: Sparkasse     IBAN {own}"])
    assert drop_payers_accounts(found, [page], "payslip") == {}
