"""When it is done: order, retries, names, artifacts. Orchestration only."""
