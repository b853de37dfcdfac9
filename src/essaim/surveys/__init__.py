"""Listening to people: needs surveys, interviews, and the findings they give (l'enquête, l'état des lieux).

What is promised before the first question holds in every table: an anonymous sheet has no author and no time.
"""
