"""The agent that runs inside qubes: one file that needs nothing but Python's standard library."""
