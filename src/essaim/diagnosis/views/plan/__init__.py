"""The doors of the plan, of what became of what was said, and of strategies."""
