"""Bills in the text of mails, read by the models that ship."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from schemas.prediction import DocumentModel
from schemas.record import Field, Record
from schemas.settings import Settings
from slm.models import load_models
from tasks.extract import extract_document
from tasks.handle_claim import handle_claim
from tasks.handled import HandledFile
from tasks.intake import claim_file, prepare_folders
from tasks.junk import NOTE_SUFFIX
from tasks.read import read_bytes
from tasks.store import Store
from tasks.take_corrected import ReviewNotes
from tasks.text_bills import TEXT_NAME

BILL = """<html><body><div><h2>Invoice MB-20418</h2>
<p>Millbrook Web Hosting Ltd<br>14 Weir Lane, Reading RG1 4QT<br>VAT No. GB 123 4567 82</p>
<p>Bill to:<br>Oakfield Dental Practice<br>3 High Street, Newbury RG14 5BN</p>
<p>Invoice date: 2 March 2026<br>Due date: 16 March 2026</p>
<table><tr><th>Description</th><th>Qty</th><th>Unit price</th><th>Amount</th></tr>
<tr><td>Managed hosting, March 2026</td><td>1</td><td>£48.00</td><td>£48.00</td></tr>
<tr><td>Extra mailboxes</td><td>4</td><td>£3.00</td><td>£12.00</td></tr>
<tr><td colspan="3">Subtotal</td><td>£60.00</td></tr>
<tr><td colspan="3">VAT 20%</td><td>£12.00</td></tr>
<tr><td colspan="3">Total</td><td>£72.00</td></tr></table></div></body></html>"""
PLAIN = """Invoice MB-20418

Millbrook Web Hosting Ltd
14 Weir Lane, Reading RG1 4QT
VAT No. GB 123 4567 82

Bill to: Oakfield Dental Practice, 3 High Street, Newbury RG14 5BN

Invoice date: 2 March 2026
Due date: 16 March 2026

Description                     Qty   Unit price   Amount
Managed hosting, March 2026       1        48.00    48.00
Extra mailboxes                   4         3.00    12.00

Subtotal                                            60.00
VAT 20%                                             12.00
Total GBP                                           72.00
"""
#: As Outlook writes it above what it forwards; a file that began so would be a mail.
HEADER = """From: Billing <billing@millbrook.example>
Sent: Monday, 2 March 2026 08:15
To: accounts@oakfield.example
Subject: Your invoice MB-20418
"""
#: The text says nowhere what it is.
UNTITLED = PLAIN.replace("Invoice MB-20418", "These are the details of MB-20418.").replace(
    "Invoice date", "Date"
)
UNSURE = BILL.replace("£72.00", "£79.00")  # which is not net plus tax
TOTALS = {"total_net": "60.00", "total_tax": "12.00", "total_gross": "72.00"}


@pytest.fixture(scope="module")
def model() -> DocumentModel:
    return load_models(Settings())


def compose(
    text: str, subject: str = "Your invoice MB-20418", markup: str = "", **attached: bytes
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "billing@millbrook.example", "accounts@oakfield.example"
    mail["Subject"], mail["Date"] = subject, "Mon, 02 Mar 2026 08:15:00 +0000"
    mail["Message-ID"] = f"<{abs(hash((text, subject)))}@millbrook.example>"
    mail.set_content(text)
    if markup:
        mail.add_alternative(markup, subtype="html")
    for name, data in attached.items():
        mail.add_attachment(data, "text", "html", filename=f"{name}.html")
    return mail


def extract(mail: EmailMessage, model: DocumentModel) -> list[Record]:
    settings = Settings()
    return extract_document(read_bytes(bytes(mail), "bill.eml", settings), model, settings)


def values(record: Record, *names: str) -> dict[str, str]:
    found = {name: record.fields.get(name) for name in names}
    return {name: one.value for name, one in found.items() if isinstance(one, Field)}


@pytest.mark.parametrize(
    "mail",
    [
        compose("Please view this mail as HTML.", markup=BILL),
        compose(PLAIN),
        compose(f"Please pay this one.\n\n{PLAIN}", "Fwd: Your invoice MB-20418"),
        compose(f"{HEADER}\n{PLAIN}", "FW: Your invoice MB-20418"),
        compose(PLAIN, "Your order confirmation"),
    ],
    ids=["html", "plain", "forwarded", "forwarded without a word", "titled"],
)
def test_a_bill_in_a_mails_text_is_a_document_beside_the_mail(
    mail: EmailMessage, model: DocumentModel
) -> None:
    own, bill = extract(mail, model)
    assert own.doc_type.value == "mail" and own.parent_id is None
    assert bill.doc_type.value == "invoice" and bill.parent_id == own.document_id
    assert bill.source == f"bill.eml/{TEXT_NAME}"
    assert values(bill, *TOTALS) == TOTALS
    assert values(bill, "invoice_number", "seller_name") == {
        "invoice_number": "MB-20418",
        "seller_name": "Millbrook Web Hosting Ltd",
    }
    assert len(bill.lines) == 2


def test_a_bill_that_is_attached_is_not_read_again_from_the_text(model: DocumentModel) -> None:
    _, attached = extract(compose(PLAIN, invoice=BILL.encode()), model)
    assert attached.source == "bill.eml/invoice.html"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("> ".join(["Is this still open?\n\n", *PLAIN.splitlines(keepends=True)]), "Re: MB-20418"),
        ("> ".join(["Is this still open?\n\n", *PLAIN.splitlines(keepends=True)]), "A question"),
        (
            "Invoice MB-20418 of 72.00 (60.00 net) is overdue. Please pay it by Friday.\n\n"
            "Ann Reed\nMillbrook Web Hosting Ltd\n",
            "Overdue",
        ),
        ("We were charged 72.00 instead of 60.00 for hosting in March. Why?\n", "Your bill"),
        ("The new rates are 48.00 for hosting and 3.00 for each mailbox.\n", "Rates"),
    ],
    ids=["quoted", "quoted under another subject", "reminded", "asked", "prices"],
)
def test_a_mail_about_a_bill_is_a_mail_alone(text: str, subject: str, model: DocumentModel) -> None:
    assert len(extract(compose(text, subject), model)) == 1


@pytest.mark.parametrize(
    "subject", ["Your order confirmation", "Re: Quote 17", "Proforma invoice", "Account statement"]
)
def test_a_subject_is_the_title_of_a_text_without_one(subject: str, model: DocumentModel) -> None:
    assert len(extract(compose(UNTITLED, "Your invoice"), model)) == 2
    assert len(extract(compose(UNTITLED, subject), model)) == 1


@pytest.mark.parametrize(
    "subject",
    [
        "Your payment of £72.00 was declined",
        "Abbuchung fehlgeschlagen",
        "Reminder: invoice MB-20418 is overdue",
        "Invoice MB-20418: payment failed",
        "Fwd: Your payment failed",
        "Payment failed - update your card for a successful renewal",
        "Rechnung MB-20418: Zahlung war nicht erfolgreich",
        "Invoice MB-20418 - second notice",
        "Rechnung MB-20418 vom 02.03.2026 - Zahlungserinnerung",
        "Unbezahlte Rechnung MB-20418",
        "No payment received - your card was declined",
    ],
)
def test_a_mail_about_a_bill_that_repeats_its_sums_is_a_mail_alone(
    subject: str, model: DocumentModel
) -> None:
    assert len(extract(compose(PLAIN, subject), model)) == 1


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Fwd: overdue invoice?", PLAIN),
        ("Payment successful after declined card - invoice MB-20418", PLAIN),
        ("Invoice MB-20418 (replacement, MB-20417 was cancelled)", PLAIN),
        ("Your invoice MB-20418 - reminder of February is settled", PLAIN),
        ("Your invoice", f"{PLAIN}\nA PDF copy of this invoice is attached."),
        ("Your invoice", f"{PLAIN}\nThe timesheet for this invoice is attached."),
        ("<html> invoice", PLAIN),
    ],
    ids=[
        "a colleague's words",
        "charged in the end",
        "replaces",
        "settled",
        "a copy",
        "a timesheet",
        "markup",
    ],
)
def test_a_bill_stays_one_whatever_else_is_said(
    subject: str, text: str, model: DocumentModel
) -> None:
    _, bill = extract(compose(text, subject), model)
    assert bill.outcome == "accepted"
    assert values(bill, "seller_name", "invoice_number", "total_gross") == {
        "seller_name": "Millbrook Web Hosting Ltd",
        "invoice_number": "MB-20418",
        "total_gross": "72.00",
    }


@pytest.mark.parametrize(
    "subject",
    [
        "Credit note MB-20418",
        "Storno Ihrer Rechnung",
        "Refund",
        "Invoice MB-20418 - dispute",
        "Invoice MB-20418 was cancelled",
    ],
)
def test_a_subject_that_turns_or_disputes_the_sums_leaves_them_to_a_clerk(
    subject: str, model: DocumentModel
) -> None:
    _, bill = extract(compose(UNTITLED, subject), model)
    assert bill.outcome == "needs_review"


def test_an_order_is_confirmed_by_its_bill_where_that_has_its_number(model: DocumentModel) -> None:
    numbered = UNTITLED.replace("Due date", "VAT invoice no. MB-20418\nDue date")
    assert len(extract(compose(numbered, "Your order has been confirmed"), model)) == 2
    assert len(extract(compose(UNTITLED, "Your order has been confirmed"), model)) == 1


def test_a_bill_in_round_amounts_is_one(model: DocumentModel) -> None:
    rounded = PLAIN.replace("48.00    48.00", "48 £    48 £").replace("3.00    12.00", "3 £   12 £")
    rounded = rounded.replace("60.00", "60 £").replace("12.00", "12 £").replace("72.00", "72 £")
    _, bill = extract(compose(rounded), model)
    assert values(bill, "total_gross") == {"total_gross": "72.00"}


def test_what_gmail_passes_on_is_read_without_marks(model: DocumentModel) -> None:
    header = "---------- Forwarded message ---------<br>From: Billing<br>To: Ann<br><br>"
    markup = BILL.replace("<div>", f'Please pay.<div class="gmail_quote">{header}')
    for subject in ("Fwd: Your invoice", "Please pay this"):
        _, bill = extract(compose("", subject, markup), model)
        assert values(bill, "seller_address") == {"seller_address": "14 Weir Lane, Reading RG1 4QT"}


@pytest.mark.parametrize("subject", ["Hosting", "Re: your invoice", "Bill for hosting?"])
def test_what_nothing_calls_a_bill_is_not_accepted_as_one(
    subject: str, model: DocumentModel
) -> None:
    proposal = (
        PLAIN.replace("Invoice MB-20418", "Hi Anna, this is what it would cost:")
        .replace("Invoice date", "Reference: MB-20418\nDate")
        .replace("Due date", "Valid until")
    )
    _, *found = extract(compose(proposal, subject), model)
    assert [one.outcome for one in found] in ([], ["needs_review"])


def test_of_a_long_text_no_more_is_read_than_of_a_mail() -> None:
    rows = [f"2026-03-02 job {number} cost 7.10 EUR" for number in range(400)]
    read = read_bytes(bytes(compose("\n".join(rows))), "log.eml", Settings())
    assert read.children == ()
    read = read_bytes(bytes(compose("\n".join(rows[:200]))), "log.eml", Settings())
    assert [child.text_of == read.mail for child in read.children] == [True]


def test_texts_are_none_of_the_documents_that_a_file_may_bring() -> None:
    mails = (b"From a@b.example Mon Mar  2 08:15:00 2026\n" + bytes(compose(PLAIN, f"{number}"))
             for number in range(3))  # fmt: skip
    mailbox = read_bytes(b"\n\n".join(mails), "a.mbox", Settings(max_members_n=3))
    assert mailbox.failed_children == ()
    assert [len(mail.children) for mail in mailbox.children] == [1, 1, 1]
    assert not any(mail.failed_children for mail in mailbox.children)


def test_a_text_that_cannot_be_read_as_a_bill_fails_nothing(model: DocumentModel) -> None:
    settings = Settings(max_pages_n=1)
    mail = compose("Item 10.00\n" * 2000)
    (own,) = extract_document(read_bytes(bytes(mail), "long.eml", settings), model, settings)
    assert own.outcome != "failed"


def open_store(settings: Settings) -> Store:
    prepare_folders(settings)
    store = Store(settings.sql_url)
    store.migrate()
    return store


def drop(
    markup: str, settings: Settings, store: Store, model: DocumentModel, subject: str = "Bill"
) -> HandledFile:
    path = settings.inbox / f"mail/{subject}.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(compose("See the HTML.", subject, markup=markup)))
    claim = claim_file(path, settings)
    assert claim is not None
    return handle_claim(claim, model, store, settings, "batch-1")


def test_the_bill_has_its_row_and_the_note_asks_for_it(
    settings: Settings, model: DocumentModel
) -> None:
    store = open_store(settings)
    first = drop(BILL, settings, store, model)
    again = drop(BILL.replace("<h2>", "<h2> "), settings, store, model, "again")
    doubtful = drop(UNSURE, settings, store, model, "doubtful")
    assert first.outcome == "accepted"
    assert [one.outcome for one in again.documents][1] == "duplicate"
    assert doubtful.outcome == "needs_review"
    note = Path(f"{doubtful.path}{NOTE_SUFFIX}").read_text(encoding="utf-8")
    assert "Text of the mail: " in note
    assert f"[{TEXT_NAME}  {doubtful.documents[1].document_id[:12]}]" in note


#: Alone, the model takes it for a payslip.
PAID = """<div style="font-family:sans-serif"><p>Receipt from Plotline Analytics Inc.</p>
<p>$130.65<br>Paid March 3, 2024</p><p>Receipt number 2483-9917<br>Payment method Visa - 4410<br>
Billed to Holloway Design LLC</p><p>MAR 3 - APR 2, 2024</p><table><tr><td>Team plan<br>Qty 5, $24.00
each</td><td>$120.00</td></tr><tr><td>Subtotal</td><td>$120.00</td></tr><tr><td>Sales tax - New
York (8.875%)</td><td>$10.65</td></tr><tr><td>Total</td><td>$130.65</td></tr><tr><td>Paid</td>
<td>$130.65</td></tr></table><p>Plotline Analytics Inc., 221 Mercer Street, New York, NY 10012</p>
</div>"""


def test_what_calls_itself_a_receipt_is_no_payslip(model: DocumentModel) -> None:
    mail = compose("", "Your receipt from Plotline Analytics #2483-9917", markup=PAID)
    _, receipt = extract(mail, model)
    assert receipt.doc_type.value == "receipt"
    assert values(receipt, "total_gross") == {"total_gross": "130.65"}


RECEIPT = """<div style="font-family:sans-serif"><h1>Receipt from Quillstack, Inc.</h1>
<p>$189.00<br>Paid March 4, 2026</p><p>Receipt number 2291-7740<br>Payment method Visa - 4417</p>
<p>Receipt #2291-7740</p><table><tr><td>Team plan (per seat)</td><td>$160.00</td></tr>
<tr><td>Qty 8</td><td></td></tr><tr><td>Audit log add-on</td><td>$15.00</td></tr>
<tr><td>Subtotal</td><td>$175.00</td></tr><tr><td>Sales tax (8%)</td><td>$14.00</td></tr>
<tr><td>Total</td><td>$189.00</td></tr><tr><td>Amount paid</td><td>$189.00</td></tr></table>
<p>Quillstack, Inc., 548 Folsom Street, Suite 210, San Francisco, CA 94105</p></div>"""


@pytest.mark.parametrize(
    "plain",
    ["", "Your mail program does not show HTML. View this receipt online: https://q.example/r/1 "],
    ids=["html alone", "with a note for those who see no HTML"],
)
def test_a_receipt_whose_sums_stand_in_rows_is_a_bill(plain: str, model: DocumentModel) -> None:
    mail = compose(plain, "Your receipt from Quillstack", markup=RECEIPT)
    own, receipt = extract(mail, model)
    assert receipt.doc_type.value == "receipt"
    assert values(receipt, "total_gross") == {"total_gross": "189.00"}
    assert own.summary is not None and "HTML" not in own.summary.text


def test_a_seller_who_sends_his_bill_himself_is_sure(model: DocumentModel) -> None:
    unnamed = PLAIN.replace("Millbrook Web Hosting Ltd", "Ann Reed, web design")

    def seller(sender: str) -> Field:
        mail = compose(unnamed)
        mail.replace_header("From", sender)
        found = extract(mail, model)[1].fields["seller_name"]
        assert isinstance(found, Field)
        return found

    own, passed_on = seller("Ann Reed <ann@reed.example>"), seller("Jo Park <jo@oakfield.example>")
    assert own.value == "Ann Reed"
    assert own.confidence > passed_on.confidence


def test_what_a_colleague_forwards_with_marks_is_read_without_them(model: DocumentModel) -> None:
    marked = "".join(f"> {line}\n" for line in PLAIN.splitlines())
    _, bill = extract(compose(f"Please pay.\n\n{marked}", "Fwd: Your invoice MB-20418"), model)
    assert values(bill, *TOTALS) == TOTALS
    assert len(bill.lines) == 2


@pytest.mark.parametrize(
    ("said", "value", "outcome"),
    [
        ("Total", "72.00", "accepted"),
        ("Kind", "order_confirmation", "needs_review"),
        ("Number", "", "needs_review"),
    ],
)
def test_what_a_clerk_says_of_a_text_is_heard_whatever_it_is(
    said: str, value: str, outcome: str, settings: Settings, model: DocumentModel
) -> None:
    store = open_store(settings)
    note = Path(f"{drop(UNSURE, settings, store, model).path}{NOTE_SUFFIX}")
    form = re.sub(rf"(?m)^({said}:).*", rf"\1 {value}", note.read_text("utf-8"))
    note.write_text(form.replace("[ ]", "[x]"), "utf-8")
    (claim,) = ReviewNotes(settings, store).take_ready()
    again = handle_claim(claim, model, store, settings, "batch-2")
    assert again.outcome == outcome
    assert [one.outcome for one in again.documents[1:]] == [outcome]
    assert store.open_corrections() == []
