"""The `qube` command: one verb a file."""
