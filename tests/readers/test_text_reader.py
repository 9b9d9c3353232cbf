import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readers.invisible import drop_invisible
from readers.text import COLUMNS_N, ROWS_N, decode_text, lay_out_rows, read_text, wrap_rows
from readers.typeset import set_tabbed, set_table
from schemas.errors import DocumentTooLarge
from schemas.settings import Settings
from tasks.values.cells import find_rows

SETTINGS = Settings()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_of_any_common_encoding_is_decoded(encoding: str) -> None:
    text = "Müller & Söhne: 3,90 € für Café"
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize("charset", ["utf-9", "iso-8859-1", "us-ascii", "", "idna"])
def test_a_wrong_charset_does_not_break_text(charset: str) -> None:
    assert decode_text("Köln, 3 €".encode(), charset) == "Köln, 3 €"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Größe der Türen: 3 m".encode() + b" f\xfcr Ulm", "Größe der Türen: 3 m für Ulm"),
        ("Gr\u00fc\u00dfe aus der Stra\u00dfe \u201eSpa\u00df\u201c".encode("cp1252"),
         "Grüße aus der Straße „Spaß“"),  # where two letters happen to be one of UTF-8
    ],
)  # fmt: skip
def test_a_wrong_byte_spoils_no_other_letter(data: bytes, text: str) -> None:
    assert decode_text(data, "utf-8") == text


@pytest.mark.parametrize(
    ("data", "charset"),
    [(b"+2AA-", "utf-7"), (rb"\ud800", "unicode_escape"), (rb"\ud800", "Raw-Unicode-Escape")],
)
def test_no_charset_gives_half_characters(data: bytes, charset: str) -> None:
    decode_text(data, charset).encode("utf-8")


def test_a_charset_that_takes_for_ever_is_not_believed() -> None:
    assert decode_text(b"bcher-kva", "punycode") == "bcher-kva"


def test_a_stated_charset_is_believed() -> None:
    assert decode_text("Łódź".encode("iso-8859-2"), "iso-8859-2") == "Łódź"


def test_columns_of_a_text_keep_their_places() -> None:
    (page,) = read_text(b"Item        Qty   Price\nPaper         2    3.90\n", SETTINGS)
    assert page.row_texts() == ["Item Qty Price", "Paper 2 3.90"]
    boxes = {word.text: word.box for word in page.words}
    assert boxes["Price"][2] == boxes["3.90"][2]
    assert boxes["Item"][0] == boxes["Paper"][0] == pytest.approx(5 / page.width, abs=0.001)


def test_pages_end_after_a_number_of_rows_and_at_form_feeds() -> None:
    text = "\n".join(f"row {n}" for n in range(ROWS_N + 5)) + "\f\n\nlast page"
    pages = read_text(text.encode(), SETTINGS)
    assert [len(page.row_texts()) for page in pages] == [ROWS_N, 5, 1]


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        read_text(b"x\n" * ROWS_N * 4, Settings(max_pages_n=2))


def test_long_lines_wrap_at_spaces_and_inside_endless_words() -> None:
    rows = list(wrap_rows(["word " * 50, "x" * 250, "short"]))
    assert max(map(len, rows)) <= COLUMNS_N
    assert " ".join(rows[:3]).split() == ["word"] * 50
    assert [len(row) for row in rows[3:6]] == [100, 100, 50]
    assert rows[-1] == "short"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=20))
@example(["A A A A"])
def test_any_rows_make_a_page_with_all_their_letters(rows: list[str]) -> None:
    page = lay_out_rows(rows)
    assert sorted("".join(w.text for w in page.words)) == sorted(
        "".join(drop_invisible("".join(rows)).split())
    )
    assert all(0 <= edge <= 1 for word in page.words for edge in word.box)


def test_cells_of_a_table_are_further_apart_than_their_words() -> None:
    rows = set_table(
        [["Toner cartridge TK-1170", "10", "65.07"], ["Oak worktop, 2 m", "1", "9.00"]]
    )
    cells = [[cell.text for cell in row.cells] for row in find_rows(lay_out_rows(rows))]
    assert cells == [["Toner cartridge TK-1170", "10", "65.07"], ["Oak worktop, 2 m", "1", "9.00"]]


def test_rows_parted_by_tabs_are_a_table_whose_columns_are_aligned() -> None:
    text = (
        "Kellerbier 20x0,5\t18\t14,20\t255,60\nLeergut zurück\t-41\t3,30\t-135,30\n\n"
        "Summe netto\t\t\t120,30\n\nNr. 7\tam\tMontag"
    )
    assert set_tabbed(text).split("\n") == [
        "Kellerbier 20x0,5     18    14,20     255,60",
        "Leergut zurück       -41     3,30    -135,30",
        "",
        "Summe netto                           120,30",
        "",
        "Nr. 7\tam\tMontag",
    ]


def test_a_text_without_such_rows_stays_as_it_is() -> None:
    text = "\tDear Ms Lee,\n\nour offer:\t12.00\r\n\fYours"
    assert set_tabbed(text) == text.replace("\r", "")
