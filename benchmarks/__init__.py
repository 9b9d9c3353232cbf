"""Quality and speed, one command."""
