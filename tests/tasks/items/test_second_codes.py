"""Trade numbers below codes are no codes of further items."""

from tasks.items.second_codes import drop_second_codes
from tests.tasks.tagged_pages import draw, names_of

_ITEM = (
    "[line.code:{code}]          [line.description:{name}]"
    "     [line.quantity:6]   [line.net_amount:48.00]"
)
_BELOW = "[line.code:{number}]{room}{more}"


def _read(*rows: str) -> tuple[list[str], list[str]]:
    """The codes and the names that begin."""
    page, tags = draw(list(rows))
    (got,) = drop_second_codes([page], [tags])
    codes = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]
    return codes, names_of(page, got)


def _rows(*numbers: str) -> list[str]:
    rows = []
    for at, number in enumerate(numbers):
        rows += [
            _ITEM.format(code=f"43090{at}", name="Plaster"),
            _BELOW.format(
                number=number, room=" " * (16 - len(number)), more="[line.description:Sack]"
            ),
        ]
    return rows


def test_what_stands_beside_a_trade_number_goes_on_with_the_name() -> None:
    codes, names = _read(*_rows("4069414346223", "4080550447735"))
    assert codes == ["430900", "430901"]
    assert names == ["Plaster Sack", "Plaster Sack"]


def test_texts_below_it_go_on_too_unless_they_say_something_of_their_own() -> None:
    rows = _rows("4069414346223", "4080550447735")
    rows = [
        rows[0],
        rows[1].replace("[line.description:Sack]", "Sack of"),
        f"{'':16}30 kg",
        *rows[2:],
    ]
    more = [*rows, f"{'':16}Batch 4711", f"{'':16}Carried forward          48.00"]
    assert _read(*more)[1] == ["Plaster Sack of 30 kg", "Plaster Sack"]


def test_one_alone_or_what_fails_its_check_digit_tells_nothing() -> None:
    assert len(_read(*_rows("4069414346223"))[0]) == 2
    assert len(_read(*_rows("4069414346224", "4080550447736"))[0]) == 4


def test_items_of_their_own_known_by_trade_numbers_keep_them() -> None:
    rows = [_ITEM.format(code=code, name="Tea") for code in ("4069414346223", "4080550447735")]
    assert _read(*rows)[0] == ["4069414346223", "4080550447735"]


def test_codes_of_priced_items_that_look_like_short_trade_numbers_stay() -> None:
    numbers = ("10044120", "20190071", "31405500", "31405621")
    assert _read(*(_ITEM.format(code=code, name="Plug") for code in numbers))[0] == [*numbers]


def test_what_stands_alone_below_nearly_all_codes_is_a_batch() -> None:
    rows = _rows("TR2503/11", "CC8841", "BGA-0225")
    rows[-1] = rows[-1].replace("[line.code:BGA-0225]", "BGA-0225")
    assert _read(*rows) == (["430900", "430901", "430902"], ["Plaster Sack"] * 3)
    assert len(_read(*rows[:4])[0]) == 4  # too few to tell
    counted = [f"{row}     [line.quantity:4]" if at % 2 else row for at, row in enumerate(rows)]
    assert len(_read(*counted)[0]) == 5  # further items
    apart = [row.replace("[line.description:Sack]", "") for row in rows]
    assert _read(*apart) == (["430900", "430901", "430902"], ["Plaster"] * 3)


def test_what_nearly_all_items_have_below_a_torn_code_goes_on_with_it() -> None:
    rows = [row.replace("43090", "BRG-") for row in _rows("2RS", "3RS", "4RS")]
    torn = [row.replace("-0]", "-]").replace("-1]", "-]").replace("-2]", "-]") for row in rows]
    assert len(_read(*torn)[0]) == 6
