"""What may be taken away of a survey, as tables.

By name, the sheets: a line a person. Otherwise nothing but what the report shows already, counts with small
groups out, and the open answers apart, in an order that tells nothing: never a line of answers that belong
together. Why: docs/building/decisions/0018.
"""
