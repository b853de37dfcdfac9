"""What arrives about circles, checked."""
