"""The Admin API: one module for each group of calls, one table of methods."""
