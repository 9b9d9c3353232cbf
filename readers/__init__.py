"""Bytes → pages of words with boxes. The only code that knows file formats."""
