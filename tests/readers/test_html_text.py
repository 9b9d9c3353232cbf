import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.html import html_to_rows, html_to_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One &amp; two</p><p>Three</p>", "One & two\n\nThree"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<table><tr><td>Qty</td><td>2</td></tr><tr><td>Price</td><td>3</td></tr></table>",
         "Qty  2\nPrice  3"),
        ("<head><title>T</title><style>p{}</style></head><script>x()</script>Hi", "Hi"),
        ("<div style='display:none'>preview</div>Dear <b>Ms</b>&nbsp;Lee,", "Dear Ms Lee,"),
        ("New<blockquote>old<br>older</blockquote>", "New\n> old\n> older"),
        ("New<div class='gmail_quote'>On Monday you wrote:</div>",
         "New\n> On Monday you wrote:"),
        ("<pre>a   b\n  c</pre>", "a   b\n  c"),
        ("<?xml version='1.0' encoding='latin-1'?><html>café</html>", "café"),
        ("<style>.pre{display:none} @media print{.body{display:none}}</style>"
         "<p class='pre'>Preview</p><p class='body'>Dear Ms Lee</p>", "Dear Ms Lee"),
        ("<style>/* .a{display:none} */ div .b, #c.a, .a:hover{display:none}</style>"
         "<p class='a'>One</p><div><p class='b'>two</p></div><p class='b'>three</p>",
         "One\n\nthree"),
        ("<ul><li><div>Helmet</div><div>Now <s>64.99</s> 59.99</div></li></ul>",
         "- Helmet\nNow 59.99"),
        ("<small style='font-size:0.9em'>Small print</small>", "Small print"),
        ("<span style='font-size:0px'>unseen</span>Seen", "Seen"),
        ("<span style='font-size:1px'>unseen</span><b style='font-size: 1em'>Seen</b>", "Seen"),
        ("<style>.a{opacity:0}.b{opacity:.5}</style><p class=a>unseen<p class=b>Pale", "Pale"),
        ("<p style='opacity:0; opacity:1'>Seen</p><p hidden>unseen</p>", "Seen"),
        ("<div style='font-size:0'><div style='font-size:13px'>Boxes without a gap</div></div>",
         "Boxes without a gap"),
        ("", ""),
        ("<!-- nothing -->", ""),
    ],
)  # fmt: skip
def test_html_reads_as_a_person_would_read_it(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


def test_deep_nesting_neither_crashes_nor_hangs() -> None:
    start = time.monotonic()
    text = html_to_text("<p>above<div>" * 50_000 + "deep" + "<blockquote>" * 20_000)
    assert text.startswith("above") and text.endswith("deep")
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "css",
    [
        "{" * 200_000,
        "/*" * 100_000,
        "@a{" * 60_000,
        "a" + ".b" * 90_000 + "{display:none}",
        "div " * 50_000 + "{display:none}",
        "p{display:grid;grid-template-columns:" + "repeat(99," * 20_000 + "}",
    ],
)
def test_a_hostile_style_sheet_neither_crashes_nor_hangs(css: str) -> None:
    start = time.monotonic()
    assert "deep" in html_to_text(f"<style>{css}</style>" + "<p><div>" * 500 + "deep")
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "style",
    [
        "text-decoration:none " * 10_000,
        "display:grid;grid-template-columns:repeat(1," + " " * 50_000,
    ],
)
def test_a_hostile_style_takes_no_time(style: str) -> None:
    start = time.monotonic()
    assert "deep" in html_to_text(f'<div style="{style}">deep</div>')
    assert time.monotonic() - start < 5


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="<>/&;=\"' \x00abpdivtrblockquote!-é", max_size=80))
def test_any_markup_gives_text(markup: str) -> None:
    assert isinstance(html_to_text(markup), str)


def test_a_table_of_data_has_aligned_columns_on_a_page() -> None:
    markup = (
        "<table><tr><td><h1>Norden Paper</h1><table>"
        "<tr><th>Item<th>Quantity<th>Amount</tr>"
        "<tr><td>Copy paper<td>10<td>39.00</tr><tr><td colspan=2>Total<td>159.00</tr>"
        "</table></td></tr></table><p>Thank you</p>"
    )
    assert [row for row in html_to_rows(markup) if row] == [
        "Norden Paper",
        "Item          Quantity    Amount",
        "Copy paper          10     39.00",
        "Total                     159.00",
        "Thank you",
    ]


@pytest.mark.parametrize("span", ["0", "-3", "x", "9" * 5000])
def test_odd_spans_do_not_matter(span: str) -> None:
    markup = f"<table><tr><td colspan={span}>a<td>b</tr></table>"
    assert " ".join(html_to_rows(markup)).split() == ["a", "b"]


def test_long_lines_are_wrapped_on_a_page() -> None:
    assert max(map(len, html_to_rows(f"<p>{'word ' * 200}</p>"))) <= 100


def test_a_long_thread_of_answers_in_answers_is_read_to_its_end() -> None:
    assert "the first mail" in html_to_text("<div>answer" * 1000 + "the first mail")


def test_boxes_beside_each_other_are_columns_on_a_page() -> None:
    markup = (
        "<style>.row{display:flex} .facts{display:grid;grid-template-columns:150px 1fr}"
        " .list{display:flex;flex-direction:column}</style>"
        "<dl class='facts'><dt>Receipt</dt><dd>2471</dd><dt>Paid by</dt><dd>Card</dd></dl>"
        "<div class='list'>"
        "<div class='row'><div>Team plan<br><small>Qty 10</small></div><div>120.00</div></div>"
        "<div class='row'><b>Total</b><b>120.00</b></div></div>"
        "<p>Thank you</p>"
    )
    assert [row for row in html_to_rows(markup) if row] == [
        "Receipt    2471",
        "Paid by    Card",
        "Team plan    120.00",
        "Qty 10",
        "Total        120.00",
        "Thank you",
    ]
    assert "Qty 10" in html_to_text(markup).split("\n")


@pytest.mark.parametrize(
    "body",
    [
        "<p class='{}'>x</p>".format(" ".join(f"a{n}" for n in range(10_000))) * 15,
        "<div>" * 1500 + "<p class=z>x</p>" * 15_000,
    ],
    ids=["classes", "around"],
)
def test_style_sheets_are_compared_with_elements_in_seconds(body: str) -> None:
    rules = "".join(f".n{n} .z{{display:none}}" for n in range(8))
    rules += "".join(f".a{n}{{display:x}}" for n in range(10_000))
    start = time.process_time()
    assert html_to_text(f"<style>{rules}</style><body>{body}").startswith("x")
    assert time.process_time() - start < 6
