"""What people do with circles: one verb, one function, one transaction."""
