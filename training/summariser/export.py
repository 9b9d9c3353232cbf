"""Checkpoint → ONNX with a key-value cache, by optimum, in fp32."""

from pathlib import Path

import onnx
import torch
from optimum.exporters.onnx import onnx_export_from_model
from transformers import AutoModelForCausalLM

from slm.decoder import SCORED_N
from training.summariser.base import require_base
from training.summariser.data import load_pairs
from training.summariser.fuse import fuse_attention
from training.summariser.prompt import PREFIX, SUFFIX, Prompter
from training.summariser.vocabulary import choose_tokens, write_tokenizer

#: Whose words the vocabulary keeps. Mails written out whole would add 4,500 rare ones: 2.7 MB.
SETS = ("mail", "templates", "clauses")


def export(work: Path) -> Path:
    """Writes work/export/model.onnx and tokenizer.json; returns the folder."""
    model = AutoModelForCausalLM.from_pretrained(require_base(work / "base"), dtype=torch.float32)
    state = torch.load(work / "run.pt", weights_only=False)
    model.load_state_dict(state["weights"], strict=False)
    tokenizer_file = work / "base" / "tokenizer.json"
    pairs = [pair for name in SETS for pair in load_pairs(work / "data", name, "train")]
    texts = [text for pair in pairs for text in (pair.source, pair.summary)]
    tokenizer = Prompter(tokenizer_file).tokenizer
    kept = choose_tokens(tokenizer, [PREFIX, SUFFIX, *texts])
    table = model.get_input_embeddings().weight.detach()[kept].clone()
    model.resize_token_embeddings(len(kept), mean_resizing=False)
    model.get_input_embeddings().weight.data.copy_(table)
    model.tie_weights()
    model.eval()
    folder = work / "export"
    folder.mkdir(parents=True, exist_ok=True)
    onnx_export_from_model(
        model, folder, task="text-generation-with-past", do_validation=False, preprocessors=[]
    )
    # Only now: the exporter copies the whole vocabulary there.
    write_tokenizer(tokenizer_file, kept, folder / "tokenizer.json")
    config = model.config
    network = onnx.load(folder / "model.onnx")
    keep_last_scores(network.graph)
    fuse_attention(
        network,
        heads_n=config.num_attention_heads,
        cached_heads_n=config.num_key_value_heads,
        head_width=config.head_dim,
        rotary_base=config.rope_theta,
    )
    onnx.save(network, folder / "model.onnx")
    return folder


def keep_last_scores(graph: onnx.GraphProto) -> None:
    """Lets the network score the last tokens only: the others' scores are never looked at."""
    head = next(node for node in graph.node if "logits" in node.output)
    bounds = {"starts": [-SCORED_N], "ends": [2**31 - 1], "axes": [1]}
    for name, value in bounds.items():
        tensor = onnx.helper.make_tensor(f"last.{name}", onnx.TensorProto.INT64, [1], value)
        graph.initializer.append(tensor)
    cut = onnx.helper.make_node(
        "Slice", [head.input[0], *(f"last.{name}" for name in bounds)], ["last.hidden"], "last"
    )
    head.input[0] = "last.hidden"
    graph.node.insert(list(graph.node).index(head), cut)
