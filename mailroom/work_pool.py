"""The work pool of our deployments: what a run may set, which is nothing but its parameters.

Prefect's own template for a process lets whoever starts a run name the command, its environment
and its folder.
"""

import json
import time
import urllib.error
import urllib.request
from http import HTTPStatus

WORK_POOL = "mailroom"
#: No variables, so none can be given. `env` is left out: Prefect merges any that is there.
JOB_TEMPLATE = {
    "job_configuration": {"stream_output": True},
    "variables": {"type": "object", "properties": {}, "additionalProperties": False},
}

#: Seconds between tries while the server's database is busy, as when it has just begun.
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)


def prepare_pool(api_url: str) -> None:
    """Makes the pool, or gives the one that an earlier version made our template.

    Raises:
        OSError, HTTPException: Prefect's server does not answer, or refuses.
    """
    pool = {"name": WORK_POOL, "type": "process", "base_job_template": JOB_TEMPLATE}
    try:
        _send("POST", f"{api_url}/work_pools/", pool)
    except urllib.error.HTTPError as error:
        if error.code != HTTPStatus.CONFLICT:
            raise
        changed = {"base_job_template": JOB_TEMPLATE}
        _send("PATCH", f"{api_url}/work_pools/{WORK_POOL}", changed)


def _send(method: str, url: str, content: object) -> None:
    """Sends a request; again for a while where the server says that it is busy (503)."""
    request = urllib.request.Request(  # noqa: S310 (our own server)
        url,
        data=json.dumps(content).encode(),
        headers={"Content-Type": "application/json"},
        method=method,
    )
    for wait in (*_WAITS, None):
        try:
            urllib.request.urlopen(request, timeout=30.0).close()  # noqa: S310
        except urllib.error.HTTPError as error:
            if wait is None or error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
            time.sleep(wait)
        else:
            return
