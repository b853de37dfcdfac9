"""Reads for the pages of boards."""
