"""The quarterly bulletin: facts of one assessment, put into words, rendered as a Word file; works without a screen."""
