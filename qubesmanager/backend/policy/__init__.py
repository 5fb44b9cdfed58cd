"""Which qube may call what in which other one: the stock policy files, read and applied."""
