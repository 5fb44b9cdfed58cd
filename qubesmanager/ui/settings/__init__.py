"""The settings of one qube."""
