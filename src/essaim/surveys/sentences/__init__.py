"""Findings in the reader's words: codes and numbers go in, one sentence comes out."""
