import cv2
import numpy as np
import pytest
from paper import encode
from PIL import Image, ImageDraw, ImageFont

from readers.image import read_image
from readers.levelling import Levelling, Points
from schemas.settings import Settings

SHAPE = (3200, 2400)
HEIGHT = 45.0
PITCH = 60.0


def a_line(left: float, top: float, width: float) -> Points:
    right, bottom = left + width, top + HEIGHT
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])


def rows() -> list[tuple[Points, Points]]:
    """Printed lines in two columns, those of a row side by side."""
    tops = 500 + PITCH * np.arange(30)
    return [(a_line(300, top, 900), a_line(1500, top, 600)) for top in tops]


def askew(points: Points) -> Points:
    """As a camera sees them that is held over the page's lower right corner."""
    seen = np.float32([[150, 320], [2200, 180], [2380, 3020], [60, 2900]])
    page = np.float32([[0, 0], [2400, 0], [2400, 3200], [0, 3200]])
    matrix = cv2.getPerspectiveTransform(page, seen)
    return np.asarray(cv2.perspectiveTransform(points[None], matrix)[0], dtype=np.float64)


def bent(points: Points) -> Points:
    """As on paper that bulges in its middle."""
    rise = 40 * ((points[:, 0] - 1200) / 1200) ** 2
    return np.column_stack([points[:, 0], points[:, 1] - rise])


def leaning(points: Points) -> Points:
    matrix = cv2.getRotationMatrix2D((1200, 1600), 2.0, 1.0)
    return np.asarray(points @ matrix[:, :2].T + matrix[:, 2], dtype=np.float64)


@pytest.mark.parametrize("seen", [askew, bent, leaning])
def test_lines_of_a_row_come_to_lie_beside_each_other(seen) -> None:  # type: ignore[no-untyped-def]
    pairs = [(seen(left), seen(right)) for left, right in rows()]
    page = Levelling([line for pair in pairs for line in pair], SHAPE)
    steps = [
        abs(float(page.level(left)[:, 1].mean() - page.level(right)[:, 1].mean()))
        for left, right in pairs
    ]
    assert max(steps) < 0.2 * PITCH


def test_a_scan_is_turned_as_a_whole_and_not_bent() -> None:
    lines = [leaning(line) for pair in rows() for line in pair]
    page = Levelling(lines, SHAPE)
    corners = leaning(np.array([[0.0, 0.0], [2400, 0], [2400, 3200], [0, 3200]]))
    assert page.level(corners) == pytest.approx(
        np.array([[0.0, 0.0], [2400, 0], [2400, 3200], [0, 3200]]), abs=0.5
    )


def test_few_lines_and_stamps_bend_no_page() -> None:
    points = np.array([[0.0, 0.0], [2400, 3200]])
    stamp = [a_line(1500, 900, 400) + np.array([[0, 0], [0, 40], [0, 40], [0, 0]])]
    few = Levelling([*stamp, a_line(300, 500, 900), a_line(300, 700, 900)], SHAPE)
    assert few.level(points) == pytest.approx(points)
    many = Levelling([*stamp, *(line for pair in rows() for line in pair)], SHAPE)
    assert many.level(points) == pytest.approx(points)
    assert Levelling([], SHAPE).level(points) == pytest.approx(points)


def test_a_photo_taken_askew_keeps_its_rows_together() -> None:
    font = ImageFont.load_default(size=30)
    paper = Image.new("RGB", (1500, 2000), "white")
    draw = ImageDraw.Draw(paper)
    texts = [f"Item number {number} of the order" for number in range(10, 40)]
    for number, text in enumerate(texts):
        draw.text((100, 150 + 50 * number), text, fill="black", font=font)
        draw.text((1250, 150 + 50 * number), f"{number + 20}.50", fill="black", font=font)
    seen = np.float32([[120, 220], [1380, 60], [1490, 1960], [40, 1830]])
    page = np.float32([[0, 0], [1500, 0], [1500, 2000], [0, 2000]])
    photo = cv2.warpPerspective(
        np.asarray(paper), cv2.getPerspectiveTransform(page, seen), (1500, 2000),
        borderValue=(120, 100, 80),
    )  # fmt: skip
    read = read_image(encode(Image.fromarray(photo)), Settings()).pages[0].row_texts()
    assert read == [f"{text} {number + 20}.50" for number, text in enumerate(texts)]
