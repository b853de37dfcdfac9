"""The doors of a community."""
