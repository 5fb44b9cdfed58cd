"""Pools, and the volumes of a qube with their earlier states."""
