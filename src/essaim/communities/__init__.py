"""A community, the people in it, and what forming needs to know of them (la communauté)."""
