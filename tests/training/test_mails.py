"""The written mail templates: each gives mails whose labels stand in their own text."""

import json
import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from random import Random
from typing import Any

import pytest

from schemas.vocabulary import MAIL_CATEGORIES, URGENCIES
from training.mails.expand import LANGUAGES, expand, read_templates

WORD = r"\d+|[^\W\d_]+"
TEMPLATES = [t for language in LANGUAGES for t in read_templates(language)]


def read(mail: dict[str, Any]) -> tuple[EmailMessage, str]:
    message = message_from_bytes(mail["raw"].encode(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message, str(message.get_content())


def expand_thrice(template: dict[str, Any]) -> list[dict[str, Any]]:
    return [expand(template, Random(seed)) for seed in range(3)]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_templates_have_their_own_ids() -> None:
    ids = [template["id"] for template in TEMPLATES]
    assert len(ids) == len(set(ids))


def test_the_same_seed_gives_the_same_mail() -> None:
    assert expand(TEMPLATES[0], Random(7)) == expand(TEMPLATES[0], Random(7))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t["id"])
def test_no_slot_is_left_and_labels_are_in_the_vocabulary(template: dict[str, Any]) -> None:
    for mail in expand_thrice(template):
        assert not re.search(r"\{\w+\}", json.dumps(mail["raw"]) + mail["summary"])
        assert mail["category"] in MAIL_CATEGORIES
        assert mail["urgency"] in URGENCIES
        assert mail["confidence"] in ("sure", "unsure")
        assert bool(mail["action"]) == mail["needs_reply"]
        message, _ = read(mail)
        assert message["From"] and message["To"] and message["Date"] and message["Message-ID"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t["id"])
def test_passages_and_deadline_stand_in_the_body(template: dict[str, Any]) -> None:
    for mail in expand_thrice(template):
        message, body = read(mail)
        assert mail["salient"]
        for passage in mail["salient"]:
            assert passage in flat(body)
        if due := mail["deadline"]:
            assert flat(due["text"]) in flat(body)
            sent = message["Date"].datetime.date()
            if due["date"]:
                assert -1 <= (date.fromisoformat(due["date"]) - sent).days < 400


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t["id"])
def test_the_summary_says_only_what_stands_in_the_mail(template: dict[str, Any]) -> None:
    """Numbers, and words with a capital where capitals mean names (German nouns have one)."""
    for mail in expand_thrice(template):
        message, body = read(mail)
        said = set(re.findall(WORD, f"{message['From']} {message['Subject']} {body}"))
        words = re.findall(WORD, mail["summary"])
        names = [w for w in words[1:] if w[0].isupper() and template["language"] != "de"]
        assert {*names, *(w for w in words if w[0].isdigit())} <= said
        assert len(mail["summary"].split()) <= 55
