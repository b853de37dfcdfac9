"""The doors of circles: forming them, launching them, living in them."""
