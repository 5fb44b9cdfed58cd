"""A qubesd seen from outside: connection, qubes, events. asyncio, no Qt."""
