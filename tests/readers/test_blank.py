from collections.abc import Callable

import numpy as np
import pytest
from paper import make_picture
from PIL import Image, ImageDraw

from readers.blank import Ink, find_ink
from readers.ocr import recognize_page
from schemas.settings import Settings

SIZE = (1654, 2339)


def page() -> Image.Image:
    """White paper as a scanner sees it: grey, and noisy."""
    noise = np.random.default_rng(7).integers(244, 253, (SIZE[1], SIZE[0], 1), dtype=np.uint8)
    return Image.fromarray(np.repeat(noise, 3, axis=2))


def holes(draw: ImageDraw.ImageDraw) -> None:
    for y in (854, 1484):
        draw.ellipse((70, y, 117, y + 47), fill=(40, 40, 40))


def dark_edge(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(0, 0), (30, 0), (60, 2339), (0, 2339)], fill=(20, 20, 20))


def dust(draw: ImageDraw.ImageDraw) -> None:
    for x, y in ((300, 400), (900, 1700), (1200, 200)):
        draw.rectangle((x, y, x + 2, y + 2), fill="black")


def page_number(draw: ImageDraw.ImageDraw) -> None:
    draw.text((810, 2260), "2/2", fill="black", font_size=28)


def pen(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(400, 600), (520, 560), (610, 640), (760, 590)], fill=(40, 60, 160), width=4)


def photo(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((300, 300, 1200, 1200), fill=(90, 110, 120))


def signs_at_the_side(draw: ImageDraw.ImageDraw) -> None:
    draw.text((40, 900), "paid 4.5.", fill=(40, 60, 160), font_size=40)


@pytest.mark.parametrize(
    ("drawn", "some"),
    [
        ([], False),
        ([holes, dark_edge, dust], False),
        ([page_number], True),
        ([pen], True),
        ([photo], True),
        ([signs_at_the_side], True),
        ([holes, dark_edge, pen], True),
    ],
)
def test_dust_holes_and_dark_edges_are_no_ink(
    drawn: list[Callable[[ImageDraw.ImageDraw], None]], some: bool
) -> None:
    picture = page()
    for each in drawn:
        each(ImageDraw.Draw(picture))
    assert find_ink(np.asarray(picture)) == Ink(some=some, dark=some)


@pytest.mark.parametrize(
    ("mirrored", "strength", "blank"),
    [(True, 0.12, True), (False, 0.12, False), (True, 1.0, False)],
)
def test_what_shines_through_from_the_front_leaves_a_back_blank(
    mirrored: bool, strength: float, blank: bool
) -> None:
    """Pale print that reads well as it is stays, and so does a dark page in a mirror."""
    front = make_picture()
    if mirrored:
        front = front.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    back = Image.blend(Image.new("RGB", front.size, "white"), front, strength)
    read = recognize_page(back, Settings())
    assert (read.blank, read.words == ()) == (blank, blank)


def test_a_blank_page_is_not_read() -> None:
    read = recognize_page(page(), Settings())
    assert (read.blank, read.words, (read.width, read.height)) == (True, (), SIZE)
