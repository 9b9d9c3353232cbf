"""Quality on held-out documents and speed: `python -m benchmarks`, one table in RESULTS.md."""
