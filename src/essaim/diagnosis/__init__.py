"""Looking together at where a community stands: a board of four boxes, ranked by votes (le diagnostic, FFOM).

Whoever is in the room adds a card from their phone, without an account; what is said belongs to the group.
"""
