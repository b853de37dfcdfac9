"""Essaim takes a crowd of interested people to living micro-communities, with their members."""

__version__ = "0.1.0"
