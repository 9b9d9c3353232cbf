"""A trained mail network → the artefact folder, measured as it is shipped."""

import json
import shutil
from pathlib import Path
from typing import Any

import torch

from slm.mail_encoder import CLAUSES_FILE, WORDS_FILE, load_mail_encoder
from slm.mail_words import WordModel
from slm.model_folder import TOKENIZER_FILE
from training.mail.artefact import pack
from training.mail.data import load_samples
from training.mail.evaluate import fit_calibration, judge_all, measure
from training.mail.export import export
from training.mail.network import LAYERS_N
from training.mail.train import build_network

_UNMEASURED: dict[str, Any] = {"category_macro_f1": None, "category_by_language": {}}


def pack_artefact(wheels: Path, work: Path, checkpoint: Path, folder: Path) -> dict[str, Any]:
    """Exports and quantises `checkpoint`, calibrates on the dev mails, writes `folder`."""
    samples = load_samples(work / "samples.jsonl")
    dev = [s for s in samples if s.part == "dev"]
    network = build_network(wheels, json.loads((work / "pieces.json").read_text()))
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    exported = work / "export"
    export(network, exported)
    shutil.copyfile(work / "tokenizer.json", exported / TOKENIZER_FILE)
    for name in (WORDS_FILE, CLAUSES_FILE):
        shutil.copyfile(work / name, exported / name)
    layers = f"BERT, {LAYERS_N} layers of width 384, {network.encoder.config.vocab_size} pieces"
    pack(exported, folder, {}, {}, _UNMEASURED, layers)
    words = WordModel.load(exported / WORDS_FILE)
    encoded, counted = judge_all(load_mail_encoder(str(folder), threads_n=1), words, dev)
    shares, temperatures = fit_calibration(encoded, counted, dev)
    pack(folder, folder, shares, temperatures, _UNMEASURED, layers)
    encoder = load_mail_encoder(str(folder), threads_n=1)
    metrics = measure([encoder.classify_text(s.text) for s in dev], dev)
    pack(folder, folder, shares, temperatures, metrics, layers)
    return {**metrics, "word_shares": shares, "temperatures": temperatures}
