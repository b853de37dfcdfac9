"""Reads for the pages of listening. What somebody cannot see does not exist: 404."""
