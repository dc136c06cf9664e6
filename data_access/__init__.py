"""All SQL and all files that data come in by; nothing above this room knows where a count came from."""
