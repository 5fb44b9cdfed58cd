"""Item models: what the tables show. No widgets."""
