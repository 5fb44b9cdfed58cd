"""Short questions: a name, a new qube, what to remove, the first run."""
