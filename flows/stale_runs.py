"""Closes what a killed service left running in Prefect's view.

In-process runs send no heartbeats (each would cost a second at the end of a run), so nobody else
notices that they are dead.
"""

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

UNFINISHED = [StateType.PENDING, StateType.RUNNING, StateType.SCHEDULED]
MESSAGE = "The service was killed during this run; the next start has taken up its files."


def mark_stale_runs(flow_name: str, tag: str) -> int:
    """Marks unfinished in-process runs of `flow_name` with `tag` as crashed; returns how many.

    Only the owner of the home folder may call this: it takes every such run for dead.
    """
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[flow_name])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNFINISHED)),
                deployment_id=FlowRunFilterDeploymentId(is_null_=True),
                tags=FlowRunFilterTags(all_=[tag]),
            ),
        )
        for run in runs:
            _mark_tasks(client, FlowRunFilter(id=FlowRunFilterId(any_=[run.id])))
            client.set_flow_run_state(run.id, Crashed(message=MESSAGE), force=True)
        return len(runs)


def _mark_tasks(client: SyncPrefectClient, flow_run: FlowRunFilter) -> None:
    unfinished = TaskRunFilter(
        state=TaskRunFilterState(type=TaskRunFilterStateType(any_=UNFINISHED))
    )
    for task_run in client.read_task_runs(flow_run_filter=flow_run, task_run_filter=unfinished):
        client.set_task_run_state(task_run.id, Crashed(message=MESSAGE), force=True)
