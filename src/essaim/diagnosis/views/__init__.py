"""The doors of a board: for the host, for members, and for whoever holds its code."""
