import itertools
import math
import socket
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
import reportlab
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import LINES, encode, make_picture
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageStat

from readers.image import image_size, read_image
from readers.layout import LooseWord
from readers.ocr import recognize_page
from readers.ocr_letters import (
    drop_stray_accents,
    even_times,
    join_amounts,
    mend_letters,
    mend_pairs,
)
from readers.recognizer import PlacedWord, likelihood, mean_clarity, recognize_lines
from schemas.document import Page
from schemas.errors import DamagedDocument, DocumentError, DocumentTooLarge, EmptyFile
from schemas.settings import Settings

SETTINGS = Settings()
RESOURCES = Path(__file__).parent.parent / "resources" / "pictures"
SCAN = make_picture()
BLANK = Page(width=1, height=1, words=())


def test_a_jpeg_that_repaints_its_picture_without_end_is_refused() -> None:
    usual = encode(make_picture(), "JPEG", progressive=True)
    assert read_image(usual, SETTINGS).pages[0].words
    last = usual.rindex(b"\xff\xda")
    endless = usual[:-2] + usual[last:-2] * 16_000 + usual[-2:]
    with pytest.raises(DocumentTooLarge, match="painted over"):
        read_image(endless, SETTINGS)


def letters(rows: list[str]) -> str:
    return "".join(char for char in "".join(rows).lower() if char.isalnum())


def assert_read(data: bytes, rotation: int = 0) -> None:
    page = read_image(data, SETTINGS).pages[0]
    assert letters(page.row_texts()) == letters(list(LINES))
    assert page.rotation == rotation
    assert page.origin == "ocr"


def shown_of(data: bytes, settings: Settings = SETTINGS) -> Image.Image:
    """The picture that OCR gets to see."""
    with patch("readers.image.recognize_page", return_value=BLANK) as recognize:
        read_image(data, settings)
    shown: Image.Image = recognize.call_args[0][0]
    return shown


def assert_shown(data: bytes) -> None:
    """OCR gets to see the scan as it is, whatever it was written as."""
    shown = shown_of(data)
    assert (shown.mode, shown.size) == ("RGB", SCAN.size)
    assert ImageStat.Stat(ImageChops.difference(shown, SCAN)).mean < [3.0] * 3


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_every_format_is_decoded(form: str) -> None:
    assert_shown(encode(SCAN, form))


def test_words_of_a_picture_stand_apart_and_where_they_are_printed() -> None:
    page = read_image(encode(SCAN), SETTINGS).pages[0]
    assert page.row_texts() == list(LINES)
    total = next(word for word in page.words if word.text == "46.41")
    x0, y0, x1, y1 = total.box
    assert 200 / 900 < x0 < x1 < 420 / 900
    assert 405 / 700 < y0 < (40 + 75 * 5 + 20) / 700 < y1 < 470 / 700
    assert total.confidence > 0.8


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_scan_is_turned_back(turn: int) -> None:
    assert_read(encode(SCAN.rotate(turn, expand=True)), rotation=turn)  # Pillow turns to the left


def test_a_leaning_scan_keeps_its_rows_together() -> None:
    leaning = SCAN.rotate(3, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = read_image(encode(leaning), SETTINGS).pages[0]
    assert len(page.row_texts()) == len(LINES)
    assert letters(page.row_texts()) == letters(list(LINES))


def test_the_orientation_a_camera_wrote_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise to show
    sideways = SCAN.rotate(90, expand=True)
    assert_shown(encode(sideways, "JPEG", exif=exif.tobytes()))


@pytest.mark.parametrize("dots", [(204, 98), (98, 204)])
@pytest.mark.parametrize("turned", [False, True])
def test_a_fax_is_stretched_to_what_its_dots_say(dots: tuple[int, int], turned: bool) -> None:
    """Its rows lie twice as far apart as its dots; a program may have turned it on its side."""
    shrunk = [round(side * dot / 204) for side, dot in zip(SCAN.size, dots, strict=True)]
    squeezed = SCAN.resize((shrunk[0], shrunk[1]), Image.Resampling.BOX)
    exif = Image.Exif()
    if turned:
        squeezed = squeezed.rotate(90, expand=True)
        exif[0x0112] = 6
        dots = dots[::-1]
    shown = shown_of(encode(squeezed, "JPEG", quality=95, dpi=dots, exif=exif.tobytes()))
    assert shown.size == pytest.approx(SCAN.size, abs=3)
    difference = ImageChops.difference(shown.resize(SCAN.size), SCAN)
    assert ImageStat.Stat(difference).mean < [4.0] * 3


def test_a_fax_that_would_become_too_large_shrinks_and_a_slip_is_left_as_it_is() -> None:
    small = Settings(max_page_pixels_n=SCAN.width * SCAN.height)
    assert shown_of(encode(SCAN, "TIFF", dpi=(204, 98)), small).size == (432, 700)
    for dots in [(204, 196), (300, 1), (72, 72)]:
        assert shown_of(encode(SCAN, "TIFF", dpi=dots)).size == SCAN.size


def test_a_photo_of_a_telephone_is_read() -> None:
    data = (RESOURCES / "receipt.heic").read_bytes()  # our decoder cannot write the format
    page = read_image(data, SETTINGS).pages[0]
    assert page.row_texts() == ["Norden Paper GmbH", "Receipt 4711", "Total 46.41 EUR"]


def test_every_page_of_a_tiff_is_read() -> None:
    second = make_picture(["Page two", "Balance 7.50"])
    data = encode(SCAN, "TIFF", save_all=True, append_images=[second], compression="tiff_lzw")
    pages = read_image(data, SETTINGS).pages
    assert [len(page.row_texts()) for page in pages] == [len(LINES), 2]
    with pytest.raises(DocumentTooLarge, match="2 pages"):
        read_image(data, Settings(max_pages_n=1))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_pixel_is_decoded(mode: str) -> None:
    if mode == "I;16":
        grey = SCAN.convert("L")
        picture = Image.frombytes(
            "I;16", grey.size, b"".join(struct.pack("<H", v * 256) for v in grey.tobytes())
        )
    elif mode in ("RGBA", "LA"):  # black on nothing
        picture = Image.new(mode, SCAN.size)
        picture.putalpha(SCAN.convert("L").point(lambda value: 255 - value))
    else:
        picture = SCAN.convert(mode)
    assert_shown(encode(picture, "TIFF" if mode == "CMYK" else "PNG"))


def test_a_picture_of_one_pixel_holds_no_document() -> None:
    with pytest.raises(EmptyFile, match="1 × 1 pixels"):
        read_image(encode(Image.new("RGB", (1, 1))), SETTINGS)


def test_a_huge_picture_is_refused_before_it_is_decoded() -> None:
    size = struct.pack(">II5B", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + size + struct.pack(">I", zlib.crc32(b"IHDR" + size))
    empty = b"IDAT"
    rest = struct.pack(">I", 0) + empty + struct.pack(">I", zlib.crc32(empty))
    with pytest.raises(DocumentTooLarge, match="60000 × 60000"):
        read_image(b"\x89PNG\r\n\x1a\n" + chunk + rest, SETTINGS)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "BMP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_picture_cut_off_is_damaged(form: str, share: float) -> None:
    data = encode(SCAN, form)
    with pytest.raises(DamagedDocument):
        read_image(data[: int(len(data) * share)], SETTINGS)


def test_a_blank_page_has_no_words() -> None:
    assert read_image(encode(make_picture(())), SETTINGS).pages[0].words == ()


@pytest.mark.parametrize("size", [(8, 4000), (4000, 8), (40, 30)])
def test_strips_and_scraps_cost_no_more_than_a_page(size: tuple[int, int]) -> None:
    with patch("readers.ocr._detector") as detector:
        detector.return_value.return_value.boxes = None
        scrap = Image.new("RGB", size, "white")
        scrap.paste("black", tuple(side * share // 4 for share in (1, 3) for side in size))
        assert read_image(encode(scrap), SETTINGS).pages[0].words == ()
        seen = detector.return_value.call_args[0][0].shape
    assert max(seen[:2]) <= 5.1 * min(seen[:2])


@pytest.mark.parametrize("size", [(8, 20_000), (9_000, 16)])
def test_a_picture_with_hardly_any_width_is_refused_before_it_is_decoded(
    size: tuple[int, int],
) -> None:
    data = encode(Image.new("RGB", size, "white"))
    with (
        patch("readers.image._to_rgb", side_effect=AssertionError),
        pytest.raises(DocumentTooLarge, match="too long for its width"),
    ):
        read_image(data, SETTINGS)


def test_one_line_of_print_is_a_document_too() -> None:
    line = make_picture(["Total amount 46.41 EUR"], width=1500, height=110)
    page = read_image(encode(line), SETTINGS).pages[0]
    assert page.row_texts() == ["Total amount 46.41 EUR"]


def test_ocr_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    import readers.ocr
    import readers.recognizer
    import readers.upright

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for module, name in (
        (readers.ocr, "_detector"),
        (readers.recognizer, "_model"),
        (readers.upright, "_classifier"),
    ):
        getattr(module, name).cache_clear()
    assert recognize_page(SCAN, SETTINGS).words


def test_a_fault_of_ours_is_not_called_the_picture_s() -> None:
    with (
        patch("readers.image.recognize_page", side_effect=IndexError("ours")),
        pytest.raises(IndexError, match="ours"),
    ):
        read_image(encode(SCAN, "PNG"), SETTINGS)


def test_clarity_counts_by_letters() -> None:
    words = [PlacedWord("a", 0, 0.1, 0.1, 1), PlacedWord("abc", 0.2, 1, 0.9, 1)]
    assert mean_clarity(words) == pytest.approx(0.7)
    assert mean_clarity([]) == 0


@pytest.mark.parametrize("letters", [[1], [1, 2], [2, 2], [1, 2, 2], [1, 2, 1, 2]])
def test_a_word_is_as_probable_as_all_ways_to_write_it(letters: list[int]) -> None:
    """Against every sequence of five frames of nothing (0), two letters and a space (3)."""
    drawn = np.random.default_rng(7).random((5, 4)).astype(np.float32)
    probabilities = drawn / drawn.sum(axis=1, keepdims=True)
    expected = sum(
        math.prod(probabilities[at, index] for at, index in enumerate(frames))
        for frames in itertools.product(range(4), repeat=5)
        if [index for index, _ in itertools.groupby(i % 3 for i in frames) if index] == letters
    )
    nothing = probabilities[:, [0, 3]].sum(axis=1)
    assert likelihood(probabilities, nothing, letters) == pytest.approx(expected, rel=1e-5)


def test_a_letter_that_may_be_another_makes_its_word_doubtful() -> None:
    plain = Image.fromarray(np.full((60, 420), 255, np.uint8))
    draw = ImageDraw.Draw(plain)
    draw.text((20, 12), "ROGERSVILLE 46.41", fill=0, font=ImageFont.load_default(32))
    clear = recognize_lines([np.asarray(plain.convert("RGB"))], 1)[0]
    smeared = plain.filter(ImageFilter.GaussianBlur(4))
    blurred = recognize_lines([np.asarray(smeared.convert("RGB"))], 1)[0]
    assert min(word.confidence for word in clear) > 0.9
    assert min(word.confidence for word in blurred) < min(word.clarity for word in blurred)


@pytest.mark.parametrize("text", ["Whole milk 6x2l", "Brown sauce 4.5l", "Savon 20l"])
def test_litres_that_look_like_a_one_are_litres_and_doubtful(text: str) -> None:
    """Each l is read as 1 by what is likeliest; the chance of an l tells what it is."""
    word = read_line(text)[-1]
    assert word.text == text.split()[-1]
    assert word.confidence < 0.5


@pytest.mark.parametrize("text", ["Bahnhofstrasse 41", "Hauptstr. 11", "8001", "12.31", "Halle 21"])
def test_a_printed_one_is_no_litre(text: str) -> None:
    assert [word.text for word in read_line(text)] == text.split()


def read_line(text: str) -> list[PlacedWord]:
    font = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), 32)
    line = Image.fromarray(np.full((60, 420), 255, np.uint8))
    ImageDraw.Draw(line).text((20, 12), text, fill=0, font=font)
    return recognize_lines([np.asarray(line.convert("RGB"))], 1)[0]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow's remarks on broken files
@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"]),
    st.integers(0, 400),
    st.binary(min_size=1, max_size=8),
)
def test_any_broken_picture_has_a_size_or_none(form: str, place: int, noise: bytes) -> None:
    data = bytearray(encode(make_picture((), width=40, height=40), form))
    data[place : place + len(noise)] = noise
    assert len(image_size(bytes(data))) == 2
    with suppress(DocumentError), patch("readers.image.recognize_page", return_value=BLANK):
        read_image(bytes(data), SETTINGS)


def test_specks_above_capitals_are_no_accents_where_the_page_has_hardly_any() -> None:
    box = (0.0, 0.0, 1.0, 1.0)
    english = [("SETIA", box, 1.0)] * 60 + [("ÁLAM", box, 1.0), ("CAFÉ", box, 1.0)]
    assert [text for text, _, _ in drop_stray_accents(english)][-2:] == ["ALAM", "CAFÉ"]
    spanish = [("MÁLAGA", box, 1.0), ("Calle", box, 1.0)]
    assert drop_stray_accents(spanish) == spanish


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("SteindI", "Steindl"),
        ("Stahl-", "Stahl-"),
        ("I'Industrie", "l'Industrie"),
        ("lmst", "Imst"),
        ("∅24", "Ø24"),
        ("McIntyre", "McIntyre"),
        ("OpenAI", "OpenAI"),
        ("ZahIbar", "Zahlbar"),
        ("RechnungsbeIeg", "Rechnungsbeleg"),
        ("Öι", "Öl"),
        ("OpenInvoice", "OpenInvoice"),
        ("PowerIso", "PowerIso"),
        ("MacIver", "MacIver"),
        ("McIlroy", "McIlroy"),
        ("meineIban", "meineIban"),
        ("I'll", "I'll"),
        ("II.", "II."),
        ("llave", "llave"),
        ("lkw", "lkw"),
        ("lfdm", "lfdm"),
        ("lmtrs", "lmtrs"),
        ("www.lnbank.de", "www.lnbank.de"),
        ("B0RE", "BORE"),
        ("GR00VE", "GROOVE"),
        ("U-B0LT", "U-BOLT"),
        ("0livier", "Olivier"),
        ("FE0D", "FE0D"),
        ("K0A", "K0A"),
        ("BANK0", "BANK0"),
        ("R0GERSVILLE,", "ROGERSVILLE,"),
        ("80Z", "8OZ"),
        ("160Z", "16OZ"),
        ("HU7020Z", "HU7020Z"),
        ("5510Z", "5510Z"),
        ("M0B-0042", "M0B-0042"),
        ("mm2", "mm²"),
        ("g/m2,", "g/m²,"),
        ("3x1,5mm2", "3x1,5mm²"),
        ("RM2", "RM2"),
        ("5-I-Kanister", "5-l-Kanister"),
        ("It.", "lt."),
        ("It", "It"),
        ("Ifm", "Ifm"),
        ("0-Ring", "O-Ring"),
        ("10-Ring", "10-Ring"),
        ("r.I.", "r.l."),
        ("P.0.", "P.O."),
        ("L-40l1", "L-4011"),
        ("BYLADEMIFOR", "BYLADEM1FOR"),
        ("150Posters", "150 Posters"),
        ("5,000Spring", "5,000 Spring"),
        ("3Shape", "3Shape"),
        ("ler", "1er"),
        ("Ier", "Ier"),
        ("SIMPLIFICADA:2231-014-557120", "SIMPLIFICADA: 2231-014-557120"),
        ("Nr.:4711", "Nr.: 4711"),
        ("mail.example:8080", "mail.example:8080"),
        ("10:30", "10:30"),
        ("2025Rechnung.pdf", "2025Rechnung.pdf"),
        ("kW·h", "kW·h"),
        ("····£240.00", "····£240.00"),
        ("8·71701", "8 · 71701"),
        ("GmbH·", "GmbH ·"),
        ("·", "·"),
    ],
)
def test_letters_that_look_alike_are_read_as_their_neighbours_say(read: str, printed: str) -> None:
    assert mend_letters(read) == printed


def test_a_page_has_one_sign_for_times() -> None:
    words: list[LooseWord] = [(text, (0, 0, 1, 1), 0.9) for text in ("125", "×", "1,0", "x", "2x3")]
    assert [text for text, _, _ in even_times(words)] == ["125", "x", "1,0", "x", "2x3"]
    assert even_times(words[:3]) == words[:3]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Bolzen 030 x 160", "Bolzen Ø30 x 160"),
        ("Bolzen 01 x 4", "Bolzen 01 x 4"),
        ("01 x Laptop", "01 x Laptop"),
        ("Nr. 030 vom", "Nr. 030 vom"),
        ("York Y01 9TL", "York YO1 9TL"),
        ("QC GOS 3JO", "QC G0S 3J0"),
        ("QC J4B 1YO", "QC J4B 1Y0"),
        ("Hall B12 3XO", "Hall B12 3XO"),
        ("JOH 1R0", "J0H 1R0"),
        ("THC-O 1R0", "THC-O 1R0"),
        ("Refrigerant, per Ib", "Refrigerant, per lb"),
        ("Klasse Ib", "Klasse Ib"),
        ("Wohnung 3 Ib", "Wohnung 3 Ib"),
        ("BGB § 13 Ib", "BGB § 13 Ib"),
        ("Gruppe a Ib", "Gruppe a Ib"),
        ("Leiste, 12,5 Ifm", "Leiste, 12,5 lfm"),
        ("Preis je Ifm", "Preis je lfm"),
        ("Coffee, 40 Ibs", "Coffee, 40 lbs"),
        ("Ifm electronic", "Ifm electronic"),
        ("Adapter Ifm E10735", "Adapter Ifm E10735"),
        ("Ibs Ingenieure", "Ibs Ingenieure"),
    ],
)
def test_words_beside_them_tell_diameters_and_postcodes(read: str, printed: str) -> None:
    words: list[LooseWord] = []
    for at, text in enumerate(read.split()):
        words.append((text, (10.0 * at, 0.0, 10.0 * at + 9, 10.0), 0.9))
    assert " ".join(text for text, _, _ in mend_pairs(words)) == printed


@pytest.mark.parametrize(
    ("row", "end", "printed"),
    [
        (["326,", "40"], 100.0, ["326,40"]),
        (["1.149..", "65"], 100.0, ["1.149.65"]),
        (["326,", "40"], 80.0, ["326,", "40"]),  # where no column of amounts ends
        (["326", "40"], 100.0, ["326", "40"]),
        (["30.10.", "26"], 100.0, ["30.10.", "26"]),
    ],
)
def test_an_amount_read_in_two_is_whole_where_its_column_ends(
    row: list[str], end: float, printed: list[str]
) -> None:
    words: list[LooseWord] = [("255,60", (60.0, 0.0, 100.0, 10.0), 0.9)]
    words.append((row[0], (end - 50, 20.0, end - 23, 30.0), 0.9))
    words.append((row[1], (end - 20, 20.0, end, 30.0), 0.8))
    words.append(("57,00", (70.0, 40.0, 101.0, 50.0), 0.9))
    assert [text for text, _, _ in join_amounts(words)] == ["255,60", *printed, "57,00"]


def test_words_far_apart_make_no_measure() -> None:
    words: list[LooseWord] = [("Y01", (0, 0, 9, 9), 0.9), ("9TL", (90, 0, 99, 9), 0.9)]
    assert mend_pairs(words) == words
