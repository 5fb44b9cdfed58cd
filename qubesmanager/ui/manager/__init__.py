"""The Qube Manager window: table, filters, details, job bar."""
