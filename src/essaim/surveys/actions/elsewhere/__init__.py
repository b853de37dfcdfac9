"""Interviews, answers from elsewhere, and what may be taken away."""
