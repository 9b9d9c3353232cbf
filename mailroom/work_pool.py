"""The work pool of our deployments: what a run may set, which is nothing but its parameters.

Prefect's own template for a process lets whoever starts a run name the command, its environment
and its folder.
"""

import json
import urllib.error
import urllib.request
from http import HTTPStatus

WORK_POOL = "mailroom"
#: No variables, so none can be given. `env` is left out: Prefect merges any that is there.
JOB_TEMPLATE = {
    "job_configuration": {"stream_output": True},
    "variables": {"type": "object", "properties": {}, "additionalProperties": False},
}


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
    request = urllib.request.Request(  # noqa: S310 (our own server)
        url,
        data=json.dumps(content).encode(),
        headers={"Content-Type": "application/json"},
        method=method,
    )
    urllib.request.urlopen(request, timeout=30.0).close()  # noqa: S310
