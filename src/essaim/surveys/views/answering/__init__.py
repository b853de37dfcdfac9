"""The doors of answering: from a link, from inside, on paper; and the statements people add."""
