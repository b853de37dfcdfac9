"""Two stories to look around in, in French, the same every time (les deux histoires de la démonstration)."""
