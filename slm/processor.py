"""What the CPU can do."""

import re
from functools import cache
from pathlib import Path


@cache
def has_vnni() -> bool:
    """Whether the CPU has instructions for sums of 8-bit products; False where nobody tells."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False
    return bool(re.search(r"^flags\b.*(?:vnni|amx_int8)", flags, re.MULTILINE))
