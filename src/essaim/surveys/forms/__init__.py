"""What arrives for listening, checked."""
