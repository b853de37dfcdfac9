"""What people do on a board: one verb, one function."""
