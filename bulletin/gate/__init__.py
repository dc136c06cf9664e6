"""The gate before export: what contradicts itself is not exported."""
