"""Micro-communities of about ten: forming them, adjusting, launching, living on (les cercles)."""
