"""The summariser's layers judge mails where an adapter was made for just these layers."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from schemas.document import MailMessage
from schemas.errors import ModelError
from schemas.mail_model import MailModel
from schemas.settings import REPOSITORY, Settings
from slm.mail_adapter import DOWN, SCALES, UP, MailAdapter, even_out, find_change
from slm.mail_heads import OUTPUTS_N
from slm.models import load_models
from slm.summariser import load_summariser

MAILS, SUMMARISER = REPOSITORY / "models" / "mail", REPOSITORY / "models" / "summariser"
MAIL = MailMessage(
    subject="Invoice 4711",
    sender="Darren Oakes <darren@oakes.example>",
    to=("accounts@stone.example",),
    date=datetime(2025, 3, 4, 9, 30, tzinfo=UTC),
    body="Could you tell me by Friday whether invoice 4711 has been paid? We have no trace of it.",
)


@pytest.fixture(scope="module")
def adapter() -> MailAdapter:
    return MailAdapter(MAILS, load_summariser(str(SUMMARISER), 2), SUMMARISER, threads_n=2)


def test_a_mail_is_judged_alike_whatever_was_read_before(adapter: MailAdapter) -> None:
    first = adapter.judge(MAIL)
    other = adapter.judge(MAIL.model_copy(update={"body": "Thanks, all settled.", "subject": "Re"}))
    again = adapter.judge(MAIL)
    assert first.shape == (OUTPUTS_N,) and np.isfinite(first).all()
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other, atol=0.1)


def test_a_mail_without_a_word_is_judged_too(adapter: MailAdapter) -> None:
    empty = adapter.judge(MAIL.model_copy(update={"body": "", "subject": ""}))
    assert np.isfinite(empty).all()


def test_a_summary_is_the_same_whether_the_mail_was_judged_before_or_not() -> None:
    alone, judged = (load_summariser(str(SUMMARISER), 2) for _ in range(2))
    MailAdapter(MAILS, judged, SUMMARISER, threads_n=2).judge(MAIL)
    assert judged.write_summary(MAIL, "en") == alone.write_summary(MAIL, "en")


def test_only_the_summariser_that_it_was_made_for_judges_with_the_encoder(tmp_path: Path) -> None:
    settings = Settings()

    def judge(summariser: str, mail_model: str) -> dict[str, dict[str, float]]:
        chosen = {"summariser": summariser, "mail_model": mail_model}
        model = load_models(settings.model_copy(update=chosen))
        assert isinstance(model, MailModel)
        axes = model.classify_mail(MAIL)
        assert axes is not None
        return axes

    other = tmp_path / "mail"
    shutil.copytree(MAILS, other)
    manifest = (other / "manifest.json").read_text(encoding="utf-8")
    at = manifest.index('"adapter_base": "') + len('"adapter_base": "')
    (other / "manifest.json").write_text(manifest[:at] + "0" * 64 + manifest[at + 64 :], "utf-8")
    alone = judge("", settings.mail_model)
    assert judge(settings.summariser, settings.mail_model) != alone
    assert judge(settings.summariser, str(other)) == alone


def test_a_folder_without_the_adapter_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="adapter"):
        MailAdapter(tmp_path, load_summariser(str(SUMMARISER), 2), SUMMARISER, threads_n=2)


def test_parts_of_a_joined_matrix_change_each_by_its_own_adapter() -> None:
    rng = np.random.default_rng(0)
    stored, expected = {}, []
    for part, outputs_n in (("q_proj", 4), ("k_proj", 2)):
        down = rng.integers(-127, 128, (3, 5)).astype(np.int8)
        up = rng.integers(-127, 128, (outputs_n, 3)).astype(np.int8)
        scales = rng.uniform(0.001, 0.01, 3).astype(np.float32)
        stored |= {
            f"layers.16.{part}{DOWN}": down,
            f"layers.16.{part}{UP}": up,
            f"layers.16.{part}{SCALES}": scales,
        }
        expected.append(up.astype(float) @ np.diag(scales) @ down.astype(float))
    change = find_change("layers.16.q_proj+k_proj", stored)
    np.testing.assert_allclose(change, np.concatenate(expected), rtol=1e-4)


def test_a_vector_is_evened_out() -> None:
    even = even_out(np.array([1, 2, 3, 10], np.float32))
    assert abs(float(even.mean())) < 1e-6 and abs(float(even.std()) - 1) < 1e-3
