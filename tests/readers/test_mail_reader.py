import base64
import time
from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import encode, make_pdf, make_picture

from readers.mail import MAX_PARTS_N, read_mail
from readers.mail_headers import decode_header_text, parse_addresses, parse_moment
from readers.mail_text import clean_body, find_new_text, lay_out_mail
from schemas.errors import DocumentError, DocumentTooLarge
from schemas.settings import Settings

SETTINGS = Settings()


def attach(message: EmailMessage, data: bytes, name: str, **options: str) -> None:
    main, sub = ("image", "png") if name.endswith(".png") else ("application", "pdf")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name, **options)


def make_mail(text: str = "Please find our order below.", html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Jörg Müller <jm@norden.example>"
    message["To"] = "orders@shop.example, Büro <buero@shop.example>"
    message["Cc"] = "boss@shop.example"
    message["Subject"] = "Bestellung für März"
    message["Date"] = "Tue, 12 Mar 2024 09:30:00 +0100"
    message["Message-ID"] = "<1@norden.example>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_headers_are_decoded() -> None:
    mail = read_mail(bytes(make_mail()), SETTINGS)
    assert mail.subject == "Bestellung für März"
    assert mail.sender == "Jörg Müller <jm@norden.example>"
    assert mail.to == ("orders@shop.example", "Büro <buero@shop.example>")
    assert mail.cc == ("boss@shop.example",)
    assert mail.message_id == "<1@norden.example>"
    assert mail.date is not None
    assert mail.date.isoformat() == "2024-03-12T09:30:00+01:00"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?q?F=C3=BCr?= =?utf-8?q?_Sie?=", "Für Sie"),
        ("=?utf-8?b?RsO8cg==?= you", "Für you"),
        ("=?utf-8?b?RsO?= =?utf-8?b?vHI=?=", "Für"),  # cut inside a character
        ("=?x-unknown?q?F=FCr?=", "Für"),
        ("=?utf-8?b?%%%?=", "=?utf-8?b?%%%?="),
        ("F\udcc3\udcbcr", "Für"),  # raw 8-bit UTF-8
        ("F\udcfcr", "Für"),  # raw 8-bit Windows-1252
        ("folded\r\n\tline", "folded line"),
        ("x" * 9000, "x" * 2000),
    ],
)
def test_header_text_of_any_making_is_plain(raw: str, text: str) -> None:
    assert decode_header_text(raw) == text


def test_odd_addresses_and_dates_do_not_stop_reading() -> None:
    assert parse_addresses(['"Lee, Ann" <a@b.example>, , <>, "c'])[0] == "Lee, Ann <a@b.example>"
    assert parse_moment("Thu, 99 Foo 2024") is None
    assert parse_moment("12 Mar 2024 09:30:00 -0000") == parse_moment("12 Mar 2024 09:30:00 +0000")


@pytest.mark.parametrize(
    ("headers", "day"),
    [
        ("Date: 2026-03-12 09:15:00 +0100\n", "2026-03-12T09:15:00+01:00"),
        ("Date: 2026-03-12T09:15:00Z\n", "2026-03-12T09:15:00+00:00"),
        ("Received: by a; Fri, 13 Mar 2026 09:15:00 +0000\nReceived: from x by y; "
         "Thu, 12 Mar 2026 09:15:00 +0000\n", "2026-03-12T09:15:00+00:00"),
        ("Received: by a; Fri, 13 Mar 2026 09:15:00 +0000\nDate: 12 Mar 2026 09:15:00 +0000\n",
         "2026-03-12T09:15:00+00:00"),
    ],
)  # fmt: skip
def test_the_day_of_a_mail_is_found_in_other_shapes_too(headers: str, day: str) -> None:
    mail = read_mail(f"{headers}From: a@b.example\nSubject: x\n\nHello".encode(), SETTINGS)
    assert mail.date is not None
    assert mail.date.isoformat() == day


def test_the_better_alternative_is_the_body() -> None:
    both = make_mail(
        "The long plain text is what we read, since it says it all. " * 3, "<p>Rich</p>"
    )
    assert read_mail(bytes(both), SETTINGS).body.startswith("The long plain text")
    hint = make_mail("Please view as HTML.", "<p>We order <b>ten</b> boxes of paper, 4711.</p>")
    assert read_mail(bytes(hint), SETTINGS).body == "We order ten boxes of paper, 4711."
    only = make_mail()
    only.set_content("<p>Only<br>HTML</p>", subtype="html")
    assert read_mail(bytes(only), SETTINGS).body == "Only\nHTML"


@pytest.mark.parametrize("charset", ["us-ascii", "utf-9", "iso-8859-1", ""])
def test_a_wrong_charset_does_not_spoil_the_body(charset: str) -> None:
    raw = (
        b"From: a@b.example\nSubject: x\nContent-Type: text/plain"
        + (f'; charset="{charset}"' if charset else "").encode()
        + "\n\nGrüße aus Köln, 5 €".encode()
    )
    assert read_mail(raw, SETTINGS).body == "Grüße aus Köln, 5 €"


def test_documents_are_attachments_and_decoration_is_not() -> None:
    pdf, scan = make_pdf(), encode(make_picture())
    message = make_mail("See attached.", '<p>See attached.</p><img src="cid:sig@1">')
    attach(message, pdf, "Rechnung März.pdf")
    attach(message, scan, "scan.png")
    attach(message, encode(make_picture((), width=120, height=60)), "logo.png")
    banner = encode(make_picture((), width=900, height=300))
    attach(message, banner, "banner.png", cid="<sig@1>", disposition="inline")
    message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="invite.ics")
    message.add_attachment("BEGIN:VCARD", subtype="plain", filename="me.vcf")
    mail = read_mail(bytes(message), SETTINGS)
    assert [attachment.name for attachment in mail.attachments] == ["Rechnung März.pdf", "scan.png"]
    assert mail.attachments[0].data == pdf
    assert mail.attachments[0].media_type == "application/pdf"


def test_a_mail_inside_a_mail_is_an_attachment() -> None:
    outer = make_mail("Forwarding this.")
    outer.add_attachment(make_mail("The inner text."))
    mail = read_mail(bytes(outer), SETTINGS)
    assert mail.body == "Forwarding this."
    inner = read_mail(mail.attachments[0].data, SETTINGS)
    assert (inner.subject, inner.body) == ("Bestellung für März", "The inner text.")


def test_a_name_of_an_attachment_cannot_leave_its_folder() -> None:
    message = make_mail()
    attach(message, b"%PDF-", "../../etc/x.pdf")
    assert read_mail(bytes(message), SETTINGS).attachments[0].name == "x.pdf"


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.example\nSubject: x\nContent-Type: application/pkcs7-mime; "
        b"smime-type=enveloped-data; name=smime.p7m\n\nMIIB",
        b"From: a@b.example\nSubject: x\nContent-Type: multipart/encrypted; boundary=b; "
        b"protocol=application/pgp-encrypted\n\n--b\nContent-Type: application/pgp-encrypted\n\n"
        b"Version: 1\n--b\nContent-Type: application/octet-stream\n\ncipher\n--b--",
        b"From: a@b.example\nSubject: x\n\n-----BEGIN PGP MESSAGE-----\nhQEMA\n"
        b"-----END PGP MESSAGE-----",
    ],
)
def test_an_encrypted_mail_says_so(raw: bytes) -> None:
    mail = read_mail(raw, SETTINGS)
    assert "encrypted" in mail.problems[0]
    assert mail.attachments == ()


def test_of_a_text_that_is_encrypted_nothing_is_quoted_and_of_one_signed_all() -> None:
    end = "-----BEGIN PGP SIGNATURE-----\n\niQEz\n=abcd\n-----END PGP SIGNATURE-----\n"
    signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHi Bob,\n\n- - ten boxes.\n"
    mail = read_mail(bytes(make_mail(signed + end)), SETTINGS)
    assert (mail.body, mail.problems) == ("Hi Bob,\n\n- ten boxes.", ())
    hidden = "See:\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n\nBob"
    mail = read_mail(bytes(make_mail(hidden)), SETTINGS)
    assert mail.body == "See:\n\nBob"
    assert "encrypted" in mail.problems[0]
    cut = "Our key:\n-----BEGIN PGP PUBLIC KEY BLOCK-----\nabc=\n\nPlease send it by Friday."
    mail = read_mail(bytes(make_mail(cut)), SETTINGS)
    assert mail.body == "Our key:\n\nPlease send it by Friday."
    told = "He wrote:\n> -----BEGIN PGP SIGNED MESSAGE-----\n> Hi"
    assert read_mail(bytes(make_mail(told)), SETTINGS).body == told


def test_a_signed_mail_is_read_like_any_other() -> None:
    raw = (
        b"From: a@b.example\nSubject: x\nContent-Type: multipart/signed; boundary=b\n\n--b\n"
        b"Content-Type: text/plain\n\nSigned text.\n--b\n"
        b"Content-Type: application/pkcs7-signature; name=smime.p7s\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"sig") + b"\n--b--"
    )
    mail = read_mail(raw, SETTINGS)
    assert (mail.body, mail.attachments, mail.problems) == ("Signed text.", (), ())


@pytest.mark.parametrize(
    ("body", "new"),
    [
        ("Yes, please ship.\n\nOn Mon, 4 Mar 2024 at 10:00, Ann <a@b.example> wrote:\n> Ship?",
         "Yes, please ship."),
        ("Ja, bitte.\n\nAm 04.03.2024 um 10:00 schrieb Ann Lee <a@b.example>:\n> Senden?",
         "Ja, bitte."),
        ("Ok.\n\n-----Original Message-----\nFrom: Ann\nSent: Monday\nTo: Bob\nSubject: x\n\nOld",
         "Ok."),
        ("> only\n> quoted", "> only\n> quoted"),
        ("", ""),
    ],
)  # fmt: skip
def test_new_text_is_what_the_sender_wrote_now(body: str, new: str) -> None:
    assert find_new_text(body, "Re: order") == new


@pytest.mark.parametrize(
    "header",
    [
        "Ann Lee@ACME\n07/19/2001 09:44 AM\n\nTo: Bob/HOU/ACME@ACME, Carl\n  Jones/NA/ACME@ACME\n"
        "cc:\nSubject: Draft",
        '"Ann Lee" <ann@a.example> on 04/25/2001 04:46:18 PM\nPlease respond to <ann@a.example>\n\n'
        "To: bob@b.example\ncc:\n\nSubject: Draft",
        "\tAnn Lee\n\tSent by: Carl Jones\n\t09/27/2000 02:09 PM\n\t\t \n\t\t To: Bob\n\t\t cc: \n"
        "\t\t Subject: Draft",
        "Ann Lee\n19.07.2001 09:44\n\nAn: Bob\nKopie:\nThema: Entwurf",
    ],
)
def test_an_old_mail_quoted_whole_is_not_new(header: str) -> None:
    body = f"Looks good.\n\n{header}\n\nPlease comment by Friday."
    assert find_new_text(body, "Re: Draft") == "Looks good."
    assert find_new_text(body, "Draft") == body


@pytest.mark.parametrize(
    ("quote", "new"),
    [
        ("Le 11/03/2026 à 10:00, Ann Lee a écrit :\n> Combien ?\n\n40.\n\n> Où ?\n\nÀ Lyon.",
         "40.\n\nÀ Lyon."),
        ("Bonjour,\n\nLe mer. 11 mars 2026 à 10:00, Ann <a@b.example>\na écrit :\n> Où ?\nLyon.",
         "Bonjour,\n\nLyon."),
        ("Am 11.03.26 um 10:00 schrieb Ann Lee:\n> Wohin?\nNach Ulm.", "Nach Ulm."),
        ("Ann Lee schrieb am 11.03.2026 um 10:00:\n> Wohin?\n\nNach Ulm.", "Nach Ulm."),
        ("El 11/03/2026 a las 10:00, Ann Lee escribió:\n> ¿Dónde?\n\nAquí.", "Aquí."),
        ("Il giorno mer 11 mar 2026 Ann <a@b.example> ha scritto:\n> Quando?\n\nOggi.", "Oggi."),
        ("Op 11-03-2026 om 10:00 schreef Ann Lee:\n> Waar?\n\nHier.", "Hier."),
        ("See my answers.\n\nOn 3/4/24 Ann wrote:\n> Where?\n\nHere.", "See my answers.\n\nHere."),
        ("Ann wrote:\n> Where?\n\nHere.", "Here."),
        ("On 3/4/24 Ann wrote:\n> We would like to know where all of the goods are to be brought\n"
         "next week\n> and when.\n\nHere.", "Here."),
        ("Sí.\n\nDe: Ann Lee <a@b.example>\nEnviado el: martes, 10 de marzo de 2026\nPara: Bob\n"
         "Asunto: x\n\nPor favor.", "Sí."),
        ("Ok.\n\n____________________\nVon: Ann Lee\nGesendet: Montag\n\nBitte.", "Ok."),
        ("> Könnten Sie uns bitte mitteilen, wann die 40 Ventile geliefert werden (KW 12?)\n"
         "Ja, am 20.03.\n> Wie hoch sind die Frachtkosten?\n90 Euro.", "Ja, am 20.03.\n90 Euro."),
        ("> Please confirm the price and the delivery date for article no. 4711-22\n"
         "Confirmed: 40 EUR, by 20 March.\n> Do you need pallets?\nYes, two.",
         "Confirmed: 40 EUR, by 20 March.\nYes, two."),
        ("> Merci de nous confirmer la date de livraison des quarante vannes DN50\nLe 20 mars.\n"
         "> Et le prix ?\n40 EUR", "Le 20 mars.\n40 EUR"),
        ("> - twenty pumps DN50, stainless steel, delivery to the site in Leeds, 20 pcs\n"
         "not available\n> - gaskets\nOK", "not available\nOK"),
        ("> 1) 40 x Kugelhahn DN50 Edelstahl, Liefertermin spätestens KW 14 / 2026\n"
         "nicht lieferbar\n> 2) 20 x Pumpe P30\nok", "nicht lieferbar\nok"),
        ("> please confirm the price and the delivery date for the article in question\n"
         "yes, tomorrow\n> do you need pallets?\ntwo", "yes, tomorrow\ntwo"),
    ],
)  # fmt: skip
def test_what_stands_below_quoted_rows_is_new_and_their_header_is_not(quote: str, new: str) -> None:
    assert find_new_text(quote, "Re: order") == new


@pytest.mark.parametrize(
    "body",
    [
        'Hi Bob,\n\nOn Tuesday the customer wrote:\n"We cancel."\nPlease refund by 20 March.',
        "Hallo,\n\nAnn Lee schrieb am 11.03.2026 um 10:00:\n„Nein.“\nBitte buchen Sie das um.",
        "Hallo,\n\nwie besprochen:\nam 11.03.2026 schrieb der Kunde:\n„Nein.“\nBitte umbuchen.",
        "Hallo,\n\nam Montag schrieb der Kunde:\n„Nein.“\nBitte buchen Sie das um.",
        "Bonjour,\n\nLe client a écrit :\n« Nous annulons. »\nMerci de rembourser.",
        "Hi,\n\nstill missing:\n____________________\nPlease send the form by 20 March.",
        "Hi,\n\nbook this:\nFrom: Berlin\nTo: Munich\nDate: 20 March\nSubject to change. Hurry!",
        "Bonjour,\n\nLe 11/03/2026 à 10:00, Ann Lee a écrit :\n\nNous annulons la commande.",
    ],
)
def test_what_the_sender_tells_of_others_stays(body: str) -> None:
    assert find_new_text(body, "Re: order") == body


@pytest.mark.parametrize(
    "answer",
    [
        "Hi Tom approved", "Hi Tom yes go ahead!", "Hi all works for me.", "Approved,",
        "Dear John please proceed", "Yes please,", "Danke,", "Confirmed as discussed,",
        "Moin passt.", "Hallo Herr Berg passt so danke", "Bonjour ok pour nous",
        "Beste Tom akkoord", "Hola perfecto gracias", "Ciao va bene", "Dag Jan prima",
        "Hi Tom approved\n-- \nAnn Lee",
    ],
)  # fmt: skip
def test_one_row_may_be_the_answer(answer: str) -> None:
    header = "From: Tom Berg <tom@berg.example>\nSent: Monday\nTo: Ann\nSubject: Offer"
    body = f"{answer}\n\n{header}\n\nHi Ann,\nshall I book by Friday?"
    assert find_new_text(body, "Re: Offer") == answer.partition("\n")[0]
    for greeting in ("Hallo Herr Berg,", "Dear Sir or Madam,", "Bonjour à tous,"):
        body = f"{greeting}\n\n{header}\n\nOk by Friday."
        assert find_new_text(body, "Re: Offer") == body


@pytest.mark.parametrize(
    "header",
    [
        "From: Tom Berg\nSent: Wednesday, 11 March 2026 10:00\nTo: Ann Lee; Bob Roe;\n"
        + "Carl Low; Dan Moe;\n" * 9
        + "Eve Poe\nSubject: Offer",
        "De : Tom Berg\nEnvoyé : mercredi 11 mars 2026 10:00\nÀ : Ann Lee;\n"
        + "Carl Low; Dan Moe;\n" * 6
        + "Cc : Eve Poe\nObjet : Offre",
        "From: Tom Berg\nSent: Wednesday, 11 March 2026 10:00\nTo: Ann Lee",
    ],
)
def test_a_header_may_name_many_people_or_no_subject(header: str) -> None:
    assert find_new_text(f"I agree.\n\n{header}\n\nShall we?", "Re: Offer") == "I agree."


def test_an_address_list_in_a_reply_stays() -> None:
    body = "Please send it\nTo: the new office, 4 Mill Road\nbefore Friday.\n\nAnn"
    assert find_new_text(body, "Re: move") == body


def test_only_a_reply_repeats_what_is_known() -> None:
    body = "Price list:\n  A4   3.90\n  A3   7.20\n\nFrom: the shop\n> all prices net"
    assert find_new_text(body, "New prices") == body
    assert find_new_text("Ok.\n\n> Ship?", "Paper", is_reply=True) == "Ok."


def test_what_is_forwarded_counts_as_new() -> None:
    note = "Please pay.\n\n---------- Forwarded message ----------\nFrom: Ann\n\nInvoice 4711"
    assert find_new_text(note, "Re: invoice") == note
    body = "See below.\n\n-----Original Message-----\nFrom: Ann\n\nPlease pay."
    assert find_new_text(body, "FW: invoice") == body
    assert find_new_text(body, "WG: Rechnung") == body


@pytest.mark.parametrize(
    "header",
    [
        "-----Original Message-----\nFrom: Lee, Ann [mailto:ann.lee@home.example]\nTo: Bob\n\n",
        "\tAnn Lee\n\t09/27/2000 02:09 PM\n\n\t\t To: Bob\n\t\t cc:\n\t\t Subject: Draft\n\n"
        "See below.\n---------- Forwarded by Ann Lee/ACME on 09/27/2000 01:00 PM ----------\n",
        "---------- Forwarded by Bob Roe/ACME on 09/27/2000 01:00 PM ----------\nAnn Lee@ACME\n"
        "09/27/2000 11:50 AM\nTo: Bob Roe/ACME@ACME\ncc:\nSubject: Draft\n\n",
    ],
)
@pytest.mark.parametrize("subject", ["FW: Draft", "Draft"])
def test_who_wrote_what_is_quoted_knows_it(header: str, subject: str) -> None:
    body = f"Looks good.\n\n{header}Old words."
    assert find_new_text(body, subject, to=["ann.lee@acme.example"]) == "Looks good."
    others = ["carl.low@acme.example", "ann.lee@acme.example"]
    assert find_new_text(body, subject, to=others) == body


def test_another_s_answer_above_what_the_reader_wrote_is_new() -> None:
    old = "-----Original Message-----\nFrom: Lee, Ann\nTo: Carl\n\nOld words."
    for body in (
        f"See below.\n\nBegin forwarded message:\n\nFrom: Carl Low\nDate: 4 May\n\nNo.\n\n{old}",
        f"See below.\n\n{'_' * 32}\nFrom: Carl Low\nSent: Monday\nTo: Bob\n\nNo.\n\n{old}",
    ):
        assert find_new_text(body, "FW: Draft", to=["ann.lee@acme.example"]) == body
    agenda = f"Agenda:\n\n{'_' * 20}\n1. budget\n{'_' * 20}\n\nThanks."
    new = find_new_text(f"{agenda}\n\n{old}", "FW: Draft", to=["ann.lee@acme.example"])
    assert new == agenda


def test_a_short_mark_of_what_is_passed_on_is_no_name() -> None:
    body = (
        "Please pay.\n\n----- Forwarded by Bob Roe/ACME on 27.09.2000 13:00 -----\nCarl Low/ACME\n"
        "27.09.2000 11:50\n\nTo: Bob/ACME@ACME\ncc:\nSubject: Invoice\n\nInvoice 4711 is due."
    )
    assert find_new_text(body, "Re: Invoice") == body


def test_what_an_answered_mail_passed_on_is_old() -> None:
    body = (
        "Go.\n\nAnn Lee@ACME\n07/19/2001 09:44 AM\nTo: Bob/ACME@ACME\ncc:\nSubject: Draft\n\n"
        "Well?\n---------- Forwarded by Ann Lee/ACME on 07/19/2001 09:40 AM ----------\nOld words."
    )
    assert find_new_text(body, "Re: Draft") == "Go."


def test_hostile_bodies_take_no_time() -> None:
    start = time.monotonic()
    for body in (
        "On " * 60_000,
        "> " * 50_000,
        "_" * 100_000,
        "From: a\n" * 20_000,
        "=3D=\n" * 20_000,
        ">\n" * 100_000,
        "-\n" * 100_000,
        ("-" * 50 + "\n") * 4_000,
    ):
        for subject in ("Re: x", "FW: x", "x"):
            find_new_text(clean_body(body), subject, to=["ann.lee@acme.example"])
    assert time.monotonic() - start < 10


def test_encoding_debris_is_cleaned_away() -> None:
    debris = "Gr=C3=BC=C3=9Fe aus K=C3=B6ln, sehr=\ngeehrte Frau Lee\u200b,\r\n\r\n\r\n\r\nEnde"
    assert clean_body(debris) == "Grüße aus Köln, sehrgeehrte Frau Lee,\n\nEnde"


def test_a_mail_is_laid_out_as_one_page() -> None:
    mail = read_mail(bytes(make_mail("We order:\n\n  10 x  paper A4")), SETTINGS)
    assert lay_out_mail(mail).row_texts() == [
        "From: Jörg Müller <jm@norden.example>",
        "To: orders@shop.example, Büro <buero@shop.example>",
        "Date: 2024-03-12 09:30",
        "Subject: Bestellung für März",
        "We order:",
        "10 x paper A4",
    ]


def test_of_a_long_mail_the_first_rows_are_laid_out() -> None:
    mail = read_mail(b"From: a@b.example\n\n" + b"We checked the goods.\n" * 2_000, SETTINGS)
    assert 100 < len(lay_out_mail(mail).row_texts()) <= 300
    assert mail.new_text.count("\n") == 1_999


def test_too_many_attachments_or_parts_are_refused() -> None:
    message = make_mail()
    for number in range(3):
        attach(message, b"%PDF-", f"{number}.pdf")
    with pytest.raises(DocumentTooLarge, match="3 attachments"):
        read_mail(bytes(message), Settings(max_attachments_n=2))
    parts = b"--b\nContent-Type: text/plain\n\nx\n" * (MAX_PARTS_N + 10)
    with pytest.raises(DocumentTooLarge, match="parts"):
        read_mail(
            b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + parts,
            SETTINGS,
        )


def test_endless_nesting_is_damage_not_a_crash() -> None:
    raw = b"From: a@b.example\nSubject: x\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    with pytest.raises(DocumentError):
        read_mail(raw, SETTINGS)


PIECES = [
    b"From: a@b.example\n", b"Subject: =?utf-8?b?!!?=\n", b"Date: \xff\n", b"To: <<>>,;:@\n",
    b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/html; charset=\xff\n",
    b"Content-Type: message/rfc822\n", b"Content-Disposition: attachment; filename*=x''%ff%\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-ID: <\xff>\n", b"\n", b"--b\n", b"--b--\n",
    b"<p>\x00\xff", b"begin 644 x\nM\n", b"=?", b" folded\n", b"Content-Type: ;;=\n",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=12)), max_size=25))
def test_any_mail_is_read_or_refused(pieces: list[bytes]) -> None:
    with suppress(DocumentError):
        lay_out_mail(read_mail(b"".join(pieces), SETTINGS))
