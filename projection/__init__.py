"""The weekly meeting's slides as they are seen: one drawing for the wall and for the file that needs no network."""
