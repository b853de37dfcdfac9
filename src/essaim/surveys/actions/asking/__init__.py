"""Making, sending and closing a survey."""
