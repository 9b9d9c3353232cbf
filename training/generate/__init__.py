"""Writes realistic business documents with word-level labels, as data and as real PDFs.

`generate(n, seed)` yields documents; `python -m training.generate` writes them to files.
"""

from training.generate.produce import GeneratedDocument, draw_document, generate

__all__ = ["GeneratedDocument", "draw_document", "generate"]
