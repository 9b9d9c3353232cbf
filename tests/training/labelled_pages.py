"""Pages to label, drawn from rows of cells."""

from training.sample import LabelledPage

#: A cell: its left edge in hundredths of the page, and what it says.
Cell = tuple[int, str]


def page(*rows: tuple[Cell, ...]) -> LabelledPage:
    """Rows of cells without labels; a character is 0.8 hundredths of the page wide."""
    texts, boxes, numbers = [], [], []
    for number, cells in enumerate(rows):
        for left, cell in cells:
            x = left / 100
            for text in cell.split():
                texts.append(text)
                boxes.append([x, number / 50, x + 0.008 * len(text), number / 50 + 0.015])
                numbers.append(number)
                x += 0.008 * (len(text) + 1)
    labels = ["O"] * len(texts)
    return LabelledPage(600, 800, texts, boxes, numbers, labels, [-1] * len(texts))
