"""English mails of our own as files, for what mail costs; how well it is read, the sets tell."""

from pathlib import Path
from random import Random

from training.mails.plain import read_plain


def write_mails(folder: Path, mails_n: int, seed: int) -> list[Path]:
    """Draws `mails_n` of the mails that are written out, and writes them as .eml files."""
    english = [entry for entry in read_plain() if entry["language"] == "en"]
    written = []
    for entry in Random(seed).sample(english, mails_n):
        path = folder / f"{entry['id']}.eml"
        path.write_text(entry["raw"], encoding="utf-8", newline="")
        written.append(path)
    return written
