"""What a pilot writes of a survey, checked."""
