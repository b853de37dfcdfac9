"""Reads for pages. What this person cannot see does not exist: 404."""
