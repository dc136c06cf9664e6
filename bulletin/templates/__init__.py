"""Templates that staff change themselves: checked when they are uploaded, filled in a limited process of their own."""
