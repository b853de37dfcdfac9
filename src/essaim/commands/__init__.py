"""What can be asked of Essaim from a terminal, one module a command."""
