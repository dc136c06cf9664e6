"""One file per change of the workspace's tables, never edited once released."""
