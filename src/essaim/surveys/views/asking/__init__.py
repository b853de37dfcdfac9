"""What pilots do to make, send and close a survey."""
