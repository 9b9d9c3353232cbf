"""Whether a mail puts the day or the month first."""

from datetime import datetime

import pytest

from tasks.mails.mail_order import decide_mail_order
from tasks.values.normalize import decide_conventions


@pytest.mark.parametrize(
    ("text", "language", "zone", "order"),
    [
        ("Please sign it by 5/9.", "en", "-07:00", "mdy"),
        ("Please sign it by 5/9.", "en", "-04:00", "mdy"),
        ("Please sign it by 5/9.", "en", "+01:00", "dmy"),
        ("Please sign it by 5/9.", "en", "+00:00", "dmy"),
        ("Please sign it by 5/9.", "en", "-03:00", "dmy"),
        ("From 23/04/2026 until 5/9.", "en", "-05:00", "dmy"),
        ("A firmar antes del 5/9.", "es", "-06:00", "dmy"),
        ("Merci de signer avant le 5/9.", "fr", "-05:00", "dmy"),
    ],
)
def test_english_from_american_clocks_puts_the_month_first(
    text: str, language: str, zone: str, order: str
) -> None:
    sent = datetime.fromisoformat(f"2026-04-25T09:00:00{zone}")
    assert decide_mail_order(decide_conventions([text], language), sent) == order


def test_a_mail_without_date_is_read_by_its_words() -> None:
    assert decide_mail_order(decide_conventions(["by 5/9"], "en"), None) == "dmy"
