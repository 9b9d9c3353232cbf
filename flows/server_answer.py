"""What Prefect's server answers, asked without Prefect."""

import json
import urllib.request
from http.client import HTTPException
from typing import Any

#: What urllib raises where no answer comes, or one that is none.
NO_ANSWER = (OSError, ValueError, HTTPException)


def get_json(url: str) -> Any:
    """The answer of our own server as JSON; None while it does not give one."""
    try:
        with urllib.request.urlopen(url, timeout=2.0) as answer:  # noqa: S310 (our own server)
            return json.load(answer)
    except NO_ANSWER:
        return None
