"""The doors of interviews, of answers from elsewhere, and of what is taken away."""
