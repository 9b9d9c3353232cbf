"""How long somebody leaves something undone is not how long a contract runs."""

import pytest

from tasks.contracts.other_periods import clear_other_periods
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (["During my employment and for [term:one year] thereafter, I do not", "solicit."], False),
        (["For a period of [term:12 months] after termination of employment"], False),
        (["Staff hired within the [term:two years] immediately preceding"], False),
        (["For [term:18 months] from the date hereof, neither party shall buy shares."], False),
        (["The Standstill Period ends [term:18 months] from May 4."], False),
        (["Das Wettbewerbsverbot gilt [term:12 Monate]."], False),
        (["Es gilt [term:12 Monate] nach Beendigung des Vertrags."], False),
        (["The initial term of [term:three years] shall not be extended."], True),
        (["During the term of this lease and for [term:6 months] thereafter"], False),
        (["This contract runs for [term:24 months] from 1 May 2026."], True),
        (["This lease runs for [term:24 months]. Thereafter either party may end it."], True),
        (["Made for [term:three years] and may not be terminated before its end."], True),
        (["They occupy the rooms for [term:12 months], and shall not sublet."], True),
        (["Effective for [term:one year] and thereafter from year to year."], True),
        (["Der Vertrag gilt [term:24 Monate] nach Ablauf der Probezeit."], True),
        (["Acme was selected in a competitive tender, for [term:four years]."], True),
        (["It shall not disclose any of it for [term:five years] from this day."], True),
        (["7. For a period of [term:two years] from today, you will not buy shares."], False),
        (["No one shall compete.", "This contract runs for [term:24 months]."], True),
        (["Die Laufzeit beträgt [term:36 Monate] nach Ende der Probezeit."], True),
    ],
)
def test_a_period_of_something_else_is_no_term(rows: list[str], kept: bool) -> None:
    page, tags = draw(rows)
    (left,) = clear_other_periods([page], [tags])
    assert any(tag.label == "term" for tag in left) is kept
