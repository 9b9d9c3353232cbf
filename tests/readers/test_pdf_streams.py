"""PDFs with streams that unpack to more than memory holds."""

import io
import os
import zlib

import pikepdf
import pytest
from paper import LINES, encrypt, make_pdf

from readers import pdf_streams
from readers.pdf import read_pdf
from readers.pdf_streams import refuse_stream_bomb
from schemas.errors import DocumentTooLarge
from schemas.settings import Settings

BLANKS = zlib.compress(b" " * (pdf_streams.MAX_STREAM_BYTES + 1), 9)


def with_content(packed: bytes, filters: int = 1) -> bytes:
    """A PDF whose page has packed content."""
    with pikepdf.open(io.BytesIO(make_pdf(LINES))) as document:
        names = pikepdf.Array([pikepdf.Name.FlateDecode] * filters)
        document.pages[0].Contents = pikepdf.Stream(document, packed, Filter=names)
        return save(document)


def save(document: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_content_that_unpacks_without_end_is_refused() -> None:
    assert len(BLANKS) < 500_000
    with pytest.raises(DocumentTooLarge, match="unpacks"):
        read_pdf(with_content(BLANKS), Settings())
    with pytest.raises(DocumentTooLarge, match="unpacks"):
        read_pdf(with_content(zlib.compress(BLANKS), 2), Settings())


def test_an_embedded_file_that_unpacks_without_end_is_refused() -> None:
    with pikepdf.open(io.BytesIO(make_pdf(LINES))) as document:
        document.attachments["a.txt"] = b"A" * (pdf_streams.MAX_STREAM_BYTES + 1)
        bomb = save(document)
    with pytest.raises(DocumentTooLarge, match="unpacks"):
        read_pdf(bomb, Settings())


def test_neither_encryption_nor_letters_hide_what_unpacks_without_end() -> None:
    with pikepdf.open(io.BytesIO(make_pdf(LINES))) as document:
        document.attachments["a.txt"] = b"A" * (pdf_streams.MAX_STREAM_BYTES + 1)
        locked = io.BytesIO()
        document.save(locked, encryption=pikepdf.Encryption(owner="owner", user=""))
    with pytest.raises(DocumentTooLarge, match="unpacks"):
        read_pdf(locked.getvalue(), Settings())
    with pikepdf.open(io.BytesIO(make_pdf(LINES))) as document:
        font = next(iter(document.pages[0].Resources.Font.values()))
        names = pikepdf.Array([pikepdf.Name.ASCIIHexDecode, pikepdf.Name.FlateDecode])
        font.ToUnicode = pikepdf.Stream(document, BLANKS.hex().encode() + b">", Filter=names)
        written = io.BytesIO()
        as_they_are = pikepdf.StreamDecodeLevel.none
        document.save(written, compress_streams=False, stream_decode_level=as_they_are)
    assert BLANKS.hex().encode() in written.getvalue()
    with pytest.raises(DocumentTooLarge, match="unpacks"):
        read_pdf(written.getvalue(), Settings())


def test_encryption_without_a_password_is_read_as_before() -> None:
    locked = encrypt(make_pdf(LINES), user="")
    assert read_pdf(locked, Settings()).pages[0].row_texts() == list(LINES)


def test_streams_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    small = with_content(zlib.compress(b" " * 1000))
    refuse_stream_bomb(small)
    monkeypatch.setattr(pdf_streams, "MAX_STREAMS_BYTES", 500)
    with pytest.raises(DocumentTooLarge, match="unpacks"):
        refuse_stream_bomb(small)


def test_what_is_not_packed_or_broken_is_left_to_the_reader() -> None:
    refuse_stream_bomb(make_pdf(LINES))
    refuse_stream_bomb(b"%PDF-1.4 stream\n" + os.urandom(1000) + b"stream stream\r\n")
    refuse_stream_bomb(b"stream\n" + BLANKS[:1000])


def pack_blanks(cycles_n: int) -> bytes:
    """Blanks packed by LZW as densely as can be: each cycle fills its table with longer runs."""
    codes = [(32, 9), *((code, (code + 1).bit_length()) for code in range(258, 4089)), (256, 12)]
    cycle = "".join(f"{code:0{width}b}" for code, width in codes) * 8
    head = "100000000" * 8  # codes that empty the table; by eights, bytes end where codes end
    packed = int(head, 2).to_bytes(9) + int(cycle, 2).to_bytes(len(cycle) // 8) * cycles_n
    return packed + b"\x80\x80"


def test_lzw_is_measured_as_it_unpacks() -> None:
    packed = pack_blanks(1)
    with pikepdf.new() as document:
        stream = pikepdf.Stream(document, packed, Filter=pikepdf.Name.LZWDecode)
        unpacked = stream.read_bytes()
    assert len(unpacked) > 1000 * len(packed)
    assert b"".join(pdf_streams._unpack_lzw(packed, 1)) == unpacked


def test_lzw_hides_nothing_that_unpacks_without_end() -> None:
    for names in (["LZWDecode"], ["FlateDecode", "LZWDecode"], ["ASCIIHexDecode", "LZWDecode"]):
        packed = pack_blanks(6)
        packed = zlib.compress(packed) if "FlateDecode" in names else packed
        packed = packed.hex().encode() + b">" if "ASCIIHexDecode" in names else packed
        with pikepdf.open(io.BytesIO(make_pdf(LINES))) as document:
            font = next(iter(document.pages[0].Resources.Font.values()))
            filters = pikepdf.Array([pikepdf.Name(f"/{name}") for name in names])
            font.ToUnicode = pikepdf.Stream(document, packed, Filter=filters)
            written = io.BytesIO()
            as_they_are = pikepdf.StreamDecodeLevel.none
            document.save(written, compress_streams=False, stream_decode_level=as_they_are)
        with pytest.raises(DocumentTooLarge, match="unpacks"):
            read_pdf(written.getvalue(), Settings())
