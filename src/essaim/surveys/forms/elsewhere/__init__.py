"""What arrives with interviews and with answers from elsewhere, checked."""
