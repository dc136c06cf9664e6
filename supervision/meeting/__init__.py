"""The weekly meeting: what its slides say, what changed since the last one, and what was decided."""
