"""Proof of a finished document: which of its figures still stand, and which numbers nobody can account for."""
