"""What arrives for boards and for the plan, checked."""
