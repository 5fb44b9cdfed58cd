"""Backup archives: formats, streaming writer and reader, restore plan and run."""
