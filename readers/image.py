"""Pictures of pages (PNG, JPEG, TIFF, HEIC, WEBP, BMP, GIF) → pages of words, by OCR."""

import io
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pi_heif
from PIL import Image, ImageOps

from readers.ocr import is_too_thin, recognize_page
from schemas.document import Contract, Page
from schemas.errors import DamagedDocument, DocumentTooLarge, EmptyFile, MoreThanIsRead
from schemas.settings import Settings

pi_heif.register_heif_opener()
# Pillow's own limit warns or raises by a fixed number; ours is a setting, checked before decoding.
Image.MAX_IMAGE_PIXELS = None

#: Pixels of a JPEG, each counted as often as the file passes over it: programs pass ten times over
#: a picture, and so many pixels take some five seconds.
MAX_PASSED_PIXELS_N = 10_000_000_000
#: Dots that lie so much closer one way than the other are those of a fax (204 × 98 to an inch); a
#: little is nothing to the eye, and what is more is a slip of the program that wrote it.
MIN_STRETCH, MAX_STRETCH = 1.2, 4.0
#: The tag of a picture's orientation, and what it holds where rows are to be shown as columns.
_ORIENTATION, _ON_SIDE = 0x0112, (5, 6, 7, 8)
_PASS = b"\xff\xda"  # stands nowhere else, but in a preview

#: What Pillow's decoders raise on broken bytes, beside OSError.
_DECODE_ERRORS = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError, AttributeError,
    OverflowError, ZeroDivisionError, RuntimeError, MemoryError, struct.error, zlib.error,
)  # fmt: skip


class ImageContent(Contract):
    """The pages of a picture file. `ocr_ms` is the time spent in OCR."""

    pages: tuple[Page, ...]
    ocr_ms: float = 0.0


def read_image(data: bytes, settings: Settings) -> ImageContent:
    """Reads every page of a picture file; the orientation written by a camera is applied.

    Raises:
        DamagedDocument: it cannot be decoded to the end.
        DocumentTooLarge: more pages or pixels than the settings allow, or hardly any width.
        EmptyFile: too few pixels to hold a document.
    """
    pages: list[Page] = []
    ocr_ms = 0.0
    with _decoding():
        image = Image.open(io.BytesIO(data))
        pages_n = int(getattr(image, "n_frames", 1)) if image.format in ("TIFF", "MPO") else 1
    if image.format in ("JPEG", "MPO"):
        _refuse_passes(data.count(_PASS), image.size)
    with image:
        pages_n = 1 if image.format == "MPO" else pages_n  # a photo and its preview
        if pages_n > settings.max_pages_n:
            raise DocumentTooLarge(
                f"The picture file has {pages_n} pages; at most {settings.max_pages_n} are read."
            )
        for index in range(pages_n):
            with _decoding():
                image.seek(index)
                _check_size(image.size, settings)
                picture = _with_square_pixels(_to_rgb(image), image, settings)
            start = time.perf_counter()
            pages.append(recognize_page(picture, settings))
            ocr_ms += (time.perf_counter() - start) * 1000
    return ImageContent(pages=tuple(pages), ocr_ms=ocr_ms)


def image_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, without decoding; (0, 0) if the bytes are no picture."""
    try:
        with _decoding(), Image.open(io.BytesIO(data)) as image:
            return image.size
    except DamagedDocument:
        return 0, 0


@contextmanager
def _decoding() -> Iterator[None]:
    try:
        yield
    except _DECODE_ERRORS as error:
        raise DamagedDocument("The picture is damaged and cannot be shown to its end.") from error


def _check_size(size: tuple[int, int], settings: Settings) -> None:
    width, height = size
    if width * height > settings.max_page_pixels_n:
        raise DocumentTooLarge(
            f"The picture has {width} × {height} pixels; at most "
            f"{settings.max_page_pixels_n:,} in all are read."
        )
    if width * height < settings.min_page_pixels_n or min(width, height) < 8:
        raise EmptyFile(f"The picture has {width} × {height} pixels: too few to hold a document.")
    if is_too_thin(width, height):
        raise MoreThanIsRead(
            f"The picture has {width} × {height} pixels: too long for its width to be read."
        )


def _refuse_passes(passes_n: int, size: tuple[int, int]) -> None:
    """Raises MoreThanIsRead for a JPEG that repaints its picture thousands of times."""
    if passes_n * size[0] * size[1] > MAX_PASSED_PIXELS_N:
        raise MoreThanIsRead("The picture is painted over more often than can be waited for.")


def _with_square_pixels(
    picture: Image.Image, image: Image.Image, settings: Settings
) -> Image.Image:
    """The page as it is seen: the rows of a fax lie up to twice as far apart as its dots.

    The coarser side is stretched; of a picture that would become too large, the finer one shrinks.
    """
    across, down = (float(dots) for dots in image.info.get("dpi", (1, 1)))
    ratio = across / down if across > 0 and down > 0 else 1.0
    if not MIN_STRETCH <= max(ratio, 1 / ratio) <= MAX_STRETCH:
        return picture
    ratio = 1 / ratio if image.getexif().get(_ORIENTATION, 1) in _ON_SIDE else ratio
    wider, higher = max(1.0, 1 / ratio), max(1.0, ratio)
    if picture.width * picture.height * wider * higher > settings.max_page_pixels_n:
        wider, higher = min(1.0, 1 / ratio), min(1.0, ratio)
    size = max(8, round(picture.width * wider)), max(8, round(picture.height * higher))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _to_rgb(image: Image.Image) -> Image.Image:
    """The current page in 8-bit RGB on white, turned as its EXIF orientation says."""
    picture = image
    if picture.mode.startswith("I") or picture.mode == "F":
        low, high = (float(value) for value in picture.convert("F").getextrema())  # type: ignore[arg-type]
        spread = 255 / (high - low) if high > low else 0.0
        picture = picture.convert("F").point(lambda value: value * spread - low * spread)
        picture = picture.convert("L")
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    return picture if picture.mode == "RGB" else picture.convert("RGB")
