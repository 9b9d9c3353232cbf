"""Command line: writes generated documents as JSONL, and as PDFs if asked."""

import argparse
import json
import sys
from pathlib import Path
from random import Random

from training.generate.coverage import count_coverage, coverage_lines
from training.generate.degrade import Noise, degrade_words
from training.generate.lexicon import LANGUAGES
from training.generate.pdf import write_pdf
from training.generate.produce import draw_document


def main() -> None:
    """Parses the arguments and writes the files."""
    parser = argparse.ArgumentParser(prog="python -m training.generate", description=__doc__)
    parser.add_argument("--n", type=int, default=100, help="number of documents")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--split", choices=("train", "held_out"), default="train")
    parser.add_argument("--type", default=None, help="only this document type")
    parser.add_argument("--language", default=None, choices=LANGUAGES, help="only this language")
    parser.add_argument("--noise-share", type=float, default=0.0, help="share read as from a scan")
    parser.add_argument("--out", type=Path, help="JSONL file to write")
    parser.add_argument("--pdf", type=Path, help="folder for a PDF of each document")
    parser.add_argument(
        "--coverage", action="store_true", help="only count what the documents show, as a table"
    )
    options = parser.parse_args()
    if options.coverage:
        counts = count_coverage(options.n, options.seed, options.split)
        sys.stdout.writelines(f"{line}\n" for line in coverage_lines(counts))
        return
    out = None
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        out = options.out.open("w", encoding="utf-8")
    if options.pdf:
        options.pdf.mkdir(parents=True, exist_ok=True)
    for index in range(options.n):
        document = draw_document(options.seed, index, options.split, options.type, options.language)
        if out:
            content = document.as_dict()
            rng = Random(f"noise/{options.split}/{options.seed}/{index}")
            if rng.random() < options.noise_share:
                degrade_words(content, rng, Noise.draw(rng))
            out.write(json.dumps(content, ensure_ascii=False) + "\n")
        if options.pdf:
            write_pdf(document.pages, options.pdf / f"{document.id}.pdf")
    if out:
        out.close()


if __name__ == "__main__":
    main()
