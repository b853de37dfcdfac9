"""What happened, said once when it is true: `announce` and `on` (le journal)."""
