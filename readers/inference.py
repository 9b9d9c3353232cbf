"""Opens the small ONNX models that come inside the OCR packages; our own encoder is `slm`'s."""

from pathlib import Path
from typing import Any


def open_packaged_model(path: Path, threads_n: int) -> tuple[Any, list[str]]:
    """A session on `threads_n` CPU threads, and the class names listed in the model's metadata."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads_n
    options.enable_cpu_mem_arena = False
    # A thread that waits by spinning takes the core from whoever else works on this machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names: str = session.get_modelmeta().custom_metadata_map["character"]
    return session, names.splitlines()
