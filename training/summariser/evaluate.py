"""How good the drafts are on held-out mails, beside the sentences that extraction takes."""

import json
import time
from collections import defaultdict
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from schemas.document import MailMessage, SourceDocument
from schemas.settings import Settings
from slm.consensus import rouge_l
from slm.encoder import load_encoder
from slm.mail_source import build_source
from slm.summariser import load_summariser
from tasks.read import read_bytes
from tasks.summarize import summarize
from tasks.understand import understand
from training.mails.facts import find_unsupported
from training.summariser.data import Pair, load_pairs


def evaluate(model: str, encoder: str, work: Path, name: str, most: int) -> dict[str, Any]:
    """Scores on the dev part of a set of mails; drafts go to `work`/drafts-FOLDER-SET.jsonl."""
    summariser, reader = load_summariser(model, 2), load_encoder(encoder, 2)
    rows = []
    with (work / f"drafts-{Path(model).name}-{name}.jsonl").open("w", encoding="utf-8") as file:
        for pair in choose_pairs(load_pairs(work / "data", name, "dev"), most):
            document = read_bytes(pair.raw.encode("utf-8", "replace"), "mail.eml", Settings())
            understanding = understand(document, reader)
            extracted = summarize(document, understanding)
            mail = _mail(document)
            source = build_source(mail)
            started, used = time.perf_counter(), time.process_time()
            drafts = summariser.draft(source)
            # A gist composed of fields has no vote in the product either.
            salient = extracted.text if extracted and extracted.origin == "extract" else ""
            drafted = summariser.choose(drafts, source, salient)
            seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - used
            # As in the product: the language is the one found, not the labeller's.
            written = drafted if summariser.writes(understanding.language) else None
            row = {
                "id": pair.id,
                "language": pair.language,
                "found_language": understanding.language,
                "gold": pair.summary,
                "extracted": extracted.text if extracted else "",
                "drafts": [draft.text for draft in drafts],
                "drafted": drafted,
                "written": written,
                "seconds": seconds,
                "cpu_seconds": cpu_seconds,
                **_compare(pair, extracted.text if extracted else "", drafted, written),
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            rows.append(row)
    return _sum_up(rows)


def choose_pairs(pairs: list[Pair], most: int) -> list[Pair]:
    """At most `most` pairs, spread evenly over all of them."""
    return pairs[:: max(1, -(-len(pairs) // most))]


def _mail(document: SourceDocument) -> MailMessage:
    assert document.mail is not None
    return document.mail


def _compare(
    pair: Pair, extracted: str, drafted: str | None, written: str | None
) -> dict[str, float]:
    shown = written or extracted
    return {
        "rouge_drafted": rouge_l(drafted or extracted, pair.summary),
        "rouge_extracted": rouge_l(extracted, pair.summary),
        "rouge_shown": rouge_l(shown, pair.summary),
        "unsupported": len(find_unsupported(shown, pair.raw)),
    }


def _sum_up(rows: list[dict[str, Any]]) -> dict[str, Any]:
    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_language[row["language"]].append(row)
    seconds, cpu = ([row[key] for row in rows] for key in ("seconds", "cpu_seconds"))
    return {
        "mails_n": len(rows),
        "rouge_l": round(mean(row["rouge_shown"] for row in rows), 4),
        "rouge_l_extracted": round(mean(row["rouge_extracted"] for row in rows), 4),
        "unsupported_per_100": round(100 * mean(row["unsupported"] for row in rows), 2),
        "written_share": round(mean(row["written"] is not None for row in rows), 3),
        "p50_s": round(quantiles(seconds, n=20)[9], 2),
        "p95_s": round(quantiles(seconds, n=20)[18], 2),
        "p50_cpu_s": round(quantiles(cpu, n=20)[9], 2),
        "p95_cpu_s": round(quantiles(cpu, n=20)[18], 2),
        "by_language": {
            language: {
                "mails_n": len(group),
                "rouge_l_drafted": round(mean(row["rouge_drafted"] for row in group), 4),
                "rouge_l_extracted": round(mean(row["rouge_extracted"] for row in group), 4),
            }
            for language, group in by_language.items()
        },
    }
