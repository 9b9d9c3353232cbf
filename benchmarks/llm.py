"""A mail understood by Mailroom, and the same asked of a 0.5B instruct model under llama.cpp.

No package ships the weights of such a model, and what it costs does not hang on their values: a
file of Qwen2.5-0.5B-Instruct's shape with random weights is written, in the 4 bits that llama.cpp
runs fastest. It reads the mail in the word pieces of that family of models (their table comes with
the package `dashscope`) and has to write as many as the wanted answer has. Nothing can be said of
what it would answer.

Both read the same mails with the same number of threads; the model has read the instructions
before, as a server that caches prompts would.
"""

import base64
import json
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.report import Row, at_least, not_measured
from readers.mail import read_mail
from schemas.settings import Settings
from schemas.vocabulary import MAIL_CATEGORIES, URGENCIES
from slm.models import load_models
from tasks.extract import extract_file

if TYPE_CHECKING:
    import gguf
    import tiktoken

MAILS_N = 24
LEAST_RATIO = 3.0
#: Qwen2.5-0.5B: layers, width, heads, heads of keys and values, width between, word pieces.
LAYERS_N, WIDTH, HEADS_N, KEY_HEADS_N, INNER, PIECES_N = 24, 896, 14, 2, 4864, 151_936
CONTEXT_N = 4096
#: The model's word pieces (base64, with their ranks), and where a text is cut before all.
PIECES_OF, PIECES_FILE = "dashscope", "dashscope/resources/qwen.tiktoken"
CUTS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
ASKED = (
    "You read the mail of a company. Answer with one JSON object: category (one of "
    f"{', '.join(MAIL_CATEGORIES)}), needs_reply (true or false), urgency (one of "
    f"{', '.join(URGENCIES)}), deadline (text and ISO date, or null), action (a sentence, or "
    "null) and summary (one sentence in the mail's language, with nothing that the mail does not "
    "say).\n\n"
)
ANSWERED = ("category", "needs_reply", "urgency", "deadline", "action", "summary")


def measure_llm(settings: Settings, data: Path, folder: Path, seed: int) -> Iterator[Row]:
    """Seconds a mail of both, on mails of the valid part; the model's file goes to `folder`."""
    what = "a mail asked of a 0.5B model under llama.cpp"
    if not (data / "valid.json").is_file():
        yield not_measured(what, "the folder of mails is not on this machine")
        return
    try:
        import gguf
        import xllamacpp

        pieces = load_pieces()
    except ImportError:
        yield not_measured(what, "what requirements-bench.txt names is not installed")
        return
    entries = choose_mails(data)
    model = folder / "random-0.5b-q4_0.gguf"
    write_random_model(gguf.GGUFWriter(model, "qwen2"), seed)
    ours = time_mailroom(settings, entries, folder)
    theirs, read_n, written_n = _time_llm(xllamacpp, pieces, settings.threads_n, model, entries)
    yield Row("a mail by Mailroom", len(entries), f"{median(ours):.2f} s (median)")
    yield Row(
        what,
        len(entries),
        f"{median(theirs):.2f} s (median)",
        details={"tokens_read": median(read_n), "tokens_written": median(written_n)},
    )
    ratio = at_least(sum(theirs) / sum(ours), LEAST_RATIO, 1)
    yield Row("its time over Mailroom's, all mails", len(entries), **ratio)


def choose_mails(data: Path) -> list[dict[str, Any]]:
    """The first real mails of the valid part."""
    valid = set(json.loads((data / "valid.json").read_text(encoding="utf-8"))["mail"])
    lines = (data / "mail" / "real.jsonl").read_text(encoding="utf-8").splitlines()
    entries = (json.loads(line) for line in lines)
    return list(islice((entry for entry in entries if entry["id"] in valid), MAILS_N))


def time_mailroom(
    settings: Settings, entries: Sequence[dict[str, Any]], folder: Path
) -> list[float]:
    """Seconds from a mail's file to its record, after one that is not counted."""
    models = load_models(settings)
    seconds = []
    for entry in (entries[0], *entries):
        path = folder / "mail.eml"
        path.write_text(entry["raw"], encoding="utf-8", newline="")
        started = time.perf_counter()
        extract_file(path, models, settings)
        seconds.append(time.perf_counter() - started)
    return seconds[1:]


def write_mail(entry: dict[str, Any]) -> str:
    """What a model would have to read of a mail: the rows of its header that matter, its text."""
    mail = read_mail(entry["raw"].encode("utf-8", "replace"), Settings())
    head = f"From: {mail.sender}\nTo: {', '.join(mail.to)}\nDate: {mail.date}"
    return f"{head}\nSubject: {mail.subject}\n\n{mail.body}"


def write_answer(entry: dict[str, Any]) -> str:
    """What a model would have to answer, by the labels."""
    return json.dumps({name: entry.get(name) for name in ANSWERED}, ensure_ascii=False)


def write_random_model(writer: "gguf.GGUFWriter", seed: int) -> None:
    """A file that llama.cpp reads: matrices in Q4_0, word pieces in Q8_0."""
    from gguf import GGMLQuantizationType as Bits
    from gguf.quants import quantize

    writer.add_block_count(LAYERS_N)
    writer.add_context_length(CONTEXT_N)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS_N)
    writer.add_head_count_kv(KEY_HEADS_N)
    writer.add_rope_freq_base(1e6)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([f"[{number}]" for number in range(PIECES_N)])
    writer.add_token_types([1] * PIECES_N)
    writer.add_token_merges(["[ 0"])
    writer.add_eos_token_id(0)
    rng = np.random.default_rng(seed)

    def add(name: str, *shape: int, bits: Bits = Bits.Q4_0) -> None:
        values = rng.standard_normal(shape, dtype=np.float32) * np.float32(0.02)
        if len(shape) == 1:
            writer.add_tensor(name, values)
        else:
            writer.add_tensor(name, quantize(values, bits), raw_dtype=bits)

    add("token_embd.weight", PIECES_N, WIDTH, bits=Bits.Q8_0)
    add("output_norm.weight", WIDTH)
    for layer in range(LAYERS_N):
        at = f"blk.{layer}."
        add(at + "attn_norm.weight", WIDTH)
        add(at + "ffn_norm.weight", WIDTH)
        for name, heads_n in (("q", HEADS_N), ("k", KEY_HEADS_N), ("v", KEY_HEADS_N)):
            add(f"{at}attn_{name}.weight", WIDTH // HEADS_N * heads_n, WIDTH)
            add(f"{at}attn_{name}.bias", WIDTH // HEADS_N * heads_n)
        add(at + "attn_output.weight", WIDTH, WIDTH)
        add(at + "ffn_gate.weight", INNER, WIDTH)
        add(at + "ffn_up.weight", INNER, WIDTH)
        add(at + "ffn_down.weight", WIDTH, INNER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def load_pieces() -> "tiktoken.Encoding":
    """What cuts texts into the model's word pieces.

    Raises:
        ImportError: tiktoken or the package with the table is not installed.
    """
    import tiktoken

    table = Path(str(distribution(PIECES_OF).locate_file(PIECES_FILE))).read_bytes()
    pairs = (row.split() for row in table.splitlines())
    ranks = {base64.b64decode(piece): int(rank) for piece, rank in pairs}
    return tiktoken.Encoding("qwen", pat_str=CUTS, mergeable_ranks=ranks, special_tokens={})


def _time_llm(
    xllamacpp: Any,
    pieces: "tiktoken.Encoding",
    threads_n: int,
    model: Path,
    entries: Sequence[dict[str, Any]],
) -> tuple[list[float], list[int], list[int]]:
    """Seconds, tokens read and tokens written of each mail, after one that is not counted."""
    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.n_ctx, params.n_parallel = CONTEXT_N, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads_n
    params.cache_prompt = True
    server = xllamacpp.Server(params)
    asked = pieces.encode_ordinary(ASKED)
    seconds, read_n, written_n = [], [], []
    for entry in (entries[0], *entries):
        answer_n = len(pieces.encode_ordinary(write_answer(entry)))
        prompt = [*asked, *pieces.encode_ordinary(write_mail(entry))][: CONTEXT_N - answer_n]
        query = {"prompt": prompt, "n_predict": answer_n, "ignore_eos": True, "temperature": 0}
        started = time.perf_counter()
        found = server.handle_completions(query)
        seconds.append(time.perf_counter() - started)
        read_n.append(int(found["timings"]["prompt_n"]))
        written_n.append(int(found["timings"]["predicted_n"]))
    return seconds[1:], read_n[1:], written_n[1:]
