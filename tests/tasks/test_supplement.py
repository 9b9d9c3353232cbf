"""What a document's type says about its accounts and totals."""

from schemas.record import Field
from tasks.supplement import drop_payers_accounts, owe_instead_of_total


def _field(value: str, origin: str = "model") -> Field:
    return Field.model_validate({"value": value, "raw": value, "confidence": 0.9, "origin": origin})


def test_the_account_of_a_sender_who_pays_is_not_the_payees() -> None:
    found = {"iban": _field("DE1", "rule"), "bic": _field("X", "rule"), "po_number": _field("7")}
    assert set(drop_payers_accounts(found, "order")) == {"po_number"}
    assert drop_payers_accounts(found, "invoice") == found
    printed = {"iban": _field("DE1")}
    assert drop_payers_accounts(printed, "remittance_advice") == printed


def test_a_statement_asks_for_an_amount_due() -> None:
    total, due = _field("12.00"), _field("10.00")
    assert owe_instead_of_total({"total_gross": total}, "statement") == {"amount_due": total}
    both = {"total_gross": total, "amount_due": due}
    assert owe_instead_of_total(both, "payment_reminder") == {"amount_due": due}
    assert owe_instead_of_total(both, "invoice") == both
