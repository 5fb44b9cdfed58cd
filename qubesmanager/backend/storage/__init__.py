"""Pools, volumes and drivers. Knows a qube only as a name and a directory prefix."""
