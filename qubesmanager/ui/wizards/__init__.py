"""Backup, restore and verify, page by page."""
