"""Reads for interviews, for answers from elsewhere, and for what is taken away."""
